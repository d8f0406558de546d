"""Changes to a list of chapters: what holds after them, and what is refused."""

from __future__ import annotations

import contextlib
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chapter_edits import (
    drop,
    merge,
    move,
    rename,
    restore,
    split_at,
    to_description,
    youtube_objections,
)
from core.chapters import parse_chapters_text
from core.errors import BadRequest
from core.models import Chapter

CHAPTERS = tuple(Chapter(title=f"C{i}", start_s=10.0 * i, end_s=10.0 * (i + 1)) for i in range(4))
MOMENTS = st.one_of(st.floats(-5, 50), st.just(math.nan), st.just(math.inf))
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.tuples(st.integers(-1, 6), st.integers(-1, 5))),
        st.tuples(st.just("drop"), st.tuples(st.integers(-1, 6))),
        st.tuples(st.just("restore"), st.tuples(st.integers(-1, 6))),
        st.tuples(st.just("rename"), st.tuples(st.integers(-1, 6), st.text(max_size=5))),
        st.tuples(st.just("split"), st.tuples(MOMENTS, st.text(max_size=5))),
        st.tuples(
            st.just("move"),
            st.tuples(st.integers(-1, 6), MOMENTS, st.lists(st.floats(-5, 50)).map(sorted)),
        ),
    ),
    max_size=15,
)
CALLS = {
    "merge": merge,
    "drop": drop,
    "restore": restore,
    "rename": rename,
    "split": split_at,
    "move": move,
}


@given(EDITS)
def test_no_edit_opens_a_gap(edits) -> None:
    """Whatever a person does, or is refused, the chapters tile the video."""
    chapters = CHAPTERS
    for name, arguments in edits:
        with contextlib.suppress(BadRequest):
            chapters = CALLS[name](chapters, *arguments)

    assert (chapters[0].start_s, chapters[-1].end_s) == (0.0, 40.0)
    assert all(one.end_s == other.start_s for one, other in pairwise(chapters))
    assert all(chapter.end_s - chapter.start_s >= 1 for chapter in chapters)
    assert all(chapter.title.strip() for chapter in chapters)
    assert any(not chapter.is_dropped for chapter in chapters)


@pytest.mark.parametrize(
    ("index", "asked_s", "sentences", "start_s"),
    [
        (1, 12.0, (3.0, 11.0, 14.0), 11.0),
        (1, 13.0, (3.0, 11.0, 14.0), 14.0),
        (1, 5.0, (), 5.0),  # where nothing is said, where it was asked
        (1, 2.0, (0.0, 0.5, 6.0), 6.0),  # 0.5 is nearer, but leaves no chapter before it
        (1, 19.0, (12.0, 19.5), 12.0),
        (3, 39.0, (2.0, 24.0, 39.0), 39.0),
        (3, 22.0, (2.0, 38.0), 22.0),  # a sentence 16 s away is not where it was meant
    ],
)
def test_a_boundary_snaps_to_the_nearest_sentence_that_holds(
    index, asked_s, sentences, start_s
) -> None:
    """A chapter begins with a sentence, and both sides of the boundary keep a second."""
    moved = move(CHAPTERS, index, asked_s, sentences)

    assert start_s == moved[index].start_s
    assert start_s == moved[index - 1].end_s
    assert [c.title for c in CHAPTERS] == [c.title for c in moved]


@pytest.mark.parametrize(
    ("index", "asked_s", "said"),
    [
        (0, 5.0, "The first chapter begins with the video."),
        (1, 20.0, "Chapter 2 cannot begin there."),
        (1, 0.5, "Chapter 2 cannot begin there."),
        (3, 41.0, "Chapter 4 cannot begin there."),
        (2, math.nan, "Chapter 3 cannot begin there."),
        (7, 3.0, "There is no chapter 8."),
    ],
)
def test_a_boundary_past_its_neighbours_is_refused(index, asked_s, said) -> None:
    """No chapter is moved past another, before the start or beyond the end."""
    with pytest.raises(BadRequest) as refusal:
        move(CHAPTERS, index, asked_s, (1.0, 15.0, 25.0, 35.0))

    assert said == refusal.value.message
    assert refusal.value.hint


def test_a_refused_move_says_between_what_it_may_lie() -> None:
    """The hint names the bounds, and that the last chapter's is the video's end."""
    hints = []
    for index in (2, 3):
        with pytest.raises(BadRequest) as refusal:
            move(CHAPTERS, index, 99.0)
        hints.append(refusal.value.hint)

    assert "after 0:10" in hints[0]
    assert "before 0:30, where the next one does" in hints[0]
    assert "before 0:40, where the video ends" in hints[1]


def test_several_chapters_are_joined_under_the_first_kept_title() -> None:
    """A dropped sponsor read does not lend its title to what is kept."""
    chapters = drop(CHAPTERS, 1)

    joined = merge(chapters, 1, 3)

    assert [(c.title, c.start_s, c.end_s, c.is_dropped) for c in joined] == [
        ("C0", 0.0, 10.0, False),
        ("C2", 10.0, 40.0, False),
    ]
    for index, count in ((3, 2), (2, 3), (0, 1), (-1, 2)):
        with pytest.raises(BadRequest):
            merge(CHAPTERS, index, count)


@pytest.mark.parametrize("title", ["", "  \n ", "\x00\x07", "\u200b", "\u202e\u0301", "x" * 201])
def test_a_title_that_cannot_be_is_refused(title) -> None:
    """A title is a line of letters that a person can see."""
    with pytest.raises(BadRequest):
        rename(CHAPTERS, 1, title)


def test_a_title_becomes_one_line() -> None:
    """Line breaks and control characters go; marks of a direction stay."""
    assert rename(CHAPTERS, 1, " a\n b\x00\u200f ")[1].title == "a b\u200f"


def test_the_last_chapter_is_not_dropped() -> None:
    """One has to stay, and what was dropped comes back."""
    chapters = drop(drop(drop(CHAPTERS, 0), 1), 2)

    with pytest.raises(BadRequest, match="One chapter has to stay"):
        drop(chapters, 3)
    assert restore(restore(restore(chapters, 0), 1), 2) == CHAPTERS


@given(
    st.lists(st.integers(1, 9000), min_size=2, max_size=30, unique=True),
    st.lists(st.text("abc Zürich日本", min_size=3, max_size=12), min_size=31, max_size=31),
)
def test_what_goes_to_youtube_can_be_brought_back(starts, titles) -> None:
    """The description block, pasted again, gives the same starts and titles."""
    bounds = [0, *sorted(starts), 10_000]
    chapters = tuple(
        Chapter(title=f"T {title} {n}", start_s=float(start_s), end_s=float(end_s))
        for n, (title, (start_s, end_s)) in enumerate(zip(titles, pairwise(bounds), strict=False))
    )

    again = parse_chapters_text(to_description(chapters), 10_000.0)

    assert [(c.start_s, " ".join(c.title.split())) for c in chapters] == [
        (c.start_s, c.title) for c in again
    ]


def chapters_at(*starts_s: float, end_s: float = 100.0) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(title=f"C{n}", start_s=start_s, end_s=after_s)
        for n, (start_s, after_s) in enumerate(pairwise([*starts_s, end_s]))
    )


@pytest.mark.parametrize(
    ("chapters", "said"),
    [
        (chapters_at(0.0, 30.0, 60.0), []),
        (chapters_at(0.0, 10.9, 20.0), []),
        (chapters_at(0.9, 30.0, 60.0), []),  # YouTube sees whole seconds: 0:00
        (chapters_at(0.0, 30.0), ["at least 3"]),
        (chapters_at(3.0, 30.0, 60.0), ["begin at 0:00"]),
        (chapters_at(0.0, 10.2, 19.9, 60.0), ["“C1” at 0:10 (9 s)"]),
        (chapters_at(0.0, 30.0, 60.0, 92.0), ["“C3” at 1:32 (8 s)"]),
        (chapters_at(0.0, 5.0, end_s=8.0), ["at least 3", "“C0” at 0:00 (5 s), “C1” at 0:05"]),
        (chapters_at(*(5.0 * n for n in range(9))), ["and 5 more"]),
        (rename(chapters_at(0.0, 30.0, 60.0), 1, "a -> b"), ["no “<” and no “>”"]),
        (chapters_at(*(20.0 * n for n in range(500)), end_s=1e4), ["letters; a description holds"]),
        ((), ["at least 3"]),
    ],
)
def test_what_youtube_would_not_take_is_said(chapters, said) -> None:
    """Each of YouTube's rules has its sentence, and a good list has none."""
    objections = youtube_objections(chapters)

    assert len(said) == len(objections), objections
    assert all(part in sentence for part, sentence in zip(said, objections, strict=True))
