"""The engine runs whole runs on stand-ins: order, queues, cancelling, resuming, taking over."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.adapters import engine
from core.adapters.artifacts import Store
from core.adapters.database import prepare, unusable
from core.adapters.locks import FileLocks
from core.errors import (
    NothingToTranscribe,
    OutsideBlocked,
    RunUnknown,
    SetupIncomplete,
    StorageFailed,
    WriterRejected,
    WriterUnavailable,
)
from core.models import Request, RunState, Source
from core.services import Services
from core.settings import Settings
from tests.fakes import A_STUDY, MODEL, VIDEO_ID, Outside

LINK = Source(kind="youtube", video_id=VIDEO_ID)
PAID = Request(model=MODEL, cap_usd=Decimal(5))
PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One engine for all tests of this file: starting and stopping one takes half a second."""
    yield f"sqlite:///{tmp_path_factory.mktemp('engine')}/runs.sqlite"
    engine.shutdown()


@pytest.fixture
def outside(tmp_path: Path, database: str) -> Outside:
    settings = Settings(data=str(tmp_path / "data"), database=database, parallel_calls=2)
    return Outside(store=Store(settings.data), settings=settings)


@pytest.fixture
def services(outside: Outside) -> Services:
    return outside.services()


@pytest.fixture
def running(services: Services) -> engine.Engine:
    return engine.boot(services)


def studied(running: engine.Engine, source: Source = LINK) -> str:
    run = running.services.runs.create(source)
    running.start_study(run.id)
    state = running.wait(run.id, PATIENCE_S)
    assert (state.stage, state.problem) == ("studied", None)
    return run.id


def ready(running: engine.Engine) -> str:
    """Give a run whose study is done, without doing it."""
    run = running.services.runs.create(LINK)
    running.services.runs.save_study(run.id, A_STUDY)
    return run.id


def written(running: engine.Engine, run_id: str, request: Request = PAID) -> RunState:
    running.services.runs.save_request(run_id, request)
    running.start_write(run_id)
    return running.wait(run_id, PATIENCE_S)


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does; fail when it never does."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def messages(state: RunState) -> str:
    return f"{state.problem.message} {state.problem.hint}" if state.problem else ""


class TestStudy:
    def test_a_study_goes_through_every_step(self, running: engine.Engine) -> None:
        """All that is free is found out, and every step is reported as finished."""
        run_id = studied(running)
        study = running.services.runs.study(run_id)
        steps = running.services.runs.state(run_id).progress

        assert study is not None
        assert [chapter.title for chapter in study.chapters] == ["Why parse", "A grammar", "A tree"]
        assert len(study.screenshots) >= 3
        assert [(step.step, step.is_finished) for step in steps] == [
            ("describe", True),
            ("captions", True),
            ("transcribe", True),
            ("split", True),
            ("look", True),
        ]

    def test_a_study_that_is_done_does_nothing_twice(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """Studying again finds each step's artifact and asks nobody."""
        run_id = studied(running)
        decoded = outside.media.decoded
        running.start_study(run_id)
        state = running.wait(run_id, PATIENCE_S)

        assert state.stage == "studied"
        assert (len(outside.describer.asked), len(outside.captions.asked)) == (1, 1)
        assert outside.media.decoded == decoded

    def test_blocked_captions_are_replaced_by_listening(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """The transcript says who was asked before."""
        outside.captions.error = OutsideBlocked("YouTube refuses this address.")
        run_id = studied(running)
        study = running.services.runs.study(run_id)

        assert study is not None
        assert study.transcript.origin == "whisper"
        assert study.transcript.notes == (
            "No captions: YouTube refuses this address.",
            "Heard here.",
        )

    def test_two_runs_never_listen_at_once(self, running: engine.Engine, outside: Outside) -> None:
        """Listening takes the whole machine, so the second run waits for its turn."""
        outside.captions.error = NothingToTranscribe("There is no track.")
        outside.listener.seconds = 0.3
        sources = [replace(LINK, video_id=name * 11) for name in "ab"]
        runs = [running.services.runs.create(source) for source in sources]
        for run in runs:
            running.start_study(run.id)
        stages = [running.wait(run.id, PATIENCE_S).stage for run in runs]

        assert stages == ["studied", "studied"]
        assert (outside.listener.heard, outside.listener.most_at_once) == (2, 1)

    def test_when_both_ways_fail_the_message_names_both(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """The person needs to hear of both to choose what to bring."""
        outside.captions.error = OutsideBlocked("YouTube refuses this address.")
        outside.listener.error = SetupIncomplete("Whisper's weights are not here.")
        run = running.services.runs.create(LINK)
        running.start_study(run.id)
        state = running.wait(run.id, PATIENCE_S)

        assert state.stage == "failed"
        assert "YouTube refuses this address. Whisper's weights are not here." in messages(state)

    def test_a_bug_ends_as_a_sentence_and_a_log_without_keys(
        self, running: engine.Engine, outside: Outside, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Nobody is shown a stack trace, and no key reaches the log."""
        outside.settings = replace(outside.settings, anthropic_api_key="sk-secret")
        engine.boot(outside.services())

        def broken(video_id: str) -> None:
            raise ZeroDivisionError("by sk-secret")

        outside.describer.describe = broken  # type: ignore[assignment, method-assign]
        run = running.services.runs.create(LINK)
        running.start_study(run.id)
        state = running.wait(run.id, PATIENCE_S)

        assert state.stage == "failed"
        assert state.problem is not None
        assert (state.problem.kind, state.problem.exit_code) == ("Unforeseen", 1)
        assert "Traceback" not in messages(state)
        assert "by ***" in caplog.text
        assert "sk-secret" not in caplog.text

    def test_an_unknown_run_is_refused(self, running: engine.Engine) -> None:
        """Nothing is begun, asked or cancelled for a run that is not there."""
        for deed in (running.start_study, running.start_write, running.cancel):
            with pytest.raises(RunUnknown):
                deed("0123456789abcdef0123")


class TestWrite:
    def test_every_chapter_is_written_and_billed_once(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """The post holds all chapters in order, and the bills add up."""
        run_id = ready(running)
        state = written(running, run_id)
        post = running.services.runs.post(run_id)

        assert (state.stage, state.problem) == ("written", None)
        assert post is not None
        assert [section.index for section in post.sections] == [0, 1, 2]
        assert all(section.is_complete and section.blocks for section in post.sections)
        assert sorted(outside.writer.calls) == [0, 1, 2]
        assert state.spent.cost_usd == Decimal("0.03")

    def test_writing_again_pays_for_nothing(self, running: engine.Engine, outside: Outside) -> None:
        """The same request finds every answer kept, even under a cap that is used up."""
        run_id = ready(running)
        written(running, run_id)
        state = written(running, run_id, replace(PAID, cap_usd=Decimal("0.03")))

        assert state.stage == "written"
        assert len(outside.writer.calls) == 3
        assert state.spent.cost_usd == Decimal("0.03")

    def test_starting_twice_is_starting_once(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """However many pages press the button, one job is at work."""
        outside.writer.gate = threading.Event()
        run_id = ready(running)
        running.services.runs.save_request(run_id, PAID)
        presses = [threading.Thread(target=running.start_write, args=(run_id,)) for _ in range(6)]
        for press in presses:
            press.start()
        for press in presses:
            press.join()
        until(lambda: len(outside.writer.calls) == 2)
        running.start_write(run_id)
        outside.writer.gate.set()
        running.wait(run_id, PATIENCE_S)

        assert sorted(outside.writer.calls) == [0, 1, 2]

    def test_an_overloaded_model_pauses_the_run_and_resuming_writes_the_rest(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """What is written stays in the post; the missing chapter stands there, marked."""
        outside.writer.errors[1] = WriterUnavailable("The model is overloaded.")
        run_id = ready(running)
        state = written(running, run_id)
        post = running.services.runs.post(run_id)

        assert state.stage == "paused"
        assert messages(state).startswith("1 of 3 chapters are not written. The model is")
        assert post is not None
        assert [section.is_complete for section in post.sections] == [True, False, True]

        outside.writer.errors.clear()
        running.start_write(run_id)
        assert running.wait(run_id, PATIENCE_S).stage == "written"
        assert sorted(outside.writer.calls) == [0, 1, 1, 2]

    def test_a_missing_key_pauses_with_its_sentence(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """Once the key is set, resuming goes on."""
        for index in range(3):
            outside.writer.errors[index] = WriterRejected(
                "There is no key.", "Set ANTHROPIC_API_KEY.", reason="key"
            )
        run_id = ready(running)
        state = written(running, run_id)

        assert (state.stage, state.problem and state.problem.hint) == (
            "paused",
            "Set ANTHROPIC_API_KEY.",
        )
        outside.writer.errors.clear()
        running.start_write(run_id)
        assert running.wait(run_id, PATIENCE_S).stage == "written"

    def test_a_cap_that_is_reached_pauses_and_a_raised_one_goes_on(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """Nothing is repaid when the run goes on, and the cap is never passed."""
        outside.prices.usd_per_token = Decimal("0.0001")
        outside.writer.price_usd = Decimal("0.55")
        run_id = ready(running)
        state = written(running, run_id, replace(PAID, cap_usd=Decimal("1.20")))

        assert state.stage == "paused"
        assert state.problem is not None
        assert (state.problem.kind, state.problem.exit_code) == ("BudgetExceeded", 4)
        assert state.spent.cost_usd < Decimal("1.20")
        first = list(outside.writer.calls)
        assert 0 < len(first) < 3

        state = written(running, run_id, replace(PAID, cap_usd=Decimal("9.00")))
        assert state.stage == "written"
        assert sorted(outside.writer.calls) == [0, 1, 2]
        assert outside.writer.calls[: len(first)] == first

    def test_a_cap_below_every_chapter_asks_nothing(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """The run pauses before the first call."""
        run_id = ready(running)
        state = written(running, run_id, replace(PAID, cap_usd=Decimal("0.0001")))

        assert (state.stage, outside.writer.calls) == ("paused", [])

    def test_one_chapters_bug_leaves_the_others_alone(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """What nobody foresaw is one chapter's problem, not the post's."""
        outside.writer.errors[0] = RuntimeError("oh")
        run_id = ready(running)
        state = written(running, run_id)
        post = running.services.runs.post(run_id)

        assert state.stage == "paused"
        assert post is not None
        assert [section.is_complete for section in post.sections] == [False, True, True]

    def test_writing_before_studying_is_a_sentence(self, running: engine.Engine) -> None:
        """The message says what has to come first."""
        run = running.services.runs.create(LINK)
        state = written(running, run.id)

        assert state.stage == "failed"
        assert "not studied yet" in messages(state)


class TestCancel:
    def test_cancelling_closes_calls_and_starts_no_more(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """What calls in flight have used is on the bill, and resuming finishes the post."""
        outside.writer.gate = threading.Event()
        run_id = ready(running)
        running.services.runs.save_request(run_id, PAID)
        running.start_write(run_id)
        until(lambda: len(outside.writer.calls) == 2)
        running.cancel(run_id)
        state = running.wait(run_id, PATIENCE_S)

        assert state.stage == "cancelled"
        assert len(outside.writer.calls) == 2
        assert state.spent.cost_usd == Decimal("0.01")

        outside.writer.gate.set()
        running.start_write(run_id)
        assert running.wait(run_id, PATIENCE_S).stage == "written"

    def test_a_run_that_waits_in_line_is_cancelled_at_once(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """It never begins."""
        outside.captions.error = NothingToTranscribe("There is no track.")
        outside.listener.gate = threading.Event()
        first, second = (
            running.services.runs.create(replace(LINK, video_id=name * 11)) for name in "ab"
        )
        running.start_study(first.id)
        until(lambda: outside.listener.at_once == 1)
        running.start_study(second.id)
        until(lambda: any(p.note == "waiting for its turn" for p in _progress(running, second.id)))
        time.sleep(0.3)
        running.cancel(second.id)

        assert running.wait(second.id, PATIENCE_S).stage == "cancelled"
        outside.listener.gate.set()
        assert running.wait(first.id, PATIENCE_S).stage == "studied"
        assert outside.listener.heard == 1

    def test_cancelling_a_run_at_rest_leaves_it_as_it_is(self, running: engine.Engine) -> None:
        """There is nothing to stop."""
        run_id = ready(running)
        running.cancel(run_id)

        assert running.services.runs.state(run_id).stage == "new"

    def test_cancelling_a_run_that_nobody_works_for_says_so(self, running: engine.Engine) -> None:
        """A run whose engine's database is gone can still be cancelled, and resumed."""
        run_id = ready(running)
        running.services.runs.set_stage(run_id, "writing")
        running.cancel(run_id)

        assert running.services.runs.state(run_id).stage == "cancelled"


def _progress(running: engine.Engine, run_id: str) -> tuple[object, ...]:
    return running.services.runs.state(run_id).progress


class TestBoot:
    def test_many_sessions_boot_one_engine(self, services: Services) -> None:
        """Sessions that come at once share what the first one starts."""
        found: list[engine.Engine] = []
        sessions = [
            threading.Thread(target=lambda: found.append(engine.boot(services))) for _ in range(6)
        ]
        for session in sessions:
            session.start()
        for session in sessions:
            session.join()

        assert len(set(map(id, found))) == 1

    def test_new_settings_reach_the_engine_that_runs(
        self, running: engine.Engine, outside: Outside
    ) -> None:
        """A key that is entered later is used by the next run."""
        outside.settings = replace(outside.settings, anthropic_api_key="sk-new")
        again = engine.boot(outside.services())

        assert again is running
        assert running.services.settings.anthropic_api_key == "sk-new"

    def test_the_database_holds_no_words_of_the_talk(
        self, running: engine.Engine, database: str
    ) -> None:
        """Prompts, answers and transcripts are artifacts; the engine knows names and prices."""
        run_id = studied(running)
        written(running, run_id)
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            dump = "\n".join(connection.iterdump())

        assert run_id in dump
        assert "parsing a language" not in dump
        assert "Half a sentence" not in dump

    def test_work_waits_while_no_engine_takes_it(self, outside: Outside) -> None:
        """A process that only asks leaves the work to one that comes later."""
        outside.settings = replace(outside.settings, database="")
        services = outside.services()
        asking = engine.boot(services, queues=())
        run = services.runs.create(LINK)
        asking.start_study(run.id)
        assert asking.wait(run.id, timeout_s=0.6).stage == "studying"
        engine.shutdown()

        working = engine.boot(services)
        state = working.wait(run.id, PATIENCE_S)
        engine.shutdown()

        assert state.stage == "studied"

    def test_what_was_begun_and_never_queued_is_picked_up(self, outside: Outside) -> None:
        """A kill between the mark and the queue, or a lost database, leaves nobody waiting."""
        outside.settings = replace(outside.settings, database="")
        services = outside.services()
        studying, at_rest = services.runs.create(LINK), services.runs.create(LINK)
        services.runs.set_stage(studying.id, "studying")
        running = engine.boot(services)
        until(lambda: services.runs.standing(studying.id).stage == "studied")
        seen = running.is_active(at_rest.id), services.runs.standing(at_rest.id).stage
        engine.shutdown()

        assert seen == (False, "new")

    def test_what_was_begun_and_is_to_stop_is_not_picked_up(self, outside: Outside) -> None:
        """The person's word stands, even where the engine's database is lost."""
        services = outside.services()
        run = services.runs.create(LINK)
        services.runs.save_study(run.id, A_STUDY)
        services.runs.save_request(run.id, PAID)
        services.runs.set_stage(run.id, "writing")
        services.runs.ask_to_stop(run.id)
        engine.shutdown()
        engine.boot(services)

        until(lambda: services.runs.standing(run.id).stage == "cancelled")
        assert outside.writer.calls == []

    @pytest.mark.slow
    def test_work_whose_end_could_not_be_recorded_goes_on_by_itself(
        self, running: engine.Engine, outside: Outside, database: str
    ) -> None:
        """A full disk leaves it begun, on the name of a process that lives and does nothing."""
        run_id = ready(running)
        written(running, run_id)
        running.services.runs.set_stage(run_id, "writing")
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            connection.execute(
                "UPDATE workflow_status SET status = 'PENDING', output = NULL"
                " WHERE workflow_uuid LIKE ? AND name = 'write'",
                (f"{run_id}-%",),
            )
            connection.execute(
                "DELETE FROM operation_outputs WHERE workflow_uuid LIKE ?"
                " AND function_name = 'finish'",
                (f"{run_id}-%",),
            )
            connection.commit()
        assert running.is_active(run_id)
        state = running.wait(run_id, PATIENCE_S)

        assert (state.stage, state.problem) == ("written", None)
        assert sorted(outside.writer.calls) == [0, 1, 2]


class TestDatabase:
    def test_a_full_disk_is_called_so(self) -> None:
        """Mostly the engine is the first that notices."""
        error = sqlite3.OperationalError("database or disk is full")
        assert "disk is full" in unusable("sqlite:////nowhere/x.sqlite", error).message

    @pytest.mark.parametrize(
        ("make", "says"),
        [
            (lambda file: file.write_bytes(b"no database at all" * 500), "is damaged"),
            (lambda file: file.mkdir(), "cannot be written"),
        ],
        ids=["garbage", "folder"],
    )
    def test_one_that_cannot_be_used_is_a_sentence(
        self, tmp_path: Path, make: Callable[[Path], object], says: str
    ) -> None:
        """It names the file; what is paid is elsewhere."""
        file = tmp_path / "runs.sqlite"
        make(file)
        with pytest.raises(StorageFailed, match=says) as caught:
            prepare(f"sqlite:///{file}", Settings())
        assert str(file) in caught.value.message

    def test_one_that_is_away_is_a_sentence_without_its_password(self) -> None:
        """Nobody answers at this address."""
        url = "postgresql://someone:hidden-word@127.0.0.1:1/x"
        with pytest.raises(StorageFailed, match="cannot be reached") as caught:
            prepare(url, Settings())
        assert "hidden-word" not in f"{caught.value.message} {caught.value.hint}"


class TestLocks:
    def test_a_held_lock_is_a_sign_of_life(self, tmp_path: Path) -> None:
        """Only when it is let go may another take it."""
        one, other = FileLocks(tmp_path / "locks"), FileLocks(tmp_path / "locks")
        one.hold("first")
        with other.try_lock("first") as is_dead:
            assert not is_dead
        one.release()
        with other.try_lock("first") as is_dead:
            assert is_dead
        assert list((tmp_path / "locks").iterdir()) == []
