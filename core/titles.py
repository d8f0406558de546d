"""Titles for the parts of a talk, out of the speaker's own words: no model, no word invented.

A title is one phrase or two that set the part apart from the others; else its first clear
clause; else its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from core.ports import KnowsSmallWords
from core.spoken_languages import language_by_script, primary_of
from core.wording.grammar import Grammar
from core.wording.languages import cut_for, grammar_of, join
from core.wording.phrases import Spoken, hear, phrases_of, usage_of
from core.wording.terms import Clause, width
from core.wording.weights import Weighed, weigh

MOST_WIDTH, MOST_WORDS = 60, 6
"""Letters, of which a sign of Chinese, Japanese or Korean takes two; and words."""
SECOND, SECOND_OF_WORD = 0.25, 0.1
"""What the second phrase's weight must be of the first one's; a word by itself tells little."""
MOST_PHRASES, MOST_TRIED = 60, 40
"""The best phrases of a part, and the titles made of them, that are looked at."""
MORE_OFTEN, MORE_WEIGHT = 0.12, 0.25
"""A longer phrase takes a word's place if it is this much of it: `fee estimation`, not `fee`."""
MOST_SHARED = 0.5
"""Of the words of two titles, how many may be the same."""

Keys = frozenset[str]
Choice = tuple[str, Keys]

_NUMBERED = re.compile(r"part \d+", re.IGNORECASE)


def titles_of(
    parts: Sequence[Sequence[str]], language: str, lists: KnowsSmallWords
) -> tuple[str, ...]:
    """Name the parts of one talk, each given as its sentences; all names are distinct.

    `language` is a BCP-47 tag. A part in which nothing is said is called `Part N`.
    """
    primary = primary_of(language) or language_by_script(_beginnings(parts))
    grammar = grammar_of(primary, lists, parts)
    cut = cut_for(grammar, parts)
    heard = [[hear(sentence, cut, grammar) for sentence in part] for part in parts]
    usage = usage_of(heard, grammar)
    ranked = weigh([phrases_of(part, grammar, usage) for part in heard])
    titles: list[str] = []
    known: list[Keys] = []
    for number, (weighed, part) in enumerate(zip(ranked, heard, strict=True), start=1):
        choices = chain(_choices(weighed[:MOST_PHRASES], grammar), _clear_clauses(part))
        title, keys = _choose(choices, titles, known) or (f"Part {number}", frozenset())
        titles.append(title)
        known.append(keys)
    return tuple(titles)


def _beginnings(parts: Sequence[Sequence[str]]) -> str:
    return " ".join(sentence for part in parts for sentence in part[:3])


def _choose(
    choices: Iterable[Choice], titles: Sequence[str], known: Sequence[Keys]
) -> Choice | None:
    """Take the first choice that shares little with the titles before, else the least alike."""
    taken = {title.casefold() for title in titles}
    best: Choice | None = None
    least = 2.0
    for title, keys in islice(choices, MOST_TRIED):
        if title.casefold() in taken or _NUMBERED.fullmatch(title):
            continue
        shared = max((_shared(keys, other) for other in known), default=0.0)
        if shared < least:
            best, least = (title, keys), shared
        if shared <= MOST_SHARED:
            break
    return best


def _shared(keys: Keys, other: Keys) -> float:
    return len(keys & other) / max(1, len(keys | other))


def _choices(weighed: Sequence[Weighed], grammar: Grammar) -> Iterator[Choice]:
    """Give titles of two phrases, or of one that needs no other, the weightiest first."""
    for one in (_grown(phrase, weighed) for phrase in weighed):
        least = one.score * (SECOND if len(one.keys) > 1 else SECOND_OF_WORD)
        for other in weighed:
            if other.score < least:
                break
            two = _grown(other, weighed)
            if _is_pair(one, two):
                title = join(one.text, two.text, grammar)
                yield _capital(title), frozenset(one.keys + two.keys)
        yield _capital(_fitted(one.text)), frozenset(one.keys)


def _grown(word: Weighed, weighed: Sequence[Weighed]) -> Weighed:
    """Put a longer phrase in a single word's place, where much of its use is in that phrase."""
    if len(word.keys) > 1:
        return word
    for phrase in weighed:
        is_longer = len(phrase.keys) > 1 and word.keys[0] in phrase.keys
        is_usual = phrase.count >= max(2, MORE_OFTEN * word.count)
        if is_longer and is_usual and phrase.score >= MORE_WEIGHT * word.score:
            return phrase
    return word


def _fitted(text: str) -> str:
    """Cut a phrase that is too long: where words have no spaces, one may be a whole sentence."""
    if width(text) <= MOST_WIDTH:
        return text
    kept = text[: MOST_WIDTH * len(text) // width(text)]
    return kept.rpartition(" ")[0] or kept


def _is_pair(one: Weighed, two: Weighed) -> bool:
    is_short = len(one.keys) + len(two.keys) <= MOST_WORDS
    fits = width(one.text) + width(two.text) + len(" and ") <= MOST_WIDTH
    return is_short and fits and set(one.keys).isdisjoint(two.keys)


def _clear_clauses(part: Iterable[Spoken]) -> Iterator[Choice]:
    """Give the clauses that say something, shortened; then those that do not."""
    clauses = [(one.text, clause) for one in part for clause in one.clauses if clause]
    for text, clause in clauses:
        telling = [at for at, term in enumerate(clause) if term.key]
        if telling:
            yield _shortened(text, clause[telling[0] : telling[-1] + 1])
    for text, clause in clauses:
        yield _shortened(text, clause)


def _shortened(sentence: str, clause: Clause) -> Choice:
    """Take what stands in a sentence from the first term to the last that fits a title."""
    start = clause[0].start
    text = sentence[start : clause[0].end][:MOST_WIDTH]
    for term in clause[1:MOST_WORDS]:
        longer = " ".join(sentence[start : term.end].split())
        if width(longer) > MOST_WIDTH:
            break
        text = longer
    return _capital(text), frozenset(term.key or term.plain for term in clause[:MOST_WORDS])


def _capital(title: str) -> str:
    """Open with a capital letter, unless the first word is a name written another way."""
    first = title.split(maxsplit=1)[0]
    return f"{title[:1].upper()}{title[1:]}" if first.islower() else title
