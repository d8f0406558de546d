"""How much a phrase sets its part of a talk apart from the others.

The constants were chosen on 51 talks with titles that people gave, cut where those people cut
them and up to four sentences beside; around these values little changes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.wording.phrases import Phrase

PRIOR = 50
"""Words of an average part that are added to each one, so that rare words are not trusted."""
OWN, FLAT = 0.5, 0.3
"""What the phrase itself counts beside its words; and the power that keeps one word from ruling."""
SPREAD = 0.4
"""Between the sum of the words' weights (0) and their average (1)."""
ONCE, OFTEN = 0.15, 0.75
"""What a phrase is worth before it is said, and the power of the times that it is."""
EARLY, EARLY_WORDS = 2.0, 20
"""Topics are named where they begin: what a phrase gains there, and within how many words."""
ANNOUNCED, ASKED, MOST_TOLD = 0.5, 0.3, 2
"""What a phrase gains each time it is announced, or asked about."""
ALONE, LONELY, JOINED = 0.7, 0.6, 0.6
"""What a phrase of one word is worth; one said once that is long or of words
said once: most of those hold a verb; and one with `of`."""
ABSORBED = 0.8
"""Of the times a phrase is said, how many inside one longer phrase make it a fragment."""
LONG, TOO_LONG = 38, 0.6
"""Letters of a phrase that leaves no room for another, and what it is worth."""
LEAST = 0.01

Keys = tuple[str, ...]
Found = tuple[dict[Keys, Phrase], Counter[str]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase as it may stand in a title."""

    text: str
    keys: Keys
    score: float
    count: int


def weigh(parts: Sequence[Found]) -> list[list[Weighed]]:
    """Weigh the phrases of each part against all the others, the best first."""
    words: Counter[str] = Counter()
    phrases: Counter[Keys] = Counter()
    for found, said in parts:
        words.update(said)
        for keys, phrase in found.items():
            phrases[keys] += phrase.count
    total = words.total()
    return [_weigh_part(found, said, (words, phrases, total)) for found, said in parts]


def _weigh_part(
    found: Mapping[Keys, Phrase], said: Counter[str], talk: tuple[Counter[str], Counter[Keys], int]
) -> list[Weighed]:
    words, phrases, total = talk
    size = said.total()
    apart = {key: contrast(count, size, words[key], total) for key, count in said.items()}
    longest = _longer(found)
    weighed = []
    for keys, phrase in found.items():
        if longest.get(keys, 0) >= ABSORBED * phrase.count:
            continue
        own = contrast(phrase.count, size, phrases[keys], total)
        of_words = sum(max(-OWN, apart[key]) for key in keys) / len(keys) ** SPREAD
        base = max(LEAST, of_words + own * OWN) ** FLAT
        text = phrase.forms.most_common(1)[0][0]
        weight = base * _support(phrase, said) * _place(phrase) * _shape(phrase, text)
        weighed.append(Weighed(text, keys, weight * phrase.quality, phrase.count))
    return sorted(weighed, key=lambda one: (-one.score, one.text))


def contrast(count: int, size: int, everywhere: int, total: int) -> float:
    """Compare a share of a part with that of all other parts: the z-score of its log-odds.

    With the talk itself as prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008).
    """
    prior = PRIOR * everywhere / total
    elsewhere = everywhere - count
    here = math.log((count + prior) / (size + PRIOR))
    there = math.log((elsewhere + prior) / (total - size + PRIOR))
    return (here - there) / math.sqrt(1 / (count + prior) + 1 / (elsewhere + prior))


def _longer(found: Mapping[Keys, Phrase]) -> dict[Keys, int]:
    """Give how often each phrase is said inside the longer one that holds it most often."""
    counts: dict[Keys, int] = {}
    for keys, phrase in found.items():
        if len(keys) > 1:
            for inner in (keys[1:], keys[:-1]):
                counts[inner] = max(counts.get(inner, 0), phrase.count)
    return counts


def _support(phrase: Phrase, said: Counter[str]) -> float:
    support: float = ONCE + math.log1p(phrase.weight) ** OFTEN
    is_made_up = len(phrase.keys) > 2 or min(said[key] for key in phrase.keys) == 1
    is_lonely = phrase.count == 1 and is_made_up
    return support * LONELY if is_lonely else support


def _place(phrase: Phrase) -> float:
    told = ANNOUNCED * min(MOST_TOLD, phrase.announced)
    told += ASKED * min(MOST_TOLD, phrase.asked)
    early = 0.0 if phrase.is_greeting else EARLY * math.exp(-phrase.first / EARLY_WORDS)
    return (1 + told) * (1 + early)


def _shape(phrase: Phrase, text: str) -> float:
    shape = ALONE if len(phrase.keys) == 1 else 1.0
    if phrase.has_joint:
        shape *= JOINED
    return shape * TOO_LONG if len(text) > LONG else shape
