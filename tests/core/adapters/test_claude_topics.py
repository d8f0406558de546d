"""Topics asked of the real SDK against a strict stand-in: answers, faults, the cap, and the bill."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from core import jobs
from core.adapters.claude import ClaudeWriter
from core.adapters.claude_asking import Patience
from core.adapters.prices import ModelPrices
from core.models import Chapter, RunState, Source, Study, TopicRequest
from core.services import Services
from core.settings import Settings
from core.topic_finding import estimate_topics, worst_topics_usd
from tests.fakes import VIDEO_ID, Outside
from tests.standins import anthropic_faults as faults
from tests.standins.anthropic_api import AnthropicApi
from tests.standins.chapter_prompts import paint
from tests.standins.topic_talks import make_talk

KEY = "sk-test-4711"
SONNET, HAIKU, HAIKU_45 = "claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-4-5"
PRICES = ModelPrices()
QUICK = Patience(first_wait_s=0.01, silence_s=20)
OWN = (Chapter(title="All of it", start_s=0.0, end_s=1200.0),)
TALK = replace(make_talk(minutes=20), chapters=OWN)


def services_on(api: AnthropicApi, key: str = KEY) -> Services:
    settings = Settings(anthropic_api_key=key, anthropic_base_url=api.url)
    asker = ClaudeWriter(settings, PRICES, paint, QUICK)
    return replace(Outside(settings=settings).services(), asker=asker, prices=PRICES)


def begun(services: Services, request: TopicRequest, study: Study = TALK) -> str:
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    services.runs.save_study(run.id, study)
    services.runs.set_stage(run.id, "studied")
    services.runs.save_topic_request(run.id, request)
    jobs.open_topics(services.runs, run.id)
    return run.id


def seek(
    api: AnthropicApi,
    model: str = SONNET,
    cap_usd: str = "1",
    study: Study = TALK,
    count: int | None = None,
) -> tuple[RunState, tuple[Chapter, ...]]:
    """Look for topics in a talk, and give how the run stands and its chapters."""
    services = services_on(api)
    request = TopicRequest(model=model, cap_usd=Decimal(cap_usd), count=count)
    run_id = begun(services, request, study)
    jobs.seek_topics(services, run_id)
    found = services.runs.study(run_id)
    assert found is not None
    return services.runs.state(run_id), found.chapters


def note_of(state: RunState) -> str:
    return next(step.note for step in state.progress if step.step == "topics")


def assert_billed_alike(api: AnthropicApi, state: RunState) -> None:
    """The ledger of the service is ours, to the token and the last digit."""
    spent = state.spent
    assert (
        sum(entry.input_tokens for entry in api.ledger),
        sum(entry.output_tokens for entry in api.ledger),
        api.cost_usd,
        len(api.ledger),
    ) == (spent.input_tokens, spent.output_tokens, spent.cost_usd, spent.calls)


@pytest.mark.parametrize(
    "model", [HAIKU, SONNET, "claude-opus-5-5", "claude-fable-5-2", HAIKU_45, "claude-sonnet-4-6"]
)
def test_topics_are_found_and_billed_to_the_token(model: str) -> None:
    """One call in a schema that the service takes, on models that think and that do not."""
    with AnthropicApi(KEY) as api:
        state, chapters = seek(api, model)
    (request,) = api.requests

    assert api.refusals == []
    assert request["output_config"]["format"]["type"] == "json_schema"
    assert (state.stage, state.problem, note_of(state)) == ("studied", None, "")
    assert [one.origin for one in chapters] == ["found"] * 4
    assert chapters[0].title.startswith("We look at how a")
    assert all(one.end_s == other.start_s for one, other in pairwise(chapters))
    assert_billed_alike(api, state)


def test_a_number_that_is_asked_for_is_found() -> None:
    """The count goes into the question, and the answer is held to it."""
    with AnthropicApi(KEY) as api:
        _, chapters = seek(api, count=7)

    assert len(chapters) == 7


@pytest.mark.parametrize("fault", [faults.bad_ids(), faults.not_increasing(), faults.untitled()])
def test_an_answer_that_is_wrong_within_the_schema_is_put_right_once(fault: faults.Fault) -> None:
    """No schema bounds a number: what is wrong is named in one more question."""
    with AnthropicApi(KEY, faults=[fault]) as api:
        state, chapters = seek(api)
    first, second = api.ledger

    assert (second.chapter, note_of(state)) == (f"{first.chapter} again", "")
    assert len(chapters) == 4
    assert_billed_alike(api, state)


@pytest.mark.parametrize(
    ("plan", "note", "calls"),
    [
        ([faults.bad_ids(), faults.bad_ids()], "not even when asked again", 2),
        ([faults.one_chapter(), faults.one_chapter()], "is too long", 2),
        ([faults.cut(10)], "The answer was cut off at its length limit.", 1),
        ([faults.full(10)], "The answer was cut off at the end of the model's memory.", 1),
        ([faults.decline("cyber")], f"{SONNET} refused to find topics (cyber)", 1),
        ([faults.bad_ids(), faults.decline("cyber")], "refused to find topics", 2),
    ],
)
def test_what_stays_wrong_is_found_for_free_and_paid_all_the_same(
    plan: list[faults.Fault | None], note: str, calls: int
) -> None:
    """The person gets chapters, a note, and a bill of what was asked."""
    with AnthropicApi(KEY, faults=plan) as api:
        state, chapters = seek(api)

    assert note in note_of(state)
    assert "found without a model instead" in note_of(state)
    assert (state.problem, len(api.requests)) == (None, calls)
    assert chapters != OWN
    assert_billed_alike(api, state)


@pytest.mark.parametrize(
    "fault", [faults.refuse(429, retry_after="0"), faults.refuse(529), faults.hang_up()]
)
def test_a_service_that_is_busy_is_asked_again(fault: faults.Fault) -> None:
    """What passes is waited for; it costs nothing."""
    with AnthropicApi(KEY, faults=[fault]) as api:
        state, chapters = seek(api)

    assert (len(api.requests), len(api.ledger), len(chapters)) == (2, 1, 4)
    assert_billed_alike(api, state)


@pytest.mark.parametrize("fault", [faults.drop(20), faults.error_event(after_tokens=20)])
def test_a_line_that_breaks_is_billed_and_asked_again(fault: faults.Fault) -> None:
    """What was heard of a broken answer is on the bill of the whole."""
    with AnthropicApi(KEY, faults=[fault]) as api:
        state, chapters = seek(api, HAIKU_45)
        api.wait_for(2)

    assert len(chapters) == 4
    assert state.spent.calls == len(api.ledger) == 2
    assert abs(state.spent.output_tokens - sum(e.output_tokens for e in api.ledger)) < 40


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        (faults.refuse(529), "WriterUnavailable", 3),
        (faults.refuse(401), "WriterRejected", 3),
        (faults.refuse(402), "WriterRejected", 3),
    ],
)
def test_a_service_that_will_not_leaves_everything_as_it_was(
    fault: faults.Fault, kind: str, code: int
) -> None:
    """The chapters stay, the problem is shown, and nothing was paid."""
    with AnthropicApi(KEY, faults=lambda _request: fault) as api:
        state, chapters = seek(api)

    assert state.problem is not None
    assert (state.stage, state.problem.kind, state.problem.exit_code) == ("studied", kind, code)
    assert chapters == OWN
    assert (api.ledger, state.spent.calls) == ([], 0)


def test_without_a_key_or_a_server_nothing_is_sent() -> None:
    """What is missing is named."""
    services = replace(
        Outside().services(), asker=ClaudeWriter(Settings(), PRICES, paint, QUICK), prices=PRICES
    )
    run_id = begun(services, TopicRequest(model=SONNET, cap_usd=Decimal(1)))
    jobs.seek_topics(services, run_id)
    problem = services.runs.state(run_id).problem

    assert problem is not None
    assert problem.message == "There is no key for Claude."


def test_a_cap_below_the_worst_case_sends_nothing() -> None:
    """Four cents are no three: the exit code is that of the cap, and nobody was asked."""
    with AnthropicApi(KEY) as api:
        state, chapters = seek(api, cap_usd="0.03")

    assert state.problem is not None
    assert (state.problem.kind, state.problem.exit_code) == ("BudgetExceeded", 4)
    assert "Raise the cap" in state.problem.hint
    assert (api.requests, chapters) == ([], OWN)


@pytest.mark.parametrize("model", [HAIKU, SONNET, HAIKU_45])
@pytest.mark.parametrize("plan", [[], [faults.bad_ids()], [faults.bad_ids(), faults.bad_ids()]])
def test_the_estimate_holds(model: str, plan: list[faults.Fault | None]) -> None:
    """One question costs no more than is said to be high, and two stay below the worst case."""
    request = TopicRequest(model=model)
    with AnthropicApi(KEY, faults=plan) as api:
        seek(api, model, cap_usd=str(worst_topics_usd(TALK, request, PRICES)))
    found = estimate_topics(TALK, request, PRICES)

    assert found.low_usd * Decimal("0.8") < api.cost_usd < found.high_usd * Decimal("1.05")
    assert api.cost_usd < worst_topics_usd(TALK, request, PRICES)


def test_a_long_talk_is_asked_in_windows_under_one_cap() -> None:
    """Four hours are two questions and a third; their edges are no chapters; all is billed."""
    study = replace(make_talk(minutes=240), chapters=OWN)
    with AnthropicApi(KEY) as api:
        state, chapters = seek(api, HAIKU, study=study)
    lengths_s = [one.end_s - one.start_s for one in chapters]

    assert len(api.ledger) == 3
    assert max(entry.input_tokens for entry in api.ledger) < 60_000
    assert note_of(state) == ""
    assert (chapters[0].start_s, chapters[-1].end_s) == (0.0, 240 * 60.0)
    assert 30 < len(chapters) < 60
    assert min(lengths_s[1:-1]) >= 60
    assert max(lengths_s) <= 720
    assert_billed_alike(api, state)


def test_a_cap_that_is_reached_between_windows_keeps_what_was_answered() -> None:
    """With a higher cap only the rest is asked, and paid."""
    study = replace(make_talk(minutes=240), chapters=OWN)
    with AnthropicApi(KEY) as api:
        services = services_on(api)
        cap_usd = worst_topics_usd(study, TopicRequest(model=SONNET), PRICES) / 6
        low = TopicRequest(model=SONNET, cap_usd=cap_usd * Decimal("1.1"))
        run_id = begun(services, low, study)
        jobs.seek_topics(services, run_id)
        stopped, asked = services.runs.state(run_id), len(api.requests)
        services.runs.save_topic_request(run_id, replace(low, cap_usd=Decimal(2)))
        jobs.seek_topics(services, run_id)
        state = services.runs.state(run_id)

    assert stopped.problem is not None
    assert stopped.problem.kind == "BudgetExceeded"
    assert 0 < stopped.spent.cost_usd < low.cap_usd
    assert (asked, len(api.requests), state.problem) == (1, 3, None)
    assert_billed_alike(api, state)


class TestServersOfOnesOwn:
    """They speak the Messages API, and mostly take no notice of a schema."""

    def test_json_in_prose_is_read(self) -> None:
        """An answer in a code fence, between friendly words, is as good as any."""
        with AnthropicApi(KEY, heeds_format=False) as api:
            state, chapters = seek(api, HAIKU_45)

        assert (note_of(state), len(chapters), len(api.requests)) == ("", 4, 1)

    def test_prose_without_json_is_asked_again_and_then_left(self) -> None:
        """A model that cannot do it costs two questions, and the person still gets chapters."""
        plan = [faults.no_json(), faults.no_json()]
        with AnthropicApi(KEY, heeds_format=False, faults=plan) as api:
            state, chapters = seek(api, HAIKU_45)

        assert "There is no JSON with a list of chapters in it." in note_of(state)
        assert len(chapters) > 1
        assert_billed_alike(api, state)

    def test_a_server_that_cannot_take_the_question_is_left_alone(self) -> None:
        """Too long for it, or a field it does not know: asking again would be no use."""
        long = faults.refuse(400, "the request exceeds the available context size")
        with AnthropicApi(KEY, faults=[long]) as api:
            state, chapters = seek(api)

        assert "exceeds the available context size" in note_of(state)
        assert (state.problem, len(api.requests)) == (None, 1)
        assert chapters != OWN


def test_a_search_that_is_cancelled_ends_at_once() -> None:
    """The call is closed in mid-answer, what it used is billed, and the chapters stay."""
    with AnthropicApi(KEY, pace=5.0) as api:
        services = services_on(api)
        run_id = begun(services, TopicRequest(model=HAIKU_45, cap_usd=Decimal(1)))
        work = threading.Thread(target=jobs.seek_topics, args=(services, run_id))
        work.start()
        deadline = time.monotonic() + 20
        while not services.runs.live_text(run_id, "topics-0-1"):
            assert time.monotonic() < deadline, "nothing came"
            time.sleep(0.02)
        services.runs.ask_to_stop(run_id)
        stopped_at = time.monotonic()
        work.join(20)
        took_s = time.monotonic() - stopped_at
        (entry,) = api.wait_for(1)
    state, study = services.runs.state(run_id), services.runs.study(run_id)

    assert took_s < 5
    assert study is not None
    assert study.chapters == OWN
    assert state.problem is not None
    assert (state.stage, state.problem.kind) == ("studied", "Cancelled")
    assert (state.spent.calls, entry.is_finished) == (1, False)
    assert state.spent.input_tokens == entry.input_tokens
