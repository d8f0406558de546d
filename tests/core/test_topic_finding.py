"""Topics by a model: asked once, put right once, paid once, under a cap; else found for free."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from core import jobs
from core.errors import (
    BudgetExceeded,
    ChapterwiseError,
    StorageFailed,
    WriterRejected,
    WriterUnavailable,
)
from core.models import (
    NO_MODEL,
    Chapter,
    Reply,
    Request,
    RunState,
    Source,
    Stage,
    Study,
    TopicPrompt,
    TopicRequest,
    Usage,
)
from core.ports import RunsWork
from core.replies import REPLY
from core.services import Services
from core.topic_finding import estimate_topics, worst_topics_usd
from core.writing import plan_writing
from tests.fakes import MODEL, VIDEO_ID, FakePrices, MemoryStore, Outside
from tests.standins.topic_talks import make_talk, said

PRICE = Decimal("0.01")
LOCAL = "qwen3"
OWN = (
    Chapter(title="One", start_s=0.0, end_s=600.0),
    Chapter(title="Two", start_s=600.0, end_s=1200.0),
)


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def services(outside: Outside) -> Services:
    outside.asker.answers = []
    return outside.services()


def with_study(services: Services, study: Study | None = None) -> str:
    """Begin a run that is studied, with chapters of its own."""
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    services.runs.save_study(run.id, study or replace(make_talk(), chapters=OWN))
    services.runs.set_stage(run.id, "studied")
    return run.id


def seek(
    services: Services, run_id: str, cap_usd: str = "1", model: str = MODEL, **wish: int
) -> RunState:
    """Look for topics as the engine does, without it."""
    request = TopicRequest(model=model, cap_usd=Decimal(cap_usd), **wish)
    services.runs.save_topic_request(run_id, request)
    jobs.open_topics(services.runs, run_id)
    services.runs.set_stage(run_id, "studying")
    jobs.seek_topics(services, run_id)
    return services.runs.state(run_id)


def chapters_of(services: Services, run_id: str) -> tuple[Chapter, ...]:
    study = services.runs.study(run_id)
    assert study is not None
    return study.chapters


def note_of(state: RunState) -> str:
    return next(step.note for step in state.progress if step.step == "topics")


def answer_of(*chapters: tuple[int, str]) -> str:
    return json.dumps({"chapters": [{"first": first, "title": title} for first, title in chapters]})


GOOD = answer_of((1, "A beginning"), (30, "A middle"), (60, "An end"))
BAD_IDS = answer_of((1, "A beginning"), (30, "A middle"), (9000, "An end"))


def test_chapters_are_taken_from_an_answer(services: Services, outside: Outside) -> None:
    """They start at the paragraphs named, tile the video, and are the run's from then on."""
    run_id = with_study(services)
    outside.asker.answers = [GOOD]
    state = seek(services, run_id)
    found = chapters_of(services, run_id)

    assert (state.stage, state.problem, note_of(state)) == ("studied", None, "")
    assert [(one.title, one.origin) for one in found] == [
        ("A beginning", "found"),
        ("A middle", "found"),
        ("An end", "found"),
    ]
    assert (found[0].start_s, found[-1].end_s) == (0.0, 1200.0)
    assert all(one.end_s == other.start_s for one, other in pairwise(found))
    assert found[1].start_s % 5 == 0
    assert next(step for step in state.progress if step.step == "topics").is_finished
    assert services.runs.topic_order(run_id) is None


def test_the_bill_is_entered_and_the_chapters_before_are_not_lost(
    services: Services, outside: Outside
) -> None:
    """What was paid is spent by the run; a reset brings the study's own list back."""
    run_id = with_study(services)
    outside.asker.answers = [GOOD]
    state = seek(services, run_id)
    (call,) = services.runs.calls(run_id)
    services.runs.forget_chapters(run_id)

    assert state.spent == Usage(input_tokens=100, output_tokens=50, calls=1, cost_usd=PRICE)
    assert (call.title, call.model, call.is_finished) == ("Finding topics", MODEL, True)
    assert chapters_of(services, run_id) == OWN


def test_the_list_that_was_replaced_is_kept(services: Services, outside: Outside) -> None:
    """It can be had back by who comes later, even where the process died on the way."""
    run_id = with_study(services)
    runs = services.runs
    mine = (replace(OWN[0], title="Mine"), *OWN[1:])
    runs.save_chapters(run_id, mine)
    outside.asker.answers = [GOOD]
    seek(services, run_id)
    found = chapters_of(services, run_id)
    runs.save_found_chapters(run_id, found)

    assert runs.chapters_before(run_id, found) == mine
    assert runs.chapters_before(run_id, mine) == ()


def test_a_wrong_answer_is_put_right_once(services: Services, outside: Outside) -> None:
    """The second question names what was wrong with the first answer, and both are paid."""
    run_id = with_study(services)
    outside.asker.answers = [BAD_IDS, GOOD]
    state = seek(services, run_id)
    _, again = outside.asker.asked

    assert [one.title for one in chapters_of(services, run_id)] == [
        "A beginning",
        "A middle",
        "An end",
    ]
    assert "“An end” from [9000] begins at no paragraph" in again.parts[-1].text
    assert (state.spent.calls, state.spent.cost_usd) == (2, 2 * PRICE)
    assert note_of(state) == ""


TOO_LONG = answer_of((1, "All of it"))


@pytest.mark.parametrize(
    ("answers", "stops", "note"),
    [
        ([BAD_IDS, BAD_IDS], ["done"] * 2, "not even when asked again: “An end” from [9000]"),
        ([TOO_LONG, TOO_LONG], ["done"] * 2, "is too long"),
        (["No.", "Never."], ["done"] * 2, "There is no JSON"),
        (["{"], ["cut"], "It was cut."),
        ([""], ["refused"], "It was refused."),
        ([BAD_IDS, "{"], ["done", "cut"], "It was cut."),
        ([WriterRejected("It is too long for me.", reason="prompt")], [], "It is too long for me."),
    ],
)
def test_what_stays_wrong_is_found_for_free_with_a_note(
    services: Services,
    outside: Outside,
    answers: list[str | Exception],
    stops: list[str],
    note: str,
) -> None:
    """A wrong, refused or cut answer ends in chapters all the same, and says so."""
    run_id = with_study(services)
    outside.asker.answers = [*answers]
    outside.asker.stops = [*stops]  # type: ignore[list-item]
    state = seek(services, run_id)

    assert (state.stage, state.problem) == ("studied", None)
    assert note in note_of(state)
    assert "found without a model instead" in note_of(state)
    assert chapters_of(services, run_id) != OWN
    assert state.spent.calls == len(stops)


@pytest.mark.parametrize(
    "error",
    [
        WriterUnavailable("It is overloaded."),
        WriterRejected("No key.", reason="key"),
        BudgetExceeded("The next call may cost more."),
        StorageFailed("The disk is full."),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("before", ["studied", "written"])
def test_a_failure_leaves_all_as_it_was_with_the_problem(
    services: Services, outside: Outside, error: ChapterwiseError, before: Stage
) -> None:
    """The chapters stay, the run stands where it stood, and can go on from there."""
    run_id = with_study(services)
    services.runs.set_stage(run_id, before)
    outside.asker.answers = [error]
    state = seek(services, run_id)

    assert state.stage == before
    assert state.problem is not None
    assert state.problem.message == error.message
    assert chapters_of(services, run_id) == OWN
    assert jobs.next_job(services.runs, run_id) == "topics"

    outside.asker.answers = [GOOD]
    again = seek(services, run_id)

    assert (again.stage, again.problem) == (before, None)
    assert len(chapters_of(services, run_id)) == 3


def test_a_search_that_stopped_can_be_left(services: Services, outside: Outside) -> None:
    """Its problem goes with it."""
    run_id = with_study(services)
    outside.asker.answers = [WriterUnavailable("It is overloaded.")]
    seek(services, run_id)
    jobs.give_up_topics(services.runs, run_id)
    state = services.runs.state(run_id)

    assert (state.stage, state.problem) == ("studied", None)
    assert jobs.next_job(services.runs, run_id) == "study"


def test_what_was_paid_before_does_not_use_up_the_cap(services: Services, outside: Outside) -> None:
    """The cap is for this search: a written post has its own."""
    run_id = with_study(services)
    outside.asker.answers = [GOOD, WriterUnavailable("No."), BAD_IDS, GOOD]
    seek(services, run_id, cap_usd="0.05")
    seek(services, run_id, cap_usd="0.05", count=3)
    seek(services, run_id, cap_usd="0.04", count=3)

    assert outside.asker.allowances == [
        Decimal("0.05"),
        Decimal("0.05"),
        Decimal("0.04"),
        Decimal("0.03"),
    ]


def test_a_search_that_goes_on_counts_what_it_has_paid(
    services: Services, outside: Outside
) -> None:
    """Stopping and going on is no way around the cap."""
    run_id = with_study(services)
    outside.asker.answers = [BAD_IDS, WriterUnavailable("No.")]
    seek(services, run_id, cap_usd="0.05")
    outside.asker.answers = [GOOD]
    seek(services, run_id, cap_usd="0.05")

    assert outside.asker.allowances == [Decimal("0.05"), Decimal("0.04"), Decimal("0.04")]


def test_no_room_to_ask_again_ends_in_the_free_way(services: Services, outside: Outside) -> None:
    """What is under the cap was paid; what is over it is never asked."""
    run_id = with_study(services)
    outside.asker.answers = [BAD_IDS, BudgetExceeded("Too dear.")]
    state = seek(services, run_id)

    assert (state.stage, state.problem) == ("studied", None)
    assert "the cap leaves no room to ask again" in note_of(state)
    assert state.spent.cost_usd == PRICE


def test_the_same_question_is_never_paid_twice(services: Services, outside: Outside) -> None:
    """Not by this run, and not by another on the same video."""
    first, second = with_study(services), with_study(services)
    outside.asker.answers = [GOOD]
    seek(services, first)
    seek(services, first)
    state = seek(services, second)

    assert len(outside.asker.asked) == 1
    assert state.spent.calls == 0
    assert chapters_of(services, second) == chapters_of(services, first)


def test_a_long_talk_is_asked_in_windows_and_joined(services: Services, outside: Outside) -> None:
    """Each window is asked once; their joint is no chapter, and titles are kept."""
    run_id = with_study(services, make_talk(minutes=60))

    def every_five_minutes(prompt: TopicPrompt) -> str:
        inside = [n for n in range(prompt.first_id, prompt.last_id + 1) if n % 30 == 1]
        return answer_of(*((n, f"Topic {n}") for n in sorted({prompt.first_id, *inside})))

    outside.asker.answer = every_five_minutes  # type: ignore[method-assign]
    state = seek(services, run_id, model=LOCAL)
    found = chapters_of(services, run_id)

    assert len(outside.asker.asked) > 2
    assert note_of(state) == ""
    assert [one.title for one in found] == [f"Topic {n}" for n in range(1, 360, 30)]
    assert {round(one.end_s - one.start_s) for one in found} == {300}


def test_windows_that_are_asked_for_a_number_give_that_number(
    services: Services, outside: Outside
) -> None:
    """Each is asked for one more than its share, and the shortest are joined."""
    run_id = with_study(services, make_talk(minutes=60))

    def evenly(prompt: TopicPrompt) -> str:
        wished, size = prompt.likely_chapters, prompt.last_id - prompt.first_id + 1
        firsts = [prompt.first_id + at * size // wished for at in range(wished)]
        return answer_of(*((n, f"Topic {n}") for n in firsts))

    outside.asker.answer = evenly  # type: ignore[method-assign]
    state = seek(services, run_id, model=LOCAL, count=7)

    assert note_of(state) == ""
    assert len(chapters_of(services, run_id)) == 7


def test_without_a_model_nobody_is_asked(services: Services, outside: Outside) -> None:
    """The free way goes through the same door."""
    run_id = with_study(services)
    state = seek(services, run_id, model=NO_MODEL, cap_usd="0", count=3)

    assert outside.asker.asked == []
    assert (state.stage, state.spent.calls) == ("studied", 0)
    assert len(chapters_of(services, run_id)) == 3


def test_too_little_to_divide_is_found_for_free(services: Services, outside: Outside) -> None:
    """A model is not asked to divide one paragraph, nor ten into eleven."""
    run_id = with_study(services, make_talk(segments=(said("Only this is said.", 0.0, 9.0),)))
    state = seek(services, run_id)
    many = seek(services, with_study(services), count=500)

    assert outside.asker.asked == []
    assert "Too little is said" in note_of(state)
    assert "Too little is said" in note_of(many)


def test_an_answer_that_a_full_disk_refuses_is_not_asked_again(outside: Outside) -> None:
    """Once the disk is free, the search goes on with what was paid."""
    store = MemoryStore()
    outside.store = store
    services = outside.services()
    run_id = with_study(services)
    whole = outside.asker.ask_for_topics

    def full_when_answered(*words: object) -> Reply:
        reply = whole(*words)  # type: ignore[arg-type]
        store.is_full = True
        return reply

    outside.asker.ask_for_topics = full_when_answered  # type: ignore[method-assign, assignment]
    outside.asker.answers = [GOOD]
    stopped = seek(services, run_id)
    store.is_full = False
    state = seek(services, run_id)

    assert stopped.problem is not None
    assert stopped.problem.kind == "StorageFailed"
    assert len(outside.asker.asked) == 1
    assert (len(chapters_of(services, run_id)), state.spent.cost_usd) == (3, PRICE)


def test_a_kill_between_answer_and_bill_makes_one_bill(
    services: Services, outside: Outside
) -> None:
    """The answer is kept first: what is found with its mark is billed as it was, not guessed."""
    run_id = with_study(services)
    outside.asker.answers = [GOOD]
    seek(services, run_id)
    (name,) = services.store.names(f"runs/{run_id}/calls")
    key = REPLY.artifact(outside.asker.asked[0], MODEL).rsplit("/", 1)[-1]
    services.store.write(f"runs/{run_id}/begun/{key}", services.store.read(name))
    services.store.remove(name)
    state = seek(services, run_id)

    assert state.spent == Usage(input_tokens=100, output_tokens=50, calls=1, cost_usd=PRICE)
    assert services.store.names(f"runs/{run_id}/begun") == ()


def test_a_call_lost_with_its_process_counts_under_the_cap(
    services: Services, outside: Outside
) -> None:
    """Its price is guessed from the question and what had come of the answer."""
    run_id = with_study(services)

    def die(*_: object) -> Reply:
        services.runs.save_live_text(run_id, "topics-0-1", '{"chapters": [{"first": 1,')
        raise KeyboardInterrupt

    whole, outside.asker.ask_for_topics = outside.asker.ask_for_topics, die  # type: ignore
    with pytest.raises(KeyboardInterrupt):
        seek(services, run_id)
    outside.asker.ask_for_topics = whole  # type: ignore[method-assign]
    outside.asker.answers = [GOOD]
    state = seek(services, run_id)
    lost, _ = services.runs.calls(run_id)

    assert not lost.is_finished
    assert lost.usage.output_tokens > 5
    assert lost.usage.cost_usd > 0
    assert outside.asker.allowances == [Decimal(1) - lost.usage.cost_usd]
    assert state.spent.cost_usd == PRICE + lost.usage.cost_usd


def test_a_step_repeated_after_its_end_changes_nothing(
    services: Services, outside: Outside
) -> None:
    """What the person has edited since stays."""
    run_id = with_study(services)
    outside.asker.answers = [GOOD]
    seek(services, run_id)
    services.runs.save_chapters(run_id, OWN)
    jobs.seek_topics(services, run_id)

    assert chapters_of(services, run_id) == OWN


def test_a_stop_flag_ends_it_before_anything_is_asked(services: Services, outside: Outside) -> None:
    """A cancelled search leaves the chapters and stands where it stood."""
    run_id = with_study(services)
    services.runs.ask_to_stop(run_id)
    state = seek(services, run_id)

    assert outside.asker.asked == []
    assert state.stage == "studied"
    assert state.problem is not None
    assert state.problem.kind == "Cancelled"
    assert chapters_of(services, run_id) == OWN


def test_a_post_can_be_written_from_chapters_that_were_found(
    services: Services, outside: Outside
) -> None:
    """Screens keep their times, so each lies in the new chapter that holds its moment."""
    run_id = with_study(services)
    outside.asker.answers = [GOOD]
    seek(services, run_id)
    services.runs.save_request(run_id, Request(model=MODEL, cap_usd=Decimal(5)))
    todo, left_usd = plan_writing(services, run_id)

    assert len(todo) == 3
    assert left_usd == Decimal(5) - PRICE


class TestEstimate:
    """What is told before anything is paid."""

    def test_the_figures_rise_and_the_worst_case_is_above_them(self) -> None:
        """High has the second question in it; the worst case is a cap that holds."""
        study, request = make_talk(minutes=60), TopicRequest(model=MODEL)
        found = estimate_topics(study, request, FakePrices())

        assert 0 < found.low_usd < found.likely_usd < found.high_usd
        assert found.high_usd > 2 * found.likely_usd
        assert found.high_usd < worst_topics_usd(study, request, FakePrices())
        assert "1 question; at most once more" in found.assumptions[1]

    def test_a_long_talk_costs_as_its_length(self) -> None:
        """Windows share some words, which are sent twice."""
        prices, request = FakePrices(), TopicRequest(model=MODEL)
        short = estimate_topics(make_talk(minutes=20), request, prices)
        long = estimate_topics(make_talk(minutes=200), request, prices)

        assert 9 < long.likely_usd / short.likely_usd < 12
        assert "2 questions" in long.assumptions[1]

    def test_the_free_way_and_too_little_to_ask_cost_nothing(self) -> None:
        """No model, no price."""
        little = make_talk(segments=(said("Only this.", 0.0, 2.0),))

        for study, model in ((make_talk(), NO_MODEL), (little, MODEL)):
            found = estimate_topics(study, TopicRequest(model=model), FakePrices())
            assert (found.likely_usd, found.high_usd) == (Decimal(0), Decimal(0))
            assert worst_topics_usd(study, TopicRequest(model=model), FakePrices()) == 0


class Engine:
    """Remembers what was started."""

    def __init__(self, *, is_active: bool = False) -> None:
        self.started: list[str] = []
        self.active = is_active

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name == "is_active":
            return lambda _run_id: self.active
        return lambda *_: self.started.append(name)


def order(services: Services, run_id: str, engine: Engine, request: TopicRequest) -> None:
    work: RunsWork = engine  # type: ignore[assignment]
    jobs.order_topics(services.runs, work, run_id, request)


class TestOrder:
    """Topics are ordered by a person, on a page or at a terminal."""

    def test_an_order_is_kept_and_begun(self, services: Services) -> None:
        """The workflow finds what was asked for in the run."""
        run_id, engine, request = with_study(services), Engine(), TopicRequest(count=4)
        order(services, run_id, engine, request)

        assert services.runs.topic_request(run_id) == request
        assert engine.started == ["start_topics"]

    def test_what_is_not_studied_has_no_topics(self, services: Services) -> None:
        """There is nothing to find them in."""
        run_id = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID)).id

        with pytest.raises(ChapterwiseError, match="not studied yet"):
            order(services, run_id, Engine(), TopicRequest())

    def test_a_run_at_work_takes_no_other_order(self, services: Services) -> None:
        """The same again is no harm; another, or a post meanwhile, is refused."""
        run_id, busy = with_study(services), Engine(is_active=True)
        with pytest.raises(ChapterwiseError, match="at work"):
            order(services, run_id, busy, TopicRequest())
        services.runs.save_topic_request(run_id, TopicRequest())
        jobs.open_topics(services.runs, run_id)
        order(services, run_id, busy, TopicRequest())
        with pytest.raises(ChapterwiseError, match="at work"):
            order(services, run_id, busy, TopicRequest(count=4))
        work: RunsWork = busy  # type: ignore[assignment]
        services.runs.save_request(run_id, Request())
        with pytest.raises(ChapterwiseError, match="at work"):
            jobs.order_post(services.runs, work, run_id, Request())

        assert busy.started == ["start_topics"]

    @pytest.mark.parametrize(
        ("stage", "expected"),
        [("new", "studied"), ("studying", "studied"), ("paused", "paused"), ("failed", "failed")],
    )
    def test_a_run_goes_back_to_where_it_stood(
        self, services: Services, outside: Outside, stage: Stage, expected: Stage
    ) -> None:
        """A post that waits to be resumed still does."""
        run_id = with_study(services)
        problem = jobs.describe_problem(WriterUnavailable("An older problem."))
        services.runs.set_stage(run_id, stage, problem)
        outside.asker.answers = [GOOD]
        state = seek(services, run_id)

        assert state.stage == expected
        assert bool(state.problem) == (stage == expected)


def test_a_bug_ends_as_a_sentence(services: Services, outside: Outside) -> None:
    """Nobody is shown a trace, and the run stays usable."""
    run_id = with_study(services)
    outside.asker.answers = [ZeroDivisionError(secrets.token_hex(4))]
    state = seek(services, run_id)

    assert state.stage == "studied"
    assert state.problem is not None
    assert state.problem.kind == "Unforeseen"
