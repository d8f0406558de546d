"""Stand-ins for the outside, one for each port, which do what a test tells them and remember it.

They are handed in through `Services`, as the real adapters are; nothing is patched.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from core.adapters.small_words import SmallWords
from core.errors import BadRequest, Cancelled, ChapterwiseError, StorageFailed
from core.events import Watch
from core.lexical_vectors import LexicalVectors
from core.models import (
    NO_MODEL,
    Chapter,
    ChapterPrompt,
    Frame,
    MediaInfo,
    Reply,
    Segment,
    StopReason,
    Study,
    TopicPrompt,
    Transcript,
    Usage,
    Video,
)
from core.ports import ArtifactStore, Writes
from core.runs import Runs
from core.services import Services
from core.settings import Settings

VIDEO_ID = "zduSFxRajkE"
MODEL = "claude-haiku-4-5"
DURATION_S = 180.0
DESCRIPTION = "About parsers.\n\n0:00 Why parse\n1:00 A grammar\n2:00 A tree\n"
A_VIDEO = Video(
    id=VIDEO_ID,
    title="How to parse",
    duration_s=DURATION_S,
    channel="A channel",
    description=DESCRIPTION,
    language="en",
    page_url=f"https://www.youtube.com/watch?v={VIDEO_ID}",
)
SEGMENTS = tuple(
    Segment(
        id=number,
        start_s=float(start_s),
        end_s=float(start_s + 10),
        text=f"Sentence number {number} says something about parsing a language.",
    )
    for number, start_s in enumerate(range(0, int(DURATION_S), 10), start=1)
)
A_TRANSCRIPT = Transcript(language="en", origin="author", segments=SEGMENTS)
A_STUDY = Study(
    video=A_VIDEO,
    transcript=A_TRANSCRIPT,
    chapters=tuple(
        Chapter(title=title, start_s=start_s, end_s=start_s + 60.0)
        for title, start_s in (("Why parse", 0.0), ("A grammar", 60.0), ("A tree", 120.0))
    ),
    screenshots=(),
)
VTT = b"""WEBVTT

00:00:01.000 --> 00:00:05.000
Hello and welcome to this talk.

00:01:05.000 --> 00:01:09.000
This is the second part of it.

00:02:05.000 --> 00:02:09.000
And this is the end of the talk.
"""


class MemoryStore:
    """Keeps bytes in memory (`ArtifactStore`); while `is_full`, refuses to keep more."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.is_full = False
        self._folder = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def read(self, name: str) -> bytes:
        return self.kept[_plain(name)]

    def write(self, name: str, data: bytes) -> None:
        if self.is_full:
            raise StorageFailed("The disk is full: nothing more can be kept.")
        self.kept[_plain(name)] = data

    def exists(self, name: str) -> bool:
        return _plain(name) in self.kept

    def names(self, prefix: str) -> tuple[str, ...]:
        start = f"{_plain(prefix)}/"
        return tuple(sorted(name for name in tuple(self.kept) if name.startswith(start)))

    def remove(self, prefix: str) -> None:
        for name in (prefix, *self.names(prefix)):
            self.kept.pop(name, None)

    def local_path(self, name: str) -> Path:
        data = self.read(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def put_file(self, name: str, path: Path) -> None:
        self.write(name, path.read_bytes())
        path.unlink()


def _plain(name: str) -> str:
    steps = name.split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9._-]+", step) and step.strip(".") for step in steps):
        raise BadRequest(f"{name!r} is no name.")
    return name


@dataclass
class FakeDescriber:
    """Knows one video, or fails with `error`."""

    video: Video = A_VIDEO
    error: ChapterwiseError | None = None
    asked: list[str] = field(default_factory=list)

    def describe(self, video_id: str) -> Video:
        self.asked.append(video_id)
        if self.error:
            raise self.error
        return replace(self.video, id=video_id)


@dataclass
class FakeCaptions:
    """Has one transcript, or fails with `error`."""

    transcript: Transcript = A_TRANSCRIPT
    error: ChapterwiseError | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def fetch(self, video_id: str, language: str | None) -> Transcript:
        self.asked.append((video_id, language))
        if self.error:
            raise self.error
        return self.transcript


@dataclass
class FakeDownloader:
    """Brings a few bytes, or fails with `error`."""

    error: ChapterwiseError | None = None
    fetched: list[str] = field(default_factory=list)

    def fetch_video(self, video_id: str, target: Path, watch: Watch) -> None:
        self._fetch("video", target, watch)

    def fetch_audio(self, video_id: str, target: Path, watch: Watch) -> None:
        self._fetch("audio", target, watch)

    def _fetch(self, kind: str, target: Path, watch: Watch) -> None:
        self.fetched.append(kind)
        watch.report(1, 2, unit="B")
        if self.error:
            raise self.error
        target.write_bytes(kind.encode())


@dataclass
class FakeMedia:
    """Sees a picture at every moment, each unlike the others."""

    info: MediaInfo = field(
        default_factory=lambda: MediaInfo(
            duration_s=DURATION_S, has_video=True, has_audio=True, width_px=64, height_px=36
        )
    )
    error: ChapterwiseError | None = None
    decoded: int = 0

    def probe(self, path: Path) -> MediaInfo:
        if self.error:
            raise self.error
        return self.info

    def frames_at(self, path: Path, times_s: Sequence[float], watch: Watch) -> Iterator[Frame]:
        if self.error:
            raise self.error
        for at_s in sorted(times_s):
            watch.check()
            self.decoded += 1
            shade = int(at_s) % 256
            yield Frame(at_s=at_s, pixels=np.full((36, 64, 3), shade, dtype=np.uint8))

    def encode_jpeg(self, frame: Frame, max_width_px: int) -> bytes:
        return a_jpeg(64, 36, str(frame.at_s).encode())

    def shrink_jpeg(self, data: bytes, width_px: int, height_px: int) -> bytes:
        return data

    def likeness(self, one: Frame, other: Frame) -> float:
        return 0.0

    def legibility(self, frame: Frame) -> float:
        return 1.0


def a_jpeg(width_px: int, height_px: int, body: bytes = b"") -> bytes:
    """Make the least that says of itself how large a JPEG it is."""
    size = height_px.to_bytes(2, "big") + width_px.to_bytes(2, "big")
    comment = b"\xff\xfe" + (len(body) + 2).to_bytes(2, "big") + body
    return b"\xff\xd8" + comment + b"\xff\xc0\x00\x11\x08" + size + b"\x03" + b"\xff\xd9"


@dataclass
class FakeListener:
    """Hears one transcript, or fails with `error`; remembers how many listened at once.

    `gate`, where given, is waited for in every call.
    """

    transcript: Transcript = field(
        default_factory=lambda: replace(A_TRANSCRIPT, origin="whisper", notes=("Heard here.",))
    )
    error: ChapterwiseError | None = None
    seconds: float = 0.0
    gate: threading.Event | None = None
    heard: int = 0
    at_once: int = 0
    most_at_once: int = 0

    def transcribe(self, path: Path, language: str | None, watch: Watch) -> Transcript:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            time.sleep(self.seconds)
            if self.gate is not None:
                self.gate.wait(60)
            self.heard += 1
            watch.report(60, DURATION_S, unit="s")
            if self.error:
                raise self.error
            return self.transcript
        finally:
            self.at_once -= 1


@dataclass
class FakeWriter:
    """Writes a paragraph a chapter for a price; remembers each call.

    `errors` fail the chapters with these indexes; `stops` end them early; `gate`, where given,
    is waited for in every call, so that a test can look at a run at work.
    """

    price_usd: Decimal = Decimal("0.01")
    errors: dict[int, Exception] = field(default_factory=dict)
    stops: dict[int, StopReason] = field(default_factory=dict)
    gate: threading.Event | None = None
    calls: list[int] = field(default_factory=list)
    allowances: list[Decimal] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0

    def write(
        self,
        prompt: ChapterPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        self.calls.append(prompt.index)
        self.allowances.append(allowance_usd)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            return self._write(prompt, model, on_text, is_cancelled)
        finally:
            self._at_once -= 1

    def _write(
        self,
        prompt: ChapterPrompt,
        model: str,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        on_text("Half a sent")
        while self.gate and not self.gate.wait(0.02):
            if is_cancelled():
                error = Cancelled("The run was cancelled.")
                error.usage = Usage(input_tokens=100, calls=1, cost_usd=self.price_usd / 2)
                raise error
        if prompt.index in self.errors:
            raise self.errors[prompt.index]
        text = self.answer(prompt)
        on_text(text.removeprefix("Half a sent"))
        usage = Usage(input_tokens=100, output_tokens=50, calls=1, cost_usd=self.price_usd)
        return Reply(text=text, model=model, usage=usage, stop=self.stops.get(prompt.index, "done"))

    @staticmethod
    def answer(prompt: ChapterPrompt) -> str:
        """Answer in the notation: a sentence on the first thing said, and the first picture."""
        first = prompt.segments[0]
        lines = [f"Half a sentence and its end. {first.text} [[{first.id}]]"]
        if prompt.screenshots:
            lines.append(f"![a screen]({prompt.screenshots[0].id}) [[{first.id}]]")
        return "\n\n".join(lines)


@dataclass
class FakeAsker:
    """Names as many topics as are likely for a price; remembers each question.

    `answers` are given first, one a call: words, or an error. `stops` end calls early; `gate`,
    where given, is waited for in every call.
    """

    price_usd: Decimal = Decimal("0.01")
    answers: list[str | Exception] = field(default_factory=list)
    stops: list[StopReason] = field(default_factory=list)
    gate: threading.Event | None = None
    asked: list[TopicPrompt] = field(default_factory=list)
    allowances: list[Decimal] = field(default_factory=list)

    def ask_for_topics(
        self,
        prompt: TopicPrompt,
        model: str,
        allowance_usd: Decimal,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> Reply:
        self.asked.append(prompt)
        self.allowances.append(allowance_usd)
        usage = Usage(input_tokens=100, output_tokens=50, calls=1, cost_usd=self.price_usd)
        on_text('{"chapters"')
        while self.gate and not self.gate.wait(0.02):
            if is_cancelled():
                error = Cancelled("The run was cancelled.")
                error.usage = usage
                raise error
        answer = self.answers.pop(0) if self.answers else self.answer(prompt)
        if isinstance(answer, Exception):
            raise answer
        stop = self.stops.pop(0) if self.stops else "done"
        note = "" if stop == "done" else f"It was {stop}."
        return Reply(text=answer, model=model, usage=usage, stop=stop, note=note)

    @staticmethod
    def answer(prompt: TopicPrompt) -> str:
        """Answer as the schema asks."""
        size = prompt.last_id - prompt.first_id + 1
        count = min(size, prompt.likely_chapters)
        firsts = [prompt.first_id + at * size // count for at in range(count)]
        chapters = [{"first": first, "title": f"Topic at {first}"} for first in firsts]
        return json.dumps({"chapters": chapters})


@dataclass
class FakePrices:
    """Prices every token of the models it knows alike."""

    usd_per_token: Decimal = Decimal("0.000001")

    def models(self) -> tuple[str, ...]:
        return (MODEL,)

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        if model == NO_MODEL:
            return Decimal(0)
        return (usage.input_tokens + usage.output_tokens) * self.usd_per_token

    def dated(self) -> str:
        return "2026-11-01"


@dataclass
class Outside:
    """All the stand-ins of one test, and the services made of them."""

    store: ArtifactStore = field(default_factory=MemoryStore)
    settings: Settings = field(default_factory=Settings)
    describer: FakeDescriber = field(default_factory=FakeDescriber)
    captions: FakeCaptions = field(default_factory=FakeCaptions)
    downloader: FakeDownloader = field(default_factory=FakeDownloader)
    media: FakeMedia = field(default_factory=FakeMedia)
    listener: FakeListener = field(default_factory=FakeListener)
    writer: FakeWriter = field(default_factory=FakeWriter)
    asker: FakeAsker = field(default_factory=FakeAsker)
    prices: FakePrices = field(default_factory=FakePrices)

    def services(self) -> Services:
        """Join them as the real ones are joined."""

        def writer_for(model: str) -> Writes:
            return self.writer

        return Services(
            settings=self.settings,
            store=self.store,
            runs=Runs(self.store),
            describer=self.describer,
            captions=self.captions,
            downloader=self.downloader,
            media=self.media,
            listener=self.listener,
            prices=self.prices,
            writer_for=writer_for,
            asker=self.asker,
            embedder=LexicalVectors(),
            small_words=SmallWords(),
        )
