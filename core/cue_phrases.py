"""Phrases by which speakers announce, ask, open and answer, a language at a time.

The classes are what counts: their weights were fitted on English talks (`core.topic_weights`),
and other languages fill the same classes. A language that is not listed has no cues, and its
chapters rest on words, meanings, turns and pauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

HEAD_LETTERS = 160
"""Cues count at the beginning of a sentence: further on they are part of what is told."""

_THINGS = "thing|topic|question|point|one|part|section|item|issue|problem|idea|piece|step"
_MORE_THINGS = "approach|option|project|feature|change|proposal|chapter|area"

ANNOUNCES = {
    "en": (
        r"\b(let's|let us|we'll|we will|we can|we should|i'll|i will|i'd like to|i want to"
        r"|(i )?wanted to|i would like to|like to|going to|gonna) (\w+ ){0,2}?(talk|move|go back"
        r"|get into|get to|start|begin|dive|jump|look at|look into|discuss|switch|ask|touch on"
        r"|cover|turn|address|introduce|explain|step back|take a step)\b",
        r"\b(moving on|move on|jump(ing)? (in|into|to)|dive (in|into|deeper)|turning to"
        r"|switching (to|gears)|back to)\b",
        r"\b(next|first|second|third|fourth|last|final|other|another|new|one more|following|big"
        rf"|main) (\w+ )?({_THINGS}|{_MORE_THINGS})s?\b",
        r"\b(tell|give|walk|remind) (me|us|the|everyone|our)\b",
        r"\b(i'm|i am|i was) (curious|wondering|interested|going to)\b",
    ),
    "de": (
        r"\b(lass(t|en)? uns|lassen sie uns|wir (werden|wollen|können|sollten)|ich (werde|möchte"
        r"|will|wollte))\b.*\b(sprechen|reden|anfangen|beginnen|ansehen|anschauen|schauen|kommen"
        r"|zuwenden|fragen|erklären|vorstellen)\b",
        r"\bkommen wir\b|\bwenden wir uns\b|\bweiter (geht's|mit)\b|\bzurück zu[mr]?\b",
        r"\b(nächste[nrs]?|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|letzte[nrs]?|andere[nrs]?) (\w+ )?"
        r"(thema|punkt|frage|teil|abschnitt|schritt|problem|idee|beispiel|sache)\b",
    ),
    "fr": (
        r"\b(parlons|passons|commençons|regardons|voyons|revenons|abordons|allons voir"
        r"|on va (parler|voir|passer|commencer|regarder)|nous allons (parler|voir|passer"
        r"|commencer|aborder)|je (vais|voudrais|veux) (vous )?(parler|expliquer|présenter|revenir"
        r"|commencer|passer))\b",
        r"\b(prochaine?|premi(er|ère)|deuxième|second[e]?|troisième|derni(er|ère)|autre|nouvelle?) "
        r"(\w+ )?(sujet|point|question|partie|chose|étape|problème|idée|chapitre|exemple)s?\b",
    ),
    "es": (
        r"\b(hablemos|pasemos|empecemos|comencemos|veamos|volvamos|miremos|vamos a (hablar|ver"
        r"|pasar|empezar|comenzar|mirar)|quiero (hablar|explicar|empezar|contar)|quisiera|me "
        r"gustaría)\b",
        r"\b((siguiente|próxim[oa]|primer[oa]?|segund[oa]|tercer[oa]?|últim[oa]|otr[oa]|nuev[oa]) "
        r"(\w+ )?(tema|punto|pregunta|parte|cosa|paso|problema|idea|capítulo|ejemplo)s?)\b",
    ),
    "it": (
        r"\b(parliamo|passiamo|cominciamo|iniziamo|vediamo|torniamo|guardiamo|andiamo a|vorrei"
        r"|voglio (parlare|spiegare|mostrare))\b",
        r"\b(prossim[oa]|prim[oa]|second[oa]|terz[oa]|ultim[oa]|altr[oa]|nuov[oa]) (\w+ )?"
        r"(tema|argomento|punto|domanda|parte|cosa|passo|problema|idea|capitolo|esempio)\b",
    ),
    "pt": (
        r"\b(vamos (falar|ver|passar|começar|olhar|voltar)|falemos|passemos|comecemos|vejamos"
        r"|quero (falar|explicar|mostrar)|queria|gostaria)\b",
        r"\b(próxim[oa]|primeir[oa]|segund[oa]|terceir[oa]|últim[oa]|outr[oa]|nov[oa]) (\w+ )?"
        r"(tema|assunto|ponto|pergunta|parte|coisa|passo|problema|ideia|capítulo|exemplo)s?\b",
    ),
    "ja": (
        r"(次|続いて|それでは|では|さて|まず|最初|最後|今度|ここから|二つ目|三つ目|2つ目|3つ目)"
        r".*(ます|ましょう|です|について|に移)",
        r"(について|のお話|の話)(を|は|に)?.*(し(たい|ます|ましょう)|見て|説明|紹介|入り)",
    ),
    "ko": (
        r"(다음(으로|은|에)?|이제|이번에는|먼저|우선|마지막으로|첫 번째|두 번째|세 번째|그럼)"
        r".*(보겠|하겠|볼게|할게|알아보|살펴|넘어가|말씀|이야기|얘기|설명|입니다)",
        r"(에 대해|에 대하여|에 관해|에 관한).*(보겠|하겠|볼게|할게|알아보|살펴|말씀|이야기|얘기|설명)",
    ),
    "zh": (
        r"(接下来|下面|然后我们|现在我们|首先|最后|第[一二三四五]|另外一个|下一个|接着).*(来|看|讲|说|聊"
        r"|谈|介绍|讨论|部分|问题|话题|点)",
        r"(我们|咱们)(来|再|就|先)?(看|讲|说|聊|谈|介绍|讨论)(一下|下|一看)?",
    ),
}
ASKS = {
    "en": (
        r"\b(can|could|would|do|did|how|what) (do |did |does |would |is |are )?you (\w+ )?(explain"
        r"|tell|talk|walk|give|describe|elaborate|think|see|feel|speak|share|mean|want|say|define"
        r"|get)\b",
        r"\byou('ve| have)?( also| just| already)? (mentioned|said|talked|alluded|brought|touched"
        r"|wrote|worked|been|started)\b",
        r"\b(so|okay|ok|and|but|now|well|yeah|alright|cool|right)?,? ?(what|how) (about|is|are|do"
        r"|does|did|would|exactly|kind|makes|happens|else)\b",
    ),
    "de": (
        r"\b(können|könnten|kannst|könntest) (sie|du|ihr)\b",
        r"\b(was|wie) (ist|sind|macht|machen|war|genau|passiert|bedeutet|funktioniert)\b",
    ),
    "fr": (
        r"\b(pouvez|peux|pourriez|pourrais)[- ](vous|tu)\b|\best-ce que\b",
        r"\b(qu'est-ce|comment|pourquoi|c'est quoi)\b",
    ),
    "es": (r"\b(puedes?|podrías?|podéis|pueden)\b.*\?", r"¿\s*(y\s+)?(qué|cómo|por qué|cuál)\b"),
    "it": (r"\b(puoi|può|potresti|potrebbe|potete)\b", r"\b(che cos|cosa|come|perché) \w+.*\?"),
    "pt": (r"\b(pode|podes|poderia|podem)\b.*\?", r"\b(o que|como|por que|qual) \w+.*\?"),
    "ja": (r"(でしょうか|ですか|ますか|とは何|なぜ|どう(し|や)|何でしょう)",),
    "ko": (r"(무엇|뭐|왜|어떻게|어떤).*(까|까요|나요|가요|죠)\b", r"(란|이란) 무엇"),
    "zh": (r"(什么是|为什么|怎么|如何|是什么|吗[？?]|呢[？?])",),
}
OPENS = {
    "en": (r"^(so|okay|ok|all right|alright|now|cool|great|awesome|then|perfect|anyways?)\b",),
    "de": (r"^(so|also|okay|ok|gut|nun|jetzt|super|prima|alles klar|dann)\b",),
    "fr": (r"^(alors|bon|bien|donc|maintenant|ok|okay|d'accord|voilà|ensuite)\b",),
    "es": (r"^(bueno|bien|entonces|ahora|vale|ok|okay|perfecto|muy bien|pues)\b",),
    "it": (r"^(allora|bene|dunque|quindi|ora|adesso|ok|okay|perfetto)\b",),
    "pt": (r"^(bom|bem|então|agora|ok|okay|certo|perfeito|muito bem)\b",),
    "ja": (r"^(それでは|では|じゃあ|さて|次に|続いて|はい|まず)",),
    "ko": (r"^(자|그럼|그러면|이제|네|좋습니다|그래서|다음)(,|\s)",),
    "zh": (r"^(好|那么|那|现在|接下来|然后|所以)",),
}
REPLIES = {
    "en": (
        r"^(yeah|yes|yep|no|nope|right|exactly|sure|correct|absolutely|definitely|oh|mm|mhm|hmm"
        r"|true|i don't|i think|i mean|i guess|not|but|because|also|it's|that's|or|it is|that is"
        r"|which|well|they|he|she|of course|i see|you can|you know)\b",
    ),
    "de": (r"^(ja|nein|genau|stimmt|richtig|klar|aber|weil|denn|oder|das ist|es ist|auch)\b",),
    "fr": (r"^(oui|non|exactement|tout à fait|mais|parce que|ou|c'est|aussi|je pense)\b",),
    "es": (r"^(sí|no|exacto|exactamente|claro|pero|porque|o|es|también|creo)\b",),
    "it": (r"^(sì|no|esatto|esattamente|certo|ma|perché|o|è|anche|penso)\b",),
    "pt": (r"^(sim|não|exato|exatamente|claro|mas|porque|ou|é|também|acho)\b",),
    "ja": (r"^(うん|ええ|そうです|そうですね|いや|でも|しかし|だから|なので|また)",),
    "ko": (r"^(예|맞아요|맞습니다|그렇죠|아니|하지만|그런데|왜냐하면|또)",),
    "zh": (r"^(对|是的|没错|不是|但是|因为|而且|或者|也)",),
}


@dataclass(frozen=True, slots=True)
class Cues:
    """How often each class of phrases stands at the beginning of a sentence."""

    announces: int
    asks: int
    opens: bool
    replies: bool


def cues_of(sentence: str, language: str) -> Cues:
    """Find the cues of a sentence in a language given by its primary tag.

    >>> cues_of("Okay, let's talk about memory.", "en")
    Cues(announces=1, asks=0, opens=True, replies=False)
    """
    head = sentence[:HEAD_LETTERS].lower().replace("’", "'")
    announces, asks, opens, replies = _patterns(language)
    return Cues(
        announces=sum(bool(pattern.search(head)) for pattern in announces),
        asks=sum(bool(pattern.search(head)) for pattern in asks),
        opens=any(pattern.search(head) for pattern in opens),
        replies=any(pattern.search(head) for pattern in replies),
    )


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    tables = (ANNOUNCES, ASKS, OPENS, REPLIES)
    return tuple(tuple(map(re.compile, table.get(language, ()))) for table in tables)
