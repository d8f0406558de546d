"""Chapters that a reader of the post will not miss: sponsor reads, and calls to subscribe. Pure.

They are suggested for dropping, each with a reason, and nothing is dropped here. Precision comes
first: a talk about advertising, or one that thanks a sponsor in passing, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from core.models import Chapter, Segment, Study
from core.offers import segments_of
from core.sentences import weight
from core.sponsor_words import (
    AD_TITLES,
    PHRASES,
    PLUG_TITLES,
    POINTS,
    SPONSORED,
    SUBJECT,
    SUBSCRIBING,
    SUBSCRIPTION,
    Kind,
)

LONGEST_S = 300.0
"""Sponsor reads last one to two minutes; what is named like one and lasts longer is about it."""
LARGEST_SHARE = 0.5
"""Of the video: a chapter that is most of it is what the video is about."""
LONGEST_NAME = 4
"""Words, of two letters each where a script has no spaces, of the name in “Sponsor: Name”."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How much has to be found: points, kinds, and a phrase for so many words at most."""

    points: int
    kinds: int
    words: int


READ = _Rule(points=5, kinds=2, words=80)
"""A minute of reading, 150 words, holds two or three of the phrases."""
PLEA = _Rule(points=4, kinds=3, words=30)
"""Who asks to subscribe says little else."""
LEAST_SPREAD = 0.3
"""From the first phrase to the last, of the chapter: else the read is only a part of it."""
ABOUT_TIMES, ABOUT_SHARE = 6, 0.001
"""A talk that says the word so often elsewhere, and once in a thousand words, is about it."""

_BROAD = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TORN = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])")
"""Where captions cut a line of a script that has no spaces."""
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_NAMED = re.compile(r"(?P<head>.+?)(?:\s*[:：|｜]\s*|\s+[-–—]\s+)(?P<tail>.+)")
_BRACKETED = re.compile(
    r"(?P<head>.*?)\s*[\[(（【「](?P<inner>[^\])）】」]+)[\])）】」]\s*(?P<tail>.*)"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: Kind
    place: int
    text: str


def suggest_drops(study: Study) -> tuple[tuple[int, str], ...]:
    """Name the chapters that could be dropped: their indexes in order, each with a reason.

    Those that are dropped already are not named again.
    """
    duration_s = study.video.duration_s
    texts = [
        _text(segments_of(chapter, study.transcript.segments, duration_s))
        for chapter in study.chapters
    ]
    reasons = (
        (index, _by_title(study, texts, index) or _by_words(texts[index]))
        for index, chapter in enumerate(study.chapters)
        if not chapter.is_dropped and _is_short(chapter, duration_s)
    )
    return tuple((index, reason) for index, reason in reasons if reason)


def _is_short(chapter: Chapter, duration_s: float) -> bool:
    length_s = chapter.end_s - chapter.start_s
    return length_s <= min(LONGEST_S, duration_s * LARGEST_SHARE)


def _text(segments: Iterable[Segment]) -> str:
    return _plain(" ".join(segment.text for segment in segments))


def _plain(text: str) -> str:
    return _TORN.sub("", normalize("NFKC", text).casefold().replace("’", "'"))


def _by_title(study: Study, texts: Sequence[str], index: int) -> str:
    title = _plain(study.chapters[index].title)
    for titles, subject, reason in (
        (AD_TITLES, SUBJECT, "Named like an advertisement."),
        (PLUG_TITLES, SUBSCRIPTION, "Named like a call to subscribe or to support."),
    ):
        if _is_named(title, _phrases(titles)):
            others = [_plain(study.video.title), *texts[:index], *texts[index + 1 :]]
            return "" if _is_about(subject, others) else reason
    return ""


def _is_named(title: str, labels: frozenset[str]) -> bool:
    """Tell whether a title is a label, or a label beside a name: `Sponsor: Name`, `Name (ad)`."""
    if _bare(title) in labels:
        return True
    pairs = []
    if match := _BRACKETED.fullmatch(title):
        pairs = [(match["inner"], match["head"] + match["tail"])]
    elif match := _NAMED.fullmatch(title):
        pairs = [(match["head"], match["tail"])]
    return any(
        _bare(label) in labels and _is_name(_bare(name))
        for one, other in pairs
        for label, name in ((one, other), (other, one))
    )


def _is_name(text: str) -> bool:
    # A word or two: “Ads: how they are sold” is a subject, and so is “広告：その歴史と未来”.
    return len(text.split()) <= 2 and weight(text) <= LONGEST_NAME


def _bare(text: str) -> str:
    return re.sub(r"^(?:a|the) ", "", _EDGE.sub("", text))


def _is_about(subject: str, others: Sequence[str]) -> bool:
    """Tell whether a talk is about a subject: in its title, or again and again in its chapters."""
    title, *texts = others
    if any(_found(subject, title)):
        return True
    said = sum(1 for text in texts for _ in _found(subject, text))
    return said >= ABOUT_TIMES and said >= ABOUT_SHARE * sum(weight(text) for text in texts)


@lru_cache(maxsize=1024)
def _by_words(text: str) -> str:
    # Kept: after a change of one chapter, the others are as they were.
    hits = [
        _Hit(kind, match.start(), match[0])
        for kind, phrases in PHRASES.items()
        for match in _found(phrases, text)
    ]
    read = _told(text, [hit for hit in hits if hit.kind in SPONSORED], READ)
    if read and {hit.kind for hit in read} & {"sponsor", "code"}:
        return f"Sounds like a sponsor read: {_quoted(read)}."
    plea = _told(text, [hit for hit in hits if hit.kind in SUBSCRIBING], PLEA)
    if plea and {hit.kind for hit in plea} & {"subscribe", "support"}:
        return f"Sounds like a call to subscribe or to support: {_quoted(plea)}."
    return ""


def _told(text: str, hits: list[_Hit], rule: _Rule) -> list[_Hit]:
    """Give the hits, by place, if they are enough and fill the chapter; else none."""
    hits = sorted(hits, key=lambda hit: hit.place)
    kinds = {hit.kind for hit in hits}
    if len(kinds) < rule.kinds or sum(POINTS[kind] for kind in kinds) < rule.points:
        return []
    is_dense = weight(text) <= rule.words * len(hits)
    spread = (hits[-1].place + len(hits[-1].text) - hits[0].place) / len(text)
    return hits if is_dense and spread >= LEAST_SPREAD else []


def _quoted(hits: Sequence[_Hit]) -> str:
    """Quote the two most telling phrases, of two kinds."""
    by_kind = {hit.kind: hit for hit in reversed(hits)}
    best = sorted(by_kind.values(), key=lambda hit: -POINTS[hit.kind])[:2]
    return ", ".join(f"“{hit.text}”" for hit in best)


@cache
def _phrases(text: str) -> frozenset[str]:
    lines = (line for line in _plain(text).splitlines() if line)
    return frozenset(phrase.strip() for line in lines for phrase in line.split(" / "))


def _found(phrases: str, text: str) -> Iterator[re.Match[str]]:
    """Give every place where one of the phrases stands in a text made plain."""
    for literal, pattern in _patterns(phrases):
        # A search for letters costs a hundredth of one for a pattern, and mostly finds none.
        if literal in text:
            yield from pattern.finditer(text)


@cache
def _patterns(phrases: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((_literal(phrase), _pattern(phrase)) for phrase in sorted(_phrases(phrases)))


def _literal(phrase: str) -> str:
    return max(re.split(r"\.\.\.|#| % | ", phrase), key=len)


def _pattern(phrase: str) -> re.Pattern[str]:
    body = re.escape(phrase)
    for written, meant in (
        (r"\ %\ ", r"\s*%\s*"),
        (r"\ %", r"\s*%"),
        (r"\ ", r"\s+"),
        (r"\#", r"\d+"),
        (r"\.\.\.", r".{1,40}?"),
    ):
        body = body.replace(written, meant)
    body = body.removesuffix(r".{1,40}?")
    is_open = phrase.endswith("...") or _BROAD.match(phrase[-1])
    left = "" if _BROAD.match(phrase[0]) else r"(?<!\w)"
    return re.compile(left + body + ("" if is_open else r"(?!\w)"))
