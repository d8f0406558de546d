"""The real SDK against a strict stand-in: answers, faults, the cap, and what was paid."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.adapters import build_services
from core.adapters.claude import ClaudeWriter
from core.adapters.claude_asking import Patience
from core.adapters.prices import ModelPrices
from core.costs import worst_case
from core.errors import (
    BadRequest,
    BudgetExceeded,
    Cancelled,
    StorageFailed,
    WriterRejected,
    WriterUnavailable,
)
from core.models import ChapterPrompt, Reply, Usage
from core.settings import Settings
from tests.standins import anthropic_faults as faults
from tests.standins.anthropic_answers import quote_all
from tests.standins.anthropic_api import AnthropicApi
from tests.standins.chapter_prompts import make_prompt, make_prompts, paint

KEY = "sk-test-4711"
SONNET, HAIKU_45 = "claude-sonnet-5-5", "claude-haiku-4-5"
PLENTY = Decimal(100)
PRICES = ModelPrices()
QUICK = Patience(first_wait_s=0.01, silence_s=20)


class Listener:
    """Takes a stream as a page does: an empty piece voids what came before."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def __call__(self, piece: str) -> None:
        self.pieces.append(piece)

    @property
    def text(self) -> str:
        since = len(self.pieces) - self.pieces[::-1].index("") if "" in self.pieces else 0
        return "".join(self.pieces[since:])


def make_writer(api: AnthropicApi, patience: Patience = QUICK, key: str = KEY) -> ClaudeWriter:
    settings = Settings(anthropic_api_key=key, anthropic_base_url=api.url)
    return ClaudeWriter(settings, PRICES, paint, patience)


def write(
    api: AnthropicApi,
    prompt: ChapterPrompt | None = None,
    *,
    model: str = SONNET,
    allowance_usd: Decimal = PLENTY,
    on_text: Callable[[str], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    patience: Patience = QUICK,
) -> Reply:
    writer = make_writer(api, patience)
    return writer.write(
        prompt or make_prompt(), model, allowance_usd, on_text or Listener(), is_cancelled
    )


def bill(api: AnthropicApi) -> tuple[int, int, Decimal, int]:
    entries = api.ledger
    return (
        sum(entry.input_tokens for entry in entries),
        sum(entry.output_tokens for entry in entries),
        api.cost_usd,
        len(entries),
    )


def used(usage: Usage | None) -> tuple[int, int, Decimal, int]:
    assert usage is not None
    return usage.input_tokens, usage.output_tokens, usage.cost_usd, usage.calls


@pytest.mark.parametrize(
    "model", ["claude-haiku-5-5", SONNET, "claude-opus-5-5", "claude-fable-5-2", HAIKU_45]
)
def test_a_chapter_is_written_and_billed_to_the_token(model: str) -> None:
    """Text, stop, tokens and USD are the server's own, on models that think and that do not."""
    listener = Listener()
    with AnthropicApi(KEY) as api:
        reply = write(api, model=model, on_text=listener)

    assert reply.text == quote_all(api.requests[0])
    assert listener.text == reply.text
    assert ("done", model, "") == (reply.stop, reply.model, reply.note)
    assert bill(api) == used(reply.usage)


def test_pieces_come_while_it_is_written() -> None:
    """A watcher reads the beginning long before the end."""
    seen_at: list[float] = []
    with AnthropicApi(KEY, pace=1500) as api:
        write(api, on_text=lambda _piece: seen_at.append(time.monotonic()))

    assert seen_at[-1] - seen_at[0] > 0.2


PASSING = [
    faults.refuse(429, retry_after="0"),
    faults.refuse(429, kind="rate_limit_error", error_code="ramp_limit_exceeded"),
    faults.refuse(408),
    faults.refuse(409),
    faults.refuse(500),
    faults.refuse(503),
    faults.refuse(504),
    faults.refuse(529),
    faults.hang_up(),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda f: str(f.refused and f.refused.status))
def test_trouble_that_is_not_billed_costs_nothing(fault: faults.Fault) -> None:
    """After a refusal or a lost line it asks again, and the bill is that of one call."""
    with AnthropicApi(KEY, faults=[fault, fault]) as api:
        reply = write(api)

    assert reply.text == quote_all(api.requests[0])
    assert len(api.requests) == 3
    assert bill(api) == used(reply.usage)


BREAKING = [
    faults.error_event("overloaded_error"),
    faults.error_event("api_error"),
    faults.drop(),
    faults.trail_off(),
]


@pytest.mark.parametrize("fault", BREAKING, ids=lambda f: f"{f.ending}-{f.kind}")
def test_a_stream_that_breaks_is_begun_again_and_counted(fault: faults.Fault) -> None:
    """The listener starts over; the broken call stands in the bill, not below what it cost."""
    listener = Listener()
    with AnthropicApi(KEY, faults=[fault]) as api:
        reply = write(api, on_text=listener)

    assert reply.text == listener.text == quote_all(api.requests[0])
    assert listener.pieces.count("") == 1
    asked, answered, cost_usd, calls = bill(api)
    assert (asked, calls) == (reply.usage.input_tokens, reply.usage.calls)
    assert answered <= reply.usage.output_tokens
    assert cost_usd <= reply.usage.cost_usd


def test_it_gives_up_after_some_attempts_and_says_what_they_cost() -> None:
    """Four broken calls are four paid calls."""
    with AnthropicApi(KEY, faults=lambda _request: faults.drop()) as api:
        with pytest.raises(WriterUnavailable) as caught:
            write(api)
        api.wait_for(4)

    assert [entry.is_finished for entry in api.ledger] == [False] * 4
    assert used(caught.value.usage)[3] == 4
    assert caught.value.usage.cost_usd >= api.cost_usd


def test_a_long_retry_after_is_handed_to_the_person() -> None:
    """Nobody sleeps for an hour in a thread: the error says how long to wait."""
    began = time.monotonic()
    with (
        AnthropicApi(KEY, faults=[faults.refuse(429, retry_after="3600")]) as api,
        pytest.raises(WriterUnavailable) as caught,
    ):
        write(api)

    assert caught.value.retry_after_s == 3600
    assert "60 minutes" in caught.value.hint
    assert time.monotonic() - began < 5


FINAL = [
    (faults.refuse(401), "key"),
    (faults.refuse(403), "key"),
    (faults.refuse(402), "credit"),
    (faults.refuse(400, "Your credit balance is too low to access the API"), "credit"),
    (faults.refuse(429, error_code="enforced_spend_limit_reached"), "credit"),
    (faults.refuse(404, f"model: {SONNET}"), "model"),
    (faults.refuse(400, "prompt is too long: 1000001 tokens > 1000000 maximum"), "prompt"),
    (faults.refuse(413), "prompt"),
    (faults.error_event("authentication_error"), "key"),
]


@pytest.mark.parametrize(("fault", "reason"), FINAL)
def test_what_no_waiting_cures_is_said_at_once(fault: faults.Fault, reason: str) -> None:
    """One request, one reason, no second try."""
    with AnthropicApi(KEY, faults=[fault]) as api, pytest.raises(WriterRejected) as caught:
        write(api)

    assert caught.value.reason == reason
    assert len(api.requests) == 1


def test_a_wrong_key_is_named_but_never_shown() -> None:
    """The message says that the key is refused, and holds none of it."""
    with AnthropicApi("sk-another") as api, pytest.raises(WriterRejected) as caught:
        write(api)

    assert caught.value.reason == "key"
    shown = (
        f"{caught.value.message} {caught.value.hint} {caught.value!r} {caught.value.__cause__!r}"
    )
    assert KEY not in shown


def test_a_key_that_the_service_repeats_is_blotted_out() -> None:
    """Even a server that quotes the key back does not bring it onto the page."""
    fault = faults.refuse(400, f"bad header: Bearer {KEY}")
    with AnthropicApi(KEY, faults=[fault]) as api, pytest.raises(WriterRejected) as caught:
        write(api)

    assert KEY not in caught.value.message
    assert "***" in caught.value.message


def test_an_unknown_model_is_said_to_be_unknown() -> None:
    """A retired model is a 404, and another must be chosen."""
    with AnthropicApi(KEY) as api, pytest.raises(WriterRejected) as caught:
        write(api, model="claude-3-opus")

    assert caught.value.reason == "model"


def test_a_cut_answer_is_continued_without_a_seam() -> None:
    """The two halves join to the very text that one call would have given, each paid once."""
    listener = Listener()
    with AnthropicApi(KEY, faults=[faults.cut(100)]) as api:
        reply = write(api, on_text=listener)

    assert reply.text == listener.text == quote_all(api.requests[0])
    assert (reply.stop, reply.usage.calls) == ("done", 2)
    assert bill(api) == used(reply.usage)
    assert [message["role"] for message in api.requests[1]["messages"]] == ["user"]


def test_a_limit_too_low_is_met_by_going_on_and_on() -> None:
    """Three continuations of a limit that holds a third each make the whole."""
    prompt = replace(make_prompt(segments=12, pictures=0), max_tokens=200)
    with AnthropicApi(KEY) as api:
        reply = write(api, prompt, model=HAIKU_45)

    assert reply.text == quote_all(api.requests[0])
    assert 2 <= reply.usage.calls <= 4
    assert bill(api) == used(reply.usage)


def test_going_on_has_an_end() -> None:
    """An answer that is cut again and again is kept as far as it goes, and marked."""
    prompt = replace(make_prompt(segments=40, pictures=0), max_tokens=120)
    with AnthropicApi(KEY) as api:
        reply = write(api, prompt, model=HAIKU_45)

    assert (reply.stop, reply.usage.calls) == ("cut", 4)
    assert quote_all(api.requests[0]).startswith(reply.text)
    assert "length limit" in reply.note


def test_a_cut_answer_is_kept_where_the_cap_forbids_going_on() -> None:
    """What is paid is handed over, not thrown away with an error."""
    prompt = replace(make_prompt(segments=40, pictures=0), max_tokens=600)
    listener = Listener()
    with AnthropicApi(KEY) as api:
        allowance_usd = worst_case(prompt, SONNET, PRICES)
        reply = write(api, prompt, allowance_usd=allowance_usd, on_text=listener)

    assert (reply.stop, reply.usage.calls) == ("cut", 1)
    assert "no room to go on" in reply.note
    assert reply.text == listener.text != ""


def test_a_break_within_a_continuation_keeps_what_came_before() -> None:
    """Only the rest is asked for again; the first half is not paid twice."""
    listener = Listener()
    with AnthropicApi(KEY, faults=[faults.cut(100), faults.drop(40)]) as api:
        reply = write(api, on_text=listener)

    assert reply.text == listener.text == quote_all(api.requests[0])
    assert reply.usage.calls == 3


@pytest.mark.parametrize(
    ("fault", "words"),
    [(faults.refuse(402), "the credit"), (faults.refuse(529), "overloaded")],
)
def test_half_a_chapter_is_kept_where_the_rest_cannot_be_had(
    fault: faults.Fault, words: str
) -> None:
    """The credit ends in the middle: the paid half is handed over, marked, with the reason."""
    listener = Listener()
    with AnthropicApi(KEY, faults=[faults.cut(100), *[fault] * 4]) as api:
        reply = write(api, on_text=listener)

    assert reply.stop == "cut"
    assert words in reply.note
    assert reply.text == listener.text
    assert quote_all(api.requests[0]).startswith(reply.text)
    assert bill(api) == used(reply.usage)


def test_thinking_that_eats_the_limit_is_given_room() -> None:
    """An answer of no words is asked for with twice the limit."""
    prompt = replace(make_prompt(segments=3, pictures=0), max_tokens=40)
    with AnthropicApi(KEY) as api:
        reply = write(api, prompt, patience=replace(QUICK, continuations=6))

    assert reply.text == quote_all(api.requests[0])
    assert [request["max_tokens"] for request in api.requests[:2]] == [40, 80]
    assert bill(api) == used(reply.usage)


@pytest.mark.parametrize(
    ("category", "words"), [("frontier_llm", "frontier_llm"), (None, "no category")]
)
def test_a_refusal_is_an_answer_with_its_category(category: str | None, words: str) -> None:
    """It is billed and shown, and another model is suggested."""
    with AnthropicApi(KEY, faults=[faults.decline(category)]) as api:
        reply = write(api)

    assert reply.stop == "refused"
    assert words in reply.note
    assert bill(api) == used(reply.usage)


def test_a_full_context_is_a_cut_answer() -> None:
    """There is no going on from there."""
    with AnthropicApi(KEY, faults=[faults.full(60)]) as api:
        reply = write(api)

    assert (reply.stop, reply.usage.calls) == ("cut", 1)


def test_an_answer_without_words_is_asked_for_again() -> None:
    """Silence is not kept as a chapter, but it is counted."""
    answers = iter(["", "A paragraph. [[1]]\n"])
    with AnthropicApi(KEY, answer=lambda _request: next(answers)) as api:
        reply = write(api)

    assert reply.text == "A paragraph. [[1]]\n"
    assert bill(api) == used(reply.usage)


def test_nothing_is_sent_that_could_pass_the_allowance() -> None:
    """A cent below the worst case is too little."""
    prompt = make_prompt()
    allowance_usd = worst_case(prompt, SONNET, PRICES) - Decimal("0.000001")
    with AnthropicApi(KEY) as api, pytest.raises(BudgetExceeded) as caught:
        write(api, prompt, allowance_usd=allowance_usd)

    assert api.requests == []
    assert caught.value.usage == Usage()


def test_a_second_try_fits_into_what_the_first_left() -> None:
    """With just the worst case allowed, the next call's limit is lowered by what is gone."""
    prompt = make_prompt(segments=60)
    allowance_usd = worst_case(prompt, SONNET, PRICES)
    with AnthropicApi(KEY, faults=[faults.drop(200)]) as api:
        reply = write(api, prompt, allowance_usd=allowance_usd)

    assert reply.stop == "done"
    assert reply.usage.cost_usd <= allowance_usd
    limits = [request["max_tokens"] for request in api.requests]
    assert limits[1] < limits[0] == prompt.max_tokens


def test_where_no_second_try_fits_the_cap_holds() -> None:
    """Tries end before the allowance does, and the error carries what they cost."""
    prompt = make_prompt(segments=60)
    allowance_usd = worst_case(prompt, SONNET, PRICES)
    with AnthropicApi(KEY, faults=lambda _request: faults.drop(1500)) as api:
        with pytest.raises(BudgetExceeded) as caught:
            write(api, prompt, allowance_usd=allowance_usd, patience=replace(QUICK, attempts=99))
        api.wait_for(used(caught.value.usage)[3])

    assert api.cost_usd <= caught.value.usage.cost_usd <= allowance_usd


@pytest.mark.parametrize("model", [SONNET, HAIKU_45, "claude-haiku-5-5"])
def test_no_bill_is_above_the_worst_case(model: str) -> None:
    """What the cap reserves covers what the server charges, pictures and all."""
    prompts = [make_prompt(segments=size, pictures=3) for size in (1, 10, 80)]
    for prompt in prompts:
        with AnthropicApi(KEY) as api:
            reply = write(api, prompt, model=model)
        assert reply.usage.cost_usd <= worst_case(prompt, model, PRICES)


class StopAfter:
    """Asks to stop once some text has come."""

    def __init__(self, pieces: int) -> None:
        self.left = pieces

    def on_text(self, _piece: str) -> None:
        self.left -= 1

    def __call__(self) -> bool:
        return self.left <= 0


def test_a_stop_closes_the_line_and_counts_what_came() -> None:
    """Within a second of the wish the server is free, long before its answer would have ended."""
    stop = StopAfter(3)
    with AnthropicApi(KEY, pace=60) as api:
        began = time.monotonic()
        with pytest.raises(Cancelled) as caught:
            write(api, make_prompt(segments=60), on_text=stop.on_text, is_cancelled=stop)
        (entry,) = api.wait_for(1)
        took = time.monotonic() - began

    assert took < 3
    assert not entry.is_finished
    assert entry.output_tokens < 200
    asked, answered, _, calls = used(caught.value.usage)
    assert (entry.input_tokens, 1) == (asked, calls)
    assert answered >= 3


def test_a_stop_does_not_wait_for_a_silent_server() -> None:
    """Before the first byte there is nothing to read, and nothing to wait for."""
    wish = threading.Event()
    threading.Timer(0.3, wish.set).start()
    with AnthropicApi(KEY, delay_s=4) as api:
        began = time.monotonic()
        with pytest.raises(Cancelled):
            write(api, is_cancelled=wish.is_set)

    assert time.monotonic() - began < 2.5


def test_a_stop_ends_a_wait_between_two_tries() -> None:
    """Half a minute of `retry-after` is not sat out by who wants to go."""
    wish = threading.Event()
    threading.Timer(0.3, wish.set).start()
    began = time.monotonic()
    with (
        AnthropicApi(KEY, faults=[faults.refuse(429, retry_after="30")]) as api,
        pytest.raises(Cancelled),
    ):
        write(api, is_cancelled=wish.is_set)

    assert time.monotonic() - began < 3


def test_a_listener_that_fails_ends_the_call() -> None:
    """Where nothing can be kept, nothing more is bought, and what was is told."""

    def fail(_piece: str) -> None:
        raise StorageFailed("The disk is full.")

    with AnthropicApi(KEY, pace=60) as api:
        with pytest.raises(StorageFailed) as caught:
            write(api, make_prompt(segments=60), on_text=fail)
        (entry,) = api.wait_for(1)

    assert not entry.is_finished
    assert used(caught.value.usage)[3] == 1


def test_a_server_without_eyes_gets_the_words_alone() -> None:
    """It is asked once with pictures, then never again, and each chapter says so."""
    with AnthropicApi(KEY, can_see=False) as api:
        writer = make_writer(api)
        replies = [
            writer.write(prompt, SONNET, PLENTY, Listener(), lambda: False)
            for prompt in make_prompts(chapters=3)
        ]

    assert [reply.stop for reply in replies] == ["done"] * 3
    assert all("takes no pictures" in reply.note for reply in replies)
    assert [status for status, _ in api.refusals] == [500]
    assert [entry.pictures for entry in api.ledger] == [0, 0, 0]


def test_without_a_key_or_a_server_nothing_is_asked() -> None:
    """The first sentence says what is missing, the hint how to go on without it."""
    writer = ClaudeWriter(Settings(), PRICES, paint)

    with pytest.raises(WriterRejected) as caught:
        writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)

    assert caught.value.reason == "key"
    assert "ANTHROPIC_API_KEY" in caught.value.hint


def test_a_key_with_strange_characters_is_refused_here() -> None:
    """Dots copied from a hidden field cannot be sent, and the reason is plain."""
    writer = ClaudeWriter(Settings(anthropic_api_key="••••"), PRICES, paint)

    with pytest.raises(WriterRejected) as caught:
        writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)

    assert caught.value.reason == "key"


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in is sent, and no key of the person's is looked for anywhere."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-not-for-you")
    with AnthropicApi("no-key") as api:
        writer = make_writer(api, key="")
        reply = writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)

    assert reply.stop == "done"


class NoPrices:
    """Knows no price, as for a local model."""

    def models(self) -> tuple[str, ...]:
        return ()

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        return None

    def dated(self) -> str:
        return "2026-11-21"


def test_a_local_model_without_a_price_is_free() -> None:
    """Nothing is charged, so an allowance of nothing will do."""
    with AnthropicApi(KEY) as api:
        settings = Settings(anthropic_api_key=KEY, anthropic_base_url=api.url)
        writer = ClaudeWriter(settings, NoPrices(), paint, QUICK)
        reply = writer.write(make_prompt(), SONNET, Decimal(0), Listener(), lambda: False)

    assert ("done", Decimal(0)) == (reply.stop, reply.usage.cost_usd)
    assert reply.usage.output_tokens > 0


def test_a_model_without_a_price_is_not_asked_of_anthropic() -> None:
    """Where money is at stake, a cap needs a price."""
    writer = ClaudeWriter(Settings(anthropic_api_key=KEY), PRICES, paint)

    with pytest.raises(WriterRejected) as caught:
        writer.write(make_prompt(), "claude-unheard-of", PLENTY, Listener(), lambda: False)

    assert caught.value.reason == "model"


@pytest.mark.parametrize("ending", ["/v1", "/v1/", "/"])
def test_an_address_with_v1_behind_it_works_too(ending: str) -> None:
    """People paste it from other programs; the SDK would say /v1/v1."""
    with AnthropicApi(KEY) as api:
        settings = Settings(anthropic_api_key=KEY, anthropic_base_url=api.url + ending)
        writer = ClaudeWriter(settings, PRICES, paint, QUICK)
        reply = writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)

    assert reply.stop == "done"


def test_a_server_that_is_down_is_named_without_its_password() -> None:
    """The host stands in the message, and the way to mend it in the hint."""
    settings = Settings(anthropic_base_url="http://me:secret@127.0.0.1:9")
    writer = ClaudeWriter(settings, PRICES, paint, replace(QUICK, attempts=2))

    with pytest.raises(WriterUnavailable) as caught:
        writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)

    assert caught.value.message == "The model server at 127.0.0.1:9 cannot be reached."
    assert "secret" not in caught.value.hint


@pytest.mark.parametrize(
    "address", ["http://[", "http://127.0.0.1:port", "localhost:8080", "nonsense"]
)
def test_an_address_that_is_none_is_said_to_be_none(address: str) -> None:
    """A slip of the finger in the settings is the input's fault."""
    writer = ClaudeWriter(Settings(anthropic_base_url=address), PRICES, paint, QUICK)

    with pytest.raises(BadRequest):
        writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)


def test_a_retiring_model_writes_without_a_warning() -> None:
    """The SDK's warning of Sonnet 4.5 does not become an error."""
    with AnthropicApi(KEY) as api:
        assert write(api, model="claude-sonnet-4-5").stop == "done"


def test_many_chapters_are_written_at_once_and_each_is_billed_once() -> None:
    """One writer serves eight threads; the sum of their bills is the server's."""
    prompts = make_prompts(chapters=8)
    with AnthropicApi(KEY, delay_s=0.2, faults=[faults.refuse(529)] * 3) as api:
        writer = make_writer(api)

        def one(prompt: ChapterPrompt) -> Reply:
            return writer.write(prompt, SONNET, PLENTY, Listener(), lambda: False)

        with ThreadPoolExecutor(8) as pool:
            replies: Sequence[Reply] = list(pool.map(one, prompts))

    whole = sum((reply.usage for reply in replies), Usage())
    assert bill(api) == used(whole)
    assert api.most_at_once >= 4
    assert len({entry.chapter for entry in api.ledger}) == 8


def test_the_whole_answer_holds_every_word_that_was_said() -> None:
    """The stand-in quotes all segments, so a post made with it shows any loss."""
    prompt = make_prompt(segments=25)
    with AnthropicApi(KEY) as api:
        reply = write(api, prompt)

    missing: list[Any] = [s.id for s in prompt.segments if s.text not in reply.text]
    assert missing == []


def test_a_picture_that_was_deleted_is_a_sentence_and_asks_nothing(tmp_path: Path) -> None:
    """The services as they are joined for the program look into the real store."""
    with AnthropicApi(KEY) as api:
        settings = Settings(data=str(tmp_path), anthropic_api_key=KEY, anthropic_base_url=api.url)
        writer = build_services(settings).writer_for(SONNET)
        with pytest.raises(StorageFailed, match="picture of this video is gone"):
            writer.write(make_prompt(), SONNET, PLENTY, Listener(), lambda: False)

        assert api.requests == []
