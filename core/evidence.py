"""Evidence as it is written: `[[12-15, 18]]`, the ids of the segments that a block rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_NUMBER = r"\d{1,7}"
_GROUP = re.compile(
    r"(?<!\\)\[\[(?P<plain>[^\[\]]{1,2000})\]\]"
    r"|(?<!\\)\[(?P<nested>\[[^\[\]]{1,400}\](?:\s*[,;]?\s*\[[^\[\]]{1,400}\]){1,40})\]"
)
_LONE = re.compile(
    r"(?:(?<=\s)|^)(?<!\\)[\[【](?P<lone>[^\[\]【】\\]{1,400})[\]】](?=[.。!?]?\s*$)"
)
_DASHES = re.compile(r"\s*(?:[-‐‑‒–—−~〜～]|\.{2,3}|…|\bto\b)\s*")
_SEPARATORS = re.compile(r"[\s,;、，；#\[\]&:]+|\band\b", re.IGNORECASE)
_LABELS = re.compile(r"^\s*(?:ids?|segments?|segs?|evidence)\b", re.IGNORECASE)
_SPAN = re.compile(rf"({_NUMBER})(?:-({_NUMBER}))?")
_FRAME = re.compile(r"[Ff]\d{1,6}")

Span = tuple[int, int]
"""A first and a last id, both included."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A text without its evidence, and the spans of ids that stood in it."""

    text: str
    spans: tuple[Span, ...]


def format_ids(ids: Iterable[int]) -> str:
    """Write ids as evidence, runs drawn together.

    >>> format_ids([18, 12, 13, 14])
    '[[12-14, 18]]'
    >>> format_ids([])
    ''
    """
    runs: list[list[int]] = []
    for number in sorted(set(ids)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [str(low) if low == high else f"{low}-{high}" for low, high in runs]
    return f"[[{', '.join(parts)}]]" if parts else ""


def read_ids(text: str) -> tuple[Span, ...]:
    """Read what stands between the brackets; empty where it is no list of ids.

    Takes what models write: any dash, `to`, other separators, a word before the list. Frame ids
    among the numbers say nothing about what was heard and are passed over.

    >>> read_ids("12–15, 18"), read_ids("ids 3 to 4"), read_ids("see below")
    (((12, 15), (18, 18)), ((3, 4),), ())
    """
    plain = _DASHES.sub("-", _LABELS.sub("", text))
    spans: list[Span] = []
    for word in filter(None, _SEPARATORS.split(plain)):
        if match := _SPAN.fullmatch(word):
            low, high = int(match[1]), int(match[2] or match[1])
            spans.append((min(low, high), max(low, high)))
        elif not _FRAME.fullmatch(word):
            return ()
    return tuple(spans)


def is_evidence(text: str) -> bool:
    """Tell whether a line holds evidence and nothing else."""
    cited = take_evidence(text)
    return bool(cited.spans) and not cited.text.strip(" \t.。,;")


def take_evidence(text: str) -> Cited:
    """Take every `[[...]]` out of a text, wherever it stands.

    >>> take_evidence("It works. [[3-4]] Well. [[6]]")
    Cited(text='It works. Well.', spans=((3, 4), (6, 6)))
    """
    spans: list[Span] = []

    def note(match: re.Match[str]) -> str:
        found = read_ids(match["plain"] or match["nested"])
        spans.extend(found)
        return "" if found else match[0]

    rest = re.sub(rf"[ \t]*(?:{_GROUP.pattern})", note, text)
    return Cited(rest.rstrip() if spans else rest, tuple(spans))


def take_lone_evidence(text: str, offered: Collection[int]) -> Cited:
    """Take `[12-15]` off the end of a text, if every id in it was offered.

    A number in single brackets may as well be part of the text; one that names what was offered,
    at the very end, is taken as the evidence it was meant to be.
    """
    match = _LONE.search(text)
    spans = read_ids(match["lone"]) if match else ()
    if match is None or not spans or resolve(spans, offered)[1]:
        return Cited(text, ())
    return Cited((text[: match.start()] + text[match.end() :]).rstrip(), spans)


def resolve(
    spans: Iterable[Span], offered: Collection[int]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Give the offered ids within the spans, sorted, and the spans that name others.

    >>> resolve([(2, 3), (9, 9)], {1, 2, 3})
    ((2, 3), ('9',))
    """
    known: set[int] = set()
    unknown: list[str] = []
    for low, high in spans:
        inside = {number for number in offered if low <= number <= high}
        known |= inside
        if len(inside) != high - low + 1:
            unknown.append(str(low) if low == high else f"{low}-{high}")
    return tuple(sorted(known)), tuple(unknown)
