"""Checks: what a post does not write, cite or show in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.checks import check_post, cited, coverage
from core.models import Block, Chapter, Post, Screenshot, Section, Segment, Usage, Video


def section(index: int, *blocks: Block, is_complete: bool = True) -> Section:
    return Section(
        index=index,
        chapter=Chapter(title=f"Part {index}", start_s=index * 50.0, end_s=index * 50.0 + 50),
        blocks=blocks,
        model="none",
        is_complete=is_complete,
    )


def text(*ids: int) -> Block:
    return Block(kind="text", text_md="Words.", segment_ids=ids)


def picture(frame_id: str) -> Block:
    return Block(kind="picture", text_md="A screen", frame_id=frame_id)


def post(*sections: Section) -> Post:
    return Post(
        video=Video(id="v", title="Talk", duration_s=100.0),
        sections=sections,
        segments=tuple(
            Segment(id=n, start_s=n * 10.0, end_s=n * 10.0 + 9, text="w") for n in range(1, 11)
        ),
        screenshots=tuple(
            Screenshot(id=f"F{n}", at_s=n * 10.0, file="x.jpg", width_px=2, height_px=2)
            for n in range(1, 5)
        ),
        language="en",
        model="none",
        usage=Usage(),
    )


def found(made: Post) -> list[tuple[str, str, str, float | None]]:
    return [(one.severity, one.where, one.message, one.at_s) for one in check_post(made)]


def test_coverage_is_said_for_each_chapter() -> None:
    """The share that is cited, a warning where it is low, the first moment that is missing."""
    made = post(section(0, text(1, 2), text(3)), section(1, text(5, 6)))

    assert found(made) == [
        ("info", "Part 0", "75% of the 4 segments said in this chapter are cited.", 40.0),
        ("warning", "Part 1", "33% of the 6 segments said in this chapter are cited.", 70.0),
    ]


def test_what_is_not_written_is_an_error() -> None:
    """A missing chapter and one that was cut are told apart; a silent one is neither."""
    cut = section(0, text(1, 2, 3, 4), is_complete=False)
    missing = section(1, is_complete=False)

    assert [one[:3] for one in found(post(cut, missing))] == [
        ("error", "Part 0", "This chapter is cut off."),
        ("info", "Part 0", "100% of the 4 segments said in this chapter are cited."),
        ("error", "Part 1", "This chapter is not written."),
    ]
    assert found(replace(post(section(0)), segments=())) == []


def test_pictures_stand_in_the_order_of_time() -> None:
    """One that is shown before its neighbour, or is not kept, is named."""
    made = post(section(0, text(1, 2, 3, 4), picture("F3"), picture("F1"), picture("F9")))

    assert found(made)[1:] == [
        ("error", "Part 0", "The picture F9 is not kept.", 0.0),
        ("warning", "Part 0", "The picture F1 stands after F3, which is shown later.", 10.0),
    ]


@pytest.mark.parametrize(("ids", "expected"), [((1, 2), 0.5), ((1, 2, 3, 4, 99), 1.0), ((), 0.0)])
def test_coverage_counts_what_is_cited(ids: tuple[int, ...], expected: float) -> None:
    """Ids of other chapters do not count, and silence is covered."""
    made = post(section(0, text(*ids)))

    assert expected == coverage(made.sections[0], made.segments[:4])
    assert coverage(made.sections[0], ()) == 1.0
    assert cited(made.sections[0]) == frozenset(ids)
