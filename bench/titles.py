"""Titles for chapters that were found: how much of what people called them is in them.

The truth is the title that a transcriber gave each section; its telling words are sought in
ours. *Found* is the share of them that is there, *right* the share of our words that are among
them. Cut beside means that each boundary was moved by up to four sentences, as found ones are.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from yake import KeywordExtractor

from bench.machine import draw, shared
from core.adapters.small_words import SmallWords
from core.models import Segment
from core.sentences import join_sentences
from core.titles import titles_of
from core.wording.terms import plain_words, stem

SHOWN = 24
BESIDE = 4
_SMALL = """
a an the of and or to in on for with at by from as is are was be it its this that what how why
    who when where which do does did can could should would will not no we you i they he she our
    your their there here about into than then so if but up out more some any have has had
"""
UNTELLING = frozenset(_SMALL.split())

Parts = list[list[str]]
Names = Callable[[Parts], Sequence[str]]


@dataclass(frozen=True)
class Named:
    """A talk in its true parts, with their true titles."""

    titles: list[str]
    parts: Parts


def table() -> str:
    talks, lecture = _talks(), _lecture()
    beside = _moved(talks)
    rows = [
        (name, *_score(talks, names), *_score(beside, names), *_score([lecture], names))
        for name, names in (
            ("first sentence", _first_sentences),
            ("YAKE, one phrase", _yake(1)),
            ("YAKE, two phrases", _yake(2)),
            ("`core.titles`", _ours),
        )
    ]
    header = ["title"]
    for of in ("51 talks", "cut beside", "lecture"):
        header += [f"{of}: found", "right", "words"]
    shown = _shown(talks, lecture)
    count = sum(len(talk.titles) for talk in talks)
    return (
        f"{count} sections of 51 talks, and 25 chapters of a lecture with automatic captions;"
        f" naming the lecture took {_cost_s(lecture):.2f} s of one core.\n\n{draw(header, rows)}\n\n{shown}"
    )


def _talks() -> list[Named]:
    path = shared("segmentation", "bitcoin_transcripts_en.dev.jsonl")
    return [_talk(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _talk(record: dict) -> Named:
    texts = [segment["text"] for segment in record["segments"]]
    chapters = record["chapters"]
    bounds = [0, *(chapter["seg"] for chapter in chapters[1:]), len(texts)]
    kept = [
        (chapter["title"], _sentences(list(enumerate(texts[low:high]))))
        for chapter, (low, high) in zip(chapters, pairwise(bounds), strict=True)
        if low < high
    ]
    return Named([title for title, _ in kept], [part for _, part in kept])


def _lecture() -> Named:
    folder: Path = shared("lecture", "zduSFxRajkE")
    data = json.loads((folder / "transcript_3422_int_seconds.json").read_text(encoding="utf-8"))
    chapters = json.loads((folder / "chapters.json").read_text(encoding="utf-8"))["chapters"]
    starts = [chapter["start"] for chapter in chapters]
    parts = [
        _sentences([(s["start"], s["text"]) for s in data["segments"] if low <= s["start"] < high])
        for low, high in pairwise([*starts, 10**9])
    ]
    return Named([chapter["title"] for chapter in chapters], parts)


def _sentences(lines: list[tuple[float, str]]) -> list[str]:
    segments = [
        Segment(id=number, start_s=float(start_s), end_s=start_s + 1.0, text=text)
        for number, (start_s, text) in enumerate(lines, start=1)
    ]
    return [one.text for one in join_sentences(segments, "en")]


def _moved(talks: list[Named]) -> list[Named]:
    chance = random.Random(5)
    moved = []
    for talk in talks:
        sentences = [sentence for part in talk.parts for sentence in part]
        at, cuts = 0, []
        for part in talk.parts[:-1]:
            at += len(part)
            cut = at + chance.randint(-BESIDE, BESIDE)
            cuts.append(max(1, min(len(sentences), cut)))
        bounds = [0, *sorted(cuts), len(sentences)]
        moved.append(Named(talk.titles, [sentences[low:high] for low, high in pairwise(bounds)]))
    return moved


def _score(talks: list[Named], names: Names) -> tuple[str, str, str]:
    found = given = right = titles = 0
    for talk in talks:
        for true, ours in zip(talk.titles, names(talk.parts), strict=True):
            wanted, had = _telling(true), _telling(ours)
            if wanted:
                found += len(wanted & had)
                right += len(wanted)
                given += len(had)
                titles += 1
    return f"{found / right:.3f}", f"{found / given:.3f}", f"{given / titles:.1f}"


def _telling(title: str) -> set[str]:
    words = plain_words(re.sub(r"[\\`]", "", title))
    return {stem(word) for word in words if word not in UNTELLING and len(word) > 1}


def _ours(parts: Parts) -> Sequence[str]:
    return titles_of(parts, "en", SmallWords())


def _first_sentences(parts: Parts) -> Sequence[str]:
    return [part[0] if part else "" for part in parts]


def _yake(count: int) -> Names:
    def names(parts: Parts) -> Sequence[str]:
        return [" and ".join(_phrases(" ".join(part))[:count]) for part in parts]

    return names


@cache
def _phrases(text: str) -> list[str]:
    return [phrase for phrase, _ in KeywordExtractor(lan="en", n=3, top=2).extract_keywords(text)]


def _cost_s(talk: Named) -> float:
    begun = time.process_time()
    _ours(talk.parts)
    return time.process_time() - begun


def _shown(talks: list[Named], lecture: Named) -> str:
    """Draw titles side by side: every second one of the lecture, and some of the talks."""
    pairs = list(_pairs([lecture]))[::2]
    others = list(_pairs(talks))
    pairs += others[:: max(1, len(others) // (SHOWN - len(pairs)))][: SHOWN - len(pairs)]
    return draw(("true title", "`core.titles`", "YAKE"), pairs)


def _pairs(talks: list[Named]) -> Iterator[tuple[str, str, str]]:
    yake = _yake(1)
    for talk in talks:
        for row in zip(talk.titles, _ours(talk.parts), yake(talk.parts), strict=True):
            yield tuple(cell.replace("|", "/") for cell in row)
