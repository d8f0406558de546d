"""Recognises a time in a text, in whatever notation it is written. Pure.

All patterns are of bounded length, so that no text, however hostile, is read slowly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Units = Literal["minutes", "hours", "frames"]
"""How a whole list is read: `1h02` as a minute or as an hour; or `01:02:03` as 1:02 and 3 frames."""
MOST_TIMES = 5_000
"""A list with more is none that a person made; looking on would keep the person waiting."""

_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀០᠐０𝟎𝟘𝟢𝟬𝟶"
_PLAIN = {
    **dict.fromkeys((*range(32), *range(127, 160)), " "),
    **{ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **dict.fromkeys(map(ord, "：∶︓﹕ː"), ":"),
    **dict.fromkeys(map(ord, "；﹔"), ";"),
    **dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), " "),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u2060\u3000\ufeff"), " "),
}  # fmt: skip
"""Digits and colons of other scripts, blanks, unseen marks and controls, letter for letter."""

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
    r"|\d{1,3}(?:min|mn|m|мин|м)[0-5]\d(?!\w)"
    r"|\d{1,3} (?:min|mn|мин)\.? [0-5]\d(?=\s?(?:[-–—:|)\]]|$))"
    r"|\d{1,3}['’′][0-5]\d(?:[\"”″]|'')?"
    r"|(?:\d{1,2}\s?(?:時間|小时|小時|시간)\s?)?\d{1,3}\s?[分분]\s?[0-5]?\d\s?[秒초]"
    r"|\d{1,2}\s?(?:時間|小时|小時|시간)\s?\d{1,2}\s?[分분]"
)
_CLOCK = f"(?:{_UNITS}|{_COLONS})"
_SLIPS = r"(?:\d{1,2} ?[:;] ?[0-5]\d|\d{1,2}\.[0-5]\d)"
"""What is a time only where it stands among others: `19;15`, `08: 20`, `12.30`."""
_WHOLE = rf"(?:\d{{1,3}}\s?{_MINUTE}(?!\w)|\d{{1,3}}\s?[分분](?![钟鐘间間]))"
"""Whole minutes, a time only in a list whose other times name their units: `1m15s`, `10m`."""
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff"
"""Scripts that part their words: a time that is glued to one of these is a piece of a name."""
_NO_MORE = r"(?!\d|:\d|[.,/]\d|%|[’']?[A-Za-z]\d)"
_TO = r"(?:[-‐‑–—−~〜～→]{1,3}|(?:to|bis|à|al?|até|hasta|t/m|tot|до|から)\b)"


def _pattern(clock: str, before: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?=[{_OPENING}\"\d])(?P<open>[{_OPENING}]\s?|\"(?=\d))?{before}(?P<clock>{clock}){_NO_MORE}"
        rf"(?P<range>\s?{_TO}\s?(?:{_CLOCK}|{clock}){_NO_MORE})?(?(open)(?:\s?[{_CLOSING}]|\"))",
        re.IGNORECASE,
    )


_STAMP = _pattern(_CLOCK, rf"(?<![\d{_LETTERS}_/=&?#$€£])(?<!\d[.,:])(?<![#/]\()")
_GLUED = _pattern(_CLOCK, r"(?<![\d_=&#$€£])(?<!\d[.,:/])")
_SLIP = _pattern(_SLIPS, rf"(?<![\d{_LETTERS}_:/=&?#$€£.,])")
_WHOLE_MINUTES = _pattern(_WHOLE, rf"(?<![\d{_LETTERS}_:/=&?#$€£.,+~-])")

_DIGITS = re.compile(r"\d.{0,5}\d")
_NUMBERS, _FRACTION, _HOURS = re.compile(r"\d+"), re.compile(r"[.,]\d{3}$"), re.compile("時|小|시")
_DAY_WORD = re.compile(r"\s?(?:uhr\b|น\.|часов|[点點時](?!間))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in a text, from `start` to `end`, brackets and the end of its range included.

    `parts` are its numbers, hours first; `has_h` tells `1h02`, which is an hour and two minutes,
    or, where a machine translated, a minute and two seconds. `is_slip` tells what may be mistyped,
    `names_day` what is called a time of day, `has_units` what names minutes, `is_range` what has an end.
    """

    start: int
    end: int
    parts: tuple[int, ...]
    has_h: bool = False
    is_slip: bool = False
    names_day: bool = False
    has_units: bool = False
    is_range: bool = False

    def seconds(self, *, units: Units) -> float:
        """Give the time in seconds."""
        parts = self.parts
        if len(parts) == 3 and (units == "frames" or (self.has_h and units == "minutes")):
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
    return text if text.isascii() and text.isprintable() else text.translate(_PLAIN)


def find_stamps(text: str, *, is_glued: bool = False) -> list[Stamp]:
    """Find the times in a text; where `is_glued`, also those stuck to the word before.

    >>> [stamp.parts for stamp in find_stamps("0:00 Intro [1:02:03] End, 2m30s")]
    [(0, 0), (1, 2, 3), (2, 30)]
    """
    if not _DIGITS.search(text):
        return []
    plain = plain_digits(text)
    pattern = _GLUED if is_glued else _STAMP
    return [_stamp(plain, match) for match in islice(pattern.finditer(plain), MOST_TIMES)]


def names_time(text: str) -> bool:
    """Tell whether a text holds a time, be it mistyped."""
    plain = plain_digits(text) if _DIGITS.search(text) else ""
    return bool(plain) and bool(_STAMP.search(plain) or _SLIP.search(plain))


def find_slips(text: str) -> list[Stamp]:
    """Find what may be mistyped times, `19;15`, `08: 20`, `12.30`; or else whole minutes, `10m`."""
    plain = plain_digits(text)
    pattern = _SLIP if _SLIP.search(plain) else _WHOLE_MINUTES
    slips = islice(pattern.finditer(plain), MOST_TIMES)
    return [_stamp(plain, match, is_slip=True) for match in slips]


def _stamp(plain: str, match: re.Match[str], *, is_slip: bool = False) -> Stamp:
    clock = match["clock"].lower()
    has_h = "h" in clock or "ч" in clock
    numbers = [int(number) for number in _NUMBERS.findall(_FRACTION.sub("", clock))]
    is_ambiguous = has_h and len(numbers) == 2 and "m" not in clock
    if len(numbers) == 2 and (has_h or _HOURS.search(clock)):
        numbers.append(0)
    if len(numbers) == 1:
        numbers.append(0)
    day = _DAY_WORD.match(plain, match.end())
    return Stamp(
        start=match.start(),
        end=day.end() if day else match.end(),
        parts=tuple(numbers[:3]),
        has_h=is_ambiguous,
        is_slip=is_slip,
        names_day=bool(day),
        has_units=not re.search("[:;.]\\s?\\d", clock),
        is_range=bool(match["range"]),
    )
