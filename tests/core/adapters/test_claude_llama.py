"""The same writer against a real llama.cpp server: another make of the same interface."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.adapters.claude import ClaudeWriter
from core.adapters.claude_asking import Patience
from core.adapters.prices import ModelPrices
from core.errors import Cancelled
from core.models import TextPart, TopicRequest
from core.settings import Settings
from core.topic_answers import read_topics
from core.topic_questions import build_questions
from core.topic_windows import paragraphs_of, windows_of
from tests.standins.chapter_prompts import make_prompt, paint
from tests.standins.topic_talks import make_talk

ROOT = Path(__file__).parents[3]
INTERPRETER = "CHAPTERWISE_TEST_XLLAMACPP_PYTHON"
MODEL_FILE = "CHAPTERWISE_TEST_GGUF"
PATIENCE = Patience(attempts=2, first_wait_s=0.1, continuations=0)
NOTHING = Decimal(0)

pytestmark = pytest.mark.slow


def find_interpreter() -> str:
    if named := os.environ.get(INTERPRETER):
        return named
    if importlib.util.find_spec("xllamacpp"):
        return sys.executable
    pytest.skip(f"xllamacpp is not installed; {INTERPRETER} may name a Python that has it.")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    model = [os.environ[MODEL_FILE]] if os.environ.get(MODEL_FILE) else []
    with subprocess.Popen(
        [find_interpreter(), "tests/standins/llama_server.py", *model],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        address = next((line.strip() for line in server.stdout if line.startswith("http")), "")
        if not address:
            pytest.skip("The llama.cpp server did not start: it found no model.")
        yield address
        server.stdin.close()


def make_writer(url: str) -> ClaudeWriter:
    return ClaudeWriter(Settings(anthropic_base_url=url), ModelPrices(), paint, PATIENCE)


def test_a_local_model_writes_for_nothing(url: str) -> None:
    """Text comes in pieces, tokens are the server's, the price is none."""
    prompt = replace(make_prompt(segments=6, pictures=0), max_tokens=120)
    pieces: list[str] = []

    reply = make_writer(url).write(prompt, "local", NOTHING, pieces.append, lambda: False)

    assert "".join(pieces) == reply.text != ""
    assert len(pieces) > 5
    assert (reply.usage.cost_usd, reply.usage.calls) == (NOTHING, 1)
    assert reply.usage.input_tokens > 300
    assert 0 < reply.usage.output_tokens <= 121


def test_a_local_model_without_eyes_gets_the_words(url: str) -> None:
    """llama.cpp refuses pictures in its own way, and the chapter is written all the same."""
    prompt = replace(make_prompt(segments=6, pictures=1), max_tokens=60)
    assert not all(isinstance(part, TextPart) for part in prompt.parts)

    reply = make_writer(url).write(prompt, "local", NOTHING, lambda _piece: None, lambda: False)

    assert "takes no pictures" in reply.note
    assert reply.text != ""


def test_a_local_model_takes_the_question_about_topics(url: str) -> None:
    """Whether it heeds the schema or babbles, there is an answer to be read, for nothing."""
    study, request = make_talk(minutes=2), TopicRequest(model="local")
    windows = windows_of(paragraphs_of(study), "local")
    (prompt,) = build_questions(study, request, windows)
    short = replace(prompt, max_tokens=60)

    reply = make_writer(url).ask_for_topics(
        short, "local", NOTHING, lambda _piece: None, lambda: False
    )

    assert reply.text.strip() != ""
    assert reply.stop in {"done", "cut"}
    assert (reply.usage.cost_usd, reply.usage.calls) == (NOTHING, 1)
    assert isinstance(read_topics(reply.text), tuple)


def test_stopping_a_local_model_stops_it(url: str) -> None:
    """The line is closed within a moment, though the answer would take minutes."""
    prompt = replace(make_prompt(segments=6, pictures=0), max_tokens=4000)
    pieces: list[str] = []
    began = time.monotonic()

    with pytest.raises(Cancelled) as caught:
        make_writer(url).write(prompt, "local", NOTHING, pieces.append, lambda: len(pieces) >= 3)

    assert caught.value.usage is not None
    assert caught.value.usage.calls == 1
    assert time.monotonic() - began < 60
