"""Markdown as every program reads it, and text that must stay text in it.

Holds the one parser (CommonMark with tables and strikethrough, no raw HTML), finds code in a
text so that nothing reflows or mends it, and disarms what Markdown would take for markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKUP = re.compile(r"[\\`*\[\]~|]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")
_LONE_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LONE_HASH = re.compile(r"(?<!\S)#")
_BLOCK_START = re.compile(r"^(?:[-+>=]|(?<!\\)\d{1,9}(?=[.)](?:\s|$)))")
_TAG = re.compile(r"\\.|<(?=[A-Za-z/!?])", re.DOTALL)
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MASK = re.compile("\x00(\\d+)\x00")
_UNSAFE_IN_URL = re.compile(r"[\s()<>\\\"'`|^{}\x00-\x1f\x7f]")


@cache
def parser() -> MarkdownIt:
    """Give the parser that all of the program shares; it keeps no state between texts."""
    markdown = MarkdownIt("commonmark", {"html": False})
    return markdown.enable(["table", "strikethrough"])


@cache
def block_parser() -> MarkdownIt:
    """Give the same parser for blocks alone: what stands in their lines is left unread."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return markdown.disable(["inline"])


def plain_line(text: str) -> str:
    """Make one line of a text from outside: no control or direction marks, single spaces.

    >>> plain_line("two\\nlines \\u202e")
    'two lines'
    """
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or (unicodedata.category(char) != "Cc" and char not in _BIDI)
    )
    return " ".join(kept.split())


def escape_line(text: str) -> str:
    r"""Write plain text as one line of Markdown that shows exactly it, wherever it stands.

    >>> print(escape_line("1. a_b [x](y) <b> # C#"))
    1\. a_b \[x\](y) \<b> \# C#
    """
    line = _MARKUP.sub(r"\\\g<0>", plain_line(text))
    line = _LONE_HASH.sub(r"\\#", _LONE_UNDERSCORE.sub(r"\\_", line))
    return _BLOCK_START.sub(_escape_start, line)


def _escape_start(match: re.Match[str]) -> str:
    # A number is disarmed behind itself: `1\.` is no list; the dot is the next character.
    return f"{match[0]}\\" if match[0][0].isdigit() else f"\\{match[0]}"


def destination(url: str) -> str:
    """Write an address so that it ends where it should inside `(...)`.

    >>> destination("/pictures/a b(1).jpg")
    '/pictures/a%20b%281%29.jpg'
    """
    return _UNSAFE_IN_URL.sub(lambda match: _percent(match[0]), url)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", errors="replace"))


def one_newline(text: str) -> str:
    """Write line ends as `\\n` alone, and leave out NUL, which Markdown has no place for."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def escape_html(text_md: str) -> str:
    r"""Make every tag in a Markdown text literal, for renderers that would obey it.

    Code is left exactly as it is.

    >>> print(escape_html("<script> and `<b>`"))
    \<script> and `<b>`
    """
    return outside_code(
        text_md,
        lambda prose: _TAG.sub(lambda found: "\\<" if found[0] == "<" else found[0], prose),
    )


def outside_code(text_md: str, change: Callable[[str], str]) -> str:
    """Change a Markdown text, its code hidden behind marks that `change` must keep."""
    masked, restore = hide_code(text_md)
    return restore(change(masked))


def hide_code(text_md: str) -> tuple[str, Callable[[str], str]]:
    """Put marks in place of a text's code, and give what puts the code back."""
    text_md = one_newline(text_md)
    kept: list[str] = []
    pieces: list[str] = []
    end = 0
    for start, stop in code_ranges(text_md):
        pieces += [text_md[end:start], f"\x00{len(kept)}\x00"]
        kept.append(text_md[start:stop])
        end = stop
    masked = "".join([*pieces, text_md[end:]])
    return masked, lambda text: _MASK.sub(lambda mark: kept[int(mark[1])], text)


def code_ranges(text_md: str) -> list[tuple[int, int]]:
    """Find code, fenced, indented or between backticks: `[start, end)` in characters, in order."""
    starts = [0]
    for line in text_md.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found: list[tuple[int, int]] = []
    for kind, first, last in _regions(block_parser().parse(text_md)):
        start, end = starts[first], min(starts[last], len(text_md))
        if kind == "code":
            found.append((start, end))
        else:
            for low, high in _cells(text_md, start, end) if kind == "row" else [(start, end)]:
                found += _code_spans(text_md, low, high)
    return sorted(found)


def _regions(tokens: list[Token]) -> Iterator[tuple[str, int, int]]:
    """Name the lines of code, of prose and of table rows."""
    is_table = False
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            is_table = token.type == "table_open"
        if token.map is None:
            continue
        if token.type in {"fence", "code_block"}:
            yield "code", token.map[0], token.map[1]
        elif token.type == "inline" and not is_table:
            yield "prose", token.map[0], token.map[1]
        elif token.type == "tr_open":
            yield "row", token.map[0], token.map[1]


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a table's row: its bars part cells even between backticks, unless escaped."""
    low = start
    for match in re.finditer(r"(?<!\\)\|", text[start:end]):
        yield low, start + match.start()
        low = start + match.end()
    yield low, end


def _code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find code between equal runs of backticks, leftmost first, as CommonMark says."""
    at = start
    opener = re.compile(r"\\[^\n]|`+")
    while match := opener.search(text, at, end):
        at = match.end()
        if match[0][0] == "`":
            closer = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, at, end)
            if closer is not None:
                at = closer.end()
                yield match.start(), at


def close_fence(text_md: str) -> str:
    """Close a code fence that is still open at the end of a text.

    >>> close_fence("```python\\nx = 1")
    '```python\\nx = 1\\n```'
    """
    fence = open_fence(text_md)
    return f"{text_md.rstrip()}\n{fence}" if fence else text_md


def open_fence(text_md: str) -> str:
    """Give the fence that would close the code a text ends in; empty where it ends outside.

    One inside a list or a quotation ends with that, and needs no closing.
    """
    tokens = block_parser().parse(f"{text_md.rstrip()}\n")
    fences = [token for token in tokens if token.type == "fence"]
    if not fences or fences[-1].level or fences[-1].map is None:
        return ""
    first, last = fences[-1].map
    has_closing_line = last - first - 2 == fences[-1].content.count("\n")
    return "" if has_closing_line else fences[-1].markup
