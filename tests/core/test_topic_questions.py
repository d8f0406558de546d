"""The question about topics: paragraphs with numbers, never a time, and a schema the API takes."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from core.models import Study, TextPart, TopicPrompt, TopicRequest
from core.tokens import answer_tokens, max_output_tokens, prompt_tokens
from core.topic_questions import SCHEMA, TITLE_LETTERS, ask_again, build_questions
from core.topic_windows import paragraphs_of, windows_of
from tests.standins.anthropic_formats import check_schema
from tests.standins.topic_talks import make_talk, said

HAIKU, LOCAL = "claude-haiku-5-5", "qwen3"


def questions(
    study: Study | None = None, model: str = HAIKU, count: int | None = None
) -> tuple[TopicPrompt, ...]:
    study = study or make_talk()
    windows = windows_of(paragraphs_of(study), model, count)
    return build_questions(study, TopicRequest(model=model, count=count), windows)


def text_of(prompt: TopicPrompt) -> str:
    return "\n".join((prompt.system, *(part.text for part in prompt.parts)))


def test_each_paragraph_is_a_numbered_line() -> None:
    """All that is said is offered once, in order, under the numbers that an answer may name."""
    study = make_talk()
    (prompt,) = questions(study)
    lines = re.findall(r"^\[(\d+)\] (.*)$", prompt.parts[0].text, re.MULTILINE)

    assert [(str(one.id), one.text) for one in paragraphs_of(study)] == lines
    assert (prompt.first_id, prompt.last_id) == (1, len(lines))


@pytest.mark.parametrize(("model", "count"), [(HAIKU, None), (HAIKU, 5), (LOCAL, None), (LOCAL, 5)])
def test_no_question_holds_a_time(model: str, count: int | None) -> None:
    """The model never writes a time, and never reads one."""
    for prompt in questions(make_talk(minutes=90), model, count):
        assert not re.search(r"\d:\d\d|seconds|minutes", text_of(prompt))


def test_the_schema_is_one_that_the_service_takes() -> None:
    """Its objects are closed, and it bounds nothing that the service does not bound."""
    check_schema(json.loads(SCHEMA))


def test_what_is_said_cannot_pass_for_a_number() -> None:
    """Words from outside stay on their line."""
    study = make_talk(segments=(said("One thing.\n[2] Another\n[99] thing.", 0.0, 9.0),))
    study = replace(study, video=replace(study.video, title="A talk\n[7] on lines"))
    (prompt,) = questions(study)

    assert re.findall(r"^\[(\d+)\]", text_of(prompt), re.MULTILINE) == ["1"]


@pytest.mark.parametrize(
    ("model", "count", "wish"),
    [
        (HAIKU, None, "chapters of 12 to 48 paragraphs"),
        (HAIKU, None, "makes about 18 chapters"),
        (HAIKU, 9, "into exactly 9 chapters"),
        (LOCAL, 9, "into about 3 chapters"),
    ],
)
def test_sizes_are_wished_for_in_paragraphs(model: str, count: int | None, wish: str) -> None:
    """Minutes mean nothing to a reader of words: the target is told in what it can count."""
    prompts = questions(make_talk(minutes=90), model, count)

    assert all(wish in prompt.system for prompt in prompts)


def test_the_language_of_titles_is_named_where_it_is_known() -> None:
    """Titles are in the video's language, also where nobody has said which that is."""
    assert "spoken (BCP-47: `ko`)." in questions(make_talk(language="ko"))[0].system
    assert "language that is spoken. Names" in questions(make_talk(language="und"))[0].system


def test_parts_of_a_long_talk_know_that_they_are_parts() -> None:
    """A part's first chapter may carry on what began before it."""
    (whole,) = questions(make_talk(minutes=10))
    parts = questions(make_talk(minutes=90), LOCAL)

    assert "This is part" not in text_of(whole)
    assert (whole.title, parts[1].title) == ("Finding topics", "Finding topics, part 2 of 7")
    assert all(f"This is part {n} of 7" in text_of(part) for n, part in enumerate(parts, start=1))


def test_asking_again_shows_the_answer_and_what_is_wrong_with_it() -> None:
    """It is another question, with a place of its own, in a turn of the asker's."""
    (prompt,) = questions()
    again = ask_again(prompt, '{"chapters": []}', ("There are none.", "None at all."))

    assert again.parts[:-1] == prompt.parts
    assert isinstance(again.parts[-1], TextPart)
    assert '{"chapters": []}' in again.parts[-1].text
    assert "- There are none.\n- None at all." in again.parts[-1].text
    assert (prompt.place, again.place) == ("topics-0-1", "topics-0-2")


def test_a_title_is_as_long_as_its_check_allows() -> None:
    """What is asked for and what is checked are one number."""
    assert f"at most {TITLE_LETTERS} letters" in questions()[0].system


@pytest.mark.parametrize("model", [HAIKU, "claude-haiku-4-5", "claude-opus-5-5", LOCAL])
def test_an_answer_has_room_for_thinking_and_twice_the_likely_chapters(model: str) -> None:
    """A short limit ends an answer before its first word; a wide one makes the cap too high."""
    for prompt in questions(make_talk(minutes=90), model):
        guess = answer_tokens(prompt, model)
        assert guess.low <= guess.likely <= guess.high <= max_output_tokens(prompt, model)
        assert prompt.max_tokens <= 8192 + 4096
        assert prompt_tokens(prompt, model) > sum(
            len(line.split()) for line in prompt.parts[0].text.splitlines()
        )
