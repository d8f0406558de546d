"""Where chapters come from, in which order, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.dividing import divide
from core.models import Chapter, Source, Video

LINK = Source(kind="youtube", video_id="abcdefghijk")
VIDEO = Video(id="abcdefghijk", title="A talk", duration_s=180.0)
FOUND = (Chapter(title="Found", start_s=0.0, end_s=180.0, origin="found"),)
LISTED = replace(VIDEO, description="0:00 Start\n1:00 Middle\n2:00 End")


def never() -> tuple[Chapter, ...]:
    pytest.fail("topics were sought")


def page(*starts_s: float) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(title=f"Page {start_s:.0f}", start_s=start_s, end_s=start_s + 1, origin="youtube")
        for start_s in starts_s
    )


def test_the_persons_own_list_comes_first() -> None:
    """Before the description, before the page, before any guess."""
    source = replace(LINK, chapters_text="0:00 Mine\n1:00 Mine too\n2:00 And this")

    found = divide(source, replace(LISTED, chapters=page(0.0)), never)

    assert [chapter.title for chapter in found.chapters] == ["Mine", "Mine too", "And this"]


def test_the_creators_list_comes_before_the_pages() -> None:
    """The person is told where the two differ."""
    found = divide(LINK, replace(LISTED, chapters=page(0.0, 61.0, 90.0)), never)

    assert [chapter.title for chapter in found.chapters] == ["Start", "Middle", "End"]
    assert (
        "The creator's list was taken before YouTube's own chapters. YouTube also has “Page 90”"
        " at 1:30; YouTube does not have “End” at 2:00."
    ) in [finding.message for finding in found.findings]


def test_where_both_agree_nothing_is_said_of_the_page() -> None:
    """A difference of a second or two is none."""
    found = divide(LINK, replace(LISTED, chapters=page(0.0, 60.0, 121.0)), never)

    assert not [finding for finding in found.findings if "YouTube" in finding.message]


def test_the_pages_chapters_come_before_a_guess() -> None:
    """A description without times leaves them to the page, and the person is told."""
    video = replace(VIDEO, description="Hello.", chapters=page(0.0, 60.0))

    found = divide(LINK, video, never)

    assert found.chapters == video.chapters
    assert found.findings[-1].message == "These 2 chapters are YouTube's own."
    assert {(f.severity, f.where) for f in found.findings} == {("info", "Chapters")}


def test_without_any_list_topics_are_found() -> None:
    """They are sought only then."""
    assert divide(LINK, replace(VIDEO, description="Hello."), lambda: FOUND).chapters == FOUND


def test_the_person_reads_why_and_what_was_left_out() -> None:
    """The reason, late times, slips and other times become findings about the chapters."""
    text = "\n".join([
        "Chapters", "0:00 A", "0:20 B", "0:40 C", "1:00 D", "0:30 E", "1:20 F", "1:40 G", "2:00 H",
        "9:00 I", "", "Corrections:", "0:50 not b",
    ])  # fmt: skip

    found = divide(LINK, replace(VIDEO, description=text), never)

    assert [finding.message for finding in found.findings] == [
        "The chapters are the description's list under “Chapters” of 9 times from 0:00 to 9:00.",
        "Left out, past the end of the video: 9:00 “I”.",
        "Out of order in the list, so perhaps mistyped: 0:30 “E”.",
        "Other times in the description, which are no chapters: 0:50 “not b”.",
    ]


def test_where_topics_are_found_the_person_reads_why() -> None:
    """Times that are no list are named, so that the person can object."""
    found = divide(LINK, replace(VIDEO, description="See 1:10 and 2:20."), lambda: FOUND)

    assert [finding.message for finding in found.findings] == [
        "The description names times, but no list of them.",
        "Other times in the description, which are no chapters: 1:10 “See and 2:20.”.",
    ]


def test_of_no_description_nothing_is_said() -> None:
    """A transcript that came alone has none that could name times."""
    assert divide(LINK, VIDEO, lambda: FOUND).findings == ()
