"""The story of a run before any money is spent, in named steps: describe, transcribe, split, look.

Orchestration only. Each step reads what earlier ones left in the run's folder and leaves its own
artifact, so that it can be repeated at any time, in any process, and does nothing twice.
What is paid stands in `core.writing`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import TypeAdapter

from core.dividing import divide
from core.errors import (
    MediaUnreadable,
    OutsideBlocked,
    OutsideFailed,
    StorageFailed,
    VideoUnavailable,
)
from core.events import Watch
from core.footage import media_path, video_path
from core.frames import pick_frames
from core.free_topics import free_topics
from core.hearing import brought_captions, captions, transcribe, transcript_of
from core.models import (
    Chapter,
    Finding,
    Frame,
    Run,
    Screenshot,
    Source,
    Study,
    Transcript,
    Video,
)
from core.pictures import brought_pictures
from core.reporting import Reporter, watch
from core.services import Services
from core.steps import Step, fingerprint
from core.timecodes import format_clock

KEPT_WIDTH_PX = 1280
"""Screenshots are kept at the width that slides and code need to be read."""

DESCRIBE = Step("describe", 1, TypeAdapter(Video))
LOOK = Step("look", 1, TypeAdapter(tuple[Screenshot, ...]))


StepFunction = Callable[[Services, Run, Watch], None]


def describe(services: Services, run: Run, watch: Watch) -> None:
    """Find out what the video is."""
    source = run.source
    make = _describe_page if source.kind == "youtube" else _describe_file
    if source.is_offline:
        make = _describe_brought
    video = DESCRIBE.once(services.store, (run.id, source), lambda: make(services, source))
    services.runs.save_video(run.id, video)


def _describe_page(services: Services, source: Source) -> Video:
    video = services.describer.describe(source.video_id)
    return replace(video, description=source.description) if source.description else video


def _describe_file(services: Services, source: Source) -> Video:
    info = services.media.probe(media_path(services.store, source))
    return Video(
        id=source.video_id,
        title=source.title or info.title or "Untitled video",
        duration_s=info.duration_s,
        description=source.description,
        page_url=source.page_url,
        has_captions=source.captions is not None,
    )


def _describe_brought(services: Services, source: Source) -> Video:
    segments = brought_captions(services, source, source.duration_s).segments
    return Video(
        id=source.video_id,
        title=source.title or "Untitled video",
        duration_s=source.duration_s or segments[-1].end_s,
        description=source.description,
        page_url=source.page_url,
        has_captions=True,
    )


def split(services: Services, run: Run, watch: Watch) -> None:
    """Find the chapters, and keep the study as far as it goes without pictures."""
    video, transcript = _known(services, run)
    division = divide(
        run.source, video, lambda: free_topics(services, transcript, video.duration_s)
    )
    chapters = division.chapters
    study = Study(
        video=video,
        transcript=transcript,
        chapters=chapters,
        screenshots=(),
        findings=(
            *_notes_of(video),
            *division.findings,
            *_empty_chapters(chapters, transcript),
            *_late_words(chapters, transcript),
        ),
    )
    services.runs.save_study(run.id, study)


def _notes_of(video: Video) -> tuple[Finding, ...]:
    return tuple(Finding(severity="info", where="Video", message=note) for note in video.notes)


def _late_words(chapters: tuple[Chapter, ...], transcript: Transcript) -> tuple[Finding, ...]:
    end_s = chapters[-1].end_s
    late = sum(segment.start_s >= end_s for segment in transcript.segments)
    if not late:
        return ()
    message = (
        f"{late} of {len(transcript.segments)} segments begin after the video's end at"
        f" {format_clock(end_s)} and stand in no chapter: do the words belong to this video?"
    )
    return (Finding(severity="warning", where="Transcript", message=message),)


def _known(services: Services, run: Run) -> tuple[Video, Transcript]:
    video = services.runs.video(run.id)
    transcript = transcript_of(services, run)
    if video is None or transcript is None:
        raise StorageFailed(
            "What was found earlier in this run is gone from the data folder.",
            "Start the video again.",
        )
    return video, transcript


def _empty_chapters(chapters: tuple[Chapter, ...], transcript: Transcript) -> tuple[Finding, ...]:
    starts = [segment.start_s for segment in transcript.segments]
    return tuple(
        Finding(
            severity="warning",
            where=chapter.title,
            message="Nothing is said in this chapter; it will have no text.",
            at_s=chapter.start_s,
        )
        for chapter in chapters
        if not any(chapter.start_s <= start < chapter.end_s for start in starts)
    )


def look(services: Services, run: Run, watch: Watch) -> None:
    """Keep the screens worth showing; a video that cannot be seen leaves a finding, no failure."""
    study, own = services.runs.study(run.id), services.runs.own_study(run.id)
    if study is None or own is None:
        raise StorageFailed("The study of this run is gone.", "Start the video again.")
    try:
        screenshots = _look(services, run, study, watch)
        findings = study.findings
    except (OutsideBlocked, OutsideFailed, VideoUnavailable, MediaUnreadable) as error:
        screenshots = ()
        message = f"No pictures: {error.message} {error.hint}"
        findings = (*study.findings, Finding(severity="warning", where="Pictures", message=message))
    # The screens are chosen for the person's chapters, who can still go back to the study's own.
    services.runs.save_study(run.id, replace(own, screenshots=screenshots, findings=findings))


def _look(services: Services, run: Run, study: Study, watch: Watch) -> tuple[Screenshot, ...]:
    settings = services.settings
    inputs = (
        run.source.video_id,
        [(chapter.start_s, chapter.end_s, chapter.is_dropped) for chapter in study.chapters],
        settings.max_pictures,
        settings.min_picture_gap_s,
    )

    if run.source.pictures is not None:
        return brought_pictures(services.store, run.source.pictures)
    if run.source.is_offline:
        return ()

    def make() -> tuple[Screenshot, ...]:
        path = video_path(services.store, services.downloader, run.source, watch)
        frames = pick_frames(
            services.media,
            path,
            study.chapters,
            max_per_chapter=settings.max_pictures,
            min_gap_s=settings.min_picture_gap_s,
            watch=watch,
        )
        folder = f"artifacts/look/{fingerprint(*inputs)}"
        return tuple(
            _keep_frame(services, frame, f"F{number}", folder)
            for number, frame in enumerate(frames, start=1)
        )

    name = LOOK.artifact(*inputs)
    kept = LOOK.load(services.store, name)
    if kept is not None and all(services.store.exists(screenshot.file) for screenshot in kept):
        return kept
    return LOOK.save(services.store, name, make())


def _keep_frame(services: Services, frame: Frame, frame_id: str, folder: str) -> Screenshot:
    name = f"{folder}/{frame_id}.jpg"
    height_px, width_px = frame.pixels.shape[:2]
    scale = min(1.0, KEPT_WIDTH_PX / width_px)
    services.store.write(name, services.media.encode_jpeg(frame, KEPT_WIDTH_PX))
    return Screenshot(
        id=frame_id,
        at_s=frame.at_s,
        file=name,
        width_px=round(width_px * scale),
        height_px=round(height_px * scale),
    )


STUDY_STEPS: tuple[tuple[str, str, StepFunction], ...] = (
    ("describe", "Find out what the video is", describe),
    ("captions", "Look for captions", captions),
    ("transcribe", "Find out what is said", transcribe),
    ("split", "Find the chapters", split),
    ("look", "Choose the screens", look),
)
"""What a study does, in order: each step's name, what a watcher reads, and the function."""


def take_step(services: Services, run_id: str, name: str) -> None:
    """Take one step of the study, reporting as it goes.

    Raises:
        ChapterwiseError: what went wrong; everything before it is kept.
    """
    run = services.runs.get(run_id)
    label, function = next((label, call) for step, label, call in STUDY_STEPS if step == name)
    with Reporter(services.runs, run_id, name, label) as reporter:
        line = watch(services.runs, run_id, reporter)
        line.check()
        function(services, run, line)
