"""Recognises a time in a text, in whatever notation it is written. Pure.

All patterns are of bounded length, so that no text, however hostile, is read slowly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Doubt = Literal["", "day", "verse", "spoken"]
"""Why a time may be no place in the video: a time of day, a verse of a book, or a sentence's."""

_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀០᠐０"
_PLAIN = {
    **{ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **dict.fromkeys(map(ord, "：∶︓﹕ː"), ":"),
    **dict.fromkeys(map(ord, "；﹔"), ";"),
    **dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), " "),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u2060\u3000\ufeff"), " "),
}  # fmt: skip
"""Digits of other scripts, colons and unseen marks as plain ones; letter for letter."""

_OPENING, _CLOSING = "(\\[【（「『{<〔〈《［", ")\\]】）」』}>〕〉》］"
_HOUR, _MINUTE, _SECOND = "(?:h|ч)", "(?:min|mn|m|мин|м)\\.?", "(?:sec|s|сек|с)\\b"
_COLONS = (
    r"\d{1,2}:[0-5]\d:[0-5]\d[:;]\d\d(?![\d:])"  # an editor's time code: frames are left out
    r"|\d{1,2}:[0-5]?\d:[0-5]\d(?:[.,]\d{3})?"
    r"|\d{1,3}:[0-5]\d(?:[.,]\d{3})?"
)
_UNITS = (
    rf"\d{{1,2}}\s?{_HOUR}\s?[0-5]?\d\s?{_MINUTE}\s?[0-5]?\d(?:\s?{_SECOND})?"
    rf"|\d{{1,2}}\s?{_HOUR}\s?[0-5]?\d\s?{_MINUTE}(?!\w)"
    rf"|\d{{1,2}}\s?{_HOUR}\s?[0-5]\d(?::[0-5]\d)?"
    rf"|\d{{1,3}}\s?{_MINUTE}\s?[0-5]?\d\s?{_SECOND}"
    r"|\d{1,3}m[0-5]\d(?!\w)"
    r"|\d{1,3}['’′][0-5]\d(?:[\"”″]|'')?"
    r"|(?:\d{1,2}\s?(?:時間|小时|小時|시간)\s?)?\d{1,3}\s?[分분]\s?[0-5]?\d\s?[秒초]"
    r"|\d{1,2}\s?(?:時間|小时|小時|시간)\s?\d{1,2}\s?[分분]"
)
_CLOCK = f"(?:{_UNITS}|{_COLONS})"
_SLIPS = r"(?:\d{1,2} ?[:;] ?[0-5]\d|\d{1,2}\.[0-5]\d)"
"""What is a time only where it stands among others: `19;15`, `08: 20`, `12.30`."""
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff"
"""Scripts that part their words: a time that is glued to one of these is a piece of a name."""
_NO_MORE = r"(?!\d|:\d|[.,/]\d|%|[’']?[A-Za-z]\d)"
_RANGE = rf"(?:\s?(?:[-‐‑–—−~〜～→]{{1,3}}|(?:to|bis|à|al?|até|до|から)\b)\s?{_CLOCK}{_NO_MORE})?"


def _pattern(clock: str, before: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<open>[{_OPENING}]\s?)?{before}(?P<clock>{clock}){_NO_MORE}{_RANGE}"
        rf"(?(open)\s?[{_CLOSING}])",
        re.IGNORECASE,
    )


_STAMP = _pattern(_CLOCK, rf"(?<![\d{_LETTERS}_:/=&?#$€£])(?<!\d[.,])(?<![#/]\()")
_GLUED = _pattern(_CLOCK, r"(?<![\d_:/=&?#$€£])(?<!\d[.,])")
_SLIP = _pattern(_SLIPS, rf"(?<![\d{_LETTERS}_:/=&?#$€£.,])")

_DAY_AFTER = re.compile(
    r"\s?(?:[ap]\.? ?m\b|uhr\b|o.clock|utc\b|gmt\b|hrs?\b|h\b|น\.|часов|[点點時](?!間)"
    r"|(?-i:(?:[CEMP][SDE]?|B|I|J|K)ST\b|[CEMP]DT\b|E?CET\b|[EPC]T\b|MSK\b))",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"(?:[ap]\.?m\.?|午[前後后]|[上下]午|晚上|夜|오[전후]|เวลา|pukul|saat|kl\.?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?,?"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?,?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?|\d{1,2}\.\d{1,2}\.|\b\d{1,2}/\d{1,2}|[月日])\s*$",
    re.IGNORECASE,
)
_SPOKEN_BEFORE = re.compile(
    r"(?:^|[\s(,])(?:at|from|until|till|to|around|about|by|after|before|and|um|ab|bei|bis|gegen|und"
    r"|à|vers|dès|às|aos|alle|dalle|a las|desde|hasta|в|с|до|около|na|o)\s$",
    re.IGNORECASE,
)
_BOOKS = (
    "gen(?:esis)?|exod?(?:us)?|lev(?:iticus)?|num(?:bers)?|deut(?:eronomy)?|josh(?:ua)?|judges"
    "|ruth|sam(?:uel)?|kings|chron(?:icles)?|ezra|neh(?:emiah)?|esther|job|psa?(?:lms?)?"
    "|prov(?:erbs)?|eccl(?:esiastes)?|solomon|isa(?:iah)?|jer(?:emiah)?|lam(?:entations)?"
    "|ezek(?:iel)?|dan(?:iel)?|hosea|joel|amos|obadiah|jonah|micah|nahum|habakkuk|zeph(?:aniah)?"
    "|haggai|zech(?:ariah)?|mal(?:achi)?|matt?(?:hew)?|mt|mk|mark|lk|luke|jn|john|acts|rom(?:ans)?"
    "|cor(?:inthians)?|gal(?:atians)?|eph(?:esians)?|phil(?:ippians)?|col(?:ossians)?"
    "|thess(?:alonians)?|tim(?:othy)?|titus|philemon|heb(?:rews)?|james|pet(?:er)?|jude"
    "|rev(?:elation)?|qur.?an|surah?|juan|mateo|marcos|lucas|hechos|romanos|salmos?|génesis|éxodo"
    "|isaías|hebreos|apocalipsis|joão|mateus|salmo|johannes|matthäus|markus|lukas|römer|psalmen?"
    "|mose|jean|matthieu|marc|luc|psaumes?|romains|giovanni|matteo|luca|salmi|иоанна|матфея|луки"
    "|марка|псал(?:ом|тирь)?|римлянам"
)
_VERSE_BEFORE = re.compile(rf"\b(?:{_BOOKS})\.?\s$", re.IGNORECASE)
_VERSE_BEFORE_CJK = re.compile(
    r"(?:복음|시편|창세기|로마서|福音|诗篇|詩篇|创世记|創世記|罗马书|羅馬書|イザヤ書)\s?$"
)
_LOOK_BACK = 24
"""How many letters before a time are looked at."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in a text, from `start` to `end`, brackets and the end of its range included.

    `parts` are its numbers, hours first; `has_h` tells `1h02`, which is an hour and two minutes,
    or, where a machine translated, a minute and two seconds. A `is_slip` is mistyped.
    """

    start: int
    end: int
    parts: tuple[int, ...]
    has_h: bool = False
    is_slip: bool = False
    has_end: bool = False
    doubt: Doubt = ""

    def seconds(self, *, h_is_minutes: bool) -> float:
        """Give the time in seconds."""
        parts = self.parts
        if self.has_h and h_is_minutes and len(parts) == 3 and not parts[2]:
            parts = parts[:2]
        seconds = 0.0
        for part in parts:
            seconds = seconds * 60 + part
        return seconds


def plain_digits(text: str) -> str:
    """Write digits and colons of all scripts plainly, letter for letter.

    >>> plain_digits("٠١：３０")
    '01:30'
    """
    return text if text.isascii() else text.translate(_PLAIN)


def find_stamps(text: str, *, is_glued: bool = False) -> list[Stamp]:
    """Find the times in a text; where `is_glued`, also those stuck to the word before.

    >>> [stamp.parts for stamp in find_stamps("0:00 Intro [1:02:03] End, 2m30s")]
    [(0, 0), (1, 2, 3), (2, 30)]
    """
    plain = plain_digits(text)
    pattern = _GLUED if is_glued else _STAMP
    return [_stamp(plain, match) for match in pattern.finditer(plain)]


def find_slips(text: str) -> list[Stamp]:
    """Find what may be mistyped times: `19;15`, `08: 20`, `12.30`."""
    plain = plain_digits(text)
    return [_stamp(plain, match, is_slip=True) for match in _SLIP.finditer(plain)]


def _stamp(plain: str, match: re.Match[str], *, is_slip: bool = False) -> Stamp:
    clock = match["clock"].lower()
    has_h = "h" in clock or "ч" in clock
    return Stamp(
        start=match.start(),
        end=_after_day(plain, match.end()),
        parts=_parts(clock, has_h=has_h),
        has_h=has_h and len(re.findall(r"\d+", clock)) == 2 and "m" not in clock,
        is_slip=is_slip,
        has_end=match.end() > match.end("clock") + 1 and ":" in plain[match.end("clock") :][:12],
        doubt=_doubt(plain, match),
    )


def _parts(clock: str, *, has_h: bool) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"\d+", re.sub(r"[.,]\d{3}$", "", clock))]
    if len(numbers) == 2 and (has_h or re.search("時間|小时|小時|시간", clock)):
        numbers.append(0)
    return tuple(numbers[:3])


def _doubt(plain: str, match: re.Match[str]) -> Doubt:
    before = plain[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _DAY_AFTER.match(plain, match.end()) or _DAY_BEFORE.search(before):
        return "day"
    if _VERSE_BEFORE.search(before) or _VERSE_BEFORE_CJK.search(before):
        return "verse"
    return "spoken" if _SPOKEN_BEFORE.search(before) else ""


def _after_day(plain: str, end: int) -> int:
    """Take the word that makes it a time of day, such as Uhr, into the stamp."""
    day = _DAY_AFTER.match(plain, end)
    return day.end() if day else end
