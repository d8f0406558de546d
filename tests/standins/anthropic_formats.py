"""Structured answers: which schemas the Messages API takes, what fits them, and one that does.

The rules and their sentences are those that Anthropic's documentation and its refusals name;
what the service pushes aside silently, such as a description, is let through.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tests.standins.anthropic_answers import offered_segments, user_text
from tests.standins.anthropic_models import Model, count_text
from tests.standins.anthropic_rules import bad

WHERE = "output_config.format.schema"
EVERYWHERE = {"type", "description", "title", "default", "enum", "const", "anyOf", "allOf"}
OF_TYPE = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems"},
    "string": {"format", "pattern"},
    "integer": set[str](),
    "number": set[str](),
    "boolean": set[str](),
    "null": set[str](),
}
FORMATS = {
    "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid",
}  # fmt: skip
EXPLANATION_TOKENS = 120
"""The schema is explained to the model in a prompt of the service's own, which is billed."""

EXACTLY = re.compile(r"into (?:exactly|about) (\d+) chapters|makes about (\d+) chapters")


def format_of(body: dict[str, Any]) -> dict[str, Any] | None:
    """Give the schema that an answer has to fit."""
    form = (body.get("output_config") or {}).get("format")
    return form.get("schema") if isinstance(form, dict) else None


def check_output_config(body: dict[str, Any], model: Model) -> int:
    """Check effort and format; count what the format costs."""
    config = body.get("output_config")
    if config is None:
        return 0
    if not isinstance(config, dict):
        raise bad("output_config: Input should be a valid dictionary")
    for name in config:
        if name not in {"effort", "format"}:
            raise bad(f"output_config.{name}: Extra inputs are not permitted")
    if "effort" in config and not model.takes_effort:
        raise bad(f"output_config.effort: {model.id} does not support the effort parameter.")
    form = config.get("format")
    return 0 if form is None else check_format(form, model)


def check_format(form: Any, model: Model) -> int:
    if not isinstance(form, dict) or form.get("type") != "json_schema":
        raise bad("output_config.format: Input tag does not match any of the expected tags")
    for name in form:
        if name not in {"type", "schema"}:
            raise bad(f"output_config.format.json_schema.{name}: Extra inputs are not permitted")
    if not isinstance(form.get("schema"), dict):
        raise bad("output_config.format.json_schema.schema: Field required")
    check_schema(form["schema"])
    return EXPLANATION_TOKENS + count_text(json.dumps(form["schema"]), model)


def check_schema(schema: Any) -> None:
    """Refuse what the service's grammar knows nothing of."""
    if not isinstance(schema, dict):
        raise bad(f"{WHERE}: Schema should be an object")
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        check_schema(choice)
    check_keywords(schema, schema.get("type"))
    if schema.get("type") == "object":
        check_object(schema)
    if schema.get("type") == "array":
        check_array(schema)


def check_keywords(schema: dict[str, Any], kind: Any) -> None:
    if kind is None and not {"anyOf", "allOf", "enum", "const"} & set(schema):
        raise bad(f"{WHERE}: Schema type is required")
    if kind is not None and (not isinstance(kind, str) or kind not in OF_TYPE):
        raise bad(f"{WHERE}: Schema type '{kind}' is not supported")
    for name in schema:
        if name not in EVERYWHERE | OF_TYPE[kind or "null"]:
            raise bad(f"{WHERE}: For '{kind}' type, property '{name}' is not supported")
    if schema.get("format", "uuid") not in FORMATS:
        raise bad(f"{WHERE}: String format '{schema['format']}' is not supported")


def check_object(schema: dict[str, Any]) -> None:
    if schema.get("additionalProperties") is not False:
        raise bad(
            f"{WHERE}: For 'object' type, 'additionalProperties' must be explicitly set to false"
        )
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in properties:
            raise bad(f"{WHERE}: Required property '{name}' is not defined in properties")
    for part in properties.values():
        check_schema(part)


def check_array(schema: dict[str, Any]) -> None:
    if schema.get("minItems", 0) not in {0, 1}:
        raise bad(f"{WHERE}: For 'array' type, 'minItems' values other than 0 or 1 not supported")
    if "items" in schema:
        check_schema(schema["items"])


KINDS: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "boolean": bool}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Tell whether a value could have been said under a schema, as far as we use them."""
    kind = schema["type"]
    if kind == "object":
        properties = schema.get("properties", {})
        return (
            isinstance(value, dict)
            and set(schema.get("required", [])) <= set(value) <= set(properties)
            and all(fits(item, properties[name]) for name, item in value.items())
        )
    if kind == "array":
        least, items = schema.get("minItems", 0), schema["items"]
        is_list = isinstance(value, list) and len(value) >= least
        return is_list and all(fits(item, items) for item in value)
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def is_fitting(text: str, schema: dict[str, Any]) -> bool:
    try:
        return fits(json.loads(text), schema)
    except ValueError:
        return False


def divide(request: dict[str, Any]) -> str:
    """Divide what was offered into chapters of equal size, titled by their first words."""
    lines = offered_segments(request)
    if not lines:
        return json.dumps({"chapters": []})
    wished = EXACTLY.search(f"{request.get('system', '')}\n{user_text(request)}")
    count = min(len(lines), int(wished[1] or wished[2])) if wished else 4
    places = [number * len(lines) // count for number in range(count)]
    return chapters_json((lines[at][0], title_from(*lines[at])) for at in places)


def title_from(number: int, words: str) -> str:
    return " ".join([*words.split()[:5], f"({number})"])[-80:]


def chapters_json(chapters: Any) -> str:
    listed = [{"first": first, "title": title} for first, title in chapters]
    return json.dumps({"chapters": listed}, ensure_ascii=False)


def as_prose(text: str) -> str:
    """Say it as servers do that take no notice of a schema."""
    return f"Sure! Here are the chapters you asked for:\n\n```json\n{text}\n```\n\nI hope it helps."
