"""Chapters out of descriptions: how many lists are read exactly, and how many are made up.

Real descriptions are judged by the list that came with them, else by a label made by hand
(`labels/descriptions.toml`); notations by what their authors meant (`tests/data`). A title is the
same if its letters are: sources differ over numbers and signs. In the table of notations titles
must be the same to the letter.
"""

from __future__ import annotations

import hashlib
import json
import re
import statistics
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.machine import Missing, draw, shared
from core.chapter_lists import read_list
from core.chapters import read_description

LABELS = Path(__file__).parent / "labels" / "descriptions.toml"
NOTATIONS = Path(__file__).parents[1] / "tests" / "data" / "chapter_notations.toml"
SEED = re.compile(r"(\d+:\d+:\d+) (.*)")

Entries = Sequence[tuple[float, str]]
Reader = Callable[[str, float], Entries]


@dataclass(frozen=True)
class Case:
    """A description, and what is to be read in it: starts, and titles as digests or words."""

    name: str
    text: str
    duration_s: float
    starts: tuple[int, ...]
    titles: tuple[str, ...]
    digest: Callable[[str], str]
    is_uncertain: bool = False


@dataclass
class Score:
    """How many cases were read exactly, and how many single times were right."""

    cases: int = 0
    starts_exact: int = 0
    exact: int = 0
    invented: int = 0
    missed: int = 0
    right: int = 0
    found: int = 0
    true: int = 0

    def row(self, name: str) -> tuple[object, ...]:
        """Give the columns of the table."""
        f1 = 2 * self.right / max(1, self.found + self.true)
        return (name, self.cases, self.starts_exact, self.exact, self.invented, f"{f1:.3f}")


HEADER = ("reader", "descriptions", "starts exact", "starts and titles", "invented lists", "F1")


def table() -> str:
    parts = []
    notations = notation_cases()
    try:
        real = real_cases()
        uncertain = sum(case.is_uncertain for case in real)
        none = sum(not case.starts for case in real)
        parts.append(
            f"{len(real)} real descriptions, {none} of them without a list; over {uncertain}"
            f" two people may differ.\n\n{_compared(real)}"
        )
    except Missing:
        real = []
    none = sum(not case.starts for case in notations)
    parts.append(
        f"{len(notations)} notations of our own, {none} of them without a list.\n\n"
        f"{_compared(notations)}"
    )
    parts.append(_times(real or notations))
    return "\n\n".join(parts)


def _compared(cases: Sequence[Case]) -> str:
    rows = [score(cases, read).row(name) for name, read in readers()]
    return draw(HEADER, rows)


def readers() -> list[tuple[str, Reader]]:
    return [
        ("`core.chapters`", read_list),
        ("yt-dlp's parser", yt_dlp_reader()),
        ("`(\\d+:\\d+:\\d+) (.*)`", read_by_seed),
    ]


def yt_dlp_reader() -> Reader:
    """Give yt-dlp's own way; it needs a length, and gets a long one where none is known."""
    try:
        from yt_dlp import YoutubeDL  # type: ignore[import-untyped]
        from yt_dlp.extractor.common import InfoExtractor  # type: ignore[import-untyped]
    except ImportError as error:
        raise Missing("yt-dlp is not installed") from error
    extractor = InfoExtractor(YoutubeDL({"quiet": True}))

    def read(text: str, duration_s: float) -> Entries:
        found = extractor._extract_chapters_from_description(text, duration_s or 1e6) or []
        return [(float(chapter["start_time"]), str(chapter["title"])) for chapter in found]

    return read


def read_by_seed(text: str, _duration_s: float) -> Entries:
    found = []
    for clock, title in SEED.findall(text):
        hours, minutes, seconds = map(int, clock.split(":"))
        found.append((hours * 3600.0 + minutes * 60 + seconds, title))
    return found


def score(cases: Iterable[Case], read: Reader) -> Score:
    total = Score()
    for case in cases:
        found = read(case.text, case.duration_s)
        starts = tuple(int(start) for start, _ in found)
        total.cases += 1
        total.starts_exact += starts == case.starts
        total.exact += is_exact(case, found)
        total.invented += bool(starts) and not case.starts
        total.missed += bool(case.starts) and not starts
        total.right += len(set(starts) & set(case.starts))
        total.found += len(set(starts))
        total.true += len(set(case.starts))
    return total


def is_exact(case: Case, found: Entries) -> bool:
    starts = tuple(int(start) for start, _ in found)
    titles = tuple(case.digest(title) for _, title in found)
    return starts == case.starts and titles == case.titles


def real_cases() -> list[Case]:
    """Give the descriptions that stand beside the project, with their truth or label."""
    path = shared("descriptions", "dev.jsonl")
    labels = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        label = labels.get(hashlib.sha256(record["description"].encode()).hexdigest()[:12], {})
        truth = record["chapters"]
        starts, titles = label.get("starts", []), label.get("titles", "").split()
        if truth is not None:
            starts = [int(entry["start"]) for entry in truth]
            titles = [digest_of(str(entry["title"])) for entry in truth]
        cases.append(
            Case(
                name=f"{len(cases)} {record['video_id']} {record['lang']}",
                text=record["description"],
                duration_s=float(record["duration"] or 0),
                starts=tuple(starts),
                titles=tuple(titles),
                digest=digest_of,
                is_uncertain=label.get("uncertain", False),
            )
        )
    return cases


def notation_cases() -> list[Case]:
    """Give the notations that the tests hold too."""
    table = tomllib.loads(NOTATIONS.read_text(encoding="utf-8"))
    return [
        Case(
            name=str(entry["name"]),
            text=str(entry["text"]),
            duration_s=float(entry.get("duration_s", 0)),
            starts=tuple(int(start) for start, _ in entry["chapters"]),
            titles=tuple(str(title) for _, title in entry["chapters"]),
            digest=str,
        )
        for entry in table["case"]
    ]


def digest_of(title: str) -> str:
    letters = plain(title)
    return hashlib.sha256(letters.encode()).hexdigest()[:4] if letters else "-"


def plain(title: str) -> str:
    """Give the letters of a title without its number."""
    return re.sub(r"^\s*\d{1,3}\s*[.)-]\s+|\W+|_", "", title).casefold()


def _times(cases: Sequence[Case]) -> str:
    rows = []
    for copies in (1, 10, 100):
        took_ms = [_took_ms(case, copies) for case in (cases if copies == 1 else cases[::8])]
        letters = statistics.median(len(case.text) * copies for case in cases)
        median_ms, worst_ms = statistics.median(took_ms), max(took_ms)
        rows.append((f"x {copies}", f"{letters:.0f}", f"{median_ms:.2f}", f"{worst_ms:.2f}"))
    head = ("each text", "letters (median)", "ms (median)", "ms (worst)")
    return f"Reading one description, its text once and many times over.\n\n{draw(head, rows)}"


def _took_ms(case: Case, copies: int) -> float:
    text = "\n\n".join([case.text] * copies)
    best = float("inf")
    for _ in range(3 if copies < 100 else 1):
        begin = time.perf_counter()
        read_description(text, case.duration_s)
        best = min(best, time.perf_counter() - begin)
    return best * 1000
