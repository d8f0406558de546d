"""Gives the entries of a chosen list their titles. Pure.

Only the whole list tells on which side of its times the titles stand, and which numbers count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.descriptions.blocks import Block, is_heading
from core.descriptions.entries import Entry
from core.descriptions.words import (
    COUNTED_SHARE,
    LINK,
    LONGEST_TITLE,
    PAIRS,
    clean,
    has_words,
    is_decoration,
    joiner,
    ordinal_alone,
    ordinal_of,
    without_common_mark,
    without_numbers,
)

LONGEST_NEAR = 100
"""A line of more words than this, beside a time that stands alone, is no title."""
_SHORT_TITLE = 60
"""Where line breaks are gone, words beside the list are cut off a title that is longer."""
_JOINED_BEFORE = re.compile(r"[-–—:：~]\s*[(\[]?\s*$")
_JOINED_AFTER = re.compile(r"\s*[)\]]?\s*[-–—:：~]")
_PARTERS = ",;，、；|/·•►▶"
_LAST_SIGN = re.compile(r"\s[|•·►▶\-–—,;/]+$")
_OPEN_END = re.compile(
    r"\s?(?:[-‐‑–—−~〜～→]{1,3}|(?:to|bis|à|al?|até|hasta|t/m|tot|до|から)\b)\s?(?:the |zum |la |il |o |el )?"
    r"(?:end|ende|schluss|fin|fine|fim|final|einde?|slut|koniec|son|конец|конца"
    r"|끝|종료|終わり|最後|终|結束|结束|結尾|结尾)(?!\w)(?!\s(?:credits?|screen|cards?|titles?|of)\b)",
    re.IGNORECASE,
)
_NAMED_LAST = re.compile(r"[:：⬇👇⏬↓]\W*$")
_CAPITAL = re.compile(r"(?<=\w)\s+(?=[A-ZÀ-ÖØ-ÞА-Я][a-zß-öø-ÿа-я])")
_NUMBER_LAST = re.compile(r"(?:^|\s)(?:#?\d{1,3}[.)]|#\d{1,3})\s*$")
_END = re.compile(
    r"(?<=[^\d\s][.!?])\s|(?<=[。！？])|\s{2,}|\s#\w|\s?[▼▽►▶■□◆●★☆⬇]|\s[•✔✅👉🔔📌➡→🎵📷🔗]|[-=_*~─━]{4,}"
    r"|(?:\s[-–—*=~•]){3,}"
)
_CALL = re.compile(
    r"\s(?=[¡!]?(?:(?:subscribe|follow|instagram|twitter|facebook|tiktok|website|music|watch|thanks"
    r"|thank|support|patreon|merch|join|check|business|contact|credits|musik|música|musique)\b"
    r"|abonn|folg|suivez|suscr[ií]|s[ií]gue|s[ií]game|inscrev|siga|подпис|подел|구독|인스타|チャンネル登録"
    r"|abone|takip|iscrivi|seguimi|订阅|訂閱|اشترك|सब्सक्राइब))",
    re.IGNORECASE,
)


def titles_of(block: Block) -> list[str]:
    """Give each entry's title, in the block's order; empty where it has none."""
    block = _without_open_end(block)
    entries = block.entries
    if entries[0].side == "flow":
        titles = _of_flow(block)
    elif all(entry.side == "bare" for entry in entries):
        titles = _of_neighbours(entries)
    else:
        titles = _of_lines(entries)
    stripped = without_common_mark(without_numbers(without_common_mark(titles)))
    return [title or old for title, old in zip(stripped, titles, strict=True)]


def _without_open_end(block: Block) -> Block:
    """Take the end off the last time where the others have theirs: `14:05 - end Outro`."""
    *others, last = block.entries
    if not others or last.is_range or not all(entry.is_range for entry in others):
        return block
    end = _OPEN_END.match(last.after)
    rest = last.after[end.end() :] if end else ""
    if not end or not (has_words(rest) or last.side == "both"):
        return block
    return replace(block, entries=(*others, replace(last, after=rest)))


def _of_lines(entries: Sequence[Entry]) -> list[str]:
    labels = [_label(entry) for entry in entries]
    numbers = [ordinal_alone(label) for label in labels]
    counted = sum(one is not None and two == (one or 0) + 1 for one, two in pairwise(numbers))
    counts = counted >= max(1, COUNTED_SHARE * (len(entries) - 1))
    keeps_numbers = all(number is not None for number in numbers) and not counts
    keeps_labels = sum(not is_decoration(label) for label in labels) > 1
    befores = _befores(entries)
    titles = []
    for entry, label, before in zip(entries, labels, befores, strict=True):
        keeps = keeps_numbers if is_decoration(label) else keeps_labels
        titles.append(_of_line(entry, before, label + joiner(entry.before) if keeps else ""))
    return titles


def _befores(entries: Sequence[Entry]) -> list[str]:
    """Give the words before times; none that stand before each (`Min 0:00`), or before a list."""
    befores = [clean(e.before, is_after=False) if e.side != "head" else "" for e in entries]
    both = [entry.side == "both" for entry in entries]
    if all(both) and len(set(befores)) == 1:
        return [""] * len(befores)
    leads = sum(entry.side == "head" for entry in entries)
    return ["" if both[0] and leads * 2 > len(entries) else befores[0], *befores[1:]]


def _label(entry: Entry) -> str:
    is_label = entry.side == "head" and entry.before
    return clean(entry.before, is_after=False) if is_label else ""


def _of_line(entry: Entry, before: str, label: str) -> str:
    after = clean(entry.after, is_after=True)
    if entry.side == "head":
        return f"{label}{_without_mate(entry.before, after)}"
    if entry.side == "bare":
        return after if len(after) <= LONGEST_NEAR else ""
    if not before or not after:
        return before or after
    between = joiner(entry.before) if entry.side == "both" else " "
    return f"{before}{between}{after}"


def _without_mate(before: str, title: str) -> str:
    """Take off the bracket that closes one opened before the time: `(0:00 - Intro)`."""
    for opening, closing in PAIRS:
        is_open = before.rstrip().endswith(opening) and title.endswith(closing)
        if is_open and title.count(closing) > title.count(opening):
            return title[:-1].rstrip()
    return title


def _of_neighbours(entries: Sequence[Entry]) -> list[str]:
    """Take the lines below times that stand alone; those above, where a last one has none."""
    is_above = all(entry.before for entry in entries) and not all(e.after for e in entries)
    titles = [
        clean(entry.before if is_above else entry.after or entry.before, is_after=True)
        for entry in entries
    ]
    return [title if len(title) <= LONGEST_NEAR else "" for title in titles]


def _of_flow(block: Block) -> list[str]:
    """Part the words between times; where titles come first, each word before a time is its."""
    entries = block.entries
    if _is_title_first(block):
        words = [entry.before for entry in entries]
        words[0] = _last_title(words[0], _usual(words[1:]))
        return [clean(text, is_after=False).lstrip(",;，、；/ ") for text in words]
    words = [entry.after for entry in entries]
    if _counts_between(entries):
        words = [_NUMBER_LAST.sub("", text) for text in words]
    words[-1] = _first_title(words[-1], words[:-1])
    return _without_commas([clean(text, is_after=True) for text in words])


def _without_commas(titles: Sequence[str]) -> list[str]:
    """Take off the sign that parts most titles from the next time: `0:00 Intro, 1:00 Next`."""
    ends = [title[-1:] for title in titles[:-1]]
    sign = max(_PARTERS, key=ends.count)
    if ends.count(sign) * 2 <= len(ends):
        return [_LAST_SIGN.sub("", title) for title in titles]
    bare = [_LAST_SIGN.sub("", title.rstrip(sign)).rstrip() for title in titles]
    last = bare[-1].removesuffix(".").removesuffix("。") if sign in ",;，、；" else bare[-1]
    return [*bare[:-1], last]


def _usual(words: Sequence[str]) -> int:
    """Give the length of the longest of the other titles."""
    return max((len(text.strip()) for text in words), default=LONGEST_TITLE)


def _is_title_first(block: Block) -> bool:
    """Tell on which side the titles stand in running text."""
    entries = block.entries
    first, last = entries[0].before.strip(), entries[-1].after
    inner = [entry.after for entry in entries[:-1]]
    ends = sum(bool(_JOINED_BEFORE.search(entry.before[-8:])) for entry in entries)
    begins = sum(bool(_JOINED_AFTER.match(entry.after[:8])) for entry in entries)
    is_joined = ends > begins and ends * 2 > len(entries)
    if not has_words(first) or is_heading(first) or (_NAMED_LAST.search(first) and not is_joined):
        return False
    numbers = [ordinal_of(" ".join(text.split())) for text in inner]
    if sum(number == place for place, number in enumerate(numbers, start=2)) * 2 > len(inner):
        return True
    if is_joined and _JOINED_BEFORE.search(first[-8:]):
        return not _may_be_title(last, _usual(inner))
    return not has_words(last)


def _may_be_title(words: str, usual: int) -> bool:
    """Tell whether the words after the last time are its title, not what follows the list."""
    if not has_words(words) or _CALL.match(f" {words.lstrip()}"):
        return False
    return len(words.strip()) <= max(usual, _SHORT_TITLE)


def _counts_between(entries: Sequence[Entry]) -> bool:
    """Tell whether numbers stand before the times: `1. 0:00 Intro 2. 0:40 Next`."""
    return sum(bool(_NUMBER_LAST.search(entry.before[-8:])) for entry in entries) * 2 > len(entries)


def _first_title(words: str, others: Sequence[str]) -> str:
    """Cut off what follows the last title, where the line breaks are gone."""
    unlinked = words.partition(LINK)[0]
    words = unlinked if has_words(unlinked) else words
    for pattern in (_END, _CALL):
        head = pattern.split(words.lstrip(), maxsplit=1)[0]
        words = head if has_words(head) else words
    usual = _usual(others)
    if len(words) > usual and sum(map(len, map(_CAPITAL.findall, others))) * 4 < len(others):
        words = _CAPITAL.split(words, maxsplit=1)[0]  # a new sentence, in a list of small letters
    if len(words) <= max(usual * 2, _SHORT_TITLE):
        return words
    return words[: max(usual, _SHORT_TITLE)].rsplit(" ", 1)[0]


def _last_title(words: str, usual: int) -> str:
    """Cut off what comes before the first title, where the line breaks are gone."""
    words = words[-LONGEST_TITLE:]
    pieces = re.split(r"(?<=[^\d\s][.!?:。！？：])\s+(?!\s*$)|\s{2,}(?=\S)", words)
    piece = next((piece for piece in reversed(pieces) if clean(piece, is_after=False)), words)
    number = list(re.finditer(r"(?:^|\s)\(?0?1\s?[.):-]\s", piece))
    if number:
        return piece[number[-1].start() :]
    if len(piece) <= max(usual * 2, _SHORT_TITLE):
        return piece
    return piece[-max(usual, _SHORT_TITLE) :].split(" ", 1)[-1]
