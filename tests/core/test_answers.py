"""Answers: whatever a model does to the notation, blocks with evidence or findings come out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.answers import parse_answer
from core.commonmark import open_fence, parser
from core.models import Block, Chapter, ChapterPrompt, Finding, Screenshot, Segment, TextPart


def prompt(said: dict[int, str] | None = None, max_pictures: int = 4) -> ChapterPrompt:
    texts = said or {number: f"words {number}" for number in range(10, 30)}
    return ChapterPrompt(
        index=2,
        chapter=Chapter(title="3. The encode() function", start_s=100.0, end_s=300.0),
        segments=tuple(
            Segment(id=number, start_s=100.0 + number, end_s=101.0 + number, text=text)
            for number, text in texts.items()
        ),
        screenshots=tuple(
            Screenshot(id=f"F{n}", at_s=110.0 + n, file=f"F{n}.jpg", width_px=1280, height_px=720)
            for n in range(3, 9)
        ),
        system="",
        parts=(TextPart(text="The code is on https://github.com/karpathy/minbpe for you"),),
        max_tokens=4096,
        max_pictures=max_pictures,
    )


def read(text: str, *, is_complete: bool = True) -> tuple[list[Block], list[str]]:
    blocks, findings = parse_answer(text, prompt(), is_complete=is_complete)
    return list(blocks), [finding.message for finding in findings]


def drawn(block: Block) -> str:
    """Draw a block on one line: kind, ids, words."""
    ids = ",".join(str(number) for number in block.segment_ids)
    return f"{block.kind} {block.frame_id or ''}[{ids}] {block.text_md}"


WELL_WRITTEN = """\
### What goes in

Strings go in, as `str`. [[10-12]]

- One token
- Another [[13, 15]]

![The `encode` function in an editor](F3) [[14]]

```python
def encode(text):

    return [[1, 2]]
```
[[16-17]]

| a | b |
|---|---|
| 1 | 2 |

[[18]]

> It just works. [[19]]
"""


def test_a_well_written_answer_is_read_without_findings() -> None:
    """Each block gets its kind, its words without marks, and its evidence."""
    blocks, findings = read(WELL_WRITTEN)

    assert [drawn(block) for block in blocks] == [
        "heading [] ### What goes in",
        "text [10,11,12] Strings go in, as `str`.",
        "text [13,15] - One token\n- Another",
        "picture F3[14] The `encode` function in an editor",
        "code [16,17] ```python\ndef encode(text):\n\n    return [[1, 2]]\n```",
        "text [18] | a | b |\n|---|---|\n| 1 | 2 |",
        "text [19] > It just works.",
    ]
    assert findings == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("```markdown\nA b. [[10]]\n```", ["text [10] A b."], id="fence-around"),
        pytest.param("```\nA b. [[10]]\n```", ["text [10] A b."], id="bare-fence-around"),
        pytest.param(
            "````md\nA b. [[10]]\n\n```py\nx\n```\n[[11]]\n````",
            ["text [10] A b.", "code [11] ```py\nx\n```"],
            id="fence-around-code",
        ),
        pytest.param(
            "```markdown\nA b. [[10]]\n\n```py\nx\n```\n[[11]]\n```",
            ["text [10] A b.", "code [11] ```py\nx\n```"],
            id="same-fence-around-code",
        ),
        pytest.param(
            "```markdown\n# A title\n```\n[[10]]",
            ["code [10] ```markdown\n# A title\n```"],
            id="markdown-that-is-shown",
        ),
        pytest.param(
            "```\n[[1, 2], [3]]\n```\n[[10]]",
            ["code [10] ```\n[[1, 2], [3]]\n```"],
            id="numbers-in-code",
        ),
        pytest.param("# The encode() function\n\nA. [[10]]", ["text [10] A."], id="our-title"),
        pytest.param(
            "## Chapter 3: The Encode() Function\n\nA. [[10]]", ["text [10] A."], id="our-numbering"
        ),
        pytest.param(
            "# Mine\n\nA. [[10]]\n\n## Two\n\n#### Deep",
            ["heading [] ### Mine", "text [10] A.", "heading [] ### Two", "heading [] #### Deep"],
            id="headings-demoted",
        ),
        pytest.param(
            "Setext\n===\n\nA. [[10]]\n---\n",
            ["heading [] ### Setext", "text [10] A."],
            id="underlined",
        ),
        pytest.param("A.\n\n[[10]]", ["text [10] A."], id="evidence-apart"),
        pytest.param("- a\n- b\n[[10]]", ["text [10] - a\n- b"], id="evidence-below-list"),
        pytest.param("- a [[10]]\n- b [[12]]", ["text [10,12] - a\n- b"], id="evidence-by-item"),
        pytest.param(
            "| a |\n|---|\n| 1 |\n[[10]]",
            ["text [10] | a |\n|---|\n| 1 |"],
            id="evidence-below-table",
        ),
        pytest.param("```py\nx\n``` [[10]]", ["code [10] ```py\nx\n```"], id="evidence-on-fence"),
        pytest.param("A. `[[10]]`", ["text [10] A."], id="evidence-quoted"),
        pytest.param("A. [10-11]", ["text [10,11] A."], id="single-brackets"),
        pytest.param("A.【10】", ["text [] A.【10】"], id="single-brackets-unspaced"),
        pytest.param("See a[0] [99]", ["text [] See a[0] [99]"], id="brackets-of-the-text"),
        pytest.param(
            "A. [[10]]\n![x](F4)\nB. [[11]]",
            ["text [10] A.", "picture F4[] x", "text [11] B."],
            id="picture-in-paragraph",
        ),
        pytest.param(
            "A ![x [y]](f4.jpg) b. [[11]]", ["text [11] A b.", "picture F4[] x [y]"], id="inline"
        ),
        pytest.param("[![x](F4)](F4)", ["picture F4[] x"], id="picture-in-link"),
        pytest.param("- ![x](<F4>) [[10]]", ["picture F4[10] x"], id="picture-in-list"),
        pytest.param(
            "At (12:34) it starts. [[10]]", ["text [10] At (12:34) it starts."], id="time"
        ),
        pytest.param(
            "    x = 1\n    y\n\n[[10]]", ["code [10] ```\nx = 1\ny\n```"], id="indented-code"
        ),
        pytest.param("A.\n\n---\n\n[[10]]", ["text [10] A."], id="rule"),
        pytest.param("\ufeffA.\r\n\r\n[[10]]\r\n", ["text [10] A."], id="line-ends"),
        pytest.param("  - a\n  - b [[10]]", ["text [10] - a\n- b"], id="indented-list-stays-flat"),
        pytest.param("文字列を渡します。[[10、11]]", ["text [10,11] 文字列を渡します。"], id="cjk"),
        pytest.param(
            "See [the code](https://github.com/karpathy/minbpe). [[10]]",
            ["text [10] See [the code](https://github.com/karpathy/minbpe)."],
            id="address-that-was-named",
        ),
        pytest.param("<b>A</b> & `<i>` [[10]]", ["text [10] <b>A</b> & `<i>`"], id="html-is-text"),
        pytest.param("", [], id="nothing"),
        pytest.param("[[10]]", [], id="evidence-for-nothing"),
    ],
)
def test_what_models_do_is_mended(answer: str, expected: list[str]) -> None:
    """Each habit of models leads to the block that was meant."""
    blocks, _ = read(answer)

    assert [drawn(block) for block in blocks] == expected


@pytest.mark.parametrize(
    ("answer", "expected", "finding"),
    [
        ("A. [[10, 99]]", ["text [10] A."], "Evidence that was not offered: 99, at “A.…”."),
        ("A b.", ["text [] A b."], "No evidence: “A b.…”."),
        ("A. [[10]]\n\n![x](F99)", ["text [10] A."], "F99 was not offered"),
        (
            "![x](https://evil.example/p.png)\n\nA. [[10]]",
            ["text [10] A."],
            "A picture from elsewhere was left out: https://evil.example/p.png.",
        ),
        ("![a](F3)\n\n![b](F3)", ["picture F3[] a"], "The picture F3 stood twice"),
        (
            "\n\n".join(f"![{n}](F{n})" for n in range(3, 9)),
            [f"picture F{n}[] {n}" for n in range(3, 7)],
            "The picture F8 was left out: at most 4 were wanted.",
        ),
        (
            "[me](https://evil.example) [[10]]",
            ["text [10] me"],
            "A link lost its address, which nobody named: https://evil.example.",
        ),
        ("[a](javascript:alert(1)) [[10]]", ["text [10] a"], "javascript:alert(1)"),
        (
            "See https://evil.example/x. [[10]]",
            ["text [10] See `https://evil.example/x`."],
            "shown as text: https://evil.example/x.",
        ),
        ("<https://evil.example> [[10]]", ["text [10] `https://evil.example`"], "shown as text"),
        (
            "[a][b] [[10]]\n\n[b]: https://evil.example",
            ["text [10] a"],
            "A link's address was left out: B.",
        ),
        ("```py\nx [[10]]", ["code [] ```py\nx [[10]]\n```"], "A code block had no end"),
        (
            f"{'Said twice. ' * 5}[[10]]\n\nB. [[11]]\n\n{'Said twice. ' * 5}[[12]]",
            [f"text [10,12] {('Said twice. ' * 5).strip()}", "text [11] B."],
            "Written twice, kept once: “Said twice.",
        ),
    ],
)
def test_what_cannot_stay_becomes_a_finding(answer: str, expected: list[str], finding: str) -> None:
    """What is left out or doubtful is said, with the chapter and a moment to look at."""
    blocks, findings = parse_answer(answer, prompt())

    assert [drawn(block) for block in blocks] == expected
    assert any(finding in one.message for one in findings)
    assert {("3. The encode() function", True)} == {
        (one.where, one.at_s is not None) for one in findings
    }


def test_a_finding_points_at_its_evidence() -> None:
    """Where there is evidence, a finding leads to its first second; else to the chapter's."""
    _, findings = parse_answer("A. [[20, 99]]\n\nNothing here.", prompt())

    assert findings == (
        Finding(
            severity="warning",
            where="3. The encode() function",
            message="Evidence that was not offered: 99, at “A.…”.",
            at_s=120.0,
        ),
        Finding(
            severity="warning",
            where="3. The encode() function",
            message="No evidence: “Nothing here.…”.",
            at_s=100.0,
        ),
    )


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("\n\nMore", ["text [10] A.", "text [] More"]),
        ("\n\nMore [", ["text [10] A.", "text [] More"]),
        ("\n\nMore [[1", ["text [10] A.", "text [] More"]),
        ("\n\nMore [[11]", ["text [10] A.", "text [] More"]),
        ("\n\nMore [[11]]", ["text [10] A.", "text [11] More"]),
        ("\n\n![a ca", ["text [10] A."]),
        ("\n\n![a caption](", ["text [10] A."]),
        ("\n\n![a caption](F3", ["text [10] A."]),
        ("\n\n![a caption](F3)", ["text [10] A.", "picture F3[] a caption"]),
        ("\n\nSee [it](https://gi", ["text [10] A.", "text [] See"]),
        ("\n\n#", ["text [10] A."]),
        ("\n\n## ", ["text [10] A."]),
        ("\n\n``", ["text [10] A."]),
        ("\n\n```py", ["text [10] A."]),
        ("\n\n```py\nx = [1", ["text [10] A.", "code [] ```py\nx = [1\n```"]),
        ("\n\n```py\nx\n``", ["text [10] A.", "code [] ```py\nx\n```"]),
        ("\n\n```py\nx\n```", ["text [10] A.", "code [] ```py\nx\n```"]),
    ],
)
def test_half_an_answer_is_shown_sanely(tail: str, expected: list[str]) -> None:
    """While it streams, half a mark is hidden, open code is closed, nobody is blamed."""
    blocks, findings = read(f"A. [[10]]{tail}", is_complete=False)

    assert [drawn(block) for block in blocks] == expected
    assert findings == []


def test_an_answer_grows_without_going_back() -> None:
    """Read after every character, finished blocks stay as they were and the end is the whole."""
    seen: list[list[str]] = []
    for end in range(len(WELL_WRITTEN) + 1):
        blocks, findings = read(WELL_WRITTEN[:end], is_complete=False)
        seen.append([drawn(block) for block in blocks])
        assert findings == []

    whole = [drawn(block) for block in read(WELL_WRITTEN)[0]]
    settled = [lines[:-1] for lines in seen]

    assert seen[-1] == whole
    assert all(
        [line.split(" ")[0] for line in lines]
        == [line.split(" ")[0] for line in whole][: len(lines)]
        for lines in settled
    )


HOSTILE = st.text(alphabet="[]()!`<>F3012-\n #:|*_~\\hjt/.", max_size=80)


@settings(deadline=None)
@given(HOSTILE)
def test_nothing_links_or_loads_whatever_comes(answer: str) -> None:
    """No block opens a link, loads a picture or leaves code open; ids are only offered ones."""
    offered = {segment.id for segment in prompt().segments}

    for is_complete in (True, False):
        blocks, _ = parse_answer(answer, prompt(), is_complete=is_complete)
        for block in blocks:
            assert set(block.segment_ids) <= offered
            assert open_fence(block.text_md) == ""
            if block.kind != "picture":
                assert links(block.text_md) == []


def links(text_md: str) -> list[str]:
    return [
        child.type
        for token in parser().parse(text_md)
        for child in token.children or []
        if child.type in {"link_open", "image"}
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "[a](javascript:f(g(h(1)))) [[10]]",
        "[a](java\\\nscript:x) [[10]]",
        "- [a]: https://evil.example\n\n  [a] [[10]]",
        "> [a]: https://evil.example\n>\n> [a] [[10]]",
        "[a]( <https://evil.example> ) [[10]]",
        "[a](https://evil.example (title)) [[10]]",
        "![a](https://evil.example 'title\n\nmore') [[10]]",
        "[[[a](https://evil.example)](https://evil.example)] [[10]]",
        "<javascript:alert(1)> <a@b.cc> [[10]]",
        "![a][b] [[10]]\n\n[b]: https://evil.example/p.png 'x'",
        "\\[a](https://evil.example) [x\\](https://evil.example) [[10]]",
    ],
)
def test_hostile_links_stay_words(answer: str) -> None:
    """However a link is dressed up, no address survives that nobody named."""
    blocks, _ = parse_answer(answer, prompt())

    assert [link for block in blocks for link in links(block.text_md)] == []


@pytest.mark.parametrize(
    "answer", ["[" * 20000, "![" * 10000, "`" * 20000, "[[1" * 5000, "](" * 9000, "| a " * 5000]
)
def test_a_flood_of_marks_is_read_in_time(answer: str) -> None:
    """Twenty thousand opening brackets keep nobody waiting."""
    started = time.process_time()

    parse_answer(answer, prompt())

    assert time.process_time() - started < 2.0
