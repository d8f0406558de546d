"""What a model says of topics is found wherever it stands, and believed only where it is right."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.topic_answers import Topic, Topics, faults_of, read_topics
from core.topic_questions import TITLE_LETTERS
from tests.standins.topic_talks import a_window, topics

ONE = (Topic(first_id=3, title="A start"),)
PLAIN = '{"chapters": [{"first": 3, "title": "A start"}]}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAIN, ONE),
        (f"Sure!\n```json\n{PLAIN}\n```\nI hope it helps.", ONE),
        (f"<think>Maybe {PLAIN.replace('3', '7')}? No.</think>{PLAIN}", ONE),
        (f"The form is {{}} or [], so: {PLAIN}", ONE),
        ('[{"first": 3, "title": "A start"}]', ONE),
        ('{"topics": [{"id": 3, "name": "A start"}]}', ONE),
        ('{"chapters": [{"first": "[3]", "title": "A start"}]}', ONE),
        ('{"chapters": [{"first": 3.0, "title": " A\\n start "}]}', ONE),
        ('{"chapters": [{"first": 3, "title": "A\\u202e start\\u0007"}]}', ONE),
        ('{"chapters": [{"first": true, "title": "A start"}]}', (replace(ONE[0], first_id=0),)),
        ('{"chapters": [{"first": "3-9", "title": 5}]}', (Topic(first_id=0, title=""),)),
        ('{"chapters": []}', ()),
        ('{"chapters": [1, 2]}', ()),
        ('{"chapters": [{"first": 3, "title": "A sta', ()),
        ("There are three parts.", ()),
        ("", ()),
    ],
)
def test_chapters_are_found_wherever_they_stand(text: str, expected: Topics) -> None:
    """Servers of one's own put JSON into prose, code fences and thoughts, with names of their own."""
    assert read_topics(text) == expected


def test_the_longest_list_is_the_answer() -> None:
    """A part shown before, or the form repeated, is not it; of two alike the last is."""
    first, last = (json.dumps([{"first": n, "title": "T"}]) for n in (1, 2))
    both = json.dumps([{"first": n, "title": f"T{n}"} for n in (3, 4)])

    assert [one.first_id for one in read_topics(f"{first} then {both} or {last}")] == [3, 4]
    assert [one.first_id for one in read_topics(f"{first} {last}")] == [2]


@given(st.text(alphabet='{}[]":,\\ abc0123first titlechapters\n`', max_size=400))
def test_no_answer_is_too_broken_to_be_read(text: str) -> None:
    """Whatever comes back, there is a list, empty where nothing was found."""
    assert isinstance(read_topics(text), tuple)


def test_ten_thousand_brackets_are_read_in_no_time() -> None:
    """An answer that runs wild costs nothing but itself."""
    assert read_topics("[" * 100_000) == ()
    assert read_topics("{" * 10_000 + PLAIN) == ()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((), "no JSON"),
        (topics(1, 12, 99), "“Topic 99” from [99] begins at no paragraph"),
        (topics(1, 12, 0), "begins at no paragraph that you were given: 1 to 90"),
        (topics(1, 30, 12), "“Topic 12” from [12] does not begin after “Topic 30” from [30]"),
        (topics(1, 30, 30), "does not begin after"),
        (topics(4, 30), "The first chapter does not begin at paragraph 1."),
        ((*topics(1), Topic(first_id=30, title="")), "The chapter from [30] has no title."),
        ((*topics(1), Topic(first_id=30, title="x" * (TITLE_LETTERS + 1))), "more than 80 letters"),
        ((*topics(1), Topic(first_id=30, title="4:20 A start")), "holds a time"),
        ((*topics(1), Topic(first_id=30, title="A start (1:04:20)")), "holds a time"),
        ((*topics(1), Topic(first_id=30, title="topic 1")), "like the chapter before it"),
        (topics(1, 30, 32, 60), "“Topic 30” from [30] is too short (2 paragraphs)"),
        (topics(1, 12, 60), "“Topic 12” from [12] is too long (48 paragraphs)"),
    ],
)
def test_what_is_wrong_is_said(answer: Topics, fault: str) -> None:
    """Each rule that an answer breaks is named, so that it can be put right."""
    assert fault in " ".join(faults_of(answer, a_window()))


@pytest.mark.parametrize(
    "answer",
    [
        topics(1, 12, 30, 60),
        topics(1, 2, 30, 60, 90),  # a greeting and a farewell are short
        (*topics(1, 30), Topic(first_id=60, title="The 9:30 train")),
    ],
)
def test_what_is_right_is_left_alone(answer: Topics) -> None:
    """A sensible division passes."""
    assert faults_of(answer, a_window()) == ()


@pytest.mark.parametrize(
    ("title", "is_right"),
    [("제너레이터", True), ("Python 제너레이터", True), ("Generators", False), ("404", False)],
)
def test_titles_are_in_the_script_of_the_talk(title: str, is_right: bool) -> None:
    """A Korean talk whose titles are all English is asked again; one English name is none."""
    window = a_window()
    spoken = tuple(
        replace(one, text="오늘은 Python 제너레이터를 봅니다.") for one in window.paragraphs
    )
    window = replace(window, paragraphs=spoken)
    faults = faults_of((*topics(1, 30), Topic(first_id=60, title=title)), window)

    assert (faults == ()) == is_right


def test_a_number_that_was_asked_for_counts_instead_of_lengths() -> None:
    """Who asks for three chapters gets long ones; where windows meet the sum is what counts."""
    window = a_window(count=3)

    assert faults_of(topics(1, 2, 3), window) == ()
    assert faults_of(topics(1, 45), window) == ("There are 2 chapters, not 3.",)
    assert faults_of(topics(1, 45), replace(window, total=2)) == ()


def test_many_faults_are_not_all_listed() -> None:
    """A question that is asked again stays short."""
    assert len(faults_of(topics(*range(100, 160)), a_window())) == 12
