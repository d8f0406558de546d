"""Takes a title out of the words beside a time: the creator's own, without what joins or counts.

Pure. What joins a title to its time goes from the time's side alone: on the far side the
creator's dots, colons and brackets stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

LONGEST_TITLE = 200
LINK = "\x1f"
"""Stands where a link stood; a description holds no such letter, its controls are blanked."""
_LONGEST_WORDS = 600
"""More than any title and its notes; what is longer is cut before it is looked at."""
COUNTED_SHARE = 0.7
"""Numbers that go up by one this often count the chapters; others are words."""

_CONTROLS = "".join(map(chr, (*range(31), *range(127, 160))))
_UNSEEN = (
    f"{_CONTROLS} \u00a0\u2000\u2001\u2002\u2003\u2007\u2009\u3000\u200b\u200e\u200f\u202a\u202b"
    "\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_DASHES = "-‐‑‒–—―−－"
_BULLETS = "•·∙⋅●○▪▫■□◆◇◦‣►▶▷➤➜➔➡→⇒»›>|｜¦+\ufe0f"
_JOINERS = f"{_UNSEEN}{_DASHES}{_BULLETS}:：~〜～=;、,，،ـ_`"
PAIRS = (
    ("(", ")"), ("[", "]"), ("【", "】"), ("（", "）"), ("“", "”"), ("「", "」"), ("『", "』"), ("{", "}"),
    ("<", ">"), ("〈", "〉"), ("《", "》"), ("〔", "〕"),
)  # fmt: skip
_STARS = re.compile(r"(?<!\w)\*+(?=\S)(.+?)(?<=\S)\*+(?![\w*])")
_EMPTY = re.compile(rf"[(\[【<（]\s*[{LINK}\s]\s*[)\]】>）]")
_LEADERS = re.compile(r"(?:\s?[.…·_‥]){4,}\s*$|\s[(\[]?(?:…|\.{2,}|[/@*])\s*$")
_LEAD_IN = re.compile(r"^(?:[.…]+\s|[/*@]\s+)")
_SMILE = re.compile(r"[:;]-?[()DP](?:\s|$)")
_LINKS_OFF = re.compile(rf"[\s:：–—-]*{LINK}[\s{LINK}]*$")
_FIRST_LINK = re.compile(rf"([(\[])\s*{LINK}\s*[,;]?\s*")

_DASH = re.escape(_DASHES)
_NUMERAL = r"(\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳❶-❿])"
_COUNTER = "[章回部話话節节課课讲講集幕弾曲]"
_KOREAN = "[장부강화회편]"
_NUMBER = re.compile(
    rf"(?:[#(\[]?\s?(\d{{1,3}})\s?(?:[.):\]：、．,](?!\d)\s?|[{_DASH}|]\s|\s)"
    rf"|第\s?{_NUMERAL}\s?{_COUNTER}\s?[:：.、{_DASH}]?\s?"
    rf"|제?\s?(\d{{1,3}})\s?{_KOREAN}\s?[:：.){_DASH}]\s?|제\s?(\d{{1,3}})\s?{_KOREAN}\s?"
    r"|(\d{1,2})\ufe0f?\u20e3\s?|([①-⑳❶-❿])\s?)(?=\S)"
)
_NAMED = (
    "chapter|chap|ch|part|pt|track|scene|episode|ep|section|lesson|unit|step|tip|question|song|topic"
    "|kapitel|teil|abschnitt|chapitre|partie|cap[ií]tulo|capitolo|parte|pista|faixa|tema|sezione"
    "|глава|часть|тема|bölüm|bab|phần|chương|rozdział|część|deel|hoofdstuk|الفصل|فصل|الجزء"
)
_ORDINAL = re.compile(
    rf"(?:(?:{_NAMED})\.?\s?)?(?:#|№|no\.?|nr\.?|n°|q)?\s?[(\[]?\s?(\d{{1,3}})\ufe0f?\u20e3?"
    rf"\s?[.):：\]、．|{_DASH}]*$"
    rf"|第\s?{_NUMERAL}\s?{_COUNTER}\s?[:：.、|{_DASH}]*$"
    rf"|제?\s?(\d{{1,3}})\s?{_KOREAN}\s?[:：.)|{_DASH}]*$|([①-⑳❶-❿])$"
    r"|[(\[]?([ivx]{1,5}|[a-z])[.)\]]$",
    re.IGNORECASE,
)
_LONGEST_ORDINAL = 24
_ROMAN = {"i": 1, "v": 5, "x": 10}


def clean(words: str, *, is_after: bool) -> str:
    """Make a title of the words after a time, or before it; on one line.

    >>> clean(" - The *first* part:", is_after=True), clean("* Part two .....", is_after=False)
    ('The first part:', 'Part two')
    """
    words = words[:_LONGEST_WORDS] if is_after else words[-_LONGEST_WORDS:]
    text = _EMPTY.sub(" ", _STARS.sub(r"\1", " ".join(words.split(" "))))
    text = _FIRST_LINK.sub(r"\1", _LINKS_OFF.sub("", text)).replace(LINK, " ")
    text = " ".join(text.split())
    if is_after:
        text = text if _SMILE.match(text) else _LEAD_IN.sub("", text.lstrip(_JOINERS))
        text = _without_dangling(text)
    else:
        text = _LEADERS.sub("", text).rstrip(_JOINERS).lstrip(_UNSEEN + _BULLETS)
        text = re.sub(rf"^[{_DASH}*]\s+", "", text)
    return _balanced(text).strip(_UNSEEN)


def _without_dangling(text: str) -> str:
    """Take off a dash, or a table's edge, that joins the title to nothing."""
    bare = text.rstrip(_UNSEEN + _DASHES + "|｜+_")
    return bare if text[len(bare) :][:1] in _UNSEEN else text.rstrip(_UNSEEN)


def _balanced(text: str) -> str:
    """Take off a bracket whose other half stood on the other side of the time."""
    for opening, closing in PAIRS:
        if text.endswith(opening):
            text = text[:-1].rstrip(_JOINERS)
        if text.startswith(closing):
            text = text[1:].lstrip(_JOINERS)
    return text.replace("`", "") if text.count("`") % 2 else text


def joiner(words: str) -> str:
    """Give the sign that ends the words before a time, with its blanks, to join what follows.

    >>> joiner("Ann Lee | "), joiner("Ann: "), joiner("Ann ")
    (' | ', ': ', ' ')
    """
    sign = words.rstrip(_UNSEEN + "([{<【（")[-1:]
    if sign in {":", "："}:
        return f"{sign} "
    return f" {sign} " if sign and sign in f"|｜·•~{_DASHES}" else " "


def has_words(text: str) -> bool:
    """Tell whether a title may stand here: anything but joiners, brackets and links."""
    bare = text[:_LONGEST_WORDS].strip(f"{_JOINERS}[]{{}}<>【】（）「」『』*/.{LINK}")
    return bool(bare.strip("()")) or bool(_SMILE.match(text.strip()))


def is_decoration(text: str) -> bool:
    """Tell bullets, pictures and numbers in front of a time (`1.`, `Chapter 2:`) from words."""
    return not re.search(r"[^\W_]", text) or ordinal_alone(text) is not None


def ordinal_alone(text: str) -> int | None:
    """Give the number where nothing else stands here: `1.`, `Chapter 2:`, `第1章`."""
    text = text.lstrip(_UNSEEN + _BULLETS + _DASHES + "*").rstrip(_UNSEEN)
    match = _ORDINAL.match(text) if len(text) <= _LONGEST_ORDINAL else None
    return _value(match) if match else None


def ordinal_of(title: str) -> int | None:
    """Give the number that a title begins with, where it may count."""
    match = _NUMBER.match(title)
    return _value(match) if match else None


def without_numbers(titles: Sequence[str]) -> list[str]:
    """Strip the numbers in front of titles where they count upwards through the list.

    >>> without_numbers(["1. One", "2. Two", "3. Three"]), without_numbers(["3 ways", "10 more"])
    (['One', 'Two', 'Three'], ['3 ways', '10 more'])
    """
    matches = [_NUMBER.match(title) for title in titles]
    numbers = [_value(match) if match else None for match in matches]
    steps = sum(one is not None and two == one + 1 for one, two in pairwise(numbers))
    if steps < max(1, COUNTED_SHARE * (len(titles) - 1)):
        return list(titles)
    return [
        title[match.end() :] if match else title
        for title, match in zip(titles, matches, strict=True)
    ]


def without_common_mark(titles: Sequence[str]) -> list[str]:
    """Strip a picture that stands in front of every title: it is a bullet there.

    >>> without_common_mark(["🔹 One", "🔹 Two"]), without_common_mark(["👋 Hello", "🔥 Fire"])
    (['One', 'Two'], ['👋 Hello', '🔥 Fire'])
    """
    marks = {title[:1] for title in titles}
    mark = marks.pop() if len(marks) == 1 and len(titles) > 1 else ""
    if not mark or unicodedata.category(mark) not in {"So", "Sk"}:
        return list(titles)
    return [title[1:].lstrip(_JOINERS) for title in titles]


def _value(match: re.Match[str]) -> int:
    mark = next(group for group in match.groups() if group).lower()
    if mark.isdecimal():
        return int(mark)
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    if "❶" <= mark <= "❿":
        return ord(mark) - ord("❶") + 1
    if mark.isascii():
        return _roman(mark) if set(mark) <= set("ivx") else ord(mark) - ord("a") + 1
    digits = "〇一二三四五六七八九"
    tens, ten, ones = mark.rpartition("十")
    return (max(1, digits.find(tens[-1:])) * 10 if ten else 0) + max(0, digits.find(ones[-1:]))


def _roman(mark: str) -> int:
    values = [_ROMAN[letter] for letter in mark]
    return sum(-one if one < other else one for one, other in pairwise([*values, 0]))
