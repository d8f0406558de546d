"""The stand-in is strict: each documented rule, its message, its events, and its ledger."""

from __future__ import annotations

import base64
import http.client
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import anthropic
import pytest
from PIL import Image

from tests.standins.anthropic_answers import quote_segments
from tests.standins.anthropic_api import AnthropicApi
from tests.standins.anthropic_faults import decline, drop
from tests.standins.anthropic_formats import format_of, is_fitting

KEY = "sk-test"
HEADERS = {"authorization": f"Bearer {KEY}", "anthropic-version": "2026-10-21"}
HELLO = [{"role": "user", "content": "Say hello."}]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def api() -> Iterator[AnthropicApi]:
    with AnthropicApi(KEY, answer=answer_anything) as running:
        yield running


def answer_anything(request: dict[str, Any]) -> str:
    """Answer what is asked here: in the form that a schema of ours demands, or as always."""
    if format_of(request) is None:
        return quote_segments(request)
    return "{}"


def post(
    api: AnthropicApi,
    body: dict[str, Any],
    headers: dict[str, str] | None = None,
    path: str = "/v1/messages",
) -> tuple[int, Any]:
    sent = {**(HEADERS if headers is None else headers), "content-type": "application/json"}
    with closing(http.client.HTTPConnection(api.url.removeprefix("http://"), timeout=20)) as line:
        line.request("POST", path, json.dumps(body), sent)
        answer = line.getresponse()
        text = answer.read().decode()
        is_json = "json" in (answer.headers["content-type"] or "")
        return answer.status, json.loads(text) if is_json else text


def ask(api: AnthropicApi, **fields: Any) -> tuple[int, Any]:
    body = {"model": "claude-opus-5-5", "max_tokens": 500, "messages": HELLO, **fields}
    return post(api, {name: value for name, value in body.items() if value is not None})


def picture(width: int, height: int, form: str = "JPEG") -> str:
    data = io.BytesIO()
    Image.new("RGB", (width, height)).save(data, form)
    return base64.b64encode(data.getvalue()).decode()


def image(data: str, media_type: str = "image/jpeg") -> dict[str, Any]:
    return {"type": "image", "source": {"type": "base64", "media_type": media_type, "data": data}}


def showing(*blocks: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"role": "user", "content": [*blocks, {"type": "text", "text": "What is it?"}]}]


A_LIST: dict[str, Any] = {
    "type": "object",
    "properties": {"names": {"type": "array", "items": {"type": "string"}}},
    "required": ["names"],
    "additionalProperties": False,
}


def form(**changes: Any) -> dict[str, Any]:
    """Demand an object with these properties."""
    schema = {"type": "object", "additionalProperties": False, **changes}
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


def property_of(**keywords: Any) -> dict[str, Any]:
    return form(properties={"one": keywords})


CLOSED = "'additionalProperties' must be explicitly set to false"
REFUSED = [
    ({"output_format": {"type": "json_schema", "schema": A_LIST}}, 400, "Extra inputs are not"),
    ({"output_config": {"schema": A_LIST}}, 400, "output_config.schema: Extra inputs are not"),
    ({"output_config": {"format": {"type": "json_object"}}}, 400, "expected tags"),
    ({"output_config": {"format": {"type": "json_schema"}}}, 400, "schema: Field required"),
    (
        {"output_config": {"format": {"type": "json_schema", "name": "a", "schema": A_LIST}}},
        400,
        "name: Extra inputs are not permitted",
    ),
    (form(additionalProperties=True), 400, CLOSED),
    (form(additionalProperties=None), 400, CLOSED),
    (property_of(type="object", properties={}), 400, CLOSED),
    (property_of(type="array", items={"type": "object", "properties": {}}), 400, CLOSED),
    (property_of(type="integer", minimum=1), 400, "'integer' type, property 'minimum' is not"),
    (property_of(type="number", multipleOf=2), 400, "'number' type, property 'multipleOf' is not"),
    (property_of(type="string", maxLength=9), 400, "'string' type, property 'maxLength' is not"),
    (property_of(type="array", items={"type": "null"}, maxItems=9), 400, "'maxItems' is not"),
    (property_of(type="array", items={"type": "null"}, minItems=2), 400, "'minItems' values other"),
    (property_of(type="string", format="phone"), 400, "String format 'phone' is not supported"),
    (property_of(type=["string", "null"]), 400, "is not supported"),
    (property_of(description="anything"), 400, "Schema type is required"),
    (form(properties={}, required=["two"]), 400, "Required property 'two' is not defined"),
    ({"temperature": 1}, 400, "temperature: Extra inputs are not permitted"),
    ({"top_p": 1}, 400, "top_p: Extra inputs are not permitted"),
    ({"top_k": 5}, 400, "top_k: Extra inputs are not permitted"),
    ({"model": "claude-2"}, 404, "model: claude-2"),
    ({"max_tokens": None}, 400, "max_tokens: Field required"),
    ({"max_tokens": 0}, 400, "max_tokens: Input should be greater than or equal to 1"),
    ({"max_tokens": 200_000}, 400, "max_tokens: 200000 > 128000"),
    ({"max_tokens": 100_000, "model": "claude-haiku-4-5"}, 400, "max_tokens: 100000 > 64000"),
    ({"messages": []}, 400, "at least one message"),
    (
        {"messages": [*HELLO, {"role": "assistant", "content": "Hel"}]},
        400,
        "This model does not support assistant message prefill. The conversation must end with a"
        " user message.",
    ),
    ({"messages": [*HELLO, *HELLO]}, 400, "roles must alternate"),
    ({"messages": [{"role": "assistant", "content": "Hi"}]}, 400, "roles must alternate"),
    ({"messages": [{"role": "user", "content": " \n"}]}, 400, "text content blocks must be non"),
    ({"messages": [{"role": "user", "content": []}]}, 400, "not empty"),
    ({"system": ""}, 400, "text content blocks must be non-empty"),
    ({"tool_choice": {"type": "any"}}, 400, "tool_choice"),
    ({"thinking": {"type": "enabled", "budget_tokens": 100}}, 400, "budget_tokens"),
    ({"thinking": {"type": "disabled"}}, 400, "disabled"),
    (
        {"model": "claude-haiku-4-5", "output_config": {"effort": "low"}},
        400,
        "does not support the effort parameter",
    ),
    (
        {"model": "claude-haiku-4-5", "messages": [{"role": "user", "content": "word " * 210_000}]},
        400,
        "prompt is too long",
    ),
    ({"messages": showing(image("%%%"))}, 400, "Could not process image"),
    ({"messages": showing(image(picture(8, 8)[:60]))}, 400, "Could not process image"),
    (
        {"messages": showing(image(picture(8, 8, "PNG")))},
        400,
        "specified using the image/jpeg media type, but the image appears to be a image/png",
    ),
    ({"messages": showing(image(picture(8, 8), "image/bmp"))}, 400, "media_type"),
    ({"messages": showing(image("A" * (10 * 2**20 + 4)))}, 400, "image exceeds 10 MB maximum"),
    ({"messages": showing(image(picture(8001, 2)))}, 400, "max allowed size: 8000 pixels"),
    (
        {"messages": showing(*[image(picture(2001, 2))] * 21)},
        400,
        "many-image requests: 2000 pixels",
    ),
    ({"messages": showing(*[image(picture(2, 2))] * 601)}, 400, "too many images: 601"),
    (
        {"model": "claude-haiku-4-5", "messages": showing(*[image(picture(2, 2))] * 101)},
        400,
        "too many images: 101",
    ),
]


@pytest.mark.parametrize(("fields", "status", "message"), REFUSED)
def test_each_rule_is_enforced_with_its_message(
    api: AnthropicApi, fields: dict[str, Any], status: int, message: str
) -> None:
    """What the API refuses is refused here, in a body of the same form."""
    found, body = ask(api, **fields)

    assert (status, "error") == (found, body["type"])
    assert message in body["error"]["message"]
    assert body["request_id"].startswith("req_")


ALLOWED = [
    {"thinking": {"type": "adaptive"}},
    {"thinking": {"type": "enabled", "budget_tokens": 100}, "model": "claude-opus-4-6"},
    {"thinking": {"type": "disabled"}, "model": "claude-haiku-5-5"},
    {"tool_choice": {"type": "any"}, "model": "claude-haiku-5-5"},
    {"output_config": {"effort": "low"}},
    property_of(type="integer", description="A number.", enum=[1, 2]),
    property_of(anyOf=[{"type": "string", "format": "date"}, {"type": "null"}]),
    property_of(type="array", items={"type": "string"}, minItems=1),
    {
        "model": "claude-haiku-4-5",
        "messages": [*HELLO, {"role": "assistant", "content": "Hel"}],
    },
    {"messages": showing(image(picture(8000, 2)))},
    {"messages": showing(*[image(picture(2000, 2))] * 21)},
    {"messages": showing(image(picture(8, 8, "PNG"), "image/png"))},
    {"model": "claude-haiku-4-5-20251001"},
]


@pytest.mark.parametrize("fields", ALLOWED)
def test_what_the_rules_allow_is_answered(api: AnthropicApi, fields: dict[str, Any]) -> None:
    """Strict is not the same as deaf: older models take what newer ones refuse."""
    assert ask(api, **fields)[0] == 200


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 401, "authentication_error"),
        ({**HEADERS, "authorization": "Bearer sk-wrong"}, 401, "authentication_error"),
        ({**HEADERS, "authorization": ""}, 401, "authentication_error"),
        ({"x-api-key": KEY, "anthropic-version": "2026-10-21"}, 401, "authentication_error"),
        ({"authorization": f"Bearer {KEY}"}, 400, "invalid_request_error"),
        ({**HEADERS, "anthropic-version": "2023-06-01"}, 400, "invalid_request_error"),
    ],
)
def test_the_key_and_the_version_are_demanded(
    api: AnthropicApi, headers: dict[str, str], status: int, kind: str
) -> None:
    """The key comes as a bearer token; `x-api-key` is of the past."""
    body = {"model": "claude-opus-5-5", "max_tokens": 5, "messages": HELLO}

    found, answer = post(api, body, headers)

    assert (status, kind) == (found, answer["error"]["type"])


def test_other_paths_are_not_found(api: AnthropicApi) -> None:
    """An address with /v1 behind it leads to /v1/v1, which is nothing."""
    assert post(api, {}, path="/v1/v1/messages")[0] == 404


def test_the_stream_has_the_events_of_the_api(api: AnthropicApi) -> None:
    """An empty thinking block first, then text, then usage and the reason for stopping."""
    _, text = ask(api, stream=True)
    events = [line.removeprefix("event: ") for line in text.splitlines() if "event: " in line]
    data = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]

    assert events == [
        "message_start",
        "ping",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "content_block_start",
        *["content_block_delta"] * (len(events) - 9),
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert events == [event["type"] for event in data]
    assert [data[2]["content_block"]["type"], data[5]["content_block"]["type"]] == [
        "thinking",
        "text",
    ]
    assert data[-2]["delta"]["stop_reason"] == "end_turn"
    assert data[-2]["usage"]["output_tokens"] > data[0]["message"]["usage"]["output_tokens"]


@contextmanager
def connect(api: AnthropicApi) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(api_key=KEY, base_url=api.url, max_retries=0) as client:
        yield client


def test_the_real_sdk_reads_both_forms_alike(api: AnthropicApi) -> None:
    """Streamed or whole: the same words, the same usage."""
    asked: dict[str, Any] = {"model": "claude-opus-5-5", "max_tokens": 900, "messages": HELLO}
    with connect(api) as client:
        whole = client.messages.create(**asked)
        with client.messages.stream(**asked) as stream:
            streamed = stream.get_final_message()

    assert [block.type for block in whole.content] == ["thinking", "text"]
    assert whole.content[1].text == streamed.content[1].text
    assert whole.usage.output_tokens == streamed.usage.output_tokens


def test_counting_is_free_and_says_what_a_call_will_be_billed(api: AnthropicApi) -> None:
    """`count_tokens` and the ledger agree, and only the call is in the ledger."""
    before = len(api.ledger)
    with connect(api) as client:
        counted = client.messages.count_tokens(model="claude-sonnet-5-5", messages=HELLO)
        client.messages.create(model="claude-sonnet-5-5", messages=HELLO, max_tokens=99)

    assert [counted.input_tokens] == [entry.input_tokens for entry in api.ledger[before:]]


def test_models_are_listed_with_what_they_can(api: AnthropicApi) -> None:
    """Limits and abilities, and no prices."""
    with connect(api) as client:
        models = {model.id: model for model in client.models.list()}
        haiku = client.models.retrieve("claude-haiku-4-5")

    assert models["claude-opus-5-5"].max_tokens == 128_000
    assert models["claude-sonnet-4-5"].lifecycle == "deprecated"
    assert (haiku.max_input_tokens, haiku.max_tokens) == (200_000, 64_000)
    assert haiku.capabilities is not None
    assert not haiku.capabilities.effort.supported


def test_a_refusal_has_its_details_in_both_forms() -> None:
    """HTTP 200, no text, and a category."""
    with (
        AnthropicApi(KEY, faults=[decline("bio"), decline("bio")]) as api,
        connect(api) as client,
    ):
        whole = client.messages.create(model="claude-opus-5-5", max_tokens=99, messages=HELLO)
        with client.messages.stream(
            model="claude-opus-5-5", max_tokens=99, messages=HELLO
        ) as stream:
            streamed = stream.get_final_message()

    assert (whole.stop_reason, streamed.stop_reason) == ("refusal", "refusal")
    assert whole.stop_details is not None
    assert whole.stop_details.category == "bio"


SEGMENTS = "\n".join(f"[{number}] Sentence number {number}." for number in range(1, 10))


def test_the_answer_quotes_what_was_offered() -> None:
    """A paragraph a few segments, each with their ids, and each frame on a line of its own."""
    offered = [
        {"type": "text", "text": "F7"},
        image(picture(8, 8)),
        {"type": "text", "text": SEGMENTS},
    ]
    with AnthropicApi(KEY) as api:
        _, body = ask(api, messages=[{"role": "user", "content": offered}])

    text = body["content"][1]["text"]
    assert [number for number in range(1, 10) if f"Sentence number {number}." not in text] == []
    assert "Sentence number 4. [[1-4]]\n" in text
    assert "\n\n![What is on screen](F7) [[" in text


PARAGRAPHS = "\n".join(f"[{number}] paragraph number {number}" for number in range(5, 25))


def test_an_answer_fits_the_schema_and_divides_what_was_offered() -> None:
    """Chapters begin at offered paragraphs, in order, as many as were wished for."""
    chapters = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"first": {"type": "integer"}, "title": {"type": "string"}},
            "required": ["first", "title"],
            "additionalProperties": False,
        },
    }
    fields = form(properties={"chapters": chapters}, required=["chapters"])
    words = f"{PARAGRAPHS}\nDivide it into exactly 5 chapters."
    with AnthropicApi(KEY) as api:
        _, body = ask(api, messages=[{"role": "user", "content": words}], **fields)
    text = body["content"][-1]["text"]

    assert is_fitting(text, fields["output_config"]["format"]["schema"])
    assert [one["first"] for one in json.loads(text)["chapters"]] == [5, 9, 13, 17, 21]
    assert api.ledger[0].chapter == "topics 5-24"


def test_a_schema_costs_tokens() -> None:
    """The service explains a schema to the model, and bills that."""
    with AnthropicApi(KEY, answer=answer_anything) as api:
        ask(api)
        ask(api, **property_of(type="string"))

    plain, formed = api.ledger
    assert formed.input_tokens > plain.input_tokens


def test_a_server_that_takes_no_notice_answers_in_prose() -> None:
    """What Anthropic would refuse is not even looked at, and JSON stands in a code fence."""
    with AnthropicApi(KEY, heeds_format=False) as api:
        status, body = ask(
            api,
            messages=[{"role": "user", "content": PARAGRAPHS}],
            **property_of(type="integer", minimum=1),
        )

    assert status == 200
    assert "```json\n{" in body["content"][-1]["text"]


def test_the_ledger_holds_what_was_billed_in_memory_and_in_its_file(tmp_path: Path) -> None:
    """A call that broke off stands there too, unfinished; one that was refused does not."""
    path = tmp_path / "ledger.jsonl"
    with AnthropicApi(KEY, faults=[None, drop(5)], ledger_path=path) as api, connect(api) as client:
        client.messages.create(model="claude-opus-5-5", max_tokens=99, messages=HELLO)
        with pytest.raises(Exception, match=r"peer closed|disconnected|reset"):
            client.messages.stream(
                model="claude-opus-5-5", max_tokens=99, messages=HELLO
            ).__enter__().until_done()
        ask(api, temperature=1)
        api.wait_for(2)

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["is_finished"] for line in lines] == [True, False]
    assert [str(entry.cost_usd) for entry in api.ledger] == [line["cost_usd"] for line in lines]
    assert Decimal(lines[0]["cost_usd"]) == Decimal(
        lines[0]["input_tokens"] * 4 + lines[0]["output_tokens"] * 20
    ) / Decimal(1_000_000)


def test_it_runs_by_itself_and_says_where(tmp_path: Path) -> None:
    """Tests that kill processes start it from a command line, and read its file."""
    path = tmp_path / "ledger.jsonl"
    command = [sys.executable, "tests/standins/anthropic_api.py", "--ledger", str(path)]
    with subprocess.Popen(
        [*command, "--faults", "529,,"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with anthropic.Anthropic(api_key=KEY, base_url=url, max_retries=0) as client:
            with pytest.raises(anthropic.APIStatusError, match="Overloaded"):
                client.messages.create(model="claude-opus-5-5", max_tokens=99, messages=HELLO)
            client.messages.create(model="claude-opus-5-5", max_tokens=99, messages=HELLO)
        process.terminate()

    assert len(path.read_text(encoding="utf-8").splitlines()) == 1
