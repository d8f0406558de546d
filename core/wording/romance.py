"""French, Spanish, Portuguese and Italian: what ends a phrase, and what announces a topic.

A keyphrase library's small words stand beside these, which talks are full of.
"""

from __future__ import annotations

from core.wording.grammar import Grammar, cues, words

FRENCH = Grammar(
    small=words(
        """
        a à afin ai aie ainsi aller alors après as assez au aucun aucune aujourd hui auprès aussi autre
        autres aux avait avant avec avez avoir avons beaucoup bien bon bonjour bonne c' ça car ce ceci
        cela celle celles celui cent ces cet cette ceux chaque chose choses cinq comme comment d'
        dans de déjà depuis dernier dernière des deux devant différents dire dit dites doit doivent
        donc donne dont du elle elles en encore enfin ensuite entre est et étaient était étant été être
        eu eux exactement exemple fait faire faites fait faut fois font il ils j' je jusqu' jusque juste
        l' la là laquelle le lequel les lesquels leur leurs lorsque lui m' ma maintenant mais mal même
        mêmes merci mes met mettre mieux moi moins mon n' ne ni nombreux non nos notre nous nouveau
        nouvelle nouvelles on ont ou où oui par parce parfois parler pas passe pendant permet petit
        petite petits peu peut peuvent peux plus plusieurs plutôt point pour pourquoi pourrait pouvez
        pouvoir pouvons premier première prendre près presque puis puisque qu' quand quatre que quel
        quelle quelles quelqu' quelque quelques quels qui quoi rien s' sa sait sans savoir se sera sera
        serait ses seul seule si son sont soit sous souvent suis sur t' ta tandis tant te tel telle
        tellement tes toi ton toujours tous tout toute toutes très trois trop trouve tu un une va vais
        vas vers veut veux vient voici voilà voir vois voit vont vos votre vous vraiment vrai y euh
        gens monde façon manière grand grande grands grandes certain certaine certains certaines
        """
    ),
    joints=words("de d' du des"),
    vague=words(
        """
        cas question questions problème problèmes temps moment minute minutes seconde secondes heure
        heures jour jours an ans année années idée idées raison raisons partie parties côté fin début
        sujet vidéo mot mots nombre genre type sorte point points reste
        """
    ),
    before_noun=words(
        "le la les l' un une des du de d' au aux ce cet cette ces mon ma mes ton son sa ses notre nos"
        " votre vos leur leurs chaque en par pour avec sans sur"
    ),
    before_verb=words("je j' tu il elle on nous vous ils elles ne n' se s' qui pas me m' te y"),
    after_verb=words("le la les un une"),
    adverb="ment",
    announces=cues(
        r"parlons (?:maintenant )?(?:de|du|des|d['’])|passons (?:maintenant )?(?:à|au|aux)"
        r"|(?:regardons|voyons|abordons) (?:maintenant )?|commençons par"
        r"|on va (?:parler (?:de|du|des|d['’])|voir|regarder)"
        r"|(?:allons|va|vais) (?:parler (?:de|du|des|d['’])|voir|aborder)"
        r"|le (?:prochain|premier|deuxième|dernier) (?:sujet|point|thème) (?:est|c['’]est|concerne)"
        r"|qu['’]est-ce que?|il s['’]agit (?:de|d['’]|du)|à propos (?:de|du|des|d['’])"
    ),
    greets=cues("bonjour|bienvenue|bonsoir|salut|je m['’]appelle|merci d['’]avoir|au revoir"),
    elides=True,
    both="{} et {}",
)


SPANISH = Grammar(
    small=words(
        """
        a acá ademas además ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí
        ambos ante antes aquel aquella aquello aquí así aún aunque bajo bastante bien buen buena bueno
        buenos cada casi casa caso cierta ciertas cierto ciertos claro como cómo con conmigo contra cosa
        cosas cual cuál cuales cualquier cuando cuándo cuanto cuánto da dado dan dar de debe deben decir
        del dentro desde después detrás dice dicho diferente diferentes donde dónde dos durante e el él
        ella ellas ellos en encima entonces entre era eran eres es esa esas ese eso esos esta está estaba
        están estar estas este esto estos estoy estamos ejemplo etc fue fueron gente gracias gran grande
        grandes ha haber había hace hacemos hacen hacer hacia haciendo han hasta hay haya he hecho hola
        hoy incluso ir la las le les lo los luego mal manera mas más mayor me mejor menos mi mí mientras
        mis mismo misma mismos mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos nosotros
        nuestra nuestras nuestro nuestros nueva nuevas nuevo nuevos nunca o os otra otras otro otros para
        parece parte pequeña pequeño pequeños pero poca poco pocos podemos poder podría por porque pues
        puede pueden puedes puedo que qué queremos quien quién quiere quiero realmente saben sabemos se
        sea sean según ser será si sí sido siempre siendo sin sino sobre solamente solo sólo somos son
        su sus tal tales también tampoco tan tanta tanto tantos te tendremos tenemos tener tengo tercero
        tiempo tiene tienen toda todas todavía todo todos tras tres tu tus u un una unas uno unos usa
        usamos usar va vale vamos van varias varios ver vez veces veremos vemos voy y ya yo bienvenidos
        primera primero segunda segundo último última siguiente digamos bueno
        """
    ),
    joints=words("de del"),
    vague=words(
        """
        forma formas tipo tipos pregunta preguntas problema problemas idea ideas punto puntos momento
        minuto minutos segundos hora horas día días año años mes meses semana número lado lugar final
        principio tema temas vídeo video palabra palabras razón cantidad mundo persona personas
        """
    ),
    before_noun=words(
        "el la los las un una unos unas del al de este esta estos estas ese esa su sus mi tu nuestro"
        " nuestra nuestros cada en con por para sin sobre"
    ),
    before_verb=words("yo tú él ella nosotros ellos se no que me te lo le nos ya también"),
    after_verb=words("el la los las un una"),
    adverb="mente",
    announces=cues(
        r"(?:vamos a|voy a|quiero|queremos|podemos) (?:hablar(?:les)? (?:de|del|sobre)|ver|mirar|explicar"
        r"|empezar (?:con|por)|pasar (?:a|al))|hablemos (?:ahora )?(?:de|del|sobre)|pasemos (?:ahora )?(?:a|al)"
        r"|empecemos (?:con|por)|veamos (?:ahora )?|el (?:siguiente|próximo|primer|segundo|último) "
        r"(?:tema|punto|paso) (?:es|son)|qué (?:es|son)|se trata (?:de|del)|acerca (?:de|del)"
    ),
    greets=cues("hola|bienvenid[oa]s?|buen[oa]s (?:días|tardes|noches)|me llamo|gracias por|adiós"),
    both="{} y {}",
)


PORTUGUESE = Grammar(
    small=words(
        """
        a à agora ainda além algo alguém algum alguma algumas alguns ali antes ao aos apenas aquela
        aquele aqui as às assim até bem bom cada caso coisa coisas com como da daí dar das de dela dele
        deles depois desde dessa desse deste deve dito diz dizer do dois dos duas e é ela elas ele eles
        em então entre era eram essa essas esse esses esta está estamos estão estar este estes estou eu
        exemplo faz fazem fazer fazendo foi for foram gente grande ha há isso isto já la lá lhe lo logo
        maior mais mas me melhor menos mesma mesmo meu minha muita muitas muito muitos na nada não nas
        nem nenhum nessa nesse nesta neste no nos nós nossa nosso nova novo num numa nunca o obrigado olá
        onde os ou outra outras outro outros para parte pela pelo pelos pequeno pessoas pode podem
        podemos poder pois por porque pouco primeira primeiro quais qual qualquer quando quanto que quem
        quer realmente são se segundo seja sem sempre sendo ser será seu seus si sim só sobre sua suas
        também tanto tão tem têm temos ter tipo toda todas todo todos três tudo um uma umas uns usar vai
        vamos vão ver vez vezes você vocês vou certo ok
        """
    ),
    joints=words("de do da dos das"),
    vague=words(
        """
        forma formas maneira pergunta perguntas problema problemas ideia ideias ponto pontos momento
        minuto minutos hora horas dia dias ano anos número lado lugar final tema vídeo palavra razão
        """
    ),
    before_noun=words(
        "o os as um uma uns umas do da dos das no na nos nas ao de em com por para este esta esse essa"
        " seu sua meu minha nosso nossa cada"
    ),
    before_verb=words("eu ele ela nós eles você vocês se não que me te já também"),
    after_verb=words("o a os as um uma"),
    adverb="mente",
    announces=cues(
        r"(?:vamos|vou|quero) (?:falar (?:de|do|da|sobre)|ver|olhar|explicar|começar (?:com|por)"
        r"|passar (?:para|ao))|o (?:próximo|primeiro|segundo|último) (?:tema|ponto|tópico|passo) é"
        r"|o que (?:é|são)|trata-se de"
    ),
    greets=cues("olá|bem-vindos?|bom dia|boa (?:tarde|noite)|meu nome é|obrigad[oa]"),
    both="{} e {}",
)


ITALIAN = Grammar(
    small=words(
        """
        a ad adesso ai al alcune alcuni all' alla alle allora altra altre altri altro anche ancora anzi
        appena avere aveva bene bisogno c' che chi ci ciao ciò come con cosa cose così d' da dai dal
        dall' dalla dei del dell' della delle dello dentro di diciamo dire diversi dobbiamo dopo dove due
        e è ecco ed era erano esempio essere fa fanno fare fatto fino fra già gli grande grazie ha hanno
        ho i il in infatti insieme invece io l' la le lei lo loro lui ma maggior mai me meglio meno
        mentre mi mia mio molta molte molti molto n' ne negli nei nel nell' nella nelle nessun niente no
        noi non nostra nostro nulla nuova nuovo o ogni oggi ok oppure ora ossia per perché però più poco
        poi possiamo possono prima primo può quale quali quando quanto quasi quella quelle quelli quello
        quest' questa queste questi questo qui quindi realmente sa se secondo sei sempre senza si sia
        siamo solo sono sopra sotto sta stato stessa stesso su sua sue sugli sui sul sull' sulla suo
        tanto te tra tre troppo tu tutta tutte tutti tutto un un' una uno va vediamo vedere viene vi voi
        volta vuole
        """
    ),
    joints=words("di del dell' della dei delle degli d'"),
    vague=words(
        """
        modo modi tipo tipi domanda domande problema problemi idea idee punto punti momento minuti ora
        ore giorno giorni anno anni numero parte parti lato fine inizio tema video parola parole caso
        casi persone
        """
    ),
    before_noun=words(
        "il lo la i gli le l' un uno una un' del della dei delle dell' al alla nel nella sul di questo"
        " questa nostro nostra suo sua ogni con per senza"
    ),
    before_verb=words("io tu lui lei noi voi loro si non che mi ti ci"),
    after_verb=words("il lo la i gli le un una"),
    adverb="mente",
    announces=cues(
        r"parliamo (?:ora |adesso )?(?:di|del|della|dei|delle)|passiamo (?:ora |adesso )?(?:a|al|alla|ai)"
        r"|(?:vediamo|guardiamo) (?:ora |adesso )?|cominciamo (?:con|da)|iniziamo (?:con|da)"
        r"|il (?:prossimo|primo|secondo|ultimo) (?:argomento|tema|punto|passo) è|(?:che )?cos['’]è"
        r"|si tratta (?:di|del|della)"
    ),
    greets=cues("ciao|benvenut[oiae]|buongiorno|buonasera|mi chiamo|grazie per"),
    elides=True,
    both="{} e {}",
)
