"""Kept answers become a post in which every chapter has its place, written or not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.assembly import assemble, verdict
from core.models import Problem, Request, Source
from core.services import Services
from core.writing import Outcome, write_section
from tests.fakes import A_STUDY, MODEL, VIDEO_ID, Outside

PAID = Request(model=MODEL, cap_usd=Decimal(5))
OVERLOADED = Problem(kind="WriterUnavailable", message="Overloaded.", hint="Wait.")
NO_KEY = Problem(kind="WriterRejected", message="No key.", hint="Set one.")


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def services(outside: Outside) -> Services:
    return outside.services()


@pytest.fixture
def run_id(services: Services) -> str:
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    services.runs.save_study(run.id, A_STUDY)
    services.runs.save_request(run.id, PAID)
    return run.id


def test_written_chapters_stand_in_order_with_their_evidence(
    services: Services, run_id: str
) -> None:
    """The post is kept, with the bill of the whole run."""
    outcomes = tuple(write_section(services, run_id, index, Decimal(1)) for index in (2, 0, 1))
    post = assemble(services, run_id, outcomes)

    assert post == services.runs.post(run_id)
    assert [section.chapter for section in post.sections] == list(A_STUDY.chapters)
    assert [section.blocks[0].segment_ids for section in post.sections] == [(1,), (7,), (13,)]
    assert (post.language, post.model) == ("en", MODEL)
    assert post.usage.cost_usd == Decimal("0.03")


def test_a_missing_chapter_stands_in_its_place_and_says_why(
    services: Services, run_id: str
) -> None:
    """Nothing is left out in silence."""
    write_section(services, run_id, 0, Decimal(1))
    post = assemble(services, run_id, (Outcome(index=1, problem=OVERLOADED),))

    assert [section.is_complete for section in post.sections] == [True, False, False]
    assert [finding.message for finding in post.sections[1].findings] == ["Overloaded. Wait."]
    assert [finding.message for finding in post.sections[2].findings] == ["Not written yet."]


def test_an_answer_that_was_cut_is_kept_and_marked(
    services: Services, run_id: str, outside: Outside
) -> None:
    """What was paid is shown, and the person knows that it is not whole."""
    outside.writer.stops[0] = "cut"
    write_section(services, run_id, 0, Decimal(1))
    section = assemble(services, run_id, ()).sections[0]

    assert section.blocks
    assert not section.is_complete
    assert "The answer was cut." in [finding.message for finding in section.findings]


def test_dropped_chapters_are_not_in_the_post(services: Services, run_id: str) -> None:
    """Those that remain keep their numbers."""
    first, *rest = A_STUDY.chapters
    services.runs.save_chapters(run_id, (replace(first, is_dropped=True), *rest))
    post = assemble(services, run_id, ())

    assert [section.index for section in post.sections] == [1, 2]


def test_a_silent_chapter_keeps_its_title(services: Services, run_id: str) -> None:
    """There is nothing to write, and nothing to complain of."""
    few = tuple(s for s in A_STUDY.transcript.segments if s.start_s < 100)
    transcript = replace(A_STUDY.transcript, segments=few)
    services.runs.save_study(run_id, replace(A_STUDY, transcript=transcript))
    post = assemble(services, run_id, ())

    assert [section.chapter.title for section in post.sections][-1] == "A tree"
    assert post.sections[-1].blocks == ()


@pytest.mark.parametrize(
    ("problems", "message"),
    [
        ((None, None), None),
        ((OVERLOADED,), "Overloaded."),
        ((None, OVERLOADED, None), "1 of 3 chapters are not written. Overloaded."),
        ((NO_KEY, NO_KEY), "2 of 2 chapters are not written. No key."),
    ],
)
def test_the_verdict_counts_and_names_the_first_reason(
    problems: tuple[Problem | None, ...], message: str | None
) -> None:
    """One sentence for the whole post."""
    outcomes = tuple(Outcome(index=n, problem=p) for n, p in enumerate(problems))
    found = verdict(outcomes)

    assert (found.message if found else None) == message
