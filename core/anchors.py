"""The names by which headings are reached: as GitHub makes them, unique within a document."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from core.commonmark import parser


def slug(text: str) -> str:
    """Name a heading as GitHub does: lower case, punctuation out, spaces as hyphens.

    >>> slug("Byte Pair Encoding (BPE): a walk-through"), slug("文字列 とは？")
    ('byte-pair-encoding-bpe-a-walk-through', '文字列-とは')
    """
    return "".join("-" if char == " " else char for char in text.strip().lower() if _is_kept(char))


def _is_kept(char: str) -> bool:
    # GitHub keeps letters, marks, decimal digits and connectors: marks carry Hindi and Thai vowels.
    return char in "- " or unicodedata.category(char) in _KEPT


_KEPT = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"}


def anchors(text_md: str) -> dict[int, str]:
    """Give the name of each heading in a document, by its line, counted from 0.

    >>> anchors("# One\\n\\n## One")
    {0: 'one', 2: 'one-1'}
    """
    found: dict[int, str] = {}
    taken: set[str] = set()
    tokens = parser().parse(text_md)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map is not None:
            children = inline.children or []
            words = "".join(
                child.content for child in children if child.type in {"text", "code_inline"}
            )
            found[opening.map[0]] = _unique(slug(words), taken)
    return found


def _unique(name: str, taken: set[str]) -> str:
    candidate, count = name, 0
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate
