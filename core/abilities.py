"""What each Claude model can do that its price does not say: a table, and the rule for reading it.

Read off Anthropic's model pages on the day in `READ_ON`. Prices are not here but in the data of
`core.adapters.prices`. Nothing here knows what day it is, unless it is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

READ_ON = date(2026, 11, 21)
NOTICE = timedelta(days=60)
"""Anthropic announces a retirement at least this long before."""

Line = Literal["haiku", "sonnet", "opus", "fable", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a model takes and gives.

    `thinks` is what it does when, as we do, a request leaves `thinking` out; thought is billed
    as output. `sees_finely` is the high-resolution tier of pictures. `counts_finely` is the
    tokenizer of Claude 4.7 and later, which makes more tokens of the same words.
    `promised_until` is the day before which it will not be retired, where one was read;
    `retires_on` is announced.
    """

    model: str
    line: Line
    context_tokens: int = 1_000_000
    max_output_tokens: int = 128_000
    thinks: bool = True
    has_vision: bool = True
    sees_finely: bool = True
    counts_finely: bool = True
    promised_until: date = READ_ON
    retires_on: date | None = None


def _small(model: str, line: Line, promised_until: date) -> Abilities:
    """Describe a model of the 4.5 family."""
    return Abilities(
        model=model,
        line=line,
        context_tokens=200_000,
        max_output_tokens=64_000,
        thinks=False,
        sees_finely=False,
        counts_finely=False,
        promised_until=promised_until,
    )


def _before_4_7(model: str, line: Line, promised_until: date) -> Abilities:
    """Describe a model of the 4.6 family."""
    return Abilities(
        model=model,
        line=line,
        thinks=False,
        sees_finely=False,
        counts_finely=False,
        promised_until=promised_until,
    )


# Newest first within a line. No promise was found for Opus 5.5 and Fable 5.2.
TABLE: tuple[Abilities, ...] = (
    Abilities(model="claude-haiku-5-5", line="haiku", promised_until=date(2027, 10, 7)),
    _small("claude-haiku-4-5", "haiku", date(2026, 10, 15)),
    Abilities(model="claude-sonnet-5-5", line="sonnet", promised_until=date(2027, 9, 28)),
    Abilities(model="claude-sonnet-5", line="sonnet", promised_until=date(2027, 6, 30)),
    _before_4_7("claude-sonnet-4-6", "sonnet", date(2027, 2, 17)),
    replace(
        _small("claude-sonnet-4-5", "sonnet", date(2026, 11, 30)), retires_on=date(2026, 11, 30)
    ),
    Abilities(model="claude-opus-5-5", line="opus"),
    Abilities(model="claude-opus-5", line="opus", promised_until=date(2027, 7, 24)),
    Abilities(model="claude-opus-4-8", line="opus", thinks=False, promised_until=date(2027, 5, 28)),
    Abilities(model="claude-opus-4-7", line="opus", thinks=False, promised_until=date(2027, 4, 16)),
    _before_4_7("claude-opus-4-6", "opus", date(2027, 2, 5)),
    _small("claude-opus-4-5", "opus", date(2026, 11, 24)),
    Abilities(model="claude-fable-5-2", line="fable"),
    Abilities(model="claude-fable-5-1", line="fable", promised_until=date(2027, 9, 1)),
    Abilities(model="claude-fable-5", line="fable", promised_until=date(2027, 6, 9)),
)

_BY_NAME = {abilities.model: abilities for abilities in TABLE}
_SNAPSHOT = re.compile(r"-\d{8}$")


def abilities_of(model: str) -> Abilities:
    """Look a model up, with or without the date of its snapshot.

    One that is not in the table, such as a local server's, is taken for a model of today: what
    it is billed is then never guessed too low.

    >>> abilities_of("claude-haiku-4-5-20251001").max_output_tokens
    64000
    >>> abilities_of("qwen2.5-coder").line
    'other'
    """
    known = _BY_NAME.get(_SNAPSHOT.sub("", model))
    return known or Abilities(model=model, line="other", thinks=False)


def current_models(today: date) -> tuple[str, ...]:
    """List the models to offer on a day: none whose retirement is announced or may have come.

    A model may have come to its end once its promise and the notice period since `READ_ON` are
    over. The newest of each line stays, whatever the day: an old table must still offer something.
    """
    newest = {abilities.line: abilities for abilities in reversed(TABLE)}
    return tuple(
        abilities.model
        for abilities in TABLE
        if abilities.retires_on is None
        and (
            newest[abilities.line] is abilities
            or today < max(abilities.promised_until, READ_ON + NOTICE)
        )
    )
