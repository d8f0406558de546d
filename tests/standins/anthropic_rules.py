"""The documented rules of the Messages API, version 2026-10-21, as the stand-in enforces them."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.standins.anthropic_models import REQUEST_TOKENS, Model, count_image, count_text

API_VERSION = "2026-10-21"
LARGEST_REQUEST = 32 * 2**20
LARGEST_IMAGE = 10 * 2**20
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
KNOWN_FIELDS = {
    "model", "messages", "max_tokens", "system", "stream", "metadata", "stop_sequences", "tools",
    "tool_choice", "thinking", "output_config", "cache_control", "service_tier", "container",
    "context_management", "inference_geo", "mcp_servers", "speed", "fallbacks",
}  # fmt: skip
NAMES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}


class Refused(Exception):
    """The request is answered with an error body."""

    def __init__(self, status: int, message: str, kind: str = "", **more: Any) -> None:
        super().__init__(message)
        self.status, self.message = status, message
        self.kind = kind or NAMES.get(status, "api_error" if status >= 500 else NAMES[400])
        self.more = more

    def body(self, request_id: str) -> dict[str, Any]:
        error = {"type": self.kind, "message": self.message, **self.more}
        return {"type": "error", "error": error, "request_id": request_id}


def bad(message: str) -> Refused:
    return Refused(400, message)


def check_headers(headers: Any, key: str) -> None:
    """Demand the key as a bearer token, and the version of the API."""
    if headers.get("authorization") != f"Bearer {key}":
        message = "Invalid bearer token" if headers.get("authorization") else "x-api-key: unknown"
        raise Refused(401, message)
    version = headers.get("anthropic-version")
    if version is None:
        raise bad("anthropic-version: header is required")
    if version != API_VERSION:
        raise bad(f'anthropic-version: "{version}" is not a valid version')


def check_fields(body: dict[str, Any], model: Model, *, is_counting: bool) -> None:
    """Check all that stands beside the messages."""
    for name in body:
        if name not in KNOWN_FIELDS:
            raise bad(f"{name}: Extra inputs are not permitted")
    if not is_counting:
        check_max_tokens(body.get("max_tokens"), model)
    check_thinking(body.get("thinking"), body.get("max_tokens"), model)
    choice = (body.get("tool_choice") or {}).get("type")
    if choice in {"any", "tool"} and not model.takes_forced_tool:
        raise bad(f'tool_choice: "{choice}" is not supported by {model.id}.')


def check_max_tokens(max_tokens: Any, model: Model) -> None:
    if max_tokens is None:
        raise bad("max_tokens: Field required")
    if not isinstance(max_tokens, int) or isinstance(max_tokens, bool):
        raise bad("max_tokens: Input should be a valid integer")
    if max_tokens < 1:
        raise bad("max_tokens: Input should be greater than or equal to 1")
    if max_tokens > model.max_output:
        raise bad(
            f"max_tokens: {max_tokens} > {model.max_output}, which is the maximum allowed number"
            f" of output tokens for {model.id}"
        )


def check_thinking(thinking: Any, max_tokens: Any, model: Model) -> None:
    kind = (thinking or {}).get("type")
    if kind == "enabled":
        if not model.takes_budget:
            raise bad(
                f'thinking: type "enabled" with budget_tokens is not supported by {model.id}.'
            )
        if thinking.get("budget_tokens", 0) >= (max_tokens or 0):
            raise bad("max_tokens must be greater than thinking.budget_tokens")
    if kind == "disabled" and model.id in {"claude-sonnet-5-5", "claude-opus-5-5"}:
        raise bad(f'thinking: type "disabled" is not supported by {model.id}.')


def check_messages(body: dict[str, Any], model: Model) -> int:
    """Check the conversation and count it: system, words and pictures."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise bad("messages: at least one message is required")
    check_roles([message.get("role") for message in messages], model)
    tokens = REQUEST_TOKENS + check_text_blocks(body.get("system", []), model, "system")
    images = [block for message in messages for block in blocks_of(message, "image")]
    if len(images) > (600 if model.context > 200_000 else 100):
        raise bad(f"messages: too many images: {len(images)}")
    for number, message in enumerate(messages):
        tokens += check_content(message, model, f"messages.{number}.content", len(images))
    if tokens > model.context:
        raise bad(f"prompt is too long: {tokens} tokens > {model.context} maximum")
    return tokens


def check_roles(roles: list[Any], model: Model) -> None:
    for number, role in enumerate(roles):
        if role not in {"user", "assistant"}:
            raise bad(f"messages.{number}.role: Input should be 'user' or 'assistant'")
        if role != ("user", "assistant")[number % 2]:
            raise bad('messages: roles must alternate between "user" and "assistant", "user" first')
    if roles[-1] == "assistant" and not model.takes_prefill:
        raise bad(
            "This model does not support assistant message prefill. The conversation must end"
            " with a user message."
        )


def blocks_of(message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    content = message.get("content")
    return [b for b in content if b.get("type") == kind] if isinstance(content, list) else []


def check_text_blocks(content: Any, model: Model, where: str) -> int:
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    for number, block in enumerate(blocks):
        if block.get("type") != "text" or not isinstance(block.get("text"), str):
            raise bad(f"{where}.{number}: Input should be a text block")
        if not block["text"].strip():
            raise bad(f"{where}: text content blocks must be non-empty")
    return sum(count_text(block["text"], model) for block in blocks)


def check_content(message: dict[str, Any], model: Model, where: str, images: int) -> int:
    content = message.get("content")
    if isinstance(content, str):
        return check_text_blocks(content, model, where)
    if not isinstance(content, list) or not content:
        raise bad(f"{where}: Input should be a valid list or string, and not empty")
    tokens = 0
    for number, block in enumerate(content):
        place = f"{where}.{number}"
        if block.get("type") == "text":
            if "citations" in block:
                raise bad(f"{place}.text.citations: Extra inputs are not permitted")
            tokens += check_text_blocks([block], model, place)
        elif block.get("type") == "image" and message["role"] == "user":
            tokens += check_image(block, model, f"{place}.image.source", images)
        else:
            raise bad(f"{place}: Input tag '{block.get('type')}' does not match any expected tag")
    return tokens


def check_image(block: dict[str, Any], model: Model, where: str, images: int) -> int:
    source = block.get("source") or {}
    if source.get("type") != "base64":
        raise bad(f"{where}: only base64 sources are offered here")
    if source.get("media_type") not in MEDIA_TYPES.values():
        raise bad(f"{where}.base64.media_type: Input should be one of {list(MEDIA_TYPES.values())}")
    if len(source.get("data", "")) > LARGEST_IMAGE:
        raise bad(f"{where}.base64: image exceeds 10 MB maximum: {len(source['data'])} bytes")
    width, height, found = open_image(source, where)
    if found != source["media_type"]:
        raise bad(
            f"{where}.base64: The image was specified using the {source['media_type']} media type,"
            f" but the image appears to be a {found} image"
        )
    most = 2000 if images > 20 else 8000
    if max(width, height) > most:
        kind = " for many-image requests" if images > 20 else ""
        raise bad(
            f"{where}: At least one of the image dimensions exceed max allowed size{kind}:"
            f" {most} pixels"
        )
    return count_image(width, height, model)


def open_image(source: dict[str, Any], where: str) -> tuple[int, int, str]:
    """Decode the picture to its last row, as a model would have to."""
    try:
        data = base64.b64decode(source["data"], validate=True)
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            return image.width, image.height, MEDIA_TYPES.get(image.format or "", "unknown")
    except (KeyError, binascii.Error, UnidentifiedImageError, OSError, SyntaxError) as error:
        raise bad(f"{where}.base64: Could not process image") from error
