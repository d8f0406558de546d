"""The nouns: frozen values that cross every border of the program.

Units are in the names: `_s` seconds from the start of the video (float, half-open
`[start_s, end_s)`), `_px` pixels, `_usd` US dollars as `Decimal`, `_md` Markdown.
Sequences are tuples. Languages are BCP-47 tags. Nothing here reads, waits or decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SourceKind = Literal["youtube", "file"]
TranscriptOrigin = Literal["author", "automatic", "whisper", "file"]
ChapterOrigin = Literal["description", "youtube", "file", "found", "split", "edited"]
Length = Literal["notes", "article", "full"]
Severity = Literal["info", "warning", "error"]
BlockKind = Literal["heading", "text", "code", "picture"]
StopReason = Literal["done", "cut", "refused", "cancelled"]
Stage = Literal["new", "studying", "studied", "writing", "written", "failed", "paused", "cancelled"]

NO_MODEL = "none"
"""The model name that asks for the extractive draft: no model, no key, no price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the person gave: a YouTube video or a media file, and what they bring with it.

    `video_id` is YouTube's 11 characters, or the first 16 hex digits of the file's SHA-256.
    `media`, `captions` are names in the artifact store, and `pictures` a folder there, of JPEGs
    named by their second. `description` and `chapters_text` are the texts themselves; empty, or
    a `duration_s` of 0, means: find out. Where `is_offline`, nothing is fetched, and what is
    brought is all there is.
    """

    kind: SourceKind
    video_id: str
    title: str = ""
    media: str | None = None
    captions: str | None = None
    description: str = ""
    chapters_text: str = ""
    pictures: str | None = None
    page_url: str | None = None
    duration_s: float = 0.0
    is_offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """What is known of a video before it is watched."""

    id: str
    title: str
    duration_s: float
    channel: str = ""
    description: str = ""
    published_on: date | None = None
    language: str | None = None
    page_url: str | None = None
    thumbnail_url: str | None = None
    has_captions: bool | None = None
    chapters: tuple[Chapter, ...] = ()
    """Chapters that the video's page itself names; usually none."""
    notes: tuple[str, ...] = ()
    """What the person should know of how this was found out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as it was heard; `probability` in 0..1."""

    text: str
    start_s: float
    end_s: float
    probability: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of speech; ids count from 1 in order of time."""

    id: int
    start_s: float
    end_s: float
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All that was heard, sorted, without overlap.

    `notes` say, a sentence each, which source answered and why others did not.
    """

    language: str
    origin: TranscriptOrigin
    segments: tuple[Segment, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the video; the chapters of a study tile `[0, duration_s)` without a gap.

    A dropped chapter keeps its place in the tiling and is not written.
    """

    title: str
    start_s: float
    end_s: float
    origin: ChapterOrigin = "description"
    is_dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Undecided pixels: `pixels` is H x W x 3, uint8, BGR, as shown at `at_s`."""

    at_s: float
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenshot:
    """A kept frame: a JPEG named `file` in the artifact store; ids `F1`, `F2`, ... by time."""

    id: str
    at_s: float
    file: str
    width_px: int
    height_px: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """What a media file holds; `start_s` is the time of its first picture."""

    duration_s: float
    has_video: bool
    has_audio: bool
    width_px: int = 0
    height_px: int = 0
    video_codec: str = ""
    audio_codec: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the person should know; `where` names the place in their words."""

    severity: Severity
    where: str
    message: str
    at_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Everything known before any money is spent; the person edits it on the way."""

    video: Video
    transcript: Transcript
    chapters: tuple[Chapter, ...]
    screenshots: tuple[Screenshot, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be written, by whom, and for how much at most."""

    model: str = NO_MODEL
    cap_usd: Decimal = Decimal("1.00")
    language: str = ""
    """Empty: the language of the transcript."""
    length: Length = "article"
    tone: str = ""
    audience: str = ""
    pictures_per_chapter: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRequest:
    """How topics are to be found: how many (None: as many as there are), by whom, for how much."""

    model: str = NO_MODEL
    cap_usd: Decimal = Decimal(0)
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Words in a prompt."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePart:
    """A picture in a prompt, at the size in which it is sent."""

    screenshot: Screenshot
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterPrompt:
    """One chapter's whole question to a model, before any SDK has seen it.

    `segments` and `screenshots` are what is offered: an id outside them is a finding.
    `max_tokens` bounds the answer, thinking included. The last three repeat, for writers and
    readers of answers, what the words of the prompt say too.
    """

    index: int
    chapter: Chapter
    segments: tuple[Segment, ...]
    screenshots: tuple[Screenshot, ...]
    system: str
    parts: tuple[TextPart | ImagePart, ...]
    max_tokens: int
    length: Length = "article"
    max_pictures: int = 4
    spoken_language: str = ""

    @property
    def title(self) -> str:
        """Name the question on a bill."""
        return self.chapter.title

    @property
    def place(self) -> str:
        """Name the file that its answer grows in."""
        return str(self.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPrompt:
    """The question where topics begin in a part of what is said, before any SDK has seen it.

    Paragraphs `first_id` to `last_id` are offered. The answer has to fit `schema`, a JSON schema
    as text. `likely_chapters` is for guessing its length. `attempt` counts from 1.
    """

    index: int
    title: str
    attempt: int = 1
    first_id: int
    last_id: int
    likely_chapters: int
    system: str
    parts: tuple[TextPart, ...]
    max_tokens: int
    schema: str

    @property
    def place(self) -> str:
        """Name the file that its answer grows in."""
        return f"topics-{self.index}-{self.attempt}"


Question = ChapterPrompt | TopicPrompt
"""What a model is asked: words, a bound to the answer, and a name for the bill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a call used; a writer that costs nothing leaves it at zero."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    calls: int = 0
    cost_usd: Decimal = Decimal(0)

    def __add__(self, other: Usage) -> Usage:
        """Add two usages, kind by kind."""
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cache_read_tokens=self.cache_read_tokens + other.cache_read_tokens,
            cache_write_tokens=self.cache_write_tokens + other.cache_write_tokens,
            calls=self.calls + other.calls,
            cost_usd=self.cost_usd + other.cost_usd,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a writer said: Markdown in the answer's notation, and what it used."""

    text: str
    model: str
    usage: Usage
    stop: StopReason = "done"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A price before it is paid; `assumptions` say what the figures rest on."""

    model: str
    input_tokens: int
    output_tokens: int
    low_usd: Decimal
    likely_usd: Decimal
    high_usd: Decimal
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a section with its evidence.

    `text_md` holds no times, links into the video or picture addresses: those are made
    from `segment_ids` and `frame_id` when the post is rendered.
    """

    kind: BlockKind
    text_md: str
    segment_ids: tuple[int, ...] = ()
    frame_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A chapter, written."""

    index: int
    chapter: Chapter
    blocks: tuple[Block, ...]
    model: str
    usage: Usage = field(default_factory=Usage)
    findings: tuple[Finding, ...] = ()
    is_complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The article: its sections in order, over the study it was written from."""

    video: Video
    sections: tuple[Section, ...]
    segments: tuple[Segment, ...]
    screenshots: tuple[Screenshot, ...]
    language: str
    model: str
    usage: Usage
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One video on its way; `id` is unguessable and stands in the page's address."""

    id: str
    created_at: datetime
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a step is: `done` of `total` in `unit`; a total of 0 means it is not known.

    `started_at` and `updated_at` are seconds since the epoch, for rates and time left.
    """

    step: str
    label: str
    done: float = 0.0
    total: float = 0.0
    unit: str = ""
    note: str = ""
    started_at: float = 0.0
    updated_at: float = 0.0
    is_finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error as it is kept and shown: no trace, no key."""

    kind: str
    message: str
    hint: str
    exit_code: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """What a page or a terminal shows of a run while it watches."""

    run_id: str
    stage: Stage
    progress: tuple[Progress, ...] = ()
    problem: Problem | None = None
    spent: Usage = field(default_factory=Usage)
