"""A writer with no model, no key and no price: the draft that the talk's own words make.

Stands among the adapters because it takes the place of one that waits and costs; what it
writes is decided in `core.draft`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from core.draft import draft_chapter
from core.errors import Cancelled
from core.models import NO_MODEL, ChapterPrompt, Reply, Usage


class ExtractiveWriter:
    """Writes chapters (`core.ports.Writes`) out of their own sentences; the same every time."""

    def write(
        self,
        prompt: ChapterPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        """Draft one chapter, a block at a time; `model` and `allowance_usd` change nothing.

        Raises:
            Cancelled: the person stopped it.
        """
        pieces: list[str] = []
        for block in draft_chapter(prompt):
            if is_cancelled():
                raise Cancelled("The run was cancelled.")
            piece = f"\n\n{block}" if pieces else block
            pieces.append(piece)
            on_text(piece)
        return Reply(
            text="".join(pieces),
            model=NO_MODEL,
            usage=Usage(),
            note="A draft made of the talk's own words; no model wrote it.",
        )
