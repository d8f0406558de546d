"""German and Dutch: what ends a phrase, and what announces a topic."""

from __future__ import annotations

from core.wording.grammar import Grammar, cues, words

GERMAN = Grammar(
    small=words(
        """
        aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus
        außerdem bald beide beiden bei beim bereits besonders besser bin bis bisschen bist bitte bloß
        da dabei dadurch dafür dagegen daher dahin damals damit danach daneben dann daran darauf
        daraus darin darüber darum das dass davon davor dazu dein deine dem den denen denn der deren
        des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch
        dürfen eben ebenfalls echt eher ein eine einem einen einer eines einfach einige einigen einiger
        einmal er erst erste ersten erstmal es etwa etwas euch euer fast für ganz ganze ganzen gar
        geben gehen geht genau genauso gerade gern gesagt getan gewesen gibt ging gleich groß große
        großen gut gute guten habe haben halt hat hatte hatten hätte heute hier hin hinter hinzu ich
        ihm ihn ihnen ihr ihre ihren ihrer im immer in indem irgendwann irgendwas irgendwie ist ja je
        jede jedem jeden jeder jedes jedoch jemand jetzt kann kannst kein keine keinen keiner klar
        klein kleine kleinen können könnte könnten kommen kommt lassen lässt leider letzte letzten
        machen macht mal man manche manchmal mehr mein meine meinen meisten mich mir mit möchte
        möglich müssen muss musste nach nachdem nächste nächsten nämlich natürlich neben nehmen nein
        neu neue neuen nicht nichts nie niemand noch nun nur ob oben oder oft ohne okay quasi recht
        richtig sagen sagt sehen sehr sein seine seinem seinen seiner seit selbst sich sicher sie
        sieht sind so sobald sogar solche solchen soll sollen sollte sondern sonst sozusagen später
        stark statt steht stellen über um und uns unser unsere unseren unter usw verschiedene
        verschiedenen viel viele vielen vielleicht völlig vom von vor vorher wann war wäre waren warum
        was weg wegen weil weiter weitere weiteren welche welchen welcher welches wenig weniger wenn
        wer werde werden weshalb wie wieder will willkommen wir wird wirklich wissen wo wobei wollen
        worden wurde wurden würde würden zeigen ziemlich zu zudem zuerst zum zunächst zur zurück
        zusammen zwar zwei zweite zweiten zwischen drei vier fünf ähm äh hallo danke leute sache
        sachen ding dinge
        """
    ),
    vague=words(
        """
        mal weise art arten beispiel beispiele frage fragen fall fälle grund gründe teil teile stelle
        moment minute minuten sekunde sekunden stunde stunden tag tage woche wochen monat monate jahr
        jahre zeit problem probleme punkt punkte idee ideen ende anfang thema themen video videos
        menge menschen zahl zahlen wort worte seite
        """
    ),
    before_noun=words(
        "der die das den dem des ein eine einen einem einer eines kein keine mein unser unsere ihre"
        " seine im vom zum zur beim jede jeder jedes diese dieser dieses von für mit ohne über"
    ),
    before_verb=words("ich du er sie es wir ihr man zu nicht auch dann"),
    announces=cues(
        r"(?:sprechen|reden) wir (?:jetzt |nun |heute )?(?:über|von)|(?:kommen|gehen) wir (?:jetzt |nun )?"
        r"(?:zu|zum|zur)|schauen wir uns (?:jetzt |nun |mal )?|(?:geht|dreht) es (?:jetzt |nun )?um"
        r"|das nächste thema ist|beginnen wir mit|als nächstes (?:kommt|kommen)?|weiter mit"
        r"|was ist|was sind|wie funktioniert|wie funktionieren|jetzt zu[mr]?"
    ),
    greets=cues("willkommen|hallo|guten (?:tag|morgen|abend)|mein name ist|danke fürs|tschüss"),
    has_capital_nouns=True,
    both="{} und {}",
)


DUTCH = Grammar(
    small=words(
        """
        aan al alle alleen alles als altijd andere anders daar daarna dan dat de deze die ding dingen
        dit doen doet door dus echt een eens eerste eigenlijk elke en er even gaan gaat ga geen gewoon
        goed goede groot grote had heb hebben heeft heel het hier hij hoe hun iets ik in is ja je jij
        jullie kan kijken klein kleine komen komt kun kunnen laat laten maar maken maakt meer meest men
        met mensen mij mijn misschien moet moeten mogen na naar natuurlijk nee niet niets nieuwe nog nou
        nu of om omdat onder ons onze ook op over paar soms staan staat te tegen toch toen tot tussen
        twee uit van veel vaak verschillende via voor vooral waar waarom wanneer want waren was wat we
        weer weet wel welke welkom wij wil worden wordt zal ze zeer zeggen zich zie zien zij zijn zo
        zoals zonder zou zouden
        """
    ),
    joints=words("van"),
    vague=words(
        """
        manier manieren vraag vragen probleem problemen voorbeeld deel keer moment minuten uur dag dagen
        jaar jaren tijd punt idee einde begin onderwerp video woord aantal soort
        """
    ),
    before_noun=words(
        "de het een deze dit die dat mijn onze ons zijn haar hun elke van met voor in"
    ),
    before_verb=words("ik je jij hij zij ze we wij jullie te niet ook"),
    announces=cues(
        r"(?:laten we|we gaan|ik ga|ik wil) (?:het (?:nu )?hebben over|kijken naar|praten over)"
        r"|het (?:volgende|eerste|tweede|laatste) (?:onderwerp|punt) is|wat (?:is|zijn)|hoe werkt"
    ),
    greets=cues("welkom|hallo|goedemorgen|goedemiddag|mijn naam is|bedankt"),
    both="{} en {}",
)
