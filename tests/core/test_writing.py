"""The paid step on stand-ins: nothing is paid twice, and nothing past the cap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from core.assembly import assemble
from core.errors import (
    BadRequest,
    BudgetExceeded,
    Cancelled,
    WriterUnavailable,
)
from core.models import NO_MODEL, Request, Source, Usage
from core.runs import describe_problem
from core.services import Services
from core.writing import Job, Outcome, Pending, plan_writing, write_post, write_section
from tests.fakes import A_STUDY, MODEL, VIDEO_ID, MemoryStore, Outside

PAID = Request(model=MODEL, cap_usd=Decimal(5))
CENT = Decimal("0.01")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def outside(store: MemoryStore) -> Outside:
    return Outside(store=store)


@pytest.fixture
def services(outside: Outside) -> Services:
    return outside.services()


def ordered(services: Services, request: Request = PAID) -> str:
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    services.runs.save_study(run.id, A_STUDY)
    services.runs.save_request(run.id, request)
    return run.id


def write_all(services: Services, run_id: str) -> tuple[Outcome, ...]:
    jobs, _ = plan_writing(services, run_id)
    return tuple(write_section(services, run_id, job.index, Decimal(1)) for job in jobs)


class TestPlan:
    def test_each_chapter_has_its_worst_case(self, services: Services) -> None:
        """A chapter is never free before it is written, and always after."""
        run_id = ordered(services)
        jobs, left_usd = plan_writing(services, run_id)
        write_section(services, run_id, 1, Decimal(1))
        again, left_after_usd = plan_writing(services, run_id)

        assert [job.index for job in jobs] == [0, 1, 2]
        assert all(job.worst_usd > 0 and not job.is_paid for job in jobs)
        assert left_usd == Decimal(5)
        assert [(job.worst_usd == 0, job.is_paid) for job in again] == [
            (False, False),
            (True, True),
            (False, False),
        ]
        assert left_after_usd == Decimal("4.99")

    def test_the_draft_without_a_model_is_free(self, services: Services) -> None:
        """It is planned even under a cap of nothing."""
        run_id = ordered(services, Request(model=NO_MODEL, cap_usd=Decimal(0)))
        jobs, _ = plan_writing(services, run_id)

        assert {job.worst_usd for job in jobs} == {Decimal(0)}

    def test_the_draft_is_written_whatever_was_paid_before(self, services: Services) -> None:
        """What is spent leaves nothing of a cap of nothing, and the draft needs nothing."""
        run_id = ordered(services)
        write_all(services, run_id)
        services.runs.save_request(run_id, Request(model=NO_MODEL, cap_usd=Decimal(0)))
        jobs, left_usd = plan_writing(services, run_id)
        script = Script({0: Decimal(0), 1: Decimal(0), 2: Decimal(0)}, [])
        outcomes = write_post(jobs, left_usd, script)

        assert left_usd == Decimal(0)
        assert [outcome.problem for outcome in outcomes] == [None, None, None]
        assert len(script.events) == 6

    def test_dropped_chapters_are_not_planned(self, services: Services) -> None:
        """They keep their place in the study and cost nothing."""
        run_id = ordered(services)
        first, *rest = A_STUDY.chapters
        services.runs.save_chapters(run_id, (replace(first, is_dropped=True), *rest))
        jobs, _ = plan_writing(services, run_id)

        assert [job.index for job in jobs] == [1, 2]

    def test_nothing_to_write_is_said(self, services: Services) -> None:
        """Each way of having nothing has its own sentence."""
        run_id = ordered(services)
        dropped = tuple(replace(chapter, is_dropped=True) for chapter in A_STUDY.chapters)
        services.runs.save_chapters(run_id, dropped)
        empty = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID)).id

        with pytest.raises(BadRequest, match="Every chapter is dropped"):
            plan_writing(services, run_id)
        with pytest.raises(BadRequest, match="not studied yet"):
            plan_writing(services, empty)
        services.runs.save_study(empty, A_STUDY)
        with pytest.raises(BadRequest, match="Nothing was asked"):
            plan_writing(services, empty)

    def test_a_cap_below_every_chapter_is_refused_at_once(self, services: Services) -> None:
        """The sentence names both sums."""
        run_id = ordered(services, replace(PAID, cap_usd=Decimal("0.0001")))

        with pytest.raises(BudgetExceeded, match=r"leaves 0\.00 USD, and one chapter may cost"):
            plan_writing(services, run_id)


class TestSection:
    def test_an_answer_is_paid_entered_and_kept(self, services: Services, outside: Outside) -> None:
        """The bill says which chapter it was for."""
        run_id = ordered(services)
        outcome = write_section(services, run_id, 1, Decimal("0.30"))
        (call,) = services.runs.calls(run_id)

        assert outcome == Outcome(index=1, cost_usd=CENT)
        assert (call.index, call.title, call.is_finished, call.is_reused) == (
            1,
            "A grammar",
            True,
            False,
        )
        assert outside.writer.allowances == [Decimal("0.30")]
        assert services.runs.live_text(run_id, 1).startswith("Half a sentence and its end.")

    def test_the_same_chapter_is_never_paid_twice(
        self, services: Services, outside: Outside
    ) -> None:
        """Not by the same run, and not by another, which enters it as reused."""
        first, second = ordered(services), ordered(services)
        outcomes = [write_section(services, run_id, 0, Decimal(1)) for run_id in (first, first)]
        reused = write_section(services, second, 0, Decimal(1))

        assert [outcome.cost_usd for outcome in outcomes] == [CENT, CENT]
        assert reused == Outcome(index=0)
        assert outside.writer.calls == [0]
        assert services.runs.spent_usd(first) == CENT
        assert services.runs.spent_usd(second) == Decimal(0)
        assert [call.is_reused for call in services.runs.calls(second)] == [True]

    @pytest.mark.parametrize(
        "changed",
        [
            replace(PAID, model="claude-opus-4-5"),
            replace(PAID, tone="cheerful"),
            replace(PAID, length="full"),
        ],
        ids=["model", "tone", "length"],
    )
    def test_another_wish_is_another_answer(
        self, services: Services, outside: Outside, changed: Request
    ) -> None:
        """What changes the question is asked anew; a raised cap changes nothing."""
        run_id = ordered(services)
        write_section(services, run_id, 0, Decimal(1))
        services.runs.save_request(run_id, replace(PAID, cap_usd=Decimal(9)))
        write_section(services, run_id, 0, Decimal(1))
        services.runs.save_request(run_id, changed)
        write_section(services, run_id, 0, Decimal(1))

        assert outside.writer.calls == [0, 0]

    def test_a_failed_call_is_on_the_bill_with_what_it_used(
        self, services: Services, outside: Outside
    ) -> None:
        """Tokens of a broken call are paid, too."""
        error = WriterUnavailable("Overloaded.")
        error.usage = Usage(calls=2, cost_usd=CENT * 3)
        outside.writer.errors[0] = error
        run_id = ordered(services)
        outcome = write_section(services, run_id, 0, Decimal(1))
        (call,) = services.runs.calls(run_id)

        assert outcome == Outcome(index=0, cost_usd=CENT * 3, problem=describe_problem(error))
        assert (call.is_finished, call.note, call.usage) == (False, "Overloaded.", error.usage)

    def test_a_chapter_whose_answer_is_kept_is_shown_as_written(self, services: Services) -> None:
        """A run that goes on counts what it had, though none of it is asked for again."""
        run_id = ordered(services)
        write_section(services, run_id, 0, Decimal(1))
        services.runs.clear_progress(run_id, "write-")
        write_section(services, run_id, 0, Decimal(1))

        shown = services.runs.state(run_id).progress
        assert [(step.step, step.is_finished) for step in shown] == [("write-000", True)]

    def test_half_an_answer_is_never_kept_as_the_answer(
        self, services: Services, outside: Outside
    ) -> None:
        """A call that was cancelled is paid as far as it went, and asked again later."""
        outside.writer.stops[0] = "cancelled"
        run_id = ordered(services)
        outcome = write_section(services, run_id, 0, Decimal(1))
        outside.writer.stops.clear()
        again = write_section(services, run_id, 0, Decimal(1))

        assert outcome.problem is not None
        assert outcome.problem.kind == "Cancelled"
        assert outcome.cost_usd == CENT
        assert again == Outcome(index=0, cost_usd=CENT)
        assert services.runs.spent_usd(run_id) == CENT * 2

    def test_a_run_that_is_stopped_asks_nothing(self, services: Services, outside: Outside) -> None:
        """Answers that are kept are still given."""
        run_id = ordered(services)
        write_section(services, run_id, 0, Decimal(1))
        services.runs.ask_to_stop(run_id)

        assert write_section(services, run_id, 0, Decimal(1)).problem is None
        stopped = write_section(services, run_id, 1, Decimal(1))
        assert stopped.problem == describe_problem(Cancelled("The run was cancelled."))
        assert outside.writer.calls == [0]

    def test_a_disk_that_is_full_from_the_start_costs_nothing(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """The call is not begun where its progress cannot be kept."""
        run_id = ordered(services)
        store.is_full = True
        outcome = write_section(services, run_id, 0, Decimal(1))

        assert outcome.problem is not None
        assert (outcome.problem.kind, outcome.cost_usd) == ("StorageFailed", Decimal(0))
        assert outside.writer.calls == []

    def test_a_disk_that_fills_up_during_a_call_does_not_lose_the_answer(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """Its price counts against the cap; once there is space, it is kept and not asked again."""
        run_id = ordered(services)
        write = outside.writer.write

        def fill_up(*words: object) -> object:
            reply = write(*words)  # type: ignore[arg-type]
            store.is_full = True
            return reply

        outside.writer.write = fill_up  # type: ignore[method-assign, assignment]
        full = write_section(services, run_id, 0, Decimal(1))
        store.is_full = False
        jobs, _ = plan_writing(services, run_id)
        kept = write_section(services, run_id, 0, Decimal(1))

        assert full.problem is not None
        assert (full.problem.kind, full.cost_usd) == ("StorageFailed", CENT)
        assert jobs[0].is_paid
        assert kept == Outcome(index=0, cost_usd=CENT)
        assert outside.writer.calls == [0]
        assert services.runs.spent_usd(run_id) == CENT

    def test_an_answer_whose_bill_was_not_entered_is_on_it_before_more_is_spent(
        self, services: Services, store: MemoryStore
    ) -> None:
        """Its process may have died in the moment between the two."""
        run_id = ordered(services)
        write_section(services, run_id, 0, Decimal(1))
        store.remove(f"runs/{run_id}/calls")
        _, left_usd = plan_writing(services, run_id)

        assert left_usd == PAID.cap_usd - CENT
        assert services.runs.spent_usd(run_id) == CENT

    @pytest.mark.parametrize("damage", [b"", b'{"run_id": "x", "re'], ids=["empty", "half"])
    def test_an_answer_that_cannot_be_read_is_asked_again_and_both_are_on_the_bill(
        self, services: Services, store: MemoryStore, damage: bytes
    ) -> None:
        """A power cut may leave an empty file; the chapter has its allowance again."""
        run_id = ordered(services)
        write_section(services, run_id, 0, Decimal(1))
        (name,) = store.names("artifacts/reply")
        store.write(name, damage)
        jobs, _ = plan_writing(services, run_id)
        again = write_section(services, run_id, 0, jobs[0].worst_usd)

        assert not jobs[0].is_paid
        assert jobs[0].worst_usd > 0
        assert again.problem is None
        assert services.runs.spent_usd(run_id) == CENT * 2

    def test_a_call_that_died_with_its_process_is_on_the_bill_by_a_guess(
        self, services: Services, outside: Outside
    ) -> None:
        """The cap counts it, before anything is sent again."""
        run_id = ordered(services)
        outside.writer.errors[0] = KeyboardInterrupt()
        with pytest.raises(KeyboardInterrupt):
            write_section(services, run_id, 0, Decimal(1))
        outside.writer.errors.clear()
        _, left_usd = plan_writing(services, run_id)
        (lost,) = services.runs.calls(run_id)
        write_section(services, run_id, 0, Decimal(1))
        write_section(services, run_id, 1, Decimal(9))

        assert lost.usage.cost_usd > 0
        assert lost.usage.output_tokens > 0
        assert not lost.is_finished
        assert "guessed" in lost.note
        assert left_usd == PAID.cap_usd - lost.usage.cost_usd
        assert services.runs.spent_usd(run_id) == lost.usage.cost_usd + CENT * 2
        assert outside.writer.allowances[-1] == left_usd - CENT

    def test_what_is_edited_while_it_is_written_is_for_the_next_time(
        self, services: Services
    ) -> None:
        """A post is of one piece: of one list of chapters and one model."""
        run_id = ordered(services)
        jobs, _ = plan_writing(services, run_id)
        write_section(services, run_id, 0, Decimal(1))
        services.runs.save_chapters(run_id, A_STUDY.chapters[:1])
        services.runs.save_request(run_id, replace(PAID, model="claude-opus-4-5"))
        outcomes = tuple(write_section(services, run_id, job.index, Decimal(1)) for job in jobs)
        post = assemble(services, run_id, outcomes)

        assert [outcome.problem for outcome in outcomes] == [None] * 3
        assert [section.chapter for section in post.sections] == list(A_STUDY.chapters)
        assert {section.model for section in post.sections} == {MODEL}

    def test_a_chapter_that_was_edited_away_is_a_sentence(self, services: Services) -> None:
        """The person may change the list while it is being written."""
        run_id = ordered(services)
        services.runs.save_chapters(run_id, A_STUDY.chapters[:1])
        outcome = write_section(services, run_id, 2, Decimal(1))

        assert outcome.problem is not None
        assert "no longer in the list" in outcome.problem.message


@dataclass
class Script:
    """Spawns chapters that cost what is written here, and remembers when."""

    costs: dict[int, Decimal]
    events: list[str]

    def __call__(self, job: Job, allowance_usd: Decimal) -> Pending:
        self.events.append(f"start {job.index}")
        return Scripted(self, job.index)


@dataclass
class Scripted:
    script: Script
    index: int

    def wait(self) -> Outcome:
        self.script.events.append(f"end {self.index}")
        return Outcome(index=self.index, cost_usd=self.script.costs[self.index])


def planned(*worst: int, paid: tuple[int, ...] = ()) -> tuple[Job, ...]:
    return tuple(
        Job(index=index, worst_usd=Decimal(usd), is_paid=index in paid)
        for index, usd in enumerate(worst)
    )


class TestPost:
    def test_as_many_start_at_once_as_the_cap_allows(self) -> None:
        """A chapter waits until the worst of all that are going on fits."""
        script = Script({0: Decimal(1), 1: Decimal(1), 2: Decimal(1)}, [])
        outcomes = write_post(planned(2, 2, 2), Decimal(5), script)

        assert script.events == ["start 0", "start 1", "end 0", "start 2", "end 1", "end 2"]
        assert [outcome.problem for outcome in outcomes] == [None] * 3

    def test_what_does_not_fit_is_left_out_and_said(self) -> None:
        """A cheaper chapter after it is still written."""
        script = Script({0: Decimal(2), 2: Decimal(1)}, [])
        outcomes = write_post(planned(2, 4, 1), Decimal(5), script)

        assert script.events == ["start 0", "end 0", "start 2", "end 2"]
        assert [outcome.index for outcome in outcomes] == [0, 1, 2]
        assert [outcome.problem.kind if outcome.problem else None for outcome in outcomes] == [
            None,
            "BudgetExceeded",
            None,
        ]

    def test_a_chapter_that_is_paid_already_is_not_counted_again(self) -> None:
        """Its bill is in what was spent before: counting it twice would stop a run too early."""
        script = Script({0: Decimal(4), 1: Decimal(1)}, [])
        outcomes = write_post(planned(0, 1, paid=(0,)), Decimal(1), script)

        assert [outcome.problem for outcome in outcomes] == [None, None]

    def test_the_sum_never_passes_the_cap(self) -> None:
        """Whatever chapters cost up to their worst, the order of events keeps within it."""
        for cap in range(12):
            script = Script(dict.fromkeys(range(4), Decimal(3)), [])
            outcomes = write_post(planned(3, 3, 3, 3), Decimal(cap), script)

            assert sum(outcome.cost_usd for outcome in outcomes) <= cap
            assert len(script.events) == 2 * min(4, cap // 3)


def test_a_whole_post_is_written_for_the_sum_of_its_bills(services: Services) -> None:
    """What the outcomes cost is what the run has spent."""
    run_id = ordered(services)
    outcomes = write_all(services, run_id)

    assert sum(outcome.cost_usd for outcome in outcomes) == services.runs.spent_usd(run_id)


def test_a_wide_cap_leaves_room_to_continue_a_cut_answer() -> None:
    """Each chapter gets its worst case, and as much again while the cap has room for all."""
    jobs = tuple(Job(index=index, worst_usd=Decimal("0.10")) for index in range(3))
    given: list[Decimal] = []

    class Written:
        def __init__(self, index: int) -> None:
            self.index = index

        def wait(self) -> Outcome:
            return Outcome(index=self.index, cost_usd=Decimal("0.01"))

    def spawn(job: Job, allowance_usd: Decimal) -> Written:
        given.append(allowance_usd)
        return Written(job.index)

    write_post(jobs, Decimal("0.45"), spawn)

    assert given == [Decimal("0.20"), Decimal("0.15"), Decimal("0.10")]
