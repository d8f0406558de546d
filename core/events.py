"""What a step reports while it works: a place to send progress, and a way to be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from core.errors import Cancelled


class Reports(Protocol):
    """Takes a step's progress; cheap to call often, since the receiver thins it out."""

    def __call__(self, done: float, total: float = 0.0, *, unit: str = "", note: str = "") -> None:
        """Say that `done` of `total` is done."""
        ...


@dataclass(frozen=True, slots=True)
class Watch:
    """The two lines between a long step and whoever waits for it."""

    report: Reports
    is_cancelled: Callable[[], bool]

    def check(self) -> None:
        """Stop here if the person asked for it.

        Raises:
            Cancelled: they did.
        """
        if self.is_cancelled():
            raise Cancelled("The run was cancelled.")


def _say_nothing(done: float, total: float = 0.0, *, unit: str = "", note: str = "") -> None:
    """Take progress and keep silent."""


SILENT = Watch(_say_nothing, lambda: False)
"""For callers who neither watch nor stop."""
