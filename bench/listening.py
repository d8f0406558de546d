"""Listening: Whisper through our adapter beside bare faster-whisper, on the sample's sound.

Word error rate against the sample's own narration (case and punctuation left out), and seconds of
sound heard in a second. Both use the same weights (tiny.en, int8) on the same cores.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import jiwer
from faster_whisper import WhisperModel

from bench.machine import SAMPLE, Missing, draw
from core.adapters.whisper import WhisperListener
from core.events import SILENT
from core.settings import Settings
from tests.weights import FOLDER

WEIGHTS = FOLDER / "whisper-tiny.en"
FILM = SAMPLE / "video.mp4"


def table() -> str:
    if not (WEIGHTS / "model.bin").exists():
        raise Missing("the weights are missing: python tests/weights.py whisper-tiny.en")
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    told = " ".join(chapter["narration"] for chapter in truth["chapters"])
    rows = []
    for name, listen in (("bare faster-whisper, its defaults", bare()), ("ours", ours())):
        listen()  # once for the caches of the machine
        began = time.perf_counter()
        heard = listen()
        speed = truth["duration_s"] / (time.perf_counter() - began)
        rows.append((name, f"{jiwer.wer(words(told), words(heard)):.3f}", f"{speed:.1f}"))
    return draw(("way", "word error rate", "times the speed of speech"), rows)


def bare() -> Callable[[], str]:
    model = WhisperModel(str(WEIGHTS), device="cpu", compute_type="int8")

    def listen() -> str:
        segments, _ = model.transcribe(str(FILM))
        return " ".join(segment.text for segment in segments)

    return listen


def ours() -> Callable[[], str]:
    listener = WhisperListener(Settings(whisper_model=str(WEIGHTS), whisper_device="cpu"))

    def listen() -> str:
        heard = listener.transcribe(FILM, "en", SILENT)
        return " ".join(segment.text for segment in heard.segments)

    return listen


def words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))
