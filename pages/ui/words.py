"""Texts as people read them, and strangers' texts made harmless to Streamlit's Markdown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

from core.models import Progress
from core.timecodes import format_length

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")
_JOINED = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<>~=])(?=[-<>~=])", re.IGNORECASE)
_JOINER = "\u2060"
"""Takes no room. Streamlit changes addresses, `:material/name:` and `->` even where each sign is
escaped (1.67, seen in a browser), but not where this stands between the signs."""


def plain(text: str) -> str:
    """Escape a stranger's text, so that Streamlit shows it letter by letter.

    Streamlit's Markdown adds its own signs to the usual ones: `$..$`, `:name:`, `:red[..]`, `->`.

    >>> print(plain("5 * 5"))
    5 \\* 5
    """
    return _SPECIAL.sub(r"\\\1", _JOINED.sub(_JOINER, " ".join(text.split())))


LANGUAGES = {
    "": "As spoken",
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "pt": "Português",
    "zh": "中文",
}


def language_name(tag: str) -> str:
    """Name a language in itself where we know it, else by its tag.

    >>> language_name("en-US"), language_name("eo"), language_name("und")
    ('English', 'eo', 'a language the file does not name')
    """
    if tag == "und":
        return "a language the file does not name"
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0]) or tag


def usd(amount: Decimal) -> str:
    r"""Write a sum of money; small ones keep the digits that tell them from nothing.

    The sign is escaped: two of them would make a formula.

    >>> usd(Decimal("1.5")), usd(Decimal("0.0042")), usd(Decimal(0))
    ('\\$1.50', '\\$0.0042', '\\$0.00')
    """
    return "\\" + bare_usd(amount)


def bare_usd(amount: Decimal) -> str:
    """Write a sum of money where no Markdown is read.

    >>> bare_usd(Decimal("12.344"))
    '$12.34'
    """
    if 0 < amount < Decimal("0.01"):
        return f"${amount:.4f}"
    return f"${amount:,.2f}"


def counted(number: int, thing: str) -> str:
    """Count things in words.

    >>> counted(1, "chapter"), counted(1200, "word")
    ('1 chapter', '1,200 words')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def ago(then: datetime, now: datetime | None = None) -> str:
    """Say how long ago a moment was.

    >>> ago(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC))
    '2 days ago'
    """
    seconds = ((now or datetime.now(UTC)) - then).total_seconds()
    for size_s, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size_s:
            return f"{counted(int(seconds // size_s), name)} ago"
    return "just now"


def pace(progress: Progress) -> str:
    """Say how far a step is, how fast it goes and how long it will still take.

    >>> pace(Progress(step="x", label="", done=60, total=240, unit="s", updated_at=10.0))
    '1 min of 4 min, 6 times as fast as it plays, about 30 s left'
    """
    elapsed_s = progress.updated_at - progress.started_at
    parts = [_amount(progress)]
    if progress.done > 0 and elapsed_s > 1:
        rate = progress.done / elapsed_s
        parts.append(_rate(rate, progress.unit))
        if progress.total > progress.done:
            parts.append(f"about {format_length((progress.total - progress.done) / rate)} left")
    return ", ".join(part for part in parts if part)


def _amount(progress: Progress) -> str:
    if progress.total <= 0:
        return ""
    if progress.unit in {"s", "seconds"}:
        return f"{format_length(progress.done)} of {format_length(progress.total)}"
    if progress.unit in {"bytes", "B"}:
        return f"{progress.done / 1e6:.1f} of {progress.total / 1e6:.1f} MB"
    return f"{progress.done:,.0f} of {progress.total:,.0f} {progress.unit}".rstrip()


def _rate(rate: float, unit: str) -> str:
    if unit in {"s", "seconds"}:
        return f"{rate:.0f} times as fast as it plays" if rate >= 2 else f"{rate:.1f} × speed"
    if unit in {"bytes", "B"}:
        return f"{rate / 1e6:.1f} MB a second"
    return ""
