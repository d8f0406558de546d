"""Progress and live text reach watchers often enough, and no more often."""

from __future__ import annotations

import pytest

from core.errors import Cancelled
from core.models import Progress, Source
from core.reporting import BEAT_S, LiveText, Reporter, StopFlag, watch
from core.runs import Runs
from tests.fakes import VIDEO_ID, MemoryStore


class Counted(MemoryStore):
    """A store that counts what is written and looked for."""

    def __init__(self) -> None:
        super().__init__()
        self.writes, self.looks = 0, 0

    def write(self, name: str, data: bytes) -> None:
        super().write(name, data)
        self.writes += 1

    def exists(self, name: str) -> bool:
        self.looks += 1
        return super().exists(name)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store() -> Counted:
    return Counted()


@pytest.fixture
def runs(store: Counted) -> Runs:
    return Runs(store)


@pytest.fixture
def run_id(runs: Runs, store: Counted) -> str:
    run_id = runs.create(Source(kind="youtube", video_id=VIDEO_ID)).id
    store.writes = 0
    return run_id


def shown(runs: Runs, run_id: str) -> Progress:
    return runs.state(run_id).progress[0]


def test_a_report_is_kept_at_most_once_a_beat(runs: Runs, run_id: str, store: Counted) -> None:
    """A step may report a thousand times; watchers look four times a second."""
    clock = Clock()
    with Reporter(runs, run_id, "look", "Choose the screens", clock) as report:
        clock.now += 1
        for done in range(1000):
            report(done, 1000)
        first = shown(runs, run_id).done
        clock.now += BEAT_S
        report(500, 1000, unit="frames")

    assert first == 0
    assert store.writes == 4
    assert shown(runs, run_id) == Progress(
        step="look",
        label="Choose the screens",
        done=1000,
        total=1000,
        unit="frames",
        started_at=1000.0,
        updated_at=1001.25,
        is_finished=True,
    )


def test_a_new_note_is_shown_at_once(runs: Runs, run_id: str) -> None:
    """What a person has to read does not wait for the beat."""
    with Reporter(runs, run_id, "captions", "Look for captions", Clock()) as report:
        report(0, note="No captions. Listening instead.")
        assert shown(runs, run_id).note == "No captions. Listening instead."

    assert shown(runs, run_id).note == "No captions. Listening instead."


def test_a_step_that_fails_is_never_shown_as_finished(runs: Runs, run_id: str) -> None:
    """It stays where it was."""
    with (
        pytest.raises(ZeroDivisionError),
        Reporter(runs, run_id, "look", "Choose the screens") as report,
    ):
        report(1 // 0)

    assert not shown(runs, run_id).is_finished


def test_a_full_disk_silences_reports_and_not_the_work(
    runs: Runs, run_id: str, store: Counted
) -> None:
    """A step that has begun is not stopped by its own telling."""
    clock = Clock()
    with Reporter(runs, run_id, "look", "Choose the screens", clock) as report:
        store.is_full = True
        clock.now += 1
        report(3, 10)
        store.is_full = False

    assert shown(runs, run_id).is_finished


def test_live_text_grows_and_can_be_voided(runs: Runs, run_id: str, store: Counted) -> None:
    """An empty piece takes back what came before; the last words are kept at the end."""
    clock = Clock()
    live = LiveText(runs, run_id, 2, clock)
    live("One ")
    live("two ")
    begun = runs.live_text(run_id, 2)
    clock.now += BEAT_S
    live("")
    voided = runs.live_text(run_id, 2)
    live("Three.")
    store.is_full = True
    live.keep()
    store.is_full = False
    live.keep()

    assert (begun, voided, runs.live_text(run_id, 2)) == ("One ", "", "Three.")


def test_the_stop_flag_is_looked_for_at_most_once_a_beat(
    runs: Runs, run_id: str, store: Counted
) -> None:
    """It may be asked for every piece of text; and once it is seen it stays seen."""
    clock = Clock()
    stop = StopFlag(runs, run_id, clock)
    asked = [stop() for _ in range(100)]
    looks = store.looks
    runs.ask_to_stop(run_id)
    early = stop()
    clock.now += BEAT_S
    late = stop()
    runs.allow(run_id)
    clock.now += BEAT_S

    assert (any(asked), looks, early, late, stop()) == (False, 1, False, True, True)


def test_a_watch_stops_a_step_that_was_asked_to(runs: Runs, run_id: str) -> None:
    """The step ends at its next check."""
    runs.ask_to_stop(run_id)
    line = watch(runs, run_id, Reporter(runs, run_id, "look", "Choose the screens"))

    with pytest.raises(Cancelled):
        line.check()
