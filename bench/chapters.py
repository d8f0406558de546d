"""Chapters out of descriptions: how many of the author's are found, and how many are right.

The truth is each record's own list; where a record has none, the times that open the lines of
the English description of the same video. A start is right to the second.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from bench.machine import draw, shared
from core.chapters import OPENING, parse_description

SEED = re.compile(r"(\d+:\d+:\d+) (.*)")

Record = dict[str, object]
Starts = dict[int, str]


def table() -> str:
    rows = []
    records = load()
    for name, read in (("`(\\d+:\\d+:\\d+) (.*)`", read_by_seed), ("`core.chapters`", read_by_us)):
        right, found, true, titles = score(records, read)
        precision, recall = right / max(1, found), right / max(1, true)
        f1 = 2 * right / max(1, found + true)
        rows.append(
            (name, true, found, f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", f"{titles:.3f}")
        )
    header = ("reader", "true", "found", "precision", "recall", "F1", "titles the same")
    return f"{len(records)} descriptions, the set that the reader was tuned on.\n\n{draw(header, rows)}"


def load() -> list[tuple[Record, Starts]]:
    """Give each record with its truth, those without one left out."""
    path = shared("descriptions", "dev.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    english = {
        record["video_id"]: truth_of_lines(str(record["description"]))
        for record in records
        if record["lang"] == "en" and record["source_repo"] == "3b1b/captions"
    }
    pairs = []
    for record in records:
        if record["chapters"] is not None:
            truth = {int(entry["start"]): str(entry["title"]) for entry in record["chapters"]}
            pairs.append((record, truth))
        elif record["video_id"] in english:
            own = english[record["video_id"]] if record["lang"] == "en" else None
            starts = dict.fromkeys(english[record["video_id"]], "")
            pairs.append((record, own or starts))
    return pairs


def truth_of_lines(description: str) -> Starts:
    found: Starts = {}
    for line in description.splitlines():
        if match := re.match(r"^(?:- )?(?:(\d+):)?(\d+):(\d\d)\s*(?:-\s*)?(\D.*)$", line):
            hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
            found[hours * 3600 + minutes * 60 + seconds] = match[4]
    return found


def read_by_seed(record: Record) -> Starts:
    found: Starts = {}
    for clock, title in SEED.findall(str(record["description"])):
        hours, minutes, seconds = map(int, clock.split(":"))
        found[hours * 3600 + minutes * 60 + seconds] = title
    return found


def read_by_us(record: Record) -> Starts:
    duration_s = float(str(record["duration"] or 0))
    found = parse_description(str(record["description"]), duration_s)
    return {int(chapter.start_s): chapter.title for chapter in found}


def score(
    records: Iterable[tuple[Record, Starts]], read: Callable[[Record], Starts]
) -> tuple[int, int, int, float]:
    """Count starts that are right, found and true; and the share of right ones named the same."""
    right = found = true = same = named = 0
    for record, truth in records:
        starts = read(record)
        if starts.get(0) == OPENING and 0 not in truth:
            del starts[0]  # added by us, so that chapters tile
        hits = starts.keys() & truth.keys()
        right, found, true = right + len(hits), found + len(starts), true + len(truth)
        named += sum(bool(truth[at]) for at in hits)
        same += sum(bool(truth[at]) and plain(truth[at]) == plain(starts[at]) for at in hits)
    return right, found, true, same / max(1, named)


def plain(title: str) -> str:
    """Give the letters of a title without its number: sources differ over keeping that."""
    return re.sub(r"^\s*\d{1,3}\s*[.)-]\s+|\W+", "", title).casefold()
