"""Topics without a model or a key: the services joined to the pure search for them."""

from __future__ import annotations

from collections.abc import Sequence

from core.chapters import split_evenly
from core.models import Chapter, Transcript
from core.services import Services
from core.titles import titles_of
from core.topics import find_topics


def free_topics(
    services: Services,
    transcript: Transcript,
    duration_s: float,
    *,
    screens_s: Sequence[float] = (),
    count: int | None = None,
) -> tuple[Chapter, ...]:
    """Find chapters in the words; as many as there are, or `count`.

    `screens_s` are the seconds at which another screen is shown, where that is known. A video in
    which nothing is said is split evenly.
    """
    found = find_topics(
        transcript,
        duration_s,
        services.embedder,
        lambda parts, language: titles_of(parts, language, services.small_words),
        screens_s=screens_s,
        count=count,
    )
    return found or split_evenly(duration_s, transcript, count=count)
