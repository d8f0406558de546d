"""Questions as dicts, the seam of a cut answer, and what a broken call is taken to have used."""

from __future__ import annotations

import base64

import pytest

from core.adapters.claude_turns import (
    Heard,
    go_on,
    has_pictures,
    request_of,
    split_at_seam,
    without_pictures,
)
from core.models import TextPart, Usage
from tests.standins.chapter_prompts import make_prompt, paint

MODEL = "claude-sonnet-5-5"


def test_a_question_keeps_the_order_of_its_parts() -> None:
    """A picture's id comes right before it, pictures before the words."""
    prompt = make_prompt(pictures=2)
    content = request_of(prompt, MODEL, paint)["messages"][0]["content"]
    kinds = ["text" if isinstance(part, TextPart) else "image" for part in prompt.parts]

    assert kinds == [block["type"] for block in content]
    assert [content[at - 1]["text"] for at, kind in enumerate(kinds) if kind == "image"] == [
        "F1",
        "F2",
    ]


def test_a_question_holds_nothing_that_newer_models_refuse() -> None:
    """No temperature, no thinking, no prefill: only what every model takes."""
    request = request_of(make_prompt(), MODEL, paint)

    assert sorted(request) == ["max_tokens", "messages", "model", "system"]
    assert [message["role"] for message in request["messages"]] == ["user"]


def test_a_picture_is_sent_as_it_was_loaded() -> None:
    """Base64 of the very bytes, called JPEG."""
    prompt = make_prompt(pictures=1)
    (part,) = (part for part in prompt.parts if not isinstance(part, TextPart))
    content = request_of(prompt, MODEL, paint)["messages"][0]["content"]
    (source,) = (block["source"] for block in content if block["type"] == "image")

    assert source["media_type"] == "image/jpeg"
    assert base64.b64decode(source["data"]) == paint(part)


@pytest.mark.parametrize(
    ("text", "head", "tail"),
    [
        ("One.\n\nTwo wor", "One.\n\n", "Two wor"),
        ("One.\n\nTwo.\n", "One.\n\nTwo.\n", ""),
        ("a single line without an en", "a single line without an ", "en"),
        ("```python\nfor line in fi", "```python\n", "for line in fi"),
        ("Oneword", "", "Oneword"),
        ("", "", ""),
    ],
)
def test_the_seam_lies_between_lines(text: str, head: str, tail: str) -> None:
    """What is kept ends with a whole line, or with a whole word where there is one line only."""
    assert (head, tail) == split_at_seam(text)


def test_going_on_quotes_what_is_kept_in_the_users_turn() -> None:
    """The rest is asked for with a text part behind the others."""
    prompt = make_prompt()
    rest = go_on(prompt, "One.\n\n", "Two wor")

    assert rest.parts[:-1] == prompt.parts
    last = rest.parts[-1]
    assert isinstance(last, TextPart)
    assert "<written>\nOne.\n\n</written>" in last.text
    assert "Two wor" in last.text


def test_where_nothing_is_kept_the_question_stays() -> None:
    """There is nothing to go on from."""
    prompt = make_prompt()

    assert go_on(prompt, "", "Oneword") == prompt


def test_without_pictures_the_model_is_told_so() -> None:
    """The words stay, the pictures go, and it is asked to write none."""
    blind = without_pictures(make_prompt(pictures=2))

    assert not has_pictures(blind)
    assert isinstance(blind.parts[-1], TextPart)
    assert "cannot be shown" in blind.parts[-1].text


def test_a_call_that_never_began_used_nothing() -> None:
    """No first event, no bill."""
    assert Heard().usage(make_prompt(), MODEL) == Usage()


def test_a_finished_call_used_what_the_service_says() -> None:
    """Nothing is guessed where it is known."""
    heard = Heard(text="x" * 900, has_begun=True, input_tokens=7, output_tokens=5, stop="end_turn")

    assert heard.usage(make_prompt(), MODEL) == Usage(input_tokens=7, output_tokens=5, calls=1)


def test_a_broken_call_used_what_was_heard_and_what_was_thought() -> None:
    """The service never said: text is counted by script, and unseen thinking is guessed."""
    heard = Heard(text="word " * 200, has_begun=True, input_tokens=7, output_tokens=1)

    usage = heard.usage(make_prompt(), MODEL)
    silent = heard.usage(make_prompt(), "claude-haiku-4-5")

    assert (usage.input_tokens, usage.calls) == (7, 1)
    assert usage.output_tokens > silent.output_tokens >= 200
