"""The draft: the talk's own words in paragraphs, chosen by length, with spread pictures."""

from __future__ import annotations

import pytest

from core.draft import choose, choose_pictures, draft_chapter, gather
from core.models import Chapter, ChapterPrompt, Length, Screenshot, Segment
from core.sentences import Sentence

SAID = (
    "Hello and welcome.",
    "Okay.",
    "Bread needs flour, water, salt and time.",
    "The dough is mixed from flour and water.",
    "Okay.",
    "Salt keeps the dough from rising too fast.",
    "My neighbour has a cat.",
    "Time gives the dough its taste.",
    "The dough is mixed from flour and water.",
    "Thanks for watching and see you next week.",
)


def sentence(number: int, text: str, pause_s: float = 0.0) -> Sentence:
    return Sentence(text=text, segment_ids=(number,), start_s=number * 5.0, pause_s=pause_s)


SENTENCES = tuple(sentence(number, text) for number, text in enumerate(SAID, start=1))


def shot(number: int, at_s: float, text: str = "") -> Screenshot:
    return Screenshot(
        id=f"F{number}", at_s=at_s, file="x.jpg", width_px=1280, height_px=720, text=text
    )


def prompt(
    texts: tuple[str, ...] = SAID,
    shots: tuple[Screenshot, ...] = (),
    length: Length = "full",
    max_pictures: int = 2,
) -> ChapterPrompt:
    return ChapterPrompt(
        index=0,
        chapter=Chapter(title="Bread [1]", start_s=0.0, end_s=100.0),
        segments=tuple(
            Segment(id=n, start_s=n * 5.0, end_s=n * 5.0 + 5, text=text)
            for n, text in enumerate(texts, start=1)
        ),
        screenshots=shots,
        system="",
        parts=(),
        max_tokens=4096,
        length=length,
        max_pictures=max_pictures,
        spoken_language="en",
    )


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("full", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        ("article", (1, 3, 4, 6, 7, 8)),
        ("notes", (3, 4, 8)),
    ],
)
def test_a_length_chooses_its_sentences(length: Length, expected: tuple[int, ...]) -> None:
    """All of them, all but small talk and repetition, or those that speak of what others do."""
    assert expected == tuple(one.segment_ids[0] for one in choose(SENTENCES, length))


def test_small_talk_alone_is_kept() -> None:
    """A chapter of nothing else is not left empty."""
    small = (sentence(1, "Okay."), sentence(2, "Bye bye."))

    assert choose(small, "article") == small


def test_paragraphs_break_at_pauses_and_turns() -> None:
    """After three sentences a silence, an opening word or new matter starts a paragraph."""
    said = (
        *(sentence(n, "The dough rests.") for n in (1, 2, 3)),
        sentence(4, "The dough rises.", pause_s=2.5),
        *(sentence(n, "The dough grows.") for n in (5, 6)),
        sentence(7, "So the dough is done."),
        *(sentence(n, "The dough is baked.") for n in range(8, 15)),
    )

    assert [[one.segment_ids[0] for one in group] for group in gather(said)] == [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9, 10, 11, 12],
        [13, 14],
    ]


@pytest.mark.parametrize(
    ("most", "expected"),
    [(0, []), (1, ["F3"]), (2, ["F3", "F6"]), (6, [f"F{n}" for n in range(1, 7)]), (99, None)],
)
def test_pictures_are_spread(most: int, expected: list[str] | None) -> None:
    """Of each stretch the screen with most to read, else the latest, which shows it finished."""
    shots = tuple(shot(n, n * 10.0, "much to read" if n == 3 else "") for n in range(1, 7))

    chosen = [one.id for one in choose_pictures(shots, most)]

    assert chosen == (expected if expected is not None else [one.id for one in shots])


def test_a_draft_reads_as_it_should() -> None:
    """Paragraphs with ids, pictures after what is said when they are shown, all escaped."""
    shots = (shot(1, 1.0, "*Bread* <b>"), shot(2, 33.0))

    assert list(draft_chapter(prompt(shots=shots, length="article"))) == [
        "![Screen that reads “\\*Bread\\* \\<b>”](F1)",
        "Hello and welcome. Bread needs flour, water, salt and time. The dough is mixed from flour"
        " and water. [[1, 3-4]]",
        "Salt keeps the dough from rising too fast. My neighbour has a cat. Time gives the dough its"
        " taste. [[6-8]]",
        "![Screen at the words “Salt keeps the dough from rising too fast.”](F2) [[6]]",
    ]


def test_a_chapter_without_words_shows_its_screens() -> None:
    """Where nothing is said, the screens stand alone under the chapter's title."""
    assert list(draft_chapter(prompt((), (shot(1, 3.0),)))) == ["![Screen of “Bread \\[1\\]”](F1)"]


def test_words_that_look_like_marks_stay_words() -> None:
    """What is said cannot draw pictures, cite ids or start a list."""
    blocks = list(draft_chapter(prompt(("1. ![x](F1) [[9]] <b>",))))

    assert blocks == ["1\\. !\\[x\\](F1) \\[\\[9\\]\\] \\<b>. [[1]]"]
