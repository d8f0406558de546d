"""Undoes what copying and typesetting did to a description's lines. Pure, linear in time.

A list is written with one entry a line. Between its creator and us the lines may have been
wrapped at a width, drawn as a table, or parted by the two letters `\\n`; and links and RST's
marks put between the words. Afterwards an entry is one line again, wherever
that can be told; where the breaks are gone altogether, `entries` does without them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.descriptions.stamps import find_stamps, names_time
from core.descriptions.words import LINK

NARROWEST, WIDEST = 50, 110
"""Widths at which programs wrap text; a text with longer lines was not wrapped."""
_ENOUGH_WRAPS, _WRAPPED_SHARE = 2, 0.75
_HANGING = 2

_UNWRITABLE = re.compile(f"[\0\ud800-\udfff{LINK}]")
"""What neither a file nor a database can hold, and our own mark; other controls stay."""
_BREAK = re.compile(r"\\r\\n|\\n|<br ?/? ?>", re.IGNORECASE)
_FEWEST_ENDS, _ENDS_PER_TIME = 2, 0.5
_LINE_ENDS = re.compile(r"<br ?/?>(?=\s*(?:[<\n]|\W?\d|\Z))|</(?:li|p|div|tr|h\d)>", re.IGNORECASE)
_EMPTY_TAGS = re.compile(r"<(\w{1,8})></\1>")
_BLOCKS = re.compile(
    r"(?:</?(?:li|ul|ol|p|div|tr|table|tbody|h\d)(?:\s[^<>]*)?>\s*)+", re.IGNORECASE
)
_BR = re.compile(r"<br ?/?>[ \t\r]*\n?", re.IGNORECASE)
_CELL = re.compile(r"</?t[dh](?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&#?\w{1,32};")
_RST_LINK = re.compile(r"`([^`<>]{1,200})<([^`<>]{0,500})>`_{1,2}")
_URL = re.compile(
    r"<?(?<![A-Za-z])https?://"
    r"(?:(?!(?<![/=&?])\d{1,2}:[0-5]\d(?!\d))[^\s<>()\[\]\"`]|\([^\s()]{0,200}\))*>?"
)
"""An address ends where a time is glued to it, as it is where line breaks were lost."""
_BOLD = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,200})(?<=\S)\1(?![\w*])")
_TARGET = re.compile(r"\s*\.\. (?:_|[\w-]+::)")
_WORD = re.compile(r"[^\s`]*`[^`]*`\S*|\S+")
_BORDER = re.compile(r"\s*\+(?:[-=]{2,}\+)+\s*$")
_RULE = re.compile(r"\s*[-=+|_*~─━═—]{4,}[-=+|_*~─━═—\s]*$")
_FIRST_CELL = re.compile(r"\s*\* - ")
_NEXT_CELL = re.compile(r"\s+-(?:\s|$)")
_STARTS_ANEW = re.compile(r"\s*(?:[-–—*•·▪●►▶➤+#@]\s|#|@|\d{1,3}[.)]\s)")

_DASH_ALONE = re.compile(r"\s*[-–—] \S{4,10}$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a description, and the first and last row, from 0, on which they stood."""

    text: str
    first: int
    last: int


def unfold(description: str) -> list[Line]:
    """Give the lines that hold words, each whole, with `LINK` for links."""
    description = _without_markup(description)
    if "\n" not in description and len(_BREAK.findall(description)) > 1:
        description = _BREAK.sub("\n", description)
    drawn = _UNWRITABLE.sub(" ", description).splitlines()
    rows = drawn
    if "`" in description:
        rows = _RST_LINK.sub(_label, _UNWRITABLE.sub(" ", description)).splitlines()
    lines = [
        Line(_BOLD.sub(r"\2", _URL.sub(LINK, row)), number, number)
        for number, row in enumerate(rows)
        if row.strip() and not _TARGET.match(row)
    ]
    return _unwrapped(_without_tables(lines), drawn if len(drawn) == len(rows) else rows)


def _without_markup(text: str) -> str:
    """Read a text that was copied as HTML, where its tags end most of the lines with times.

    Other texts stay as they were written, be they about tags.
    """
    ends = len(_LINE_ENDS.findall(_EMPTY_TAGS.sub("", text))) if "<" in text else 0
    if ends < _FEWEST_ENDS or ends < _ENDS_PER_TIME * len(find_stamps(_TAG.sub(" ", text))):
        return text
    text = _CELL.sub(" ", _BR.sub("\n", _BLOCKS.sub("\n", text)))
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub("", text))


def _label(link: re.Match[str]) -> str:
    """Give the words of an RST link; its line breaks stay, so that rows keep their numbers."""
    label = LINK if link[1].lstrip().startswith("http") else link[1]
    return label + "\n" * (link[0].count("\n") - label.count("\n"))


def _without_tables(lines: Sequence[Line]) -> list[Line]:
    """Write each row of an RST table as one line; leave out what only rules it."""
    is_grid = sum(bool(_BORDER.match(line.text)) for line in lines) > 1
    if is_grid:
        return list(_grid_rows(lines))
    return list(_list_rows([line for line in lines if not _RULE.match(line.text)]))


def _grid_rows(lines: Sequence[Line]) -> Iterator[Line]:
    row: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if text[:1] in {"|", "+"} and not _BORDER.match(text):
            row.append(line)
            continue
        if row:
            yield _grid_row(row)
            row = []
        if not _BORDER.match(text):
            yield line
    if row:
        yield _grid_row(row)


def _grid_row(row: Sequence[Line]) -> Line:
    """Join the lines of each cell, down to where a list of details begins in it."""
    cells: list[list[str]] = []
    for line in row:
        parts = [part.strip() for part in line.text.strip()[1:].rstrip("|+").split("|")]
        for index, part in enumerate(parts):
            if index == len(cells):
                cells.append([])
            if part.startswith("- ") or part == "-" or cells[index][-1:] == [""]:
                cells[index].append("")
            else:
                cells[index].append(part or " ")
    words = (" ".join(" ".join(cell).split()) for cell in cells)
    return Line(" | ".join(cell for cell in words if cell), row[0].first, row[-1].last)


def _list_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Join the cells of an RST list-table: `* - 0:00`, and below it `- Ann`, `- Her talk`."""
    row: Line | None = None
    for line in lines:
        if row and _NEXT_CELL.match(line.text) and line.first == row.last + 1:
            row = Line(f"{row.text} {line.text.strip().removesuffix('-')}", row.first, line.last)
            continue
        if row:
            yield row
        row = None
        if _FIRST_CELL.match(line.text):
            row = Line(line.text.replace("* - ", "", 1), line.first, line.last)
        else:
            yield line
    if row:
        yield row


def _unwrapped(lines: Sequence[Line], rows: Sequence[str]) -> list[Line]:
    """Join lines that were wrapped, at a width or with a hanging indent."""
    timed = [names_time(line.text) for line in lines]
    width, hangs = _width(lines, timed, rows), _hangs(lines, timed)
    joined: list[list[Line]] = []
    is_timed = False
    for line, has_time in zip(lines, timed, strict=True):
        before = joined[-1] if joined else []
        if before and _goes_on(before, line, is_timed, has_time):
            is_full = is_timed and _is_full(rows[before[-1].last], rows[line.first], width)
            is_item = _is_item(line)
            if (_is_hanging(before[0], line) and (hangs or not is_item)) or (
                is_full and not is_item
            ):
                before.append(line)
                is_timed = is_timed or has_time
                continue
        joined.append([line])
        is_timed = has_time
    return [
        Line(" ".join(line.text for line in part), part[0].first, part[-1].last) for part in joined
    ]


def _goes_on(before: Sequence[Line], line: Line, is_timed: bool, has_time: bool) -> bool:
    """Tell whether a line may belong to the one before: an entry has one time."""
    if line.first != before[-1].last + 1:
        return False
    return not has_time if is_timed else bool(_STARTS_ANEW.match(before[0].text))


def _is_item(line: Line) -> bool:
    is_time = bool(_DASH_ALONE.match(line.text)) and names_time(line.text)
    return bool(_STARTS_ANEW.match(line.text)) and not is_time


def _hangs(lines: Sequence[Line], timed: Sequence[bool]) -> bool:
    """Tell whether the list hangs its wrapped lines: then a lone dash in one is its creator's."""
    return any(
        timed[n]
        and not timed[n + 1]
        and _is_hanging(lines[n], lines[n + 1])
        and not _is_item(lines[n + 1])
        for n in range(len(lines) - 1)
    )


def _is_hanging(one: Line, other: Line) -> bool:
    return _indent(other.text) >= _indent(one.text) + _HANGING


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _width(lines: Sequence[Line], timed: Sequence[bool], rows: Sequence[str]) -> int:
    """Give the width at which the text was wrapped; 0 where it was not."""
    plain = [len(row.rstrip()) for row in rows if "http" not in row and "`" not in row]
    width = max(plain, default=0)
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [
        _is_full(rows[one.last], rows[other.first], width)
        for (one, other), has_time in zip(pairwise(lines), timed[1:], strict=True)
        if other.first == one.last + 1 and not has_time and not _STARTS_ANEW.match(other.text)
    ]
    is_wrapped = sum(full) >= max(_ENOUGH_WRAPS, _WRAPPED_SHARE * len(full))
    return width if is_wrapped else 0


def _is_full(row: str, following: str, width: int) -> bool:
    """Tell whether the next row's first word had no room on this one."""
    word = _WORD.match(following.lstrip())
    return 0 < width < len(row.rstrip()) + 1 + len(word[0] if word else "")
