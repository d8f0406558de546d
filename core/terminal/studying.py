"""The commands that cost nothing: a whole study, and each of its parts by itself."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from core.adapters import build_services
from core.adapters.environment import load_settings
from core.chapters import parse_chapters_text, read_description
from core.errors import BadRequest, StorageFailed
from core.frames import pick_frames
from core.free_topics import free_topics
from core.intake import is_file, offline_source, open_source, with_captions, with_pictures
from core.links import page_address
from core.models import Chapter, Source, Transcript
from core.pipeline import KEPT_WIDTH_PX
from core.services import Services
from core.terminal.console import Answer, say, watch_here
from core.terminal.running import answer_of, follow, open_services
from core.timecodes import format_clock
from core.transcripts import parse_captions

UNKNOWN_END_S = 1e9
"""Longer than any video: stands for an end that a description does not tell."""


def study(options: Namespace) -> Answer:
    """Find out all that is free."""
    services = open_services()
    source = source_of(services, options)
    run = services.runs.create(source)
    say(f"run {run.id}")
    state = follow(services, run.id, lambda engine: engine.start_study(run.id))
    return answer_of(services, state, options)


def source_of(services: Services, options: Namespace) -> Source:
    """Join what the person names and brings.

    Raises:
        BadRequest: nothing is named, or something that is brought cannot be read.
    """
    captions = read_file(options.captions) if options.captions else None
    if captions is not None and _needs_nothing(options):
        link = options.source or options.page_url
        source = offline_source(services.store, link, captions, options.captions.name)
    elif not options.source:
        raise BadRequest(
            "No video is named.",
            "Name a link, a media file or `sample`; or bring a transcript with --captions.",
        )
    else:
        source = open_source(services.store, options.source)
        if captions is not None:
            source = with_captions(services.store, source, captions, options.captions.name)
    return _with_the_rest(services, source, options)


def _needs_nothing(options: Namespace) -> bool:
    """Tell whether what is brought is enough, so that nothing has to be fetched."""
    is_told = options.title and options.pictures and (options.chapters or options.description)
    is_here = options.source == "sample" or is_file(Path(options.source))
    return options.offline or not options.source or bool(is_told and not is_here)


def _with_the_rest(services: Services, source: Source, options: Namespace) -> Source:
    if options.pictures:
        source = with_pictures(services.store, source, options.pictures)
    description = _read_text(options.description) if options.description else source.description
    return replace(
        source,
        title=options.title or source.title,
        page_url=page_address(options.page_url) if options.page_url else source.page_url,
        duration_s=options.duration or source.duration_s,
        description=description,
        chapters_text=_read_chapters(options.chapters) if options.chapters else "",
    )


def _read_chapters(path: Path) -> str:
    text = _read_text(path)
    if not text.strip():
        raise BadRequest("There are no chapters in this list.", "Leave it out, or write some.")
    return text


def chapters(options: Namespace) -> Answer:
    """Read the chapters out of a description, and say on stderr why these."""
    reading = read_description(_read_text(options.description), options.duration or 0.0)
    for sentence in reading.sentences:
        say(sentence)
    found = reading.chapters
    if found and not options.duration:
        found = (*found[:-1], replace(found[-1], end_s=UNKNOWN_END_S))
    return _chapters_answer(found)


def split(options: Namespace) -> Answer:
    """Find the topics of a transcript."""
    transcript = _transcript(options.transcript)
    duration_s = options.duration or transcript.segments[-1].end_s
    services = build_services(load_settings())
    return _chapters_answer(free_topics(services, transcript, duration_s, count=options.count))


def _chapters_answer(found: tuple[Chapter, ...]) -> Answer:
    value = [
        {
            "title": chapter.title,
            "start_s": chapter.start_s,
            "end_s": None if chapter.end_s == UNKNOWN_END_S else chapter.end_s,
        }
        for chapter in found
    ]
    return Answer(
        value=value,
        lines=tuple(f"{format_clock(chapter.start_s)} {chapter.title}" for chapter in found),
    )


def transcribe(options: Namespace) -> Answer:
    """Listen to a media file."""
    settings = load_settings()
    if options.model:
        settings = replace(settings, whisper_model=options.model)
    services = build_services(settings)
    path = _existing(options.media)
    watch = watch_here("Find out what is said")
    heard = services.listener.transcribe(path, options.language or None, watch)
    segments = [
        {"id": s.id, "start_s": s.start_s, "end_s": s.end_s, "text": s.text} for s in heard.segments
    ]
    return Answer(
        value={"language": heard.language, "segments": segments, "notes": heard.notes},
        lines=tuple(f"{format_clock(s.start_s)} {s.text}" for s in heard.segments),
    )


def frames(options: Namespace) -> Answer:
    """Choose the screens of a media file, and write them as JPEGs."""
    services, path = open_services(), _existing(options.media)
    duration_s = services.media.probe(path).duration_s
    parts: tuple[Chapter, ...] = (
        Chapter(title=path.stem, start_s=0.0, end_s=duration_s, origin="split"),
    )
    if options.chapters:
        parts = parse_chapters_text(_read_text(options.chapters), duration_s)
    chosen = pick_frames(
        services.media,
        path,
        parts,
        max_per_chapter=services.settings.max_pictures,
        min_gap_s=services.settings.min_picture_gap_s,
        watch=watch_here("Choose the screens"),
    )
    folder = options.out or Path(f"{path.stem}-frames")
    value = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, frame in enumerate(chosen, start=1):
            file = folder / f"F{number}-{int(frame.at_s):05}.jpg"
            file.write_bytes(services.media.encode_jpeg(frame, KEPT_WIDTH_PX))
            value.append({"at_s": frame.at_s, "file": str(file)})
    except OSError as error:
        raise StorageFailed.from_os(error, f"written to {folder}") from error
    lines = (f"{format_clock(float(str(item['at_s'])))} {item['file']}" for item in value)
    return Answer(value=value, lines=tuple(lines))


def read_file(path: Path) -> bytes:
    """Read a file the person names.

    Raises:
        BadRequest: it is not there, or may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"The file {str(path)!r} cannot be read.", "Check the path.") from error


def _read_text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The file {str(path)!r} is not text.", "Save it as UTF-8.") from error


def _transcript(path: Path) -> Transcript:
    return parse_captions(read_file(path), path.name)


def _existing(path: Path) -> Path:
    if not is_file(path):
        raise BadRequest(f"There is no file {str(path)!r}.", "Check the path.")
    return path
