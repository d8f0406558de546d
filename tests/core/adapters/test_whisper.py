"""faster-whisper with real weights on real sound: no part of it is replaced."""

from __future__ import annotations

import json
import re
import wave
from itertools import pairwise
from pathlib import Path

import jiwer
import pytest

from core.adapters.whisper import WhisperListener
from core.errors import Cancelled, MediaUnreadable, NothingToTranscribe, SetupIncomplete
from core.events import SILENT, Watch
from core.settings import Settings

ROOT = Path(__file__).parents[3]
WEIGHTS = ROOT / ".cache" / "models" / "whisper-tiny.en"
SAMPLE = ROOT / "sample"
LIBRIVOX = ROOT.parent / "shared" / "data" / "media"


@pytest.fixture(scope="module")
def listener() -> WhisperListener:
    if not (WEIGHTS / "model.bin").exists():
        pytest.skip("no weights: python tests/weights.py whisper-tiny.en brings them")
    return WhisperListener(Settings(whisper_model=str(WEIGHTS), whisper_device="cpu"))


def words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def silence(path: Path, seconds: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000 * seconds))
    return path


def test_the_sample_is_heard(listener: WhisperListener) -> None:
    """Five minutes of technical speech come out with few wrong words, in order, with progress."""
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    narration = " ".join(chapter["narration"] for chapter in truth["chapters"])
    seen: list[tuple[float, float]] = []

    def report(done: float, total: float = 0.0, *, unit: str = "", note: str = "") -> None:
        seen.append((done, total))

    heard = listener.transcribe(SAMPLE / "video.mp4", "en", Watch(report, lambda: False))

    text = " ".join(segment.text for segment in heard.segments)
    assert jiwer.wer(words(narration), words(text)) < 0.10
    assert (heard.language, heard.origin) == ("en", "whisper")
    assert all(one.end_s <= other.start_s for one, other in pairwise(heard.segments))
    assert all(segment.words for segment in heard.segments)
    assert heard.segments[-1].end_s <= truth["duration_s"] + 0.5
    assert seen == sorted(seen, key=lambda step: step[0])
    assert seen[-1][0] > 0.9 * seen[-1][1] > 0


def test_a_listener_can_be_stopped(listener: WhisperListener) -> None:
    """Cancelling takes effect between segments."""
    asked = iter([False, False] + [True] * 1000)

    with pytest.raises(Cancelled):
        listener.transcribe(SAMPLE / "video.mp4", "en", Watch(SILENT.report, lambda: next(asked)))


def test_silence_is_no_speech(listener: WhisperListener, tmp_path: Path) -> None:
    """Where nobody speaks nothing is invented."""
    with pytest.raises(NothingToTranscribe, match="Nobody speaks"):
        listener.transcribe(silence(tmp_path / "silence.wav", 20), "en", SILENT)


def test_a_file_that_is_no_media_is_named_as_such(
    listener: WhisperListener, tmp_path: Path
) -> None:
    """A text with the name of a sound gets a sentence."""
    path = tmp_path / "notes.mp3"
    path.write_text("this is no sound " * 100, encoding="utf-8")

    with pytest.raises(MediaUnreadable):
        listener.transcribe(path, "en", SILENT)


def test_an_empty_sound_is_no_speech(listener: WhisperListener, tmp_path: Path) -> None:
    """A sound of no length holds no speech."""
    with pytest.raises(NothingToTranscribe):
        listener.transcribe(silence(tmp_path / "nothing.wav", 0), "en", SILENT)


@pytest.mark.parametrize("name", ["base", "no-such-model", "/nowhere/at/all"])
@pytest.mark.filterwarnings("ignore")
def test_missing_weights_are_named_with_a_way_on(name: str) -> None:
    """Offline, or with a wrong name, the person hears what to set."""
    listener = WhisperListener(Settings(whisper_model=name, whisper_device="cpu"))

    with pytest.raises(SetupIncomplete, match="speech model") as caught:
        listener.transcribe(SAMPLE / "video.mp4", "en", SILENT)

    assert "WHISPER_MODEL" in caught.value.hint


def test_read_speech_of_people_is_heard(listener: WhisperListener) -> None:
    """Clips of a real reader, with their text, come out almost without a wrong word."""
    lines = LIBRIVOX / "librivox_transcription.txt"
    if not lines.exists():
        pytest.skip("the LibriVox clips are not beside the project")
    told, heard = [], []
    for line in lines.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"<s>\s*(.*?)\s*</s>\s*\((.+)\)", line):
            clip = next(LIBRIVOX.glob(f"librivox_*{found[2][-4:]}.wav"), None)
            if clip is not None:
                spoken = listener.transcribe(clip, "en", SILENT)
                told.append(words(found[1]))
                heard.append(words(" ".join(segment.text for segment in spoken.segments)))

    assert told
    assert jiwer.wer(told, heard) < 0.06
