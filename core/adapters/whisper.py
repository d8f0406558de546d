"""faster-whisper: sound becomes words, on a GPU where there is one, else on the CPU.

The device is proved by listening to a second of silence: a missing CUDA library fails only at
the first encode, and then the CPU takes over with a note.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import MediaUnreadable, NothingToTranscribe, SetupIncomplete
from core.events import Watch
from core.models import Segment, Transcript, Word
from core.settings import Settings
from core.transcripts import clean

log = logging.getLogger(__name__)

ON_CPU, ON_GPU = "base", "large-v3-turbo"
"""The models chosen where none is named: what two cores hear in a tenth of the time, and the
best that an ordinary GPU holds."""

NOISE_PROBABILITY, NOISE_LOGPROB, NOISE_COMPRESSION = 0.6, -1.0, 2.4
"""Whisper's own limits: above the first and below the second it heard nothing; text that packs
better than the third repeats itself. Silence makes it invent."""


@dataclass(frozen=True, slots=True)
class _Ear:
    """A loaded model, where it runs, and what had to be given up to run it."""

    model: Any
    name: str
    device: str
    note: str = ""


class WhisperListener:
    """Listens to media files (`core.ports.Transcribes`); one model, one listener at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._ear: _Ear | None = None

    def transcribe(self, path: Path, language: str | None, watch: Watch) -> Transcript:
        """Turn a media file's sound into words; see `core.ports.Transcribes`."""
        watch.report(0, note="Waiting for the model")
        with self._lock:
            watch.check()
            watch.report(0, note="Loading the speech model (the first time, it is downloaded)")
            ear = self._loaded()
            return self._listen(ear, path, language, watch)

    def _loaded(self) -> _Ear:
        if self._ear is None:
            self._ear = _load(self._settings)
        return self._ear

    def _listen(self, ear: _Ear, path: Path, language: str | None, watch: Watch) -> Transcript:
        sound = _decode(path)
        total_s = len(sound) / 16_000
        watch.report(0, total_s, unit="s", note=f"Listening with {ear.name} on {ear.device}")
        heard, info = ear.model.transcribe(
            sound,
            language=_known_language(ear.model, language),
            vad_filter=True,
            word_timestamps=True,
            # With it on, word times lose passages of half a minute (measured on base).
            condition_on_previous_text=False,
        )
        segments = clean(_watched(heard, total_s, watch))
        if not segments:
            raise NothingToTranscribe("Nobody speaks in this video.")
        note = f"Heard by Whisper {ear.name} on {ear.device}."
        return Transcript(
            language=info.language,
            origin="whisper",
            segments=segments,
            notes=(note, ear.note) if ear.note else (note,),
        )


def _watched(heard: Any, total_s: float, watch: Watch) -> Iterator[Segment]:
    for number, segment in enumerate(heard, start=1):
        watch.check()
        watch.report(min(segment.end, total_s), total_s, unit="s")
        if not _is_noise(segment):
            yield _segment(number, segment)


def _is_noise(segment: Any) -> bool:
    is_silence = segment.no_speech_prob > NOISE_PROBABILITY and segment.avg_logprob < NOISE_LOGPROB
    return is_silence or segment.compression_ratio > NOISE_COMPRESSION * 2


def _segment(number: int, heard: Any) -> Segment:
    words = tuple(
        Word(
            text=word.word.strip(),
            start_s=float(word.start),
            end_s=float(word.end),
            probability=float(word.probability),
        )
        for word in heard.words or ()
    )
    return Segment(
        id=number,
        start_s=float(heard.start),
        end_s=float(heard.end),
        text=heard.text.strip(),
        words=words,
    )


def _known_language(model: Any, language: str | None) -> str | None:
    """Give Whisper's own code of a language; None lets it find out."""
    code = (language or "").split("-")[0].lower()
    if not model.model.is_multilingual:
        return "en"
    return code if code in model.supported_languages else None


def _decode(path: Path) -> Any:
    import av
    from faster_whisper import decode_audio

    try:
        sound = decode_audio(str(path))
    except (av.FFmpegError, IndexError, ValueError, OSError) as error:
        # An IndexError is how a file without a sound stream comes out.
        if isinstance(error, IndexError):
            raise NothingToTranscribe("This video has no sound.") from error
        raise MediaUnreadable("The sound of this file cannot be decoded.") from error
    if not len(sound):
        raise NothingToTranscribe("This video has no sound.")
    return sound


def _load(settings: Settings) -> _Ear:
    device = _device(settings.whisper_device)
    name = settings.whisper_model or (ON_GPU if device == "cuda" else ON_CPU)
    if device == "cuda":
        try:
            return _proved(_Ear(_open(name, "cuda", "float16"), _short(name), "GPU"))
        except (RuntimeError, ValueError) as error:
            log.warning("Whisper does not run on the GPU: %s", error)
            fallback = settings.whisper_model or ON_CPU
            note = "The GPU could not be used (a CUDA library is missing or its memory is full)."
            return _Ear(_open(fallback, "cpu", "int8"), _short(fallback), "CPU", note)
    return _Ear(_open(name, "cpu", "int8"), _short(name), "CPU")


def _short(name: str) -> str:
    """Name a model as people do, without the folders and prefixes of its files."""
    return Path(name).name.removeprefix("faster-").removeprefix("whisper-")


def _device(wanted: str) -> str:
    import ctranslate2

    if wanted in {"cpu", "cuda"}:
        return wanted
    return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"


def _open(name: str, device: str, compute_type: str) -> Any:
    from faster_whisper import WhisperModel
    from huggingface_hub.errors import (
        HfHubHTTPError,
        HFValidationError,
        LocalEntryNotFoundError,
    )

    try:
        return WhisperModel(name, device=device, compute_type=compute_type)
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise SetupIncomplete(
            f"The speech model “{Path(name).name}” is not on this machine and could not be"
            " downloaded.",
            "Connect to the internet once, or set WHISPER_MODEL to a folder that holds a"
            " faster-whisper model; or bring captions.",
        ) from error
    except ValueError as error:
        is_no_name = isinstance(error, HFValidationError) or "Invalid model size" in str(error)
        if not is_no_name:
            raise
        raise SetupIncomplete(
            f"There is no speech model named “{name}”.",
            "Set WHISPER_MODEL to a name such as base or small, or to a model's folder.",
        ) from error
    except RuntimeError as error:
        if device != "cpu":
            raise
        raise SetupIncomplete(
            f"The speech model “{Path(name).name}” cannot be read; files of it are missing or cut.",
            "Set WHISPER_MODEL to a whole faster-whisper model, or to a name such as base.",
        ) from error


def _proved(ear: _Ear) -> _Ear:
    """Listen to a second of silence, since CUDA libraries are missed only then."""
    import numpy as np

    pieces, _ = ear.model.transcribe(np.zeros(16_000, dtype=np.float32), language="en")
    list(pieces)
    return ear
