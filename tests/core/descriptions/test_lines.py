"""What copying and typesetting did to lines, undone."""

from __future__ import annotations

import pytest

from core.descriptions.lines import unfold
from core.descriptions.words import LINK


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\nb\r\nc", ["a", "b", "c"]),
        ("a\\n\\n0:00 b\\n1:00 c", ["a", "0:00 b", "1:00 c"]),
        ("a<br>0:00 b<br />1:00 c", ["a", "0:00 b", "1:00 c"]),
        ("<p>a</p><p>0:00 b &amp; c</p><p>1:00 d</p>", ["a", "0:00 b & c", "1:00 d"]),
        ("0:00 a<br>\n1:00 <b>b</b><br>\n\n2:00 c", ["0:00 a", "1:00 b", "2:00 c"]),
        ("<p>0:00 &#%s;</p><p>1:00 b&#31;</p>" % ("9" * 5000), [f"0:00 &#{'9' * 5000};", "1:00 b"]),
        (
            "0:00 <p></p>\n1:00 The <br> tag\n2:00 &lt;",
            ["0:00 <p></p>", "1:00 The <br> tag", "2:00 &lt;"],
        ),
        ("C:\\new is a folder", ["C:\\new is a folder"]),
        ("see https://a.b/c?d=e, ok", [f"see {LINK} ok"]),
        ("https://a.b/c0:00 Intro", [f"{LINK}0:00 Intro"]),
        ("`Ann <https://a.b>`__ - x", ["Ann  - x"]),
        ("-  0:00 - a long title that\n   goes on", ["-  0:00 - a long title that    goes on"]),
        ("1. A title\n   that ends - 0:45", ["1. A title    that ends - 0:45"]),
        ("0:00 Intro\n- a note", ["0:00 Intro", "- a note"]),
        ("0:00 Intro\nFollow me", ["0:00 Intro", "Follow me"]),
        ("   * - 0:00_\n     - Ann\n     - Her talk", ["   0:00_ - Ann - Her talk"]),
        (".. _0:00: http://a.b/?t=0\ntext", ["text"]),
        (
            "+------+-----+\n| 0:00 | Ann |\n|      | Lee |\n+------+-----+\n| 5:00 | Bo  |\n+------+-----+",
            ["0:00 | Ann Lee", "5:00 | Bo"],
        ),
        ("0:00 a\n----------\n1:00 b", ["0:00 a", "1:00 b"]),
        ("a\0b\ud800c", ["a b c"]),
        ("", []),
    ],
)
def test_lines_are_whole_again(text: str, lines: list[str]) -> None:
    """Breaks written as letters, links, RST's tables and hanging indents."""
    assert [line.text for line in unfold(text)] == lines


def test_text_that_was_wrapped_at_a_width_is_joined() -> None:
    """Where a word had no room on its line, it belongs to the line before."""
    text = (
        "(02:55) Michael Ford - A little bit of Python podcast, upcoming unittest\n"
        "stuff, mock\n\n"
        "(08:00) Harald Masser - The real harm of functional programming styles\n"
        "(reprised)\n\n"
        "(13:50) Pete Fine - Please\n"
    )

    assert [line.text.split()[-1] for line in unfold(text)] == ["mock", "(reprised)", "Please"]


def test_rows_keep_their_numbers() -> None:
    """What stands near to what is told by rows, blank ones and those of links counted."""
    text = "`Ann\n<https://a.b>`__ says\n\n0:00 a"

    assert [(line.first, line.last) for line in unfold(text)] == [(0, 0), (1, 1), (3, 3)]
