"""Phrases that could name a part of a talk, found in its clauses and counted.

A phrase is a run of telling words. Where a grammar says what stands before nouns and before
verbs, the use of a word through the whole talk tells what it is: no list knows all the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.wording.grammar import Grammar
from core.wording.terms import Clause, Cut, Term

LONGEST = 4
"""Terms of a phrase, joints among them."""
NEAR_START = 150
"""Telling words of a part after which nothing is announced any more."""
NEAR_CUE = 12
"""Letters that may stand between an announcement and its topic: an article, an adjective."""
GREETED = 0.3
"""What a phrase in a greeting counts: hosts name themselves, and their show, in every one."""
DOUBTED = 0.3
"""What a phrase counts before an article: `fees pay the miners` has a verb at its end."""
ADDRESSED, NAMED = 0.25, 0.1
"""Of a name, the share that stands between commas; and what a phrase with such a name is worth."""
VAGUE_END = 0.8
CERTAIN = 1.25
"""Of nouns, the share that is seen as one is lower than 1: the list of articles is short."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as clauses; announcements end at `cues` and begin at `closes`."""

    text: str
    clauses: tuple[Clause, ...]
    cues: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    asks: bool = False
    greets: bool = False


@dataclass(slots=True)
class Usage:
    """How the words of a whole talk are used, by their plain form."""

    nouns: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    last: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    addressed: Counter[str] = field(default_factory=Counter)
    written: dict[str, Counter[str]] = field(default_factory=dict)

    def is_spoken_to(self, plain: str) -> bool:
        """Tell whether a word is the name of somebody in the room: `So, Anna, what is that?`."""
        times = self.addressed[plain]
        return times > 1 and times >= ADDRESSED * self.written.get(plain, Counter()).total()

    def nounhood(self, plain: str) -> float:
        """Tell how likely a word is a noun, 0..1."""
        nouns, others = self.nouns[plain] + 0.7, self.others[plain] + 0.3
        return min(1.0, CERTAIN * nouns / (nouns + others))

    def headship(self, plain: str) -> float:
        """Tell how often a word ends a phrase, 0..1."""
        last = self.last[plain] + 1
        return min(1.0, 0.3 + last / (last + self.inside[plain] + 0.5))

    def spelling(self, term: Term) -> str:
        """Write a word that opens a sentence as it is written elsewhere."""
        known = self.written.get(term.plain)
        return known.most_common(1)[0][0] if known else term.text


@dataclass(slots=True)
class Phrase:
    """A phrase of one part, by the keys of its telling words, with all that speaks for it."""

    keys: tuple[str, ...]
    first: int
    """How many telling words the part has before it."""
    quality: float
    """How likely its words make a noun phrase, 0..1."""
    forms: Counter[str] = field(default_factory=Counter)
    count: int = 0
    weight: float = 0.0
    announced: int = 0
    asked: int = 0
    is_greeting: bool = True
    has_joint: bool = False


def hear(sentence: str, cut: Cut, grammar: Grammar) -> Spoken:
    """Cut a sentence, and mark where it announces a topic."""
    return Spoken(
        text=sentence,
        clauses=tuple(cut(sentence)),
        cues=tuple(m.end() for m in grammar.announces.finditer(sentence))
        if grammar.announces
        else (),
        closes=tuple(m.start() for m in grammar.announced.finditer(sentence))
        if grammar.announced
        else (),
        asks=sentence.rstrip().endswith(("?", "？", "؟")),
        greets=grammar.greets is not None and grammar.greets.search(sentence) is not None,
    )


def usage_of(parts: Iterable[Sequence[Spoken]], grammar: Grammar) -> Usage:
    """Learn from all parts of a talk how its words are used."""
    usage = Usage()
    for part in parts:
        for sentence in part:
            for number, clause in enumerate(sentence.clauses):
                for at, term in enumerate(clause):
                    if at or number:
                        usage.written.setdefault(term.plain, Counter())[term.text] += 1
                    if term.key:
                        _learn(usage, clause, at, grammar)
    return usage


def _learn(usage: Usage, clause: Clause, at: int, grammar: Grammar) -> None:
    plain = clause[at].plain
    is_name = clause[at].text.istitle() and plain.isalpha() and not grammar.has_capital_nouns
    if len(clause) == 1 and is_name:
        usage.addressed[plain] += 1
    before = clause[at - 1] if at else None
    after = clause[at + 1] if at + 1 < len(clause) else None
    goes_on = after is not None and after.role in {"word", "vague"}
    (usage.inside if goes_on else usage.last)[plain] += 1
    if after is not None and after.plain in grammar.after_verb:
        usage.others[plain] += 1
    if before is None:
        return
    usage.others[plain] += before.plain in grammar.before_verb
    usage.nouns[plain] += clause[at].text[:1].isupper()
    if not goes_on:
        usage.others[plain] += before.plain in grammar.before_quality
        usage.nouns[plain] += before.plain in grammar.before_noun
        usage.nouns[plain] += before.role in {"word", "modifier"}


def phrases_of(
    part: Sequence[Spoken], grammar: Grammar, usage: Usage
) -> tuple[dict[tuple[str, ...], Phrase], Counter[str]]:
    """Find all phrases of a part, by their keys, and count its telling words."""
    found: dict[tuple[str, ...], Phrase] = {}
    said: Counter[str] = Counter()
    total = 0
    for sentence in part:
        for clause in sentence.clauses:
            for start, term in enumerate(clause):
                for end in _ends(clause, start):
                    _note(found, (sentence, clause, start, end), total, grammar, usage)
                if term.key:
                    said[term.key] += 1
                    total += 1
    return found, said


def _ends(clause: Clause, start: int) -> Iterator[int]:
    """Give the places at which a phrase that begins at `start` may end."""
    if clause[start].role not in {"word", "modifier"}:
        return
    for end in range(start, min(start + LONGEST, len(clause))):
        term = clause[end]
        if term.role == "small":
            return
        is_head = term.role == "word" or (term.role == "vague" and end > start)
        if is_head and not term.plain.endswith("'s"):
            yield end + 1


def _note(
    found: dict[tuple[str, ...], Phrase],
    place: tuple[Spoken, Clause, int, int],
    total: int,
    grammar: Grammar,
    usage: Usage,
) -> None:
    """Count one place where a phrase is said."""
    sentence, clause, start, end = place
    terms = clause[start:end]
    keys = tuple(term.key for term in terms if term.key)
    if len(set(keys)) < len(keys):
        return
    phrase = found.get(keys)
    if phrase is None:
        phrase = found[keys] = Phrase(
            keys, total, _quality(terms, grammar, usage), has_joint=len(terms) > len(keys)
        )
    is_first = clause is sentence.clauses[0] and start == 0
    phrase.count += 1
    phrase.weight += _certainty(sentence, clause, start, end, grammar, usage)
    phrase.forms[_text(terms, usage.spelling(terms[0]) if is_first else terms[0].text)] += 1
    if not sentence.greets:
        phrase.is_greeting = False
        if total < NEAR_START:
            phrase.announced += _is_announced(sentence, terms)
            phrase.asked += sentence.asks


def _quality(terms: Sequence[Term], grammar: Grammar, usage: Usage) -> float:
    first, last = terms[0], terms[-1]
    quality = usage.nounhood(last.plain) * usage.headship(last.plain)
    if len(terms) == 1:
        quality *= usage.nounhood(last.plain)
    if any(usage.is_spoken_to(term.plain) for term in terms):
        quality *= NAMED
    if last.role == "vague":
        quality *= VAGUE_END
    if grammar.participle and last.plain.endswith(grammar.participle) and len(last.plain) > 5:
        quality *= DOUBTED
    if first.role == "word":
        quality *= min(1.0, 0.4 + usage.nounhood(first.plain))
    if grammar.has_capital_nouns and not usage.spelling(last)[:1].isupper():
        quality *= DOUBTED
    return quality


def _certainty(
    sentence: Spoken, clause: Clause, start: int, end: int, grammar: Grammar, usage: Usage
) -> float:
    certainty = GREETED if sentence.greets else 1.0
    if end < len(clause) and clause[end].plain in grammar.after_verb:
        certainty *= DOUBTED
    if start and clause[start].role == "word" and clause[start - 1].plain in grammar.before_verb:
        certainty *= usage.nounhood(clause[start].plain)
    return certainty


def _text(terms: Sequence[Term], opening: str) -> str:
    pieces = [opening, terms[0].tail if len(terms) > 1 else ""]
    for term in terms[1:]:
        pieces += [term.gap, term.text, term.tail if term is not terms[-1] else ""]
    return "".join(pieces)


def _is_announced(sentence: Spoken, terms: Sequence[Term]) -> bool:
    start, end = terms[0].start, terms[-1].end
    return any(0 <= start - cue <= NEAR_CUE for cue in sentence.cues) or any(
        0 <= close - end <= 1 for close in sentence.closes
    )
