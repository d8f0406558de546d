"""The steps of a run that find out what is said: the person's captions, the video's, or listening."""

from __future__ import annotations

from dataclasses import replace

from pydantic import TypeAdapter

from core.errors import NothingToTranscribe, OutsideBlocked, OutsideFailed, SetupIncomplete
from core.events import Watch
from core.footage import audio_path
from core.models import Run, Source, Transcript
from core.services import Services
from core.steps import Step
from core.transcripts import UNKNOWN_LANGUAGE, parse_captions

TRANSCRIBE = Step("transcribe", 1, TypeAdapter(Transcript))


def brought_captions(services: Services, source: Source, duration_s: float) -> Transcript:
    """Read the captions that the person brought, over a video this long where they name no times.

    Raises:
        NothingToTranscribe: none were brought.
    """
    if source.captions is None:
        raise NothingToTranscribe("No captions were brought, and nothing is to be fetched.")
    data = services.store.read(source.captions)
    return parse_captions(data, "the file that was brought", duration_s=duration_s)


def captions(services: Services, run: Run, watch: Watch) -> None:
    """Read the person's own captions, else YouTube's; where there are none, keep why."""
    source = run.source
    if is_transcribed(services, run.id):
        return
    if source.captions is not None:
        brought = brought_captions(services, source, _duration_s(services, run))
        spoken = _language(services, run)
        if brought.language == UNKNOWN_LANGUAGE and spoken:
            brought = replace(brought, language=spoken)
        _keep_transcript(services, run, brought)
    elif source.kind == "youtube":
        try:
            found = services.captions.fetch(source.video_id, _language(services, run))
        except (NothingToTranscribe, OutsideBlocked, OutsideFailed) as reason:
            refusal = f"No captions: {reason.message}"
            services.runs.save_refusals(run.id, (refusal,))
            watch.report(0, note=f"{refusal} Listening instead.")
        else:
            _keep_transcript(services, run, found)


def is_transcribed(services: Services, run_id: str) -> bool:
    """Tell whether it is known what is said, so that nobody needs to listen."""
    run = services.runs.get(run_id)
    return services.store.exists(TRANSCRIBE.artifact(*_transcript_inputs(run)))


def _transcript_inputs(run: Run) -> tuple[object, ...]:
    source = run.source
    return (run.id, source.video_id, source.captions)


def transcript_of(services: Services, run: Run) -> Transcript | None:
    """Give what is said, or None before it is known."""
    return TRANSCRIBE.load(services.store, TRANSCRIBE.artifact(*_transcript_inputs(run)))


def _keep_transcript(services: Services, run: Run, transcript: Transcript) -> None:
    name = TRANSCRIBE.artifact(*_transcript_inputs(run))
    TRANSCRIBE.save(services.store, name, transcript)


def transcribe(services: Services, run: Run, watch: Watch) -> None:
    """Listen to what is said, unless captions told it already."""
    if not is_transcribed(services, run.id):
        _keep_transcript(services, run, _listen(services, run, watch))


def _listen(services: Services, run: Run, watch: Watch) -> Transcript:
    notes = services.runs.refusals(run.id)
    try:
        path = audio_path(services.store, services.downloader, run.source, watch)
        # What a stranger uploads is opened by the reader that takes files alone, never playlists.
        if not services.media.probe(path).has_audio:
            raise NothingToTranscribe("This video has no sound.")  # noqa: TRY301
        heard = services.listener.transcribe(path, _language(services, run), watch)
    except (OutsideBlocked, OutsideFailed, SetupIncomplete, NothingToTranscribe) as error:
        # Both ways failed: the person needs to hear of both to choose what to bring.
        error.message = " ".join((*notes, error.message))
        error.args = (error.message,)
        raise
    return replace(heard, notes=(*notes, *heard.notes))


def _duration_s(services: Services, run: Run) -> float:
    video = services.runs.video(run.id)
    return video.duration_s if video is not None else 0.0


def _language(services: Services, run: Run) -> str | None:
    video = services.runs.video(run.id)
    return video.language if video is not None else None
