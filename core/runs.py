"""The record of every run: a folder in the artifact store, which any process may read.

    runs/<id>/run.json        what was asked for        video.json, study.json   what is known
    runs/<id>/chapters.json   the person's own list     request.json             what to write
    runs/<id>/replaced.json   the list that found topics took the place of, and they
    runs/<id>/order.json      what is being written, from what: edits meanwhile are for later
    runs/<id>/topics.json     how to find topics        topic_order.json         while they are sought
    runs/<id>/post.json       what was written          calls/, begun/           what it cost
    runs/<id>/stage.json      where it stands           progress/, live/         `RunSignals`

Each file is written whole or not at all, so a reader never sees half of one.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from pydantic import TypeAdapter

from core.errors import ChapterwiseError, RunUnknown, StorageFailed
from core.models import (
    Chapter,
    Post,
    Problem,
    Request,
    Run,
    RunState,
    Source,
    Stage,
    Study,
    TopicRequest,
    Usage,
    Video,
)
from core.ports import ArtifactStore
from core.run_signals import RunSignals

_ID = re.compile(r"[a-z0-9]{12,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A question's bill in a run; `is_reused` where an earlier run had paid it.

    `place` is where its answer grew, if not at its index.
    """

    index: int
    title: str
    usage: Usage
    model: str
    at: datetime
    is_finished: bool = True
    is_reused: bool = False
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a run stands, and why it stopped if it did."""

    stage: Stage = "new"
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOrder:
    """A search for topics that has not ended well yet.

    `before` is where the run stood, and stands again at its end; `spent_usd` what it had paid
    until then, which the cap of the search leaves alone.
    """

    before: Standing
    spent_usd: Decimal


_RUN = TypeAdapter(Run)
_VIDEO = TypeAdapter(Video)
_STUDY = TypeAdapter(Study)
_CHAPTERS = TypeAdapter(tuple[Chapter, ...])
_REPLACED = TypeAdapter(tuple[tuple[Chapter, ...], tuple[Chapter, ...]])
_REQUEST = TypeAdapter(Request)
_TOPIC_REQUEST = TypeAdapter(TopicRequest)
_TOPIC_ORDER = TypeAdapter(TopicOrder)
_POST = TypeAdapter(Post)
_CALL = TypeAdapter(Call)
_STANDING = TypeAdapter(Standing)
_SENTENCES = TypeAdapter(tuple[str, ...])


class Runs(RunSignals):
    """Reads and writes the runs of one artifact store."""

    def __init__(self, store: ArtifactStore) -> None:
        super().__init__(store)
        self._unkept: dict[str, Standing] = {}

    def create(self, source: Source) -> Run:
        """Begin a run, with an id nobody can guess."""
        run = Run(id=secrets.token_hex(10), created_at=datetime.now(UTC), source=source)
        self._write(f"runs/{run.id}/run.json", _RUN, run)
        return run

    def get(self, run_id: str) -> Run:
        """Give a run.

        Raises:
            RunUnknown: there is none with this id.
        """
        run = self._read(f"runs/{run_id}/run.json", _RUN) if _ID.fullmatch(run_id) else None
        if run is None:
            raise RunUnknown(f"There is no run {run_id[:40]!r}.")
        return run

    def all(self) -> tuple[Run, ...]:
        """List the runs, the newest first."""
        names = (name for name in self._store.names("runs") if name.endswith("/run.json"))
        found = (self._read(name, _RUN) for name in names)
        kept = [run for run in found if run is not None]
        return tuple(sorted(kept, key=lambda run: run.created_at, reverse=True))

    def replace_source(self, run_id: str, source: Source) -> Run:
        """Change what a run starts from, such as captions that the person brings later."""
        run = replace(self.get(run_id), source=source)
        self._write(f"runs/{run_id}/run.json", _RUN, run)
        return run

    def remove(self, run_id: str) -> None:
        """Forget a run's folder; artifacts that other runs may share stay."""
        self.get(run_id)
        self._store.remove(f"runs/{run_id}")

    def video(self, run_id: str) -> Video | None:
        """Give what is known of the video, or None before it is described."""
        return self._read(f"runs/{run_id}/video.json", _VIDEO)

    def save_video(self, run_id: str, video: Video) -> None:
        """Keep what is known of the video."""
        self._write(f"runs/{run_id}/video.json", _VIDEO, video)

    def study(self, run_id: str) -> Study | None:
        """Give the study with the person's own chapters, or None before there is one."""
        study = self.own_study(run_id)
        edited = self._read(f"runs/{run_id}/chapters.json", _CHAPTERS)
        return replace(study, chapters=edited) if study is not None and edited else study

    def own_study(self, run_id: str) -> Study | None:
        """Give the study with the chapters it found itself, or None before there is one."""
        return self._read(f"runs/{run_id}/study.json", _STUDY)

    def save_study(self, run_id: str, study: Study) -> None:
        """Keep the study; the person's own chapters stand beside it."""
        self._write(f"runs/{run_id}/study.json", _STUDY, study)

    def save_chapters(self, run_id: str, chapters: tuple[Chapter, ...]) -> None:
        """Keep the person's own list of chapters."""
        self._write(f"runs/{run_id}/chapters.json", _CHAPTERS, chapters)

    def save_found_chapters(self, run_id: str, chapters: tuple[Chapter, ...]) -> None:
        """Keep chapters that were found as the person's own list, and the one before beside it."""
        study = self.study(run_id)
        # Alike where this was done before, and its process died then.
        if study is not None and study.chapters != chapters:
            self._write(f"runs/{run_id}/replaced.json", _REPLACED, (study.chapters, chapters))
        self.save_chapters(run_id, chapters)

    def chapters_before(self, run_id: str, found: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
        """Give the list that `found` took the place of; empty where it was no search's."""
        replaced = self._read(f"runs/{run_id}/replaced.json", _REPLACED)
        return replaced[0] if replaced is not None and replaced[1] == found else ()

    def forget_chapters(self, run_id: str) -> None:
        """Go back to the chapters of the study."""
        self._store.remove(f"runs/{run_id}/chapters.json")

    def request(self, run_id: str) -> Request | None:
        """Give what is to be written, or None before anything was asked."""
        return self._read(f"runs/{run_id}/request.json", _REQUEST)

    def save_request(self, run_id: str, request: Request) -> None:
        """Keep what is to be written."""
        self._write(f"runs/{run_id}/request.json", _REQUEST, request)

    def topic_request(self, run_id: str) -> TopicRequest | None:
        """Give how topics are to be found, or were the last time; None before that."""
        return self._read(f"runs/{run_id}/topics.json", _TOPIC_REQUEST)

    def save_topic_request(self, run_id: str, request: TopicRequest) -> None:
        """Keep how topics are to be found."""
        self._write(f"runs/{run_id}/topics.json", _TOPIC_REQUEST, request)

    def topic_order(self, run_id: str) -> TopicOrder | None:
        """Give the search for topics that is under way, or stopped; None where there is none."""
        return self._read(f"runs/{run_id}/topic_order.json", _TOPIC_ORDER)

    def save_topic_order(self, run_id: str, order: TopicOrder) -> None:
        """Keep that topics are sought, and from what standing."""
        self._write(f"runs/{run_id}/topic_order.json", _TOPIC_ORDER, order)

    def forget_topic_order(self, run_id: str) -> None:
        """Have no search for topics under way."""
        self._store.remove(f"runs/{run_id}/topic_order.json")

    def post(self, run_id: str) -> Post | None:
        """Give the post, or None before there is one."""
        return self._read(f"runs/{run_id}/post.json", _POST)

    def save_post(self, run_id: str, post: Post) -> None:
        """Keep the post."""
        self._write(f"runs/{run_id}/post.json", _POST, post)

    def calls(self, run_id: str) -> tuple[Call, ...]:
        """List what was paid, in order of time."""
        names = self._store.names(f"runs/{run_id}/calls")
        found = [call for name in names if (call := self._read(name, _CALL)) is not None]
        return tuple(sorted(found, key=lambda call: call.at))

    def save_call(self, run_id: str, key: str, call: Call) -> None:
        """Enter a bill; the same key enters the same bill again, not a second one."""
        self._write(f"runs/{run_id}/calls/{key}.json", _CALL, call)

    def spent(self, run_id: str) -> Usage:
        """Add up what this run itself has paid for."""
        paid = (call.usage for call in self.calls(run_id) if not call.is_reused)
        return sum(paid, Usage())

    def spent_usd(self, run_id: str) -> Decimal:
        """Say what this run itself has paid."""
        return self.spent(run_id).cost_usd

    def standing(self, run_id: str) -> Standing:
        """Say where a run stands."""
        unkept = self._unkept.get(run_id)
        return unkept or self._read(f"runs/{run_id}/stage.json", _STANDING) or Standing()

    def set_stage(
        self, run_id: str, stage: Stage, problem: ChapterwiseError | Problem | None = None
    ) -> None:
        """Move a run on, or stop it with what went wrong.

        Where a full disk refuses even this, it is known to this process until it is kept.
        """
        if isinstance(problem, ChapterwiseError):
            problem = describe_problem(problem)
        standing = Standing(stage=stage, problem=problem)
        try:
            self._write(f"runs/{run_id}/stage.json", _STANDING, standing)
            self._unkept.pop(run_id, None)
        except StorageFailed:
            self._unkept[run_id] = standing

    def refusals(self, run_id: str) -> tuple[str, ...]:
        """Say, a sentence each, why sources that were asked before have no transcript."""
        return self._read(f"runs/{run_id}/refusals.json", _SENTENCES) or ()

    def save_refusals(self, run_id: str, sentences: tuple[str, ...]) -> None:
        """Keep why sources have no transcript, for whoever is asked next."""
        self._write(f"runs/{run_id}/refusals.json", _SENTENCES, sentences)

    def state(self, run_id: str) -> RunState:
        """Give all that a watcher shows.

        Raises:
            RunUnknown: there is no such run.
        """
        self.get(run_id)
        standing = self.standing(run_id)
        return RunState(
            run_id=run_id,
            stage=standing.stage,
            problem=standing.problem,
            progress=self.progress(run_id),
            spent=self.spent(run_id),
        )


def describe_problem(error: ChapterwiseError) -> Problem:
    """Put an error into the form that is kept and shown."""
    return Problem(
        kind=type(error).__name__,
        message=error.message,
        hint=error.hint,
        exit_code=error.exit_code,
    )
