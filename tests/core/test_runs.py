"""A run's record: what is written is read, half of nothing is, and strangers find nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.errors import BudgetExceeded, RunUnknown
from core.models import Chapter, Problem, Progress, Request, Source, Usage
from core.runs import Call, Runs, describe_problem
from tests.fakes import A_STUDY, A_VIDEO, MODEL, VIDEO_ID, MemoryStore

LINK = Source(kind="youtube", video_id=VIDEO_ID)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def runs(store: MemoryStore) -> Runs:
    return Runs(store)


def a_call(index: int, cost: str = "0.01", **changes: object) -> Call:
    usage = Usage(input_tokens=10, output_tokens=5, calls=1, cost_usd=Decimal(cost))
    at = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(seconds=index)
    call = Call(index=index, title=f"Chapter {index}", usage=usage, model=MODEL, at=at)
    return replace(call, **changes)  # type: ignore[arg-type]


def test_a_run_is_found_by_its_id_and_by_nothing_else(runs: Runs) -> None:
    """Ids are long and random; anything that is none finds no run and no file."""
    run = runs.create(LINK)

    assert runs.get(run.id) == run
    assert len(run.id) == 20
    for stranger in ("", "..", "../../etc/passwd", run.id.upper(), run.id[:-1], f"{run.id}/x"):
        with pytest.raises(RunUnknown):
            runs.get(stranger)


def test_runs_are_listed_with_the_newest_first(runs: Runs) -> None:
    """The list is by time, not by id."""
    created = [runs.create(LINK) for _ in range(3)]

    assert runs.all() == tuple(reversed(created))


def test_all_that_is_kept_is_read_as_it_was(runs: Runs) -> None:
    """Every noun goes through JSON and comes back equal."""
    run = runs.create(LINK)
    request = Request(model=MODEL, cap_usd=Decimal("2.50"), tone="plain")
    runs.save_video(run.id, A_VIDEO)
    runs.save_study(run.id, A_STUDY)
    runs.save_request(run.id, request)

    assert runs.video(run.id) == A_VIDEO
    assert runs.study(run.id) == A_STUDY
    assert runs.request(run.id) == request


def test_the_persons_own_chapters_stand_in_the_study_until_they_are_forgotten(runs: Runs) -> None:
    """Editing leaves what was found untouched."""
    run = runs.create(LINK)
    mine = (Chapter(title="All of it", start_s=0.0, end_s=180.0, origin="edited"),)
    runs.save_study(run.id, A_STUDY)
    runs.save_chapters(run.id, mine)
    edited = runs.study(run.id)
    runs.forget_chapters(run.id)

    assert edited is not None
    assert edited.chapters == mine
    assert runs.study(run.id) == A_STUDY


def test_what_is_missing_or_unreadable_is_nothing(runs: Runs, store: MemoryStore) -> None:
    """A file of an older form is as good as none."""
    run = runs.create(LINK)
    store.write(f"runs/{run.id}/request.json", b'{"model": 3}')
    store.write(f"runs/{run.id}/study.json", b"not JSON")

    assert (runs.request(run.id), runs.study(run.id), runs.post(run.id)) == (None, None, None)


def test_what_was_spent_counts_each_bill_once_and_none_of_others(runs: Runs) -> None:
    """The same key is the same bill; an answer that another run paid is free."""
    run = runs.create(LINK)
    runs.save_call(run.id, "one", a_call(1))
    runs.save_call(run.id, "one", a_call(1))
    runs.save_call(run.id, "two", a_call(0, "0.02", is_finished=False))
    runs.save_call(run.id, "three", a_call(2, "9.99", is_reused=True))

    assert [call.index for call in runs.calls(run.id)] == [0, 1, 2]
    assert runs.spent_usd(run.id) == Decimal("0.03")
    assert runs.spent(run.id).calls == 2


def test_a_stage_keeps_the_problem_as_it_is_shown(runs: Runs) -> None:
    """An error leaves its sentence, its hint and its exit code."""
    run = runs.create(LINK)
    error = BudgetExceeded("The cap is reached.")
    runs.set_stage(run.id, "paused", error)
    state = runs.state(run.id)

    assert (state.stage, state.problem) == ("paused", describe_problem(error))
    assert state.problem == Problem(
        kind="BudgetExceeded",
        message="The cap is reached.",
        hint="Raise the cap, or drop a chapter, and resume: finished chapters are kept.",
        exit_code=4,
    )


def test_a_full_disk_does_not_hide_why_a_run_stopped(runs: Runs, store: MemoryStore) -> None:
    """The stage is known to this process until it can be kept."""
    run = runs.create(LINK)
    runs.set_stage(run.id, "writing")
    store.is_full = True
    runs.set_stage(run.id, "paused")
    seen = (runs.standing(run.id).stage, Runs(store).standing(run.id).stage)
    store.is_full = False
    runs.set_stage(run.id, "written")

    assert seen == ("paused", "writing")
    assert runs.standing(run.id).stage == Runs(store).standing(run.id).stage == "written"


def test_progress_is_shown_in_order_and_cleared_by_kind(runs: Runs) -> None:
    """Steps stand in the order in which they began."""
    run = runs.create(LINK)
    for started_at, step in enumerate(("look", "describe", "write-001"), start=1):
        runs.save_progress(run.id, Progress(step=step, label=step, started_at=started_at))

    assert [p.step for p in runs.state(run.id).progress] == ["look", "describe", "write-001"]
    runs.clear_progress(run.id, "write-")
    assert [p.step for p in runs.state(run.id).progress] == ["look", "describe"]
    runs.clear_progress(run.id)
    assert runs.state(run.id).progress == ()


def test_the_stop_flag_is_seen_by_every_process(runs: Runs, store: MemoryStore) -> None:
    """It is a file like all others."""
    run = runs.create(LINK)
    runs.ask_to_stop(run.id)
    seen = Runs(store).is_stopping(run.id)
    runs.allow(run.id)

    assert (seen, runs.is_stopping(run.id)) == (True, False)


def test_live_text_is_empty_before_it_starts(runs: Runs) -> None:
    """A watcher need not ask whether there is any."""
    run = runs.create(LINK)
    runs.save_live_text(run.id, 1, "Half a sént")

    assert (runs.live_text(run.id, 0), runs.live_text(run.id, 1)) == ("", "Half a sént")
    runs.clear_live_text(run.id)
    assert runs.live_text(run.id, 1) == ""


def test_removing_a_run_leaves_what_others_share(runs: Runs, store: MemoryStore) -> None:
    """Artifacts outlive the run that made them."""
    run, other = runs.create(LINK), runs.create(LINK)
    store.write("artifacts/reply/ab.json", b"{}")
    runs.remove(run.id)

    assert runs.all() == (other,)
    assert store.exists("artifacts/reply/ab.json")
    with pytest.raises(RunUnknown):
        runs.remove(run.id)
    with pytest.raises(RunUnknown):
        runs.state(run.id)


def test_a_source_can_be_changed_later(runs: Runs) -> None:
    """Captions that a person brings after a failure belong to the same run."""
    run = runs.create(LINK)
    changed = runs.replace_source(run.id, replace(LINK, captions="captions/a.vtt"))

    assert runs.get(run.id) == changed
    assert changed.created_at == run.created_at


def test_refusals_are_kept_for_whoever_is_asked_next(runs: Runs) -> None:
    """A process that listens knows why another found no captions."""
    run = runs.create(LINK)
    before = runs.refusals(run.id)
    runs.save_refusals(run.id, ("No captions: blocked.",))

    assert (before, runs.refusals(run.id)) == ((), ("No captions: blocked.",))
