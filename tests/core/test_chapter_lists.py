"""Which times of a description are its list of chapters, and which words are their titles."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.chapters import is_exact, real_cases
from bench.machine import Missing
from core.chapter_lists import find_list, read_list
from core.timecodes import format_clock

TABLE = Path(__file__).parents[1] / "data" / "chapter_notations.toml"
NOTATIONS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0:00\nIntro\n1:00\nBody", [(0, "Intro"), (60, "Body")]),
        ("Intro\n0:00\n\nBody\n1:00\n", [(0, "Intro"), (60, "Body")]),
        ("0h00 Intro\n2h24 Cas\n10h58 Fin", [(0, "Intro"), (144, "Cas"), (658, "Fin")]),
        ("Song 4:26 (live)\nNext 5:31(with Ann)", [(266, "Song (live)"), (331, "Next (with Ann)")]),
        ("👉 0:00 One\n🔥 1:00 Two 🔥", [(0, "One"), (60, "Two 🔥")]),
        ("0:00 10 years ago\n1:00 3 ways\n2:00 100 days", [
            (0, "10 years ago"), (60, "3 ways"), (120, "100 days"),
        ]),
        ("1 - Eins 0:00\n2 - Zwei 8:10", [(0, "Eins"), (490, "Zwei")]),
        ("0:00 Intro\n1:00 John 3:16 read\n2:00 Outro", [
            (0, "Intro"), (60, "John 3:16 read"), (120, "Outro"),
        ]),
        ("0:00 *Welcome*\n1:00 *F**k it - fix it* — Ann", [
            (0, "Welcome"), (60, "F**k it - fix it — Ann"),
        ]),
        ("0:00 f(x) = x^2\n1:00 self.run() (part 1)", [(0, "f(x) = x^2"), (60, "self.run() (part 1)")]),
        ("* `00:15 <https://a.b/c?t=00m15s>`_ - Ann\n* `05:04 <https://a.b>`_ - Bob", [
            (15, "Ann"), (304, "Bob"),
        ]),
        ("| 0:55 | Katy | **Emoji** |\n| 5:55 | Dan | **Data** |", [
            (55, "Katy | Emoji"), (355, "Dan | Data"),
        ]),
        ("0:00 Welcome\n0:00 Intro\n1:00 Next", [(0, "Welcome"), (0, "Intro"), (60, "Next")]),
        ("Chapters: (0:00) (1:33) (9:39)", [(0, ""), (93, ""), (579, "")]),
    ],
)  # fmt: skip
def test_a_list_is_read_as_its_author_wrote_it(text: str, wanted: list[tuple[int, str]]) -> None:
    """Times, and titles without what only joins or counts them."""
    assert list(read_list(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Hi! Chapters: 0:00 Intro 0:40 First thing 1:50 Second thing",
        "0:00 Intro 0:40\nFirst thing 1:50 Second\nthing",
        "1. Intro 0:00 2. First thing 0:40 3. Second thing 1:50",
    ],
)
def test_a_list_without_its_line_breaks_is_read(text: str) -> None:
    """Sites that copy descriptions often lose the line breaks."""
    assert list(read_list(text)) == [(0, "Intro"), (40, "First thing"), (110, "Second thing")]


def test_times_outside_the_list_are_left_alone() -> None:
    """Neither a tease above nor corrections below are chapters."""
    text = (
        "Wait for 0:30!\n\n0:00 Intro\n0:45 Setup\n2:10 Work\n3:20 End\n\n"
        "Corrections:\n2:15 I meant 12\n\nAt 9:20 I say 13, which is wrong."
    )

    assert [at_s for at_s, _ in read_list(text, 600.0)] == [0, 45, 130, 200]


@pytest.mark.parametrize(
    ("text", "duration_s"),
    [
        ("0:00 Only one", 0.0),
        ("Friday at 10:30, then on Saturday at 18:00 in the hall", 7200.0),
        ("We start at 7:30 pm.\nDoors 6:45 pm", 7200.0),
        ("0:00 - 0:10 Welcome\n0:10 - 0:30 Keynote\n0:30 - 0:45 Talk\n0:45 - 1:05 End", 7871.0),
    ],
)
def test_what_is_no_list_gives_none(text: str, duration_s: float) -> None:
    """Times of day, agendas in hours and lonely times are no chapters."""
    assert read_list(text, duration_s) == ()


@pytest.mark.parametrize("case", NOTATIONS, ids=lambda case: case["name"])
def test_every_notation_is_read_as_a_person_reads_it(case: dict[str, Any]) -> None:
    """Starts and titles to the letter; where a person sees no list, there is none."""
    found = read_list(case["text"], case.get("duration_s", 0.0))

    assert [[int(at_s), title] for at_s, title in found] == case["chapters"]


def test_the_notations_are_many_and_in_many_languages() -> None:
    """The table keeps its promise: at least 150 notations in ten languages, some without a list."""
    languages = {case["lang"] for case in NOTATIONS}
    without = [case for case in NOTATIONS if not case["chapters"]]

    assert len(NOTATIONS) >= 150
    assert len(languages) >= 10
    assert len(without) >= 30


def test_real_descriptions_are_read_as_their_labels_say() -> None:
    """Each real description's list is found exactly, and none is made up."""
    try:
        cases = real_cases()
    except Missing as reason:
        pytest.skip(str(reason))
    wrong = [
        case.name for case in cases if not is_exact(case, read_list(case.text, case.duration_s))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "duration_s", "reason"),
    [
        ("", 0, "The description names no times."),
        ("See 3:10", 0, "The description names times, but no list of them."),
        (
            "9:00 Doors\n9:30 Opening\n10:15 Keynote",
            0,
            "The description's 3 times are no chapters: they look like a programme of the day.",
        ),
        (
            "Corrections:\n1:00 a\n2:00 b",
            0,
            "The description's 2 times are no chapters: they stand under corrections.",
        ),
        (
            "0:00 A\n9:00 B\n8:00:00 C",
            60,
            "The description's 3 times are no chapters: most lie past the end of the video.",
        ),
        (
            "0:00 A\n1:00 B",
            0,
            "The chapters are the description's list of 2 times from 0:00 to 1:00.",
        ),
        (
            "Chapters:\n0:00 A\n1:00 B\n\nMusic:\n0:10 S\n0:50 T\n1:20 U",
            0,
            "The chapters are the description's list under “Chapters” of 2 times from 0:00 to 1:00,"
            " before another group of times: its heading says so.",
        ),
        (
            "0:05 S\n1:50 T\n\nand\n0:00 A\n1:00 B",
            0,
            "The chapters are the description's list of 2 times from 0:00 to 1:00,"
            " before another group of times: it starts at 0:00.",
        ),
    ],
)
def test_the_reason_is_a_sentence(text: str, duration_s: float, reason: str) -> None:
    """A person reads which times were taken, or why none were."""
    assert find_list(text, duration_s).reason == reason


def test_what_is_left_out_is_told() -> None:
    """Every time that is no chapter, or a doubtful one, comes with its words and its kind."""
    text = "\n".join([
        "Wait for 0:30!", "", "0:00 A", "1:00 B", "2:00 C", "3:00 D", "1:40 E", "4:00 F", "5:00 G",
        "12:00 H", "", "Corrections:", "1:10 not b",
    ])  # fmt: skip

    found = find_list(text, 600.0)

    assert [(note.at_s, note.words, note.kind) for note in found.notes] == [
        (30, "Wait for !", "outside"),
        (100, "E", "slip"),
        (720, "H", "late"),
        (70, "not b", "outside"),
    ]
    assert (100, "E") in found.entries


TITLES = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzÄßéñøłğĄжщиαωאבגعربيكلمهنञतकのかなカ漢字한국어ไทย",
    min_size=3,
    max_size=14,
).filter(lambda word: word not in {"hrs", "gmt", "utc"})
WORDS = st.lists(TITLES, min_size=1, max_size=4).map(" ".join)
FORMS = [
    "{time} {title}", "{time} - {title}", "{time} – {title}", "{time} — {title}", "{time} | {title}",
    "{time}: {title}", "{time} ~ {title}", "{time}\t{title}", "{time} • {title}", "{time} » {title}",
    "({time}) {title}", "[{time}] {title}", "【{time}】{title}", "<{time}> {title}", "（{time}） {title}",
    "{{{time}}} {title}", "• {time} {title}", "- {time} {title}", "* {time} - {title}", "▶️ {time} {title}",
    "🔥 {time} {title}", "{time} 🔹 {title}", "{n}. {time} {title}", "{n:02}) {time} - {title}",
    "{time} {n}. {title}", "{time} {n:02}) {title}", "第{n}章 {time} {title}", "{time} 第{n}章 {title}",
    "Chapter {n}: {time} {title}", "{title} - {time}", "{title} ({time})", "{title} [{time}]",
    "{title}: {time}", "{title} | {time}", "{title} .......... {time}", "{n}. {title} {time}",
    "{n} - {title} - {time}", "{time} - {end} {title}", "{time}–{end}: {title}", "{time} ~ {end} {title}",
    "({time} - {end}) {title}", "{title} ({time} - {end})", "{time} to {end} {title}",
    "| {time} | {title} |", "{time}\n{title}", "{title}\n{time}\n", "({time} - {title})",
]  # fmt: skip


@st.composite
def lists(draw: st.DrawFn, fewest: int = 2) -> list[tuple[int, str]]:
    """Make a list of chapters as creators do: from the start on, and no shorter than YouTube's.

    One at least is longer than the steps of a plan in hours and minutes.
    """
    first = draw(st.integers(0, 60))
    steps = draw(st.lists(st.integers(10, 1200), min_size=fewest, max_size=40))
    assume(max(steps[:-1]) > 25)
    starts = [first + sum(steps[:n]) for n in range(len(steps))]
    return [(start, draw(WORDS)) for start in starts]


def write(entries: list[tuple[int, str]], form: str, clock: Callable[[float], str]) -> str:
    ends = [start for start, _ in entries[1:]] + [entries[-1][0] + 60]
    return "\n".join(
        form.format(time=clock(start), end=clock(end), title=title, n=n)
        for n, ((start, title), end) in enumerate(zip(entries, ends, strict=True), start=1)
    )


def long_clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def persian_clock(seconds: float) -> str:
    return format_clock(seconds).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def wide_clock(seconds: float) -> str:
    return format_clock(seconds).translate(str.maketrans("0123456789:", "０１２３４５６７８９："))


@settings(max_examples=150)
@given(
    lists(),
    st.sampled_from(FORMS),
    st.sampled_from([format_clock, long_clock, persian_clock, wide_clock]),
    st.sampled_from(["", "A talk, filmed in 2019.\n\nChapters\n", "Hello!\n\n"]),
)
def test_any_list_in_any_notation_reads_back_the_same(
    entries: list[tuple[int, str]], form: str, clock: Callable[[float], str], opening: str
) -> None:
    """Whatever joins times and titles, both come back, and nothing else does."""
    text = opening + write(entries, form, clock) + "\n\nThanks for watching"

    assert list(read_list(text)) == entries


@settings(max_examples=100)
@given(lists(fewest=3), st.sampled_from(["{time} {title}", "{time} - {title}", "({time}) {title}"]))
def test_a_list_without_its_line_breaks_reads_back_the_same(
    entries: list[tuple[int, str]], form: str
) -> None:
    """A blank in place of each line break loses no title; a capital may begin what follows them."""
    entries = [(start, title.lower()) for start, title in entries]
    text = write(entries, form, format_clock).replace("\n", " ")

    assert list(read_list(text)) == entries


NOISE = st.text(
    alphabet="0123456789:h -—().\n[]abcＩ１：・*`#|\t+=<>'\"m秒分第章~/&;\0\x1f\u200f", max_size=300
)


@settings(max_examples=150)
@given(st.one_of(st.text(), NOISE), st.sampled_from([0.0, 1.0, 90.0, 3600.0, 1e9]))
def test_no_text_is_too_strange(text: str, duration_s: float) -> None:
    """Nothing raises; what is read is two times or more, rising, within the video, or nothing."""
    found = find_list(text, duration_s)

    assert found.reason
    assert all(one[0] <= other[0] for one, other in pairwise(found.entries))
    assert all(0 <= at_s < (duration_s or 1e9) for at_s, _ in found.entries)
    assert len(found.entries) != 1 or any(note.kind == "late" for note in found.notes)


@pytest.mark.parametrize(
    "piece",
    [
        "0:00 ", "0:00\n", "(0:00 [1:00 ", "{n}:{s:02} Title\n", "{n}:{s:02} Title ", "*a ", "`a <",
        "0:00-", "1h02 ", "https://a(", "第一章0:00はじめに", "\u200f0:00\u200f ", "0:00 a 1:00 b\n\n",
        "<br>0:00 ", "<a ", "<li\t", "&#1", "0m0s a\n10m b\n", "\"0:00\" ", "ab 0:00 x\n", "10分 x\n",
        "- 0:00 x\n   y\n", "1'", "1分", "3.20 T\n", "\0", "\u202e0:00 ", "+---+---+\n| 0:00 | x |\n",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Ten times the text takes ten times as long, give or take; a megabyte takes seconds."""
    took = []
    for letters in (15_000, 150_000):
        pieces = (piece.format(n=n // 60, s=n % 60) for n in range(letters // len(piece)))
        text = "".join(pieces)
        begin = process_time()
        find_list(text, 0.0)
        took.append(process_time() - begin)

    assert took[1] < 20 * took[0] + 0.5
