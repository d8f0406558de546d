"""Topics without a model or a key: the services joined to the pure search for them."""

from __future__ import annotations

from collections.abc import Sequence

from core.chapters import split_evenly
from core.models import Chapter, Transcript
from core.services import Services


def free_topics(
    services: Services,
    transcript: Transcript,
    duration_s: float,
    *,
    screens_s: Sequence[float] = (),
    count: int | None = None,
) -> tuple[Chapter, ...]:
    """Find chapters in the words; as many as there are, or `count`.

    `screens_s` are the seconds at which another screen is shown, where that is known.
    """
    return split_evenly(duration_s, transcript, count=count)
