"""What was said: caption files read, rolling lines unrolled, segments in order."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadRequest
from core.models import Segment
from core.transcripts import clean, parse_captions, plain_text, to_srt, to_vtt

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "transcripts"

SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello there.\n\n2\n00:00:03,000 --> 00:00:04,000\nBye.\n"
VTT = "WEBVTT\n\nintro\n00:01.000 --> 00:02.500 align:start\n<v Ada>Hello</v> there.\n\nNOTE skip\nthis\n\n00:03.000 --> 00:04.000\nBye.\n"
SBV = "0:00:01.000,0:00:02.500\nHello there.\n\n0:00:03.000,0:00:04.000\nBye.\n"
TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
    '<p begin="00:00:01.000" end="00:00:02.500">Hello<br/>there.</p>'
    '<p begin="3s" dur="1s">Bye.</p></div></body></tt>'
)
SRV1 = '<transcript><text start="1" dur="1.5">Hello there.</text><text start="3" dur="1">Bye.</text></transcript>'
SRV3 = '<timedtext><body><p t="1000" d="1500">Hello there.</p><p t="3000" d="1000">Bye.</p></body></timedtext>'
JSON3 = json.dumps(
    {
        "events": [
            {"tStartMs": 0, "dDurationMs": 9000, "id": 1},
            {
                "tStartMs": 1000,
                "dDurationMs": 1500,
                "segs": [{"utf8": "Hello"}, {"utf8": " there."}],
            },
            {"tStartMs": 2500, "aAppend": 1, "segs": [{"utf8": "\n"}]},
            {"tStartMs": 3000, "dDurationMs": 1000, "segs": [{"utf8": "Bye."}]},
        ]
    }
)
JSON = json.dumps(
    [{"start": 1, "duration": 1.5, "text": "Hello there."}, {"start": 3, "end": 4, "text": "Bye."}]
)
JSON_NOUNS = json.dumps(
    {
        "segments": [
            {"id": 1, "start_s": 1.0, "end_s": 2.5, "text": "Hello there."},
            {"start_s": "0:03", "end_s": 4, "text": "Bye."},
        ]
    }
)

FORMS = [
    ("a.srt", SRT),
    ("a.sbv", SBV),
    ("a.ttml", TTML),
    ("a.xml", SRV1),
    ("a.xml", SRV3),
    ("a.json3", JSON3),
    ("a.json", JSON),
    ("a.json", JSON_NOUNS),
    ("bom.srt", "\ufeff" + SRT),
    ("dos.srt", SRT.replace("\n", "\r\n")),
    ("utf16.srt", SRT.encode("utf-16")),
    ("utf16le.srt", SRT.encode("utf-16-le")),
    ("unsorted.srt", "\n".join(reversed(SRT.split("\n\n"))) + "\n"),
]


def said(segments) -> list[tuple[float, float, str]]:
    return [(segment.start_s, segment.end_s, segment.text) for segment in segments]


@pytest.mark.parametrize(("name", "data"), FORMS, ids=[f"{i}-{f[0]}" for i, f in enumerate(FORMS)])
def test_every_form_says_the_same(name: str, data: str | bytes) -> None:
    """One talk in every form that captions come in reads as the same segments."""
    transcript = parse_captions(data, name)

    assert said(transcript.segments) == [(1.0, 2.5, "Hello there."), (3.0, 4.0, "Bye.")]
    assert [segment.id for segment in transcript.segments] == [1, 2]


def test_vtt_marks_become_text_or_go() -> None:
    """A voice becomes a name, notes and identifiers go, settings are not words."""
    assert said(parse_captions(VTT, "a.vtt").segments) == [
        (1.0, 2.5, "Ada: Hello there."),
        (3.0, 4.0, "Bye."),
    ]


def test_a_pasted_transcript_keeps_its_times() -> None:
    """Times at the head of lines, or on lines of their own, are starts."""
    text = "0:00 Welcome.\n[1:05] The first part.\n1:00:00\nThe end\nof it.\n"

    segments = parse_captions(text, "pasted.txt").segments

    assert [(s.start_s, s.text) for s in segments] == [
        (0.0, "Welcome."),
        (65.0, "The first part."),
        (3600.0, "The end of it."),
    ]


def test_text_without_times_is_spread_over_the_video_and_says_so() -> None:
    """Every word is kept, the last one ends with the video, and the guess is told."""
    transcript = parse_captions("One two. Three four five!\nSix.", "a.txt", duration_s=60.0)

    assert plain_text(transcript.segments) == "One two. Three four five! Six."
    assert transcript.segments[-1].end_s == pytest.approx(60.0)
    assert any("guessed" in note for note in transcript.notes)


def test_rolling_captions_are_said_once() -> None:
    """Each line that repeats the last gives only what is new."""
    cues = [
        ("00:00.000", "00:02.000", "so today we look at"),
        ("00:02.000", "00:02.010", "so today we look at"),
        ("00:02.010", "00:04.000", "so today we look at\nhash tables and how"),
        ("00:04.000", "00:04.010", "hash tables and how"),
        ("00:04.010", "00:06.000", "hash tables and how\nthey find things"),
    ]
    vtt = "WEBVTT\n\n" + "\n".join(f"{a} --> {b}\n{text}\n" for a, b, text in cues)

    segments = parse_captions(vtt, "auto.vtt").segments

    assert plain_text(segments) == "so today we look at hash tables and how they find things"


def test_speech_that_repeats_itself_is_kept() -> None:
    """A speaker who says a line twice said it twice."""
    lines = [
        "no no",
        "no",
        "it is fine",
        "it is fine",
        "we go on",
        "with the next",
        "thing now",
        "and so on",
    ]
    srt = "\n".join(
        f"{i}\n00:00:{i:02},000 --> 00:00:{i + 1:02},000\n{line}\n" for i, line in enumerate(lines)
    )

    assert plain_text(parse_captions(srt, "a.srt").segments) == " ".join(lines)


@pytest.mark.parametrize(
    ("said_so", "kept"),
    [
        ("use a vector<int> here", "use a vector<int> here"),
        ("if a < b and c > d, then", "if a < b and c > d, then"),
        ("the set {x} and {\\cdot}", "the set {x} and {\\cdot}"),
        ("{\\an8}<b>Hi</b> <font color='#fff'>you</font>", "Hi you"),
        ("Q&amp;A &lt;br&gt;", "Q&A <br>"),
        ("one<br>two", "one two"),
        ("soft\u200b\u200bly", "softly"),
        ("Oh [Music]", "Oh [Music]"),
    ],
)
def test_markup_goes_and_words_stay(said_so: str, kept: str) -> None:
    """Only the tags that caption formats know are taken out: code has angle brackets too."""
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{said_so}\n"

    assert [segment.text for segment in parse_captions(srt, "a.srt").segments] == [kept]


def test_a_refrain_is_sung_as_often_as_it_is_sung() -> None:
    """Lines that repeat the last and add nothing are no rolling captions."""
    srt = "\n".join(f"{i}\n00:00:{i:02},000 --> 00:00:{i + 1:02},000\nla la la\n" for i in range(8))

    assert len(parse_captions(srt, "a.srt").segments) == 8


def test_captions_that_grow_word_by_word_are_said_once() -> None:
    """Live captions show a line again with each new word; a note tells that they were joined."""
    lines = ["so", "so today", "so today we", "so today we look", "so today we look on"]
    vtt = "WEBVTT\n\n" + "\n".join(
        f"00:{i:02}.000 --> 00:{i + 1:02}.000\n{line}\n" for i, line in enumerate(lines)
    )

    transcript = parse_captions(vtt, "live.vtt")

    assert plain_text(transcript.segments) == lines[-1]
    assert any("repeated" in note for note in transcript.notes)


def test_what_is_said_twice_at_once_is_said_once() -> None:
    """A file that holds each cue twice holds one talk."""
    segments = clean(segment for text in "ab" for segment in [a_segment(text)] * 2)

    assert [segment.text for segment in segments] == ["a b"]


def a_segment(text: str) -> Segment:
    return Segment(id=0, start_s=1.0, end_s=2.0, text=text)


@pytest.mark.parametrize(
    "file",
    [
        '[{"text": "a", "start": 1e308, "duration": 1e308}]',
        f'[{{"text": "a", "start": {"9" * 400}, "duration": 1}}]',
        '{"events": [{"tStartMs": {}, "segs": [{"utf8": "a"}]}]}',
        '{"events": [{"tStartMs": NaN, "segs": [{"utf8": "a"}]}]}',
        '<tt><body><p begin="1.2.3s">a</p></body></tt>',
        f"1\n{'9' * 400}:00:01,000 --> 00:00:02,000\na\n",
    ],
    ids=["sum", "digits", "object", "nan", "xml", "srt"],
)
def test_times_that_cannot_be_are_refused(file: str) -> None:
    """A broken number is the file's fault, told before anything is made of it."""
    with pytest.raises(BadRequest, match=r"time|cannot be right|start"):
        parse_captions(file, "broken")


@pytest.mark.parametrize(
    "line",
    [
        "\u202bمرحبا بكم\u202c",
        "\u200f\u2067שלום לכולם\u2069",
        "はい　\u3000そう　です　ね",
        "Oui\u00a0!\u00a0Non\u00a0?",
    ],
)
def test_marks_of_direction_and_broad_spaces_are_text(line: str) -> None:
    """Captions whose every line has some of them are read; they are no sign of a binary file."""
    srt = "".join(
        f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:05,000\n{line} {n}\n\n" for n in range(1, 40)
    )
    assert len(parse_captions(srt, "a.srt").segments) == 39


def test_mere_music_holds_no_words() -> None:
    """A file of `[Music]` alone would become a post of it."""
    with pytest.raises(BadRequest, match="no words"):
        parse_captions("WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n", "music.vtt")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Before all.\n0:05 One\n0:09 Two", ["Before all.", "One", "Two"]),
        ("0:00\n0 seconds\nOne\n0:15\n15 seconds\nTwo", ["One", "Two"]),
        ("Ann Lee  0:00\nHello.\n\nBob  0:15\nHi Ann.", ["Ann Lee: Hello.", "Bob: Hi Ann."]),
        ("[00:01.00]One\n[00:05.20]Two", ["One", "Two"]),
        ("0:00 - 0:15 One\n0:15 - 0:30 Two", ["One", "Two"]),
        ("[Music]\nWelcome. At 10:30 we met.", ["[Music]", "Welcome.", "At 10:30 we met."]),
        ("We met at 9:30\nand at 8:15 again", ["We met at 9:30", "and at 8:15 again"]),
    ],
)
def test_a_pasted_text_keeps_every_word(text: str, wanted: list[str]) -> None:
    """Times in front of words are times; a time that someone says is a word."""
    assert [segment.text for segment in parse_captions(text, "a.txt").segments] == wanted


def test_bare_words_become_sentences() -> None:
    """A list of words with times is cut where sentences and breaths end, none is lost."""
    words = [
        [" Hi", 0, 0.4],
        [" now", 0.4, 0.7],
        ["-famous.", 0.7, 1],
        [" So", 1, 1.2],
        [" on", 4, 5],
    ]

    segments = parse_captions(json.dumps(words), "words.json").segments

    assert said(segments) == [(0.0, 1.0, "Hi now-famous."), (1.0, 1.2, "So"), (4.0, 5.0, "on")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.vtt", "WEBVTT\n\n"),
        ("blank.srt", ""),
        ("picture.srt", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8),
        ("page.txt", "<!DOCTYPE html><html><body>No</body></html>"),
        ("bomb.ttml", '<!DOCTYPE tt [<!ENTITY a "b">]><tt><body><p begin="1s">&a;</p></body></tt>'),
        ("broken.ttml", "<tt><body><p begin='1s'>x</body>"),
        ("broken.json", '{"events": ['),
        ("wrong.json", '{"a": 1}'),
        ("wrong.json", "[1, 2]"),
        ("wrong.json", "[]"),
        ("wrong.json", '[{"start": NaN, "text": "y"}]'),
        ("letter.rtf", "{\\rtf1 hello}"),
        ("wrong.json", '[{"start": "x", "text": "y"}]'),
        ("time.ttml", '<tt><body><p begin="soon">x</p></body></tt>'),
    ],
)
def test_what_holds_no_captions_is_refused(name: str, data: str | bytes) -> None:
    """Each gets a sentence and a hint, never a stack trace."""
    with pytest.raises(BadRequest) as caught:
        parse_captions(data, name)

    assert caught.value.hint


TIMES = st.floats(min_value=-5, max_value=500, allow_nan=False)
SEGMENTS = st.lists(
    st.builds(
        lambda start, length, words: Segment(
            id=0, start_s=start, end_s=start + length, text=" ".join(words)
        ),
        TIMES,
        st.floats(min_value=-3, max_value=40),
        st.lists(st.sampled_from(["a", "b", "", "c\nd"]), max_size=4),
    ),
    max_size=12,
)


@given(SEGMENTS)
def test_cleaned_segments_are_sorted_and_apart(segments) -> None:
    """Whatever comes in, what comes out is in order, without overlap, numbered from 1."""
    cleaned = clean(segments)

    assert all(segment.start_s < segment.end_s for segment in cleaned)
    assert all(one.end_s <= other.start_s for one, other in pairwise(cleaned))
    assert [segment.id for segment in cleaned] == list(range(1, len(cleaned) + 1))
    assert clean(cleaned) == cleaned or len(cleaned) > 2


@given(st.lists(st.text("xyz", min_size=1), unique=True, max_size=12), st.data())
def test_no_word_is_lost(words, data) -> None:
    """Every word that came in comes out, however the times lie."""
    segments = [
        Segment(id=0, start_s=data.draw(TIMES), end_s=data.draw(TIMES), text=word) for word in words
    ]

    assert sorted(plain_text(clean(segments)).split()) == sorted(words)


def test_segments_read_back_from_srt_and_vtt() -> None:
    """What is written out is what is read in, marks included."""
    segments = clean(
        [
            Segment(id=1, start_s=3599.9994, end_s=3661.5, text="a < b & c"),
            Segment(id=2, start_s=4000.0, end_s=4001.0, text="d"),
        ]
    )

    back = [
        said(parse_captions(text, name).segments)
        for text, name in ((to_srt(segments), "a.srt"), (to_vtt(segments), "a.vtt"))
    ]

    assert back[0][0][2] == back[1][0][2] == "a < b & c"
    assert back[0] == back[1]
    assert "01:00:00.000 --> " not in to_vtt(segments[:1]) or back[1][0][0] == 3600.0


def test_the_samples_captions_are_read_whole() -> None:
    """The sample's own captions hold the words of its narration."""
    truth = json.loads((ROOT / "sample" / "truth.json").read_text(encoding="utf-8"))
    narration = " ".join(chapter["narration"] for chapter in truth["chapters"])

    transcript = parse_captions((ROOT / "sample" / "captions.vtt").read_bytes(), "captions.vtt")

    assert plain_text(transcript.segments).split() == narration.split()


@pytest.mark.parametrize(
    "pattern",
    [
        "3b1b_srt_multilingual/*.srt",
        "nyu_sbv/*.sbv",
        "talk_python_youtube_vtt/*.vtt",
        "forkcast_zoom_vtt_speakers/*.vtt",
    ],
)
def test_real_files_are_read(pattern: str) -> None:
    """Files people really made, in many languages, give segments in order."""
    files = sorted(SHARED.glob(pattern))
    if not files:
        pytest.skip(f"{pattern} is not beside the project")

    for file in files:
        segments = parse_captions(file.read_bytes(), file.name).segments
        assert len(segments) > 100
        assert all(one.end_s <= other.start_s for one, other in pairwise(segments))
