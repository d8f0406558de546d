"""What the program needs from the outside, as Protocols that nobody has to inherit.

`core.pipeline` knows these and never an adapter. Every method may raise the errors of
`core.errors` and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.events import Watch
from core.models import (
    ChapterPrompt,
    Frame,
    MediaInfo,
    Reply,
    TopicPrompt,
    Transcript,
    Usage,
    Video,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ArtifactStore(Protocol):
    """Keeps bytes under names such as `runs/ab12/post.json`, over restarts.

    A name is made of letters, digits, `.`, `_`, `-` and `/`; a write is whole or not there.
    """

    def read(self, name: str) -> bytes:
        """Give what is kept; raises `KeyError` where nothing is."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Keep `data`, replacing what was there at once or not at all."""
        ...

    def exists(self, name: str) -> bool:
        """Tell whether something is kept under the name."""
        ...

    def names(self, prefix: str) -> tuple[str, ...]:
        """List the names under a folder, sorted, at any depth."""
        ...

    def remove(self, prefix: str) -> None:
        """Forget a name, or all names under a folder; silent where there is nothing."""
        ...

    def local_path(self, name: str) -> Path:
        """Give a path on this machine where the kept bytes can be opened, fetching if needed."""
        ...

    def put_file(self, name: str, path: Path) -> None:
        """Move a file on this machine into the store without holding it in memory."""
        ...


class DescribesVideos(Protocol):
    """Tells what a YouTube video is."""

    def describe(self, video_id: str) -> Video:
        """Fetch title, length, description and the rest."""
        ...


class FetchesCaptions(Protocol):
    """Reads the captions that a YouTube video has."""

    def fetch(self, video_id: str, language: str | None) -> Transcript:
        """Fetch the best track: the author's before automatic ones, `language` before others.

        Raises `NothingToTranscribe` where there is no track, `OutsideBlocked` where refused.
        """
        ...


class DownloadsMedia(Protocol):
    """Brings a YouTube video's streams to disk."""

    def fetch_video(self, video_id: str, target: Path, watch: Watch) -> None:
        """Write the adaptive picture-only stream, H.264 where there is one, to `target`."""
        ...

    def fetch_audio(self, video_id: str, target: Path, watch: Watch) -> None:
        """Write the m4a sound-only stream to `target`."""
        ...


class ReadsMedia(Protocol):
    """Decodes files on this machine."""

    def probe(self, path: Path) -> MediaInfo:
        """Tell what the file holds; raises `MediaUnreadable`."""
        ...

    def frames_at(self, path: Path, times_s: Sequence[float], watch: Watch) -> Iterator[Frame]:
        """Give the picture on screen at each time, exact to the frame, in order of time.

        Times are seconds from the start of the video. One that lies past the last picture gives
        the last picture, with the true time of that picture in `at_s`; where `at_s` lies within
        the picture's time on screen it is the asked time itself.
        """
        ...

    def encode_jpeg(self, frame: Frame, max_width_px: int) -> bytes:
        """Encode a frame as JPEG, shrunk to at most this width."""
        ...

    def shrink_jpeg(self, data: bytes, width_px: int, height_px: int) -> bytes:
        """Scale a JPEG to this size; the same bytes where it has it already."""
        ...

    def likeness(self, one: Frame, other: Frame) -> float:
        """Compare two pictures: 1.0 the same, 0.0 nothing in common."""
        ...

    def legibility(self, frame: Frame) -> float:
        """Score how much there is to read or see: sharp edges and contrast; 0.0 is a blank."""
        ...


class Transcribes(Protocol):
    """Listens to sound."""

    def transcribe(self, path: Path, language: str | None, watch: Watch) -> Transcript:
        """Turn a media file's sound into words, reporting seconds heard of seconds in all.

        Raises `NothingToTranscribe` (no sound or no speech), `SetupIncomplete` (no weights).
        """
        ...


class EmbedsSentences(Protocol):
    """Turns sentences into vectors that are near where the sentences speak of one thing."""

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of unit length a sentence, N x D; a row of zeros where nothing is said."""
        ...


class KnowsSmallWords(Protocol):
    """Knows of many languages which words tell nothing of what a text is about."""

    def small_words(self, language: str) -> frozenset[str]:
        """List the small words of a primary language, as `de`; none where it is not known."""
        ...


class Writes(Protocol):
    """Writes a chapter from its prompt."""

    def write(
        self,
        prompt: ChapterPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        """Write one chapter, giving every new piece of text to `on_text` as it comes.

        `on_text("")` with nothing in it means: what was streamed so far is void, start again.
        Stops before a call whose worst case would pass `allowance_usd` (`BudgetExceeded`).
        Every error carries what was already used in `error.usage`, where something was.
        """
        ...


class AsksForTopics(Protocol):
    """Asks a model where the topics of a talk begin."""

    def ask_for_topics(
        self,
        prompt: TopicPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        """Ask once, giving the answer to `on_text` as it comes, as `Writes.write` does.

        An answer that was cut or refused is a reply that says so; none is asked to go on.
        """
        ...


class PricesModels(Protocol):
    """Knows what models cost."""

    def models(self) -> tuple[str, ...]:
        """List the current models, dearest last."""
        ...

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """Price a usage in USD; None where the model has no known price."""
        ...

    def dated(self) -> str:
        """Say of which day the prices are, as an ISO date."""
        ...


class RunsWork(Protocol):
    """Runs long work so that it survives the page, the process and the machine's sleep."""

    def start_study(self, run_id: str) -> None:
        """Begin, or go on with, all that is free."""
        ...

    def start_topics(self, run_id: str) -> None:
        """Begin, or go on with, finding topics as the run's kept topic request says."""
        ...

    def start_write(self, run_id: str) -> None:
        """Begin, or go on with, the paid step as the run's kept request says."""
        ...

    def cancel(self, run_id: str) -> None:
        """Stop the run's work: nothing queued starts, calls in flight are closed."""
        ...

    def is_active(self, run_id: str) -> bool:
        """Tell whether work for the run is queued or going on, in any process."""
        ...
