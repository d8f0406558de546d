"""English as its titles need it. The lists grew over the titles of 52 talks, read one by one."""

from __future__ import annotations

import re

from core.wording.grammar import Grammar, words

_DETERMINERS = "the a an this that these those my your our their his her its each every some any no"
_PRONOUNS = "i you he she it we they who"
_BE = "am is are was were be been being it's that's i'm we're they're you're he's she's"
_AUXILIARIES = (
    "do does did will would shall should can could may might must gonna wanna gotta cannot don't"
    " doesn't didn't won't wouldn't can't couldn't shouldn't i'd i'll you'd you'll he'd he'll"
    " she'd she'll it'd it'll we'd we'll they'd they'll there'd there'll that'll that'd let's"
)
_SMALL = f"""
{_DETERMINERS} {_PRONOUNS} {_BE} {_AUXILIARIES} isn't aren't wasn't weren't ain't have has had
having haven't hasn't hadn't i've you've we've they've there's there're here's what's who's where's
how's doing done all both either neither other another others such same own me him us them mine
yours ours myself yourself himself herself itself ourselves themselves someone somebody something
anyone anybody anything everyone everybody everything nobody nothing none one ones whom whose which
what whatever whoever whichever to in on at by from with into onto about between through over under
across against within without during before after since until till than as like per via toward
towards upon beyond behind below above near around along among off out up down away back of for and
or but nor so if then else because although though while when where why how whether unless once not
never ever also too very just even only still already yet again almost quite rather really maybe
perhaps often always sometimes pretty now here there today tomorrow yesterday later soon ago anyway
anyways anymore instead otherwise therefore however somehow somewhere anywhere everywhere together
apart least most more less much many few lot lots bit kind sort kinds sorts kinda sorta oh ok okay
yeah yes yep nope um uh er hmm hey hi hello well right alright sure thanks thank please sorry wow
cool bye goodbye welcome etc ie eg vs versus plus except besides despite regarding according due able
next thing things stuff guy guys folks people person everybody's someone's anyone's something's one's
couple new old good better best bad worse worst great little certain particular several various
different similar possible impossible important interesting main whole entire nice weird crazy clear
likely unlikely glad wrong fine okay general two three four five six seven eight nine ten eleven
twelve twenty thirty hundred thousand million billion additional enough third previous last first
second super dear cause https http www nowadays oftentimes unlike onward whereas whatnot hopefully monday tuesday
wednesday thursday friday saturday sunday evening morning afternoon tonight ahead alike
"""
_VERBS = """
go get make take come give know think say tell see look want need try use mean find seem keep put
ask feel leave begin stop talk speak happen become bring understand connect believe guess suppose hope
wonder remember forget notice realize decide agree assume consider imagine expect allow enable help
follow add create provide include contain require depend exist involve refer describe explain
mention discuss learn teach hear listen watch play move live stay wait sit stand run walk hold
carry pick choose prefer love hate enjoy handle finish continue reach meet join allude
break solve prevent avoid ensure prove compare differ relate throw catch pull cut hit win worry
lose pay spend buy sell grow increase reduce decrease fall rise accept reject respond apply stem
remove hide appear disappear occur belong matter tend aim intend attempt manage succeed
recommend suggest propose appreciate introduce invite encourage hang jump dive stick start
turn do let ignore figure emulate tweak remain rely struggle
"""
_IRREGULAR = """
went gone got gotten made took taken came gave given knew known thought said told saw seen found
kept felt left began begun spoke spoken became brought understood forgot forgotten meant heard sat
stood ran held chose chosen met broke broken threw caught won lost paid spent bought sold grew grown
rose risen fell fallen hid hidden stuck taught done put cut hit let led wrote written works worked working calls called calling sounds sounded
"""
_VAGUE = """
way ways time times day days week weeks month months year years somebody man question questions
answer answers example examples case cases fact facts idea ideas reason reasons part parts point
side sides place places moment minute minutes seconds hour hours sense issue issues problem problems
number numbers amount amounts level levels rest bunch ton tons beginning end ends course matter
word words name names line lines video videos talk talks slide slides chapter section episode
episodes podcast conversation discussion topic topics life world job hand hands head mind top bottom
basically perspective terms term situation scenario scenarios result results piece pieces type types
set sets step steps size change changes difference reply aspect aspects view thought thoughts detail
details form forms half today's future past request feature features guest guests show interview
percent degree list area areas text version versions process order room space context details
average money ability guy's people's range group groups heart fun luck trick
"""
_MODIFIERS = """
big bigger biggest small smaller smallest large larger largest huge long longer longest short
shorter high higher highest low lower lowest early earlier late real true false hard harder easy
easier easiest difficult simple simpler simplest free ready happy sad correct common usual normal
special single double multiple full half recent current future past extra further available useful
helpful necessary obvious far close near open strong weak fast faster slow slower deep wide
expensive cheap cheaper interested passionate dumb valid invalid amazing excited careful convenient
native pure actual original initial final basic complex complicated specific potential excellent
familiar identical independent inherent major minor mutual natural nasty annoying confusing aware
awesome bare beautiful capable comfortable concerned confident curious empty equal exact exciting
fair fundamental funny gigantic honest incredible intuitive lazy lucky mad mean messy optional
painful perfect poor powerful proper quick quiet rare reasonable relevant responsible rich rough
safe sensible separate serious skeptical smart solid standard straightforward strange stupid subtle
sudden surprised surprising terrible tiny tricky typical ugly unclear unique unsafe unusual visible
vulnerable willing worried worth upcoming internal external harmless merged dangerous practical
hypothetical primary arbitrary broad
"""


def _inflected(verbs: str) -> frozenset[str]:
    """Give the forms of regular English verbs, a few too many."""
    forms: set[str] = set()
    for verb in verbs.split():
        stem = verb[:-1] if verb.endswith(("e", "y")) else verb
        forms |= {verb, f"{verb}s", f"{verb}es", f"{verb}ed", f"{verb}d", f"{verb}ing"}
        forms |= {f"{stem}ing", f"{stem}ies", f"{stem}ied"}
        forms |= {f"{verb}{verb[-1]}ing", f"{verb}{verb[-1]}ed"}
    return frozenset(forms) - words("learning meaning building spending understanding holder")


_INTRODUCES = (
    r"(?:let's|let us|want(?:ed)? to|like to|going to|gonna|'ll|will|can|need to|have to|time to"
    r"|start by|begin by)(?: \w+)? "
    r"(?:talk(?:ing)? about|speak about|look(?:ing)? (?:at|into)|take a (?:\w+ )?look at|turn to"
    r"|move on to|get (?:to|into)|go (?:to|over|through|into)|discuss|cover|dive into|start with"
    r"|begin with|introduce|explain|describe|focus on|jump (?:to|into)|switch to|build|implement)"
)
_NUMBERS = (
    r"the (?:next|first|second|third|fourth|last|final|other) (?:\w+ )?(?:topic|one|part|section"
    r"|chapter|question|step|item|point|subject|thing|issue|concept|change|feature)s?"
    r"(?: \w+){0,6}? (?:is|are|was|about|would be|will be|called)"
)
_ASKS = (
    r"what (?:is|are|was|were|exactly is)|what's|how (?:do|does|did|is|are)|why (?:do|does|is|are)"
    r"|(?:talk(?:ing)?|tell (?:us|me)|know|question|topic) (?:about|on)|known as|called|speaking of"
    r"|moving on to|next up|now on to|the (?:topic|subject) (?:of|is)|about|now,"
)

ENGLISH = Grammar(
    small=words(_SMALL) | words(_IRREGULAR) | _inflected(_VERBS),
    joints=words("of"),
    modifiers=words(_MODIFIERS),
    vague=words(_VAGUE),
    before_noun=words(f"{_DETERMINERS} of in on with for by from between into about called"),
    before_verb=words(f"{_PRONOUNS} {_AUXILIARIES} to not also just then never"),
    before_quality=words(f"{_BE} so very too really pretty more quite how most super not"),
    after_verb=words("the a an it them this that these those us me him you my your our their"),
    adverb="ly",
    participle="ed",
    announces=re.compile(rf"\b(?:{_INTRODUCES}|{_NUMBERS}|{_ASKS})(?!\w)[ ,:]*", re.IGNORECASE),
    greets=re.compile(
        r"\b(?:welcome(?: back)? to|hello|hi (?:everyone|all|guys|and)|hey (?:everyone|guys)|my name"
        r" is|good (?:morning|afternoon|evening)|thank you for|thanks for|subscribe|see you)\b",
        re.IGNORECASE,
    ),
    both="{} and {}",
)
