"""Talks whose topics are known: each sentence says which topic it is on."""

from __future__ import annotations

from dataclasses import replace

from core.models import Segment, Study, Transcript, Video
from core.topic_answers import Topic, Topics
from core.topic_windows import TARGET_S, Paragraph, Window

SENTENCES = (
    "We look at how a generator keeps its place between two of its values here.",
    "That is why the whole file never has to be in memory at any one time.",
    "You can see it in the numbers on the right side of the screen, I hope.",
    "And the price for this is that it can be walked through only once, then.",
)
SENTENCE_S = 5.0


def said(text: str, start_s: float, end_s: float, id_: int = 0) -> Segment:
    return Segment(id=id_ or 1 + round(start_s), start_s=start_s, end_s=end_s, text=text.strip())


def make_talk(
    minutes: float = 20,
    *,
    sentences: tuple[str, ...] = SENTENCES,
    language: str = "en",
    segments: tuple[Segment, ...] | None = None,
    extra: tuple[Segment, ...] = (),
) -> Study:
    """Make a talk of one sentence every five seconds, or of these segments."""
    duration_s = minutes * 60.0
    if segments is None:
        segments = tuple(
            Segment(
                id=number + 1,
                start_s=number * SENTENCE_S,
                end_s=(number + 1) * SENTENCE_S,
                text=sentences[number % len(sentences)],
            )
            for number in range(int(duration_s / SENTENCE_S))
        )
    return Study(
        video=Video(
            id="aaaaaaaaaaa", title="Generators", duration_s=duration_s, channel="A channel"
        ),
        transcript=Transcript(language=language, origin="author", segments=(*segments, *extra)),
        chapters=(),
        screenshots=(),
    )


def a_window(first: int = 1, last: int = 90, **changes: object) -> Window:
    """Give paragraphs of twenty seconds each."""
    inside = tuple(
        Paragraph(id=n, start_s=n * 20.0 - 20, end_s=n * 20.0, text=f"Words {n}.")
        for n in range(first, last + 1)
    )
    window = Window(index=0, total=1, paragraphs=inside, target_s=TARGET_S)
    return replace(window, **changes)  # type: ignore[arg-type]


def topics(*firsts: int) -> Topics:
    return tuple(Topic(first_id=first, title=f"Topic {first}") for first in firsts)
