"""Processes are killed in the middle of writing, and the post is finished with nothing paid twice.

Real processes run the terminal's own commands; the model's stand-in runs in a process of its own
and keeps a ledger of every call it bills. Only calls that were in flight at the kill may be
repeated: nobody can know whether they were billed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.adapters import engine
from core.adapters.artifacts import Store
from core.models import Chapter, Request, Segment, Source, Study
from core.prompts import build_prompts
from core.replies import REPLY
from core.runs import Runs
from core.settings import Settings
from tests.fakes import A_STUDY, VIDEO_ID, Outside
from tests.standins.topic_talks import make_talk

ROOT = Path(__file__).parents[3]
STANDIN = ROOT / "tests" / "standins" / "anthropic_api.py"
PATIENCE_S = 240.0
MODEL = "claude-haiku-4-5"
AT_ONCE = 2
CHAPTERS = 8
TALK_QUESTIONS = 3
IN_JAPANESE = "今日は長い講演をいくつかの章に分ける方法を皆さんと一緒に見ていきます。"
"""Many tokens in few words, which are what takes time to join to sentences."""


def a_long_study() -> Study:
    """Give a study of eight short chapters, each with words of its own."""
    length_s = 20.0
    chapters = tuple(
        Chapter(title=f"Part {n}", start_s=n * length_s, end_s=(n + 1) * length_s)
        for n in range(CHAPTERS)
    )
    segments = tuple(
        Segment(
            id=n + 1,
            start_s=n * 10.0,
            end_s=n * 10.0 + 9.0,
            text=f"This is what is said at moment {n} of the talk, and it takes a while.",
        )
        for n in range(CHAPTERS * 2)
    )
    return replace(
        A_STUDY,
        video=replace(A_STUDY.video, duration_s=CHAPTERS * length_s),
        transcript=replace(A_STUDY.transcript, segments=segments),
        chapters=chapters,
    )


@dataclass
class House:
    """A data folder, a stand-in of the model with its ledger, and the processes of a test."""

    folder: Path
    stack: ExitStack
    delay_s: float = 0.3
    key: str = "sk-test"
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data = self.folder / "data"
        self.store = Store(str(self.data))
        self.runs = Runs(self.store)
        self.ledger_file = self.folder / "ledger.jsonl"
        words = [STANDIN, "--ledger", self.ledger_file, "--delay-s", self.delay_s]
        api = self._open([sys.executable, *map(str, words)], stdout=subprocess.PIPE)
        assert api.stdout is not None
        self.url = api.stdout.readline().strip()
        self.stack.callback(api.stdout.close)

    def _open(self, words: list[str], stdout: int) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            words, cwd=ROOT, env=dict(os.environ, **self.settings), stdout=stdout, text=True
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    @property
    def settings(self) -> dict[str, str]:
        return {
            "CHAPTERWISE_DATA": str(self.data),
            "CHAPTERWISE_PARALLEL_CALLS": str(AT_ONCE),
            "ANTHROPIC_API_KEY": self.key,
            "ANTHROPIC_BASE_URL": getattr(self, "url", ""),
        }

    def command(self, *words: str) -> subprocess.Popen[str]:
        """Start `python -m core` with these words."""
        return self._open([sys.executable, "-m", "core", *words], stdout=subprocess.DEVNULL)

    def studied_run(self) -> str:
        run = self.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        self.runs.save_study(run.id, a_long_study())
        return run.id

    def talk_run(self) -> str:
        """Begin a run on a talk so long that it takes three questions to find its topics."""
        run = self.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        talk = make_talk(minutes=180, sentences=(IN_JAPANESE,), language="ja")
        whole = Chapter(title="All of it", start_s=0.0, end_s=talk.video.duration_s)
        self.runs.save_study(run.id, replace(talk, chapters=(whole,)))
        self.runs.set_stage(run.id, "studied")
        return run.id

    def seek(self, run_id: str) -> subprocess.Popen[str]:
        return self.command("topics", run_id, "--model", MODEL, "--cap-usd", "5")

    def answers(self) -> int:
        """Count the answers that are kept, whatever they are to."""
        return len(self.store.names("artifacts/reply"))

    def chapters(self, run_id: str) -> tuple[Chapter, ...]:
        study = self.runs.study(run_id)
        assert study is not None
        return study.chapters

    def write(self, run_id: str, cap_usd: str = "5") -> subprocess.Popen[str]:
        return self.command("write", run_id, "--model", MODEL, "--cap-usd", cap_usd)

    def kept(self, run_id: str) -> set[int]:
        """Tell which chapters' answers are kept."""
        study, request = self.runs.study(run_id), self.runs.request(run_id)
        if study is None or request is None:
            return set()
        return {
            prompt.index
            for prompt in build_prompts(study, request)
            if self.store.exists(REPLY.artifact(prompt, request.model))
        }

    def billed(self) -> Counter[str]:
        """Count the bills of each chapter, those of broken calls among them."""
        if not self.ledger_file.exists():
            return Counter()
        lines = self.ledger_file.read_text(encoding="utf-8").splitlines()
        return Counter(json.loads(line)["chapter"] for line in lines)

    def finish(self, run_id: str) -> None:
        """Wait until the post is written."""
        until(lambda: self.runs.standing(run_id).stage == "written")

    def assert_topics_found(self, run_id: str, kills: int) -> None:
        """Every question was answered and billed once, and only calls in flight beside them."""
        assert self.runs.standing(run_id).stage == "studied"
        assert len(self.chapters(run_id)) > 20
        lines = self.ledger_file.read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        billed = [Decimal(entry["cost_usd"]) for entry in entries if entry["is_finished"]]
        paid = [call.usage.cost_usd for call in self.runs.calls(run_id) if call.is_finished]
        assert len(paid) == TALK_QUESTIONS
        assert set(paid) <= set(billed)
        assert TALK_QUESTIONS <= len(entries) <= TALK_QUESTIONS + kills
        assert self.runs.spent(run_id).calls <= TALK_QUESTIONS + kills
        assert self.runs.spent_usd(run_id) >= sum(paid)

    def assert_complete(self, run_id: str) -> None:
        post = self.runs.post(run_id)
        assert post is not None
        assert [section.index for section in post.sections] == list(range(CHAPTERS))
        assert all(section.is_complete and section.blocks for section in post.sections)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        yield House(tmp_path, stack)


@pytest.fixture
def slow_house(tmp_path: Path) -> Iterator[House]:
    """A house whose model takes its time, so that a second process can start meanwhile."""
    with ExitStack() as stack:
        yield House(tmp_path, stack, delay_s=3.0)


def until(condition: Callable[[], bool], pause_s: float = 0.01) -> None:
    """Wait for what another process does; fail when it never does."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(pause_s)


def asking_only(house: House) -> engine.Engine:
    """Give an engine in this process that takes no work itself."""
    settings = Settings(data=str(house.data), parallel_calls=AT_ONCE)
    return engine.boot(Outside(store=house.store, settings=settings).services(), queues=())


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as a power cut would, without a word."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def stop(process: subprocess.Popen[str]) -> int:
    """End a process as a system does that shuts down."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=PATIENCE_S)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def of_chapter(billed: Counter[str], index: int) -> int:
    """Count the bills of one chapter, which the ledger knows by its title."""
    return sum(count for name, count in billed.items() if f"Part {index}" in name)


def test_a_server_that_is_killed_finishes_the_post_after_its_restart(house: House) -> None:
    """No browser needs to come: the server goes on by itself, and pays for nothing twice."""
    run_id = house.studied_run()
    house.runs.save_request(run_id, Request(model=MODEL, cap_usd=Decimal(5)))
    serve = ("serve", "--headless", "--port", str(free_port()))
    server = house.command(*serve)
    asking = asking_only(house)
    asking.start_write(run_id)
    engine.shutdown()
    until(lambda: len(house.kept(run_id)) >= 2)
    kill(server)
    kept = house.kept(run_id)
    assert len(kept) < CHAPTERS
    assert house.runs.standing(run_id).stage == "writing"

    server = house.command(*serve)
    house.finish(run_id)
    stop(server)

    house.assert_complete(run_id)
    billed = house.billed()
    assert {of_chapter(billed, index) for index in kept} == {1}
    assert CHAPTERS <= billed.total() <= CHAPTERS + AT_ONCE
    assert CHAPTERS <= house.runs.spent(run_id).calls <= CHAPTERS + AT_ONCE


def test_a_search_for_topics_that_is_killed_goes_on_and_pays_for_no_answer_twice(
    house: House,
) -> None:
    """What was answered is kept; the bills of what came are the service's own."""
    run_id = house.talk_run()
    seeking = house.seek(run_id)
    until(lambda: house.answers() >= 1)
    kill(seeking)
    assert house.answers() < TALK_QUESTIONS
    assert house.runs.standing(run_id).stage == "studying"
    assert [one.title for one in house.chapters(run_id)] == ["All of it"]

    assert house.command("resume", run_id).wait(timeout=PATIENCE_S) == 0

    house.assert_topics_found(run_id, kills=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_any_number_of_kills_at_any_moment_ends_in_topics(house: House, seed: int) -> None:
    """A search begun is ended by whoever works next, and each answer is paid once."""
    moments = random.Random(seed)
    run_id = house.talk_run()
    process, kills = house.seek(run_id), 0
    until(lambda: house.runs.topic_order(run_id) is not None)
    for _ in range(3):
        time.sleep(moments.uniform(0.0, 1.5))
        kill(process)
        kills += 1
        process = house.command("worker")
    until(lambda: house.runs.topic_order(run_id) is None)
    assert stop(process) == 0

    house.assert_topics_found(run_id, kills)


@pytest.mark.slow
def test_a_search_for_topics_is_cancelled_from_another_process(slow_house: House) -> None:
    """The chapters stay, the run stands where it stood, and going on asks only for the rest."""
    house, run_id = slow_house, slow_house.talk_run()
    seeking = house.seek(run_id)
    asking = asking_only(house)
    until(lambda: house.answers() >= 1)
    asking.cancel(run_id)
    engine.shutdown()

    assert seeking.wait(timeout=PATIENCE_S) == 130
    assert house.runs.standing(run_id).stage == "studied"
    assert [one.title for one in house.chapters(run_id)] == ["All of it"]
    assert house.command("resume", run_id).wait(timeout=PATIENCE_S) == 0
    house.assert_topics_found(run_id, kills=1)


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_by_itself_and_pays_only_for_what_was_in_flight(
    house: House,
) -> None:
    """After kill -9 a new process finishes the post without being told which."""
    run_id = house.studied_run()
    writing = house.write(run_id)
    until(lambda: len(house.kept(run_id)) >= 3)
    kill(writing)
    kept = house.kept(run_id)
    assert len(kept) < CHAPTERS

    worker = house.command("worker")
    house.finish(run_id)
    assert stop(worker) == 0

    house.assert_complete(run_id)
    billed = house.billed()
    assert {of_chapter(billed, index) for index in kept} == {1}
    assert CHAPTERS <= billed.total() <= CHAPTERS + AT_ONCE
    assert CHAPTERS <= house.runs.spent(run_id).calls <= CHAPTERS + AT_ONCE


@pytest.mark.slow
def test_a_living_process_takes_over_from_a_dead_one(slow_house: House) -> None:
    """Two workers share the folder; one dies, and the other has its work within seconds."""
    house, run_id = slow_house, slow_house.studied_run()
    house.runs.save_request(run_id, Request(model=MODEL, cap_usd=Decimal(5)))
    first = house.command("worker", "--queues", "jobs,llm")
    asking = asking_only(house)
    asking.start_write(run_id)
    until(lambda: len(house.kept(run_id)) >= 1)
    second = house.command("worker", "--queues", "jobs,llm")
    until(lambda: len(list((house.data / "engine" / "locks").glob("*-*-*.lock"))) >= 3)
    kill(first)
    kept, killed_at = house.kept(run_id), time.monotonic()
    assert len(kept) < CHAPTERS
    house.finish(run_id)
    took_s = time.monotonic() - killed_at
    engine.shutdown()
    assert stop(second) == 0

    house.assert_complete(run_id)
    assert {of_chapter(house.billed(), index) for index in kept} == {1}
    assert took_s < CHAPTERS * house.delay_s + 30


@pytest.mark.slow
def test_two_engines_on_one_folder_bill_every_chapter_once(house: House) -> None:
    """Processes that live side by side never do each other's work again."""
    run_id = house.studied_run()
    workers = [house.command("worker") for _ in range(2)]
    writing = house.write(run_id)
    assert writing.wait(timeout=PATIENCE_S) == 0
    assert [stop(worker) for worker in workers] == [0, 0]

    house.assert_complete(run_id)
    assert set(house.billed().values()) == {1}
    assert house.billed().total() == CHAPTERS


@pytest.mark.slow
def test_cancelling_from_another_process_stops_queued_chapters(house: House) -> None:
    """What is written stays; what waits is never asked; resuming asks only for the rest."""
    run_id = house.studied_run()
    writing = house.write(run_id)
    asking = asking_only(house)
    until(lambda: len(house.kept(run_id)) >= 2)
    asking.cancel(run_id)
    engine.shutdown()
    assert writing.wait(timeout=PATIENCE_S) == 130
    kept, billed = house.kept(run_id), house.billed()
    assert house.runs.standing(run_id).stage == "cancelled"
    assert len(kept) < CHAPTERS
    assert billed.total() <= len(kept) + AT_ONCE

    assert house.command("resume", run_id).wait(timeout=PATIENCE_S) == 0
    house.assert_complete(run_id)
    assert {of_chapter(house.billed(), index) for index in kept} == {1}


@pytest.mark.slow
def test_stopping_at_the_keyboard_closes_calls_and_says_how_to_go_on(house: House) -> None:
    """Ctrl-C ends within seconds, and the run resumes."""
    run_id = house.studied_run()
    writing = house.write(run_id)
    until(lambda: len(house.kept(run_id)) >= 1)
    writing.send_signal(signal.SIGINT)

    assert writing.wait(timeout=PATIENCE_S) == 130
    assert house.runs.standing(run_id).stage == "cancelled"
    assert house.command("resume", run_id).wait(timeout=PATIENCE_S) == 0
    house.assert_complete(run_id)


@pytest.mark.slow
def test_a_cap_that_is_reached_exits_with_4_and_a_raised_one_goes_on(house: House) -> None:
    """Nothing is repaid when the cap is raised."""
    run_id = house.studied_run()
    assert house.write(run_id, cap_usd="0.0001").wait(timeout=PATIENCE_S) == 4
    assert house.billed().total() == 0

    going_on = house.command("resume", run_id, "--cap-usd", "5")
    assert going_on.wait(timeout=PATIENCE_S) == 0
    house.assert_complete(run_id)
    assert set(house.billed().values()) == {1}


@pytest.mark.slow
def test_a_missing_key_pauses_with_the_name_of_what_to_set(house: House) -> None:
    """Nothing is sent without a key, and the command says that the outside refused."""
    run_id = house.studied_run()
    house.key, house.url = "", ""
    assert house.write(run_id).wait(timeout=PATIENCE_S) == 3
    standing = house.runs.standing(run_id)
    assert standing.stage == "paused"
    assert standing.problem is not None
    assert "ANTHROPIC_API_KEY" in f"{standing.problem.message} {standing.problem.hint}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_any_number_of_kills_at_any_moment_ends_in_a_whole_post(house: House, seed: int) -> None:
    """Whatever was kept before a kill is never billed again."""
    moments = random.Random(seed)
    run_id = house.studied_run()
    process, kills = house.write(run_id), 0
    paid: dict[int, int] = {}
    while len(house.kept(run_id)) < CHAPTERS - 2:
        billed = house.billed().total()
        until(lambda billed=billed: house.billed().total() > billed)  # type: ignore[misc]
        time.sleep(moments.uniform(0.0, 0.4))
        kill(process)
        kills += 1
        for index in house.kept(run_id):
            paid.setdefault(index, of_chapter(house.billed(), index))
        process = house.command("worker")
    house.finish(run_id)
    assert stop(process) == 0

    house.assert_complete(run_id)
    assert {index: of_chapter(house.billed(), index) for index in paid} == paid
    assert house.billed().total() <= CHAPTERS + kills * AT_ONCE
    assert CHAPTERS <= house.runs.spent(run_id).calls <= CHAPTERS + kills * AT_ONCE
