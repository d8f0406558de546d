"""A strict stand-in of the Anthropic API on loopback: its rules, its stream, and a ledger.

    with AnthropicApi(key="sk-test") as api:
        ...  # base_url=api.url
        assert [entry.is_finished for entry in api.ledger] == [True]

By hand, or for tests that kill processes:

    python tests/standins/anthropic_api.py --port 0 --ledger ledger.jsonl --pace 200 --faults 429,,drop

It prints its address, and appends a line to the ledger's file for each call that is billed.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

if not __package__:  # run as a script: make `tests` importable
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.standins.anthropic_answers import quote_segments
from tests.standins.anthropic_faults import BY_NAME, Fault
from tests.standins.anthropic_formats import (
    as_prose,
    check_output_config,
    divide,
    format_of,
    is_fitting,
)
from tests.standins.anthropic_models import MODELS, Model, describe_model, find_model
from tests.standins.anthropic_rules import (
    LARGEST_REQUEST,
    Refused,
    blocks_of,
    check_fields,
    check_headers,
    check_messages,
)
from tests.standins.anthropic_telling import Entry, Gone, Telling, break_off, pause

Faults = Iterable[Fault | None] | Callable[[dict[str, Any]], Fault | None]


class AnthropicApi:
    """The stand-in; `requests` are the bodies that were sent, `refusals` what was wrong with them.

    `faults` is a list, used up one a call, or a function of the request. `pace` is in tokens a
    second; `can_see=False` makes it a server without eyes, which answers as llama.cpp does;
    `heeds_format=False` one that takes no notice of `output_config`, as most local ones.
    """

    def __init__(
        self,
        key: str = "sk-test",
        *,
        answer: Callable[[dict[str, Any]], str] | None = None,
        faults: Faults = (),
        pace: float | None = None,
        delay_s: float = 0.0,
        can_see: bool = True,
        heeds_format: bool = True,
        ledger_path: Path | None = None,
        port: int = 0,
    ) -> None:
        self.key, self.answer, self.pace, self.delay_s = key, answer, pace, delay_s
        self.can_see, self.heeds_format, self.ledger_path = can_see, heeds_format, ledger_path
        self.ledger: list[Entry] = []
        self.requests: list[dict[str, Any]] = []
        self.refusals: list[tuple[int, str]] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self._faults = faults if callable(faults) else _one_by_one(faults)
        self._server = Loopback(("127.0.0.1", port), Handler)
        self._server.api = self  # type: ignore[attr-defined]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def cost_usd(self) -> Decimal:
        return sum((entry.cost_usd for entry in self.ledger), Decimal(0))

    def __enter__(self) -> AnthropicApi:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def fault_for(self, request: dict[str, Any]) -> Fault:
        with self.lock:
            return self._faults(request) or Fault()

    def answer_to(self, request: dict[str, Any], fault: Fault) -> str:
        """Give the words of an answer; where a schema is heeded, none that do not fit it."""
        schema = format_of(request)
        if schema is None:
            return (fault.says or self.answer or quote_segments)(request)
        text = (fault.says or self.answer or divide)(request)
        if not self.heeds_format:
            return text if fault.says or self.answer else as_prose(text)
        if not is_fitting(text, schema):
            raise ValueError(f"no model could say this under the schema: {text[:200]}")
        return text

    def enter(self, entry: Entry) -> None:
        with self.lock:
            self.ledger.append(entry)
            if self.ledger_path:
                with self.ledger_path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(entry), default=str) + "\n")

    def wait_for(self, calls: int, timeout_s: float = 5.0) -> list[Entry]:
        """Give the ledger once it holds this many calls: a broken one is entered a moment later."""
        deadline = time.monotonic() + timeout_s
        while len(self.ledger) < calls and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.ledger


def _one_by_one(faults: Iterable[Fault | None]) -> Callable[[dict[str, Any]], Fault | None]:
    left = iter(faults)
    return lambda _request: next(left, None)


class Loopback(ThreadingHTTPServer):
    """Many connections at once; one that is reset is no news."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def api(self) -> AnthropicApi:
        return self.server.api  # type: ignore[attr-defined,no-any-return]

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        self._serve(self._list_models)

    def do_POST(self) -> None:
        self._serve(self._post)

    def _serve(self, serve: Callable[[], None]) -> None:
        try:
            check_headers(self.headers, self.api.key)
            serve()
        except Refused as refused:
            self._refuse(refused)
        except (Gone, ConnectionError):
            self.close_connection = True

    def _refuse(self, refused: Refused, retry_after: str | None = None) -> None:
        self.api.refusals.append((refused.status, refused.message))
        self.close_connection = True  # the body may be unread
        headers = {"retry-after": retry_after} if retry_after else {}
        self.send_json(refused.status, refused.body(self.request_id), headers)

    def send_json(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_headers({"content-type": "application/json", "content-length": str(len(data))})
        self.send_headers(headers or {})
        self.end_headers()
        self.wfile.write(data)

    def send_headers(self, headers: dict[str, str]) -> None:
        for name, value in headers.items():
            self.send_header(name, value)

    @property
    def request_id(self) -> str:
        return f"req_{len(self.api.requests):024}"

    def _list_models(self) -> None:
        path = self.path.split("?", 1)[0].rstrip("/")
        if path == "/v1/models":
            data = [describe_model(model) for model in MODELS.values()]
            ends = {"first_id": data[0]["id"], "last_id": data[-1]["id"]}
            self.send_json(200, {"data": data, "has_more": False, **ends})
            return
        name = path.removeprefix("/v1/models/")
        model = find_model(name) if path.startswith("/v1/models/") else None
        if model is None:
            raise Refused(404, f"model: {name}" if "/models/" in path else "Not found")
        self.send_json(200, describe_model(model))

    def _post(self) -> None:
        body = self._read()
        path = self.path.split("?", 1)[0]
        if path not in {"/v1/messages", "/v1/messages/count_tokens"}:
            raise Refused(404, "Not found")
        model = find_model(str(body.get("model", "")))
        if model is None:
            raise Refused(404, f"model: {body.get('model')}")
        is_counting = path.endswith("count_tokens")
        check_fields(body, model, is_counting=is_counting)
        tokens = check_messages(body, model)
        if self.api.heeds_format:
            tokens += check_output_config(body, model)
        if is_counting:
            self.send_json(200, {"input_tokens": tokens})
            return
        with self.api.lock:
            self.api.requests.append(body)
            self.api.at_once += 1
            self.api.most_at_once = max(self.api.most_at_once, self.api.at_once)
        try:
            self._message(body, model, tokens)
        finally:
            with self.api.lock:
                self.api.at_once -= 1

    def _read(self) -> dict[str, Any]:
        length = int(self.headers.get("content-length", 0))
        if length > LARGEST_REQUEST:
            raise Refused(413, "Request exceeds the maximum size")
        try:
            body = json.loads(self.rfile.read(length))
        except ValueError as error:
            raise Refused(400, "The request body is not valid JSON") from error
        if not isinstance(body, dict):
            raise Refused(400, "Input should be an object")
        return body

    def _message(self, body: dict[str, Any], model: Model, tokens: int) -> None:
        fault = self.api.fault_for(body)
        pictures = sum(len(blocks_of(message, "image")) for message in body["messages"])
        if pictures and not self.api.can_see:
            raise Refused(500, "image input is not supported - hint: you may need an mmproj")
        pause(self, self.api.delay_s if fault.delay_s is None else fault.delay_s)
        if fault.hangs_up:
            break_off(self)
            return
        if fault.refused:
            self._refuse(fault.refused, fault.retry_after)
            return
        telling = Telling(self, body, model, tokens, fault, pictures)
        telling.stream() if body.get("stream") else telling.send_whole()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", default="sk-test")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--pace", type=float, help="tokens a second")
    parser.add_argument("--delay-s", type=float, default=0.0)
    parser.add_argument("--faults", default="", help=f"comma-separated, of {', '.join(BY_NAME)}")
    chosen = parser.parse_args()
    with AnthropicApi(
        chosen.key,
        faults=[BY_NAME.get(name) for name in chosen.faults.split(",")],
        pace=chosen.pace,
        delay_s=chosen.delay_s,
        ledger_path=chosen.ledger,
        port=chosen.port,
    ) as api:
        print(api.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
