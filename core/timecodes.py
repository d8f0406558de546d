"""Seconds and clock times. Pure; knows nothing of videos."""

from __future__ import annotations

import re

_ISO = re.compile(
    r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def format_clock(seconds: float) -> str:
    """Write seconds as a clock time, fractions cut off.

    >>> format_clock(62.9), format_clock(3723)
    ('1:02', '1:02:03')
    """
    whole = max(0, int(seconds))
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def parse_clock(text: str) -> float:
    """Read `SS`, `MM:SS` or `HH:MM:SS`, each with an optional fraction, as seconds.

    >>> parse_clock("1:02:03.5")
    3723.5

    Raises:
        ValueError: the text is no clock time.
    """
    parts = text.strip().replace(",", ".").split(":")
    if not 1 <= len(parts) <= 3 or not all(re.fullmatch(r"\d+(\.\d+)?", part) for part in parts):
        raise ValueError(f"{text!r} is not a time such as 1:02:03")
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + float(part)
    return seconds


def parse_iso_duration(text: str) -> float:
    """Read an ISO 8601 duration as YouTube writes it (`PT1H2M3S`, `P0D`), in seconds.

    >>> parse_iso_duration("PT1H2M3S")
    3723.0

    Raises:
        ValueError: the text is no such duration.
    """
    match = _ISO.fullmatch(text)
    if match is None or text in {"P", "PT"}:
        raise ValueError(f"{text!r} is not an ISO 8601 duration")
    days, hours, minutes, seconds = (float(match[name] or 0) for name in match.re.groupindex)
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def format_length(seconds: float) -> str:
    """Say a length as people do.

    >>> format_length(42), format_length(250), format_length(8015)
    ('42 s', '4 min 10 s', '2 h 13 min')
    """
    minutes, second = divmod(round(max(0.0, seconds)), 60)
    if not minutes:
        return f"{second} s"
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min" if minute else f"{hours} h"
    return f"{minute} min {second} s" if second else f"{minute} min"
