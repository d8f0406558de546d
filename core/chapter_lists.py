"""Finds the author's list of chapters in a description: which times, and which words, are it.

Four rules, in order:
1. A time in a line is an entry, its title the words beside it: after it, else before it; a time
   alone in its line takes the line below. Where most lines have words on both sides, or a line
   holds three times and more, the line breaks were lost, and a title runs from time to time.
2. Of all entries, the list is the heaviest chain of rising times: each entry weighs 1, more
   where it stands close to the one before it and is written alike, less where it does not.
   So a correction below the list, or a time in a sentence, stays out of it.
3. It takes two entries, three where the line breaks were lost; a time past the video's end is
   none. Round times a few seconds apart at the very start of a long video are an agenda in
   hours and minutes.
4. Numbers in front of titles go if they count; all other words stay as the author wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Side = Literal["head", "tail", "both", "bare"]

MOST_ENTRIES = 500
LONGEST_TITLE = 200
LONGEST_TAIL = 100
"""A time at the end of more words than this stands in a sentence."""
AGENDA_SHARE = 0.05
AGENDA_STEP_S = 20.0
CLOSE_LINES = 3

_FULL_WIDTH = str.maketrans("０１２３４５６７８９：", "0123456789:")
_CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?|\d{1,2}h[0-5]\d(?:(?:m|:)[0-5]\ds?)?"
_NO_DATE = r"(?!\d|:\d|[.,]\d|\s*(?:[ap]\.?m\b|uhr\b|utc\b|gmt\b|[ce]s?t\b|p[sd]t\b))"
_STAMP = re.compile(
    rf"(?P<open>[(\[【（「『{{]\s*)?(?<![\d:.,/\w])(?P<clock>{_CLOCK}){_NO_DATE}"
    rf"(?:\s*(?:-|–|—|~|〜|→|to|bis|à)+\s*(?:{_CLOCK}){_NO_DATE})?"
    r"(?(open)\s*[)\]】）」』}])",
    re.IGNORECASE,
)
_LINK = re.compile(r"<?\bhttps?://\S+")
_LABEL = re.compile(r"^[^\d:：]{1,30}[:：]\s*$")
_SEPARATORS = " \t\u3000\u00a0-–—−－|｜:：~〜～•·∙*►▶➤➜→⇒»>=,;、，+_`<\ufe0f\u200b"
_OPENERS = " \t\u3000\u00a0-–—−－|｜•·∙►▶➤➜→⇒»>=,;、，+_`*\ufe0f\u200b"
_EMPTY_BRACKETS = re.compile(r"\(\s+\)|\[\s+\]")  # a link stood in them
_STARS = re.compile(r"(?<!\w)\*+(?=\S)(.+?)(?<=\S)\*+(?![\w*])")
_NUMBER = re.compile(r"^[#(\[]?\s*(\d{1,3})(?:\s*[.):\]：、．]\s*|\s+[-–—－]\s*|\s+)(?=\S)")
_BULLET = re.compile(r"^[#(\[]?\d{1,3}[.):\]]?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A time in a text and the words that go with it; `side` says where the time stood."""

    at_s: float
    title: str
    line: int
    side: Side


def read_list(text: str, duration_s: float = 0.0) -> tuple[tuple[float, str], ...]:
    """Give the list's times, rising, and its titles; empty where the text holds no list.

    A `duration_s` of 0 means that the length is not known.
    """
    readings = (_read(text, duration_s, h_is_minutes) for h_is_minutes in (True, False))
    chain = max(readings, key=len)
    if len(chain) < 2 or _is_agenda(chain, duration_s):
        return ()
    return tuple((entry.at_s, entry.title) for entry in _without_numbers(chain))


def _is_agenda(chain: Sequence[Entry], duration_s: float) -> bool:
    """Tell a plan in hours and minutes, such as 0:30 to 1:15, from minutes and seconds."""
    last_s = chain[-1].at_s
    are_round = all(entry.at_s % 5 == 0 for entry in chain)
    return are_round and last_s < min(AGENDA_STEP_S * len(chain), AGENDA_SHARE * duration_s)


def _read(text: str, duration_s: float, h_is_minutes: bool) -> list[Entry]:
    """Read one way: French writes 1h02 for an hour, and machines that translate for a minute."""
    lines = [_LINK.sub(" ", line) for line in text.splitlines()]
    by_lines = list(_entries_of_lines(lines, h_is_minutes))
    entries = by_lines
    if _broken(lines) * 2 > len(by_lines):
        entries = list(_entries_within(" ".join(lines), 0, h_is_minutes))
        entries = entries if len(entries) > 2 else []
    inside = [entry for entry in entries if not 0 < duration_s <= entry.at_s]
    return _heaviest_chain(inside[:MOST_ENTRIES])


def _entries_of_lines(lines: Sequence[str], h_is_minutes: bool) -> Iterator[Entry]:
    for number, line in enumerate(lines):
        stamps = _stamps(line)
        if len(stamps) > 2:
            yield from _entries_within(line, number, h_is_minutes)
        elif stamps:
            entry = _entry(line, stamps[0], number, h_is_minutes)
            if entry.side == "bare":
                entry = replace(entry, title=_title_nearby(lines, number))
            if entry.side in {"head", "bare"} or len(entry.title) <= LONGEST_TAIL:
                yield entry


def _broken(lines: Sequence[str]) -> int:
    """Count lines whose time has words of two titles about it, or that hold two times."""
    found = [(line, stamps) for line in lines if (stamps := _stamps(line))]
    return sum(
        len(stamps) > 1 or _entry(line, stamps[0], 0, h_is_minutes=True).side == "both"
        for line, stamps in found
    )


def _stamps(line: str) -> list[re.Match[str]]:
    return list(_STAMP.finditer(line.translate(_FULL_WIDTH)))


def _entry(line: str, stamp: re.Match[str], number: int, h_is_minutes: bool) -> Entry:
    before, after = line[: stamp.start()], line[stamp.end() :]
    before, after = _trim(before), _trim(after)
    if _is_decoration(before) or (after and _LABEL.match(line[: stamp.start()])):
        before = ""
    sides: dict[tuple[bool, bool], Side] = {
        (True, True): "both",
        (True, False): "tail",
        (False, True): "head",
        (False, False): "bare",
    }
    side = sides[bool(before), bool(after)]
    if side == "both" and after.startswith(("(", "[")):
        side = "tail"
    title = f"{before} {after}".strip()
    return Entry(_seconds(stamp["clock"], h_is_minutes), title, number, side)


def _is_decoration(text: str) -> bool:
    """Tell bullets, pictures and numbers from words."""
    return bool(_BULLET.match(text)) or not re.search(r"[^\W_]", text)


def _seconds(clock: str, h_is_minutes: bool) -> float:
    if "h" in clock.lower():
        parts = [int(part) for part in re.findall(r"\d+", clock)]
        if len(parts) == 2 and not h_is_minutes:
            parts.append(0)
    else:
        parts = [int(part) for part in clock.split(":")]
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds


def _trim(text: str) -> str:
    """Take what joins a title to its time off both ends, and the stars that make words bold."""
    text = _EMPTY_BRACKETS.sub(" ", _STARS.sub(r"\1", text))
    text = " ".join(text.split()).lstrip(_SEPARATORS).rstrip(_OPENERS).removeprefix(". ")
    for opening, closing in ("()", "[]", "【】", "（）", "“”", '""'):
        if text.endswith(opening) and text.count(opening) > text.count(closing):
            text = text[:-1]
        if text.startswith(closing) and opening != closing:
            text = text[1:]
    if text.count("`") % 2:
        text = text.replace("`", "")
    return text.removesuffix(":").removesuffix("：").strip()


def _title_nearby(lines: Sequence[str], number: int) -> str:
    """Give the line below a time that stands alone, else the line above it."""
    for near in (number + 1, number - 1):
        if 0 <= near < len(lines) and lines[near].strip() and not _stamps(lines[near]):
            title = _trim(lines[near])
            if len(title) <= LONGEST_TAIL:
                return title
    return ""


def _entries_within(text: str, number: int, h_is_minutes: bool) -> Iterator[Entry]:
    """Read a list that lost its line breaks: titles stand between the times."""
    stamps = _stamps(text)
    if not stamps:
        return
    before = text[: stamps[0].start()]
    # Where the words begin with a title, or its number, each title stands before its time.
    is_tail = not _LABEL.match(before.strip()) and bool(
        re.search(r"(?:^|[.!:\n]\s*)\(?0?1\s*[.):-]", before[-LONGEST_TITLE:])
    )
    starts = [0, *(stamp.end() for stamp in stamps)]
    ends = [*(stamp.start() for stamp in stamps), len(text)]
    for index, stamp in enumerate(stamps):
        place = index if is_tail else index + 1
        title = _trim(text[starts[place] : ends[place]])
        if len(title) > LONGEST_TITLE:
            title = re.split(r"(?<=[.!?])\s|\s{2,}", title)[0][:LONGEST_TITLE].strip()
        at_s = _seconds(stamp["clock"], h_is_minutes)
        yield Entry(at_s, title, number, "tail" if is_tail else "head")


def _heaviest_chain(entries: Sequence[Entry]) -> list[Entry]:
    """Choose rising entries that together weigh most."""
    weights: list[float] = []
    links: list[int] = []
    for index, entry in enumerate(entries):
        own, link = _weight(entry), -1
        best = own
        for earlier in range(index):
            if _may_follow(entries[earlier], entry):
                weight = weights[earlier] + own + _bond(entries[earlier], entry)
                if weight > best:
                    best, link = weight, earlier
        weights.append(best)
        links.append(link)
    chain: list[Entry] = []
    at = max(range(len(weights)), key=weights.__getitem__, default=-1)
    while at >= 0:
        chain.append(entries[at])
        at = links[at]
    return chain[::-1]


def _may_follow(one: Entry, other: Entry) -> bool:
    """Tell whether time goes on; two titles a line apart may share a moment."""
    return one.at_s < other.at_s or (one.at_s == other.at_s and other.line == one.line + 1)


def _weight(entry: Entry) -> float:
    return 1.0 + (0.5 if entry.at_s == 0 else 0.0) + (0.2 if entry.title else -0.2)


def _bond(one: Entry, other: Entry) -> float:
    """Weigh how much two entries look like lines of one list."""
    is_close = other.line - one.line <= CLOSE_LINES
    if one.side == other.side:
        return 0.3 if is_close else -1.0
    return -0.5 if is_close else -2.0


def _without_numbers(chain: Sequence[Entry]) -> list[Entry]:
    """Strip the numbers in front of titles where they count upwards through the list."""
    numbers = [int(found[1]) if (found := _NUMBER.match(entry.title)) else None for entry in chain]
    steps = sum(one is not None and two == one + 1 for one, two in pairwise(numbers))
    if steps < max(1, 0.7 * (len(chain) - 1)):
        return list(chain)
    return [replace(entry, title=_NUMBER.sub("", entry.title) or entry.title) for entry in chain]
