"""Sentences: joined from segments, freed of sounds, no word added, no segment lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import Segment
from core.sentences import LOST_WORDS, join_sentences, weight


def segments(*texts: str, gap_s: float = 0.0) -> tuple[Segment, ...]:
    """Lay texts end to end, two seconds each, with silence between."""
    return tuple(
        Segment(id=n, start_s=n * (2 + gap_s), end_s=n * (2 + gap_s) + 2, text=text)
        for n, text in enumerate(texts, start=1)
    )


def joined(*texts: str, language: str = "en", gap_s: float = 0.0) -> list[str]:
    return [one.text for one in join_sentences(segments(*texts, gap_s=gap_s), language)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Bread is", "flour. And water."], ["Bread is flour.", "And water."]),
        (["Um, mix it, uh, well."], ["Mix it, well."]),
        (["It it is hot. We can we can wait."], ["It is hot.", "We can wait."]),
        (["I know that that is very very hot."], ["I know that that is very very hot."]),
        (["It has 1 1 and 0 0."], ["It has 1 1 and 0 0."]),
        (["[Music] >> Hello. [Applause] (laughs)"], ["Hello."]),
        (["Dr. Who, e.g. J. Doe, ran 3.5 km."], ["Dr. Who, e.g. J. Doe, ran 3.5 km."]),
        (["This is it, um. Next one."], ["This is it.", "Next one."]),
        (["utf8 is fine. then iPhone. i think i'm."], ["utf8 is fine. then iPhone. I think I'm."]),
        (["see words[index] and [the page](x)."], ["See words[index] and [the page](x)."]),
        (["see `f(x)` (the inner one) here."], ["See `f(x)` (the inner one) here."]),
        (["It is hot. Um, then we go."], ["It is hot.", "Then we go."]),
        (["no end,"], ["No end."]),
        ([""], []),
    ],
)
def test_sentences_that_have_punctuation(texts: list[str], expected: list[str]) -> None:
    """Sounds and restarts go, the rest stays word by word with its own punctuation."""
    assert [text for text in joined(*texts) if text] == expected


@pytest.mark.parametrize(
    "said",
    [
        "bread is flour. water is wet. ovens are hot. salt is white. yeast is alive. so it goes.",
        "პური ცხელია. წყალი სველია. ღუმელი ცხელია. მარილი თეთრია. საფუარი ცოცხალია. ასეა.",
    ],
    ids=["small letters", "Georgian"],
)
def test_sentences_end_where_no_capitals_are_written(said: str) -> None:
    """Where hardly any sentence opens with a capital, a small letter does not go on with one."""
    assert len(joined(said)) == 6


def test_sentences_go_on_where_their_ends_are_lost() -> None:
    """A machine that stops writing full stops half-way does not make one sentence of the rest."""
    ended = ["We mix the flour. Then it rests." for _ in range(60)]
    lost = ["then we take the bowl and the oven is hot" for _ in range(60)]
    found = joined(*ended, *lost)

    # Not after a word that dangles, such as `the`.
    assert max(len(text.split()) for text in found) <= LOST_WORDS + 2
    assert " ".join(found).lower().count("then we take") == 60


SPOKEN = (
    "hi everyone so in this video we cover the uh process of",
    "mixing flour now the first thing you need is a bowl and",
    "so we take a large one but not too large for the the oven",
)


def test_sentences_of_captions_without_punctuation() -> None:
    """They end before words that open one, never after one that dangles, capitals are set."""
    assert joined(*SPOKEN) == [
        "Hi everyone so in this video we cover the process of mixing flour.",
        "Now the first thing you need is a bowl.",
        "And so we take a large one.",
        "But not too large for the oven.",
    ]


def test_a_pause_ends_a_sentence_in_any_language() -> None:
    """Where a language's words are not known, silence alone parts sentences."""
    texts = ("eins zwei drei vier fünf", "sechs sieben acht neun zehn")

    assert joined(*texts, language="de") == [
        "Eins zwei drei vier fünf sechs sieben acht neun zehn."
    ]
    assert joined(*texts, language="de", gap_s=3.0) == [
        "Eins zwei drei vier fünf.",
        "Sechs sieben acht neun zehn.",
    ]


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        (
            ["今日は文字列を", "扱います。次は数です。"],
            "ja",
            ["今日は文字列を扱います。", "次は数です。"],
        ),
        (["えーと 今日は GPT の", "話です"], "ja-JP", ["今日は GPT の話です。"]),
        (
            ["오늘은 음 토큰을", "봅니다. 다음은 숫자입니다."],
            "ko",
            ["오늘은 토큰을 봅니다.", "다음은 숫자입니다."],
        ),
        (["um Mitternacht er ist da."], "de", ["Um Mitternacht er ist da."]),
    ],
)
def test_other_scripts_and_languages(texts: list[str], language: str, expected: list[str]) -> None:
    """No space is put between letters that have none; a word of a language is no sound of it."""
    assert joined(*texts, language=language) == expected


def test_each_sentence_knows_its_segments() -> None:
    """A sentence over two segments names both; a dropped sound belongs to the one around it."""
    made = join_sentences(segments("One is", "uh", "here. Two", "is there. [Music]", "um"), "en")

    assert [(one.text, one.segment_ids) for one in made] == [
        ("One is here.", (1, 2, 3)),
        ("Two is there.", (3, 4, 5)),
    ]
    assert [one.start_s for one in made] == [2.0, 6.0]


def test_sounds_alone_are_kept_as_they_are() -> None:
    """A chapter of nothing but music says so instead of saying nothing."""
    assert joined("[Music]", "uh") == ["[Music] uh."]


@pytest.mark.parametrize(
    ("text", "expected"), [("two words", 2), ("文字列", 1.5), ("GPT の話", 2), ("", 0)]
)
def test_words_are_counted_in_every_script(text: str, expected: float) -> None:
    """Two letters of a script without spaces weigh as much as a word."""
    assert expected == weight(text)


WORDS = st.lists(
    st.lists(
        st.sampled_from(
            ["so", "now", "uh", "the", "bread", "a.", "(b)", "[Music]", "文字", "and", "12", "12"]
        ),
        max_size=9,
    ),
    max_size=20,
)


@settings(deadline=None)
@given(WORDS, st.sampled_from(["en", "ja", "ko", "und"]))
def test_no_segment_is_lost_and_no_word_is_made_up(said: list[list[str]], language: str) -> None:
    """Every id is in some sentence, ids never go back, and all letters were said in this order."""
    given_ = segments(*(" ".join(words) for words in said))

    made = join_sentences(given_, language)
    ids = [number for one in made for number in one.segment_ids]
    heard = iter("".join(segment.text for segment in given_).lower())

    assert sorted(set(ids)) == [segment.id for segment in given_]
    assert ids == sorted(ids)
    assert all(letter in heard for one in made for letter in one.text.lower() if letter.isalnum())
