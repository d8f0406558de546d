"""Evidence: read however a model writes it, written one way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evidence import format_ids, is_evidence, read_ids, resolve, take_evidence


@pytest.mark.parametrize(
    ("text", "rest", "spans"),
    [
        ("It works. [[12]]", "It works.", [(12, 12)]),
        ("It works. [[12-15, 18]]", "It works.", [(12, 15), (18, 18)]),
        ("It works. [[12–15]]", "It works.", [(12, 15)]),
        ("It works. [[12 — 15]]", "It works.", [(12, 15)]),
        ("It works. [[12 to 15; 18 and 19]]", "It works.", [(12, 15), (18, 18), (19, 19)]),
        ("It works. [[ids: 12, 13]]", "It works.", [(12, 12), (13, 13)]),
        ("It works. [[#12, #13]]", "It works.", [(12, 12), (13, 13)]),
        ("It works. [[12], [13]]", "It works.", [(12, 12), (13, 13)]),
        ("It works. [[12]] [[13]]", "It works.", [(12, 12), (13, 13)]),
        ("It works. [[12]][[13]].", "It works..", [(12, 12), (13, 13)]),
        ("One. [[1]] Two. [[2]]", "One. Two.", [(1, 1), (2, 2)]),
        ("It works. [[15-12]]", "It works.", [(12, 15)]),
        ("It works. [[F3, 12]]", "It works.", [(12, 12)]),
        ("動きます。[[12、13]]", "動きます。", [(12, 12), (13, 13)]),
        ("a [[wiki link]]", "a [[wiki link]]", []),
        ("a [[12 apples]]", "a [[12 apples]]", []),
        ("a \\[\\[12\\]\\]", "a \\[\\[12\\]\\]", []),
        ("a [12]", "a [12]", []),
    ],
)
def test_evidence_is_taken_out(text: str, rest: str, spans: list[tuple[int, int]]) -> None:
    """Every way to write the ids is understood, and what is no evidence stays."""
    cited = take_evidence(text)

    assert (rest, tuple(spans)) == (cited.text, cited.spans)


@settings(deadline=None)
@given(st.frozensets(st.integers(1, 5000), max_size=40))
def test_what_is_written_can_be_read(ids: frozenset[int]) -> None:
    """Ids survive being written down and read back."""
    known, unknown = resolve(take_evidence(format_ids(ids)).spans, ids)

    assert (tuple(sorted(ids)), ()) == (known, unknown)


def test_a_huge_span_costs_nothing_and_is_named() -> None:
    """A span is never counted out: it meets what was offered, and is reported."""
    assert resolve(read_ids("1-9999999"), {3, 4}) == ((3, 4), ("1-9999999",))


@pytest.mark.parametrize(
    ("line", "expected"),
    [("[[12]]", True), ("  [[12]] [[14-15]]  ", True), ("a [[12]]", False), ("[[x]]", False)],
)
def test_a_line_of_evidence_is_known(line: str, expected: bool) -> None:
    """Evidence alone on its line belongs to what stands above it."""
    assert is_evidence(line) is expected
