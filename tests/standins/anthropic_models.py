"""The models of the stand-in: what each takes, what each costs, and how it counts.

Written down from Anthropic's pages by hand and apart from `core/`, so that a slip in either
shows as a difference between our bill and theirs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

MILLION = Decimal(1_000_000)


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model; prices in USD for a million tokens."""

    id: str
    usd_in: str
    usd_out: str
    context: int = 1_000_000
    max_output: int = 128_000
    is_fine: bool = True
    """Claude 4.7 and later: the new tokenizer, the high-resolution tier."""
    thinks: bool = True
    takes_prefill: bool = False
    takes_budget: bool = False
    takes_forced_tool: bool = True
    takes_effort: bool = True
    retires: str | None = None


def _small(model: str, usd_in: str, usd_out: str, **more: object) -> Model:
    flags = {"context": 200_000, "max_output": 64_000, "is_fine": False, "thinks": False}
    takes = {"takes_prefill": True, "takes_budget": True, "takes_effort": False}
    return Model(id=model, usd_in=usd_in, usd_out=usd_out, **{**flags, **takes, **more})


MODELS = {
    model.id: model
    for model in (
        Model(id="claude-haiku-5-5", usd_in="0.10", usd_out="0.50"),
        Model(id="claude-sonnet-5-5", usd_in="2", usd_out="10", takes_forced_tool=False),
        Model(id="claude-opus-5-5", usd_in="4", usd_out="20", takes_forced_tool=False),
        Model(id="claude-fable-5-2", usd_in="8", usd_out="40", takes_forced_tool=False),
        Model(id="claude-fable-5-1", usd_in="10", usd_out="50", takes_forced_tool=False),
        Model(id="claude-fable-5", usd_in="10", usd_out="50"),
        Model(id="claude-sonnet-5", usd_in="2", usd_out="10"),
        Model(id="claude-opus-5", usd_in="5", usd_out="25"),
        Model(id="claude-opus-4-8", usd_in="5", usd_out="25", thinks=False),
        Model(id="claude-opus-4-7", usd_in="5", usd_out="25", thinks=False),
        Model(
            id="claude-opus-4-6",
            usd_in="5",
            usd_out="25",
            is_fine=False,
            thinks=False,
            takes_budget=True,
        ),
        Model(
            id="claude-sonnet-4-6",
            usd_in="3",
            usd_out="15",
            is_fine=False,
            thinks=False,
            takes_budget=True,
        ),
        _small("claude-haiku-4-5", "1", "5"),
        _small("claude-opus-4-5", "5", "25", takes_effort=True),
        _small("claude-sonnet-4-5", "3", "15", retires="2026-11-30T00:00:00Z"),
    )
}

LONG_PROMPT = 100_000
LONG_PROMPT_FACTOR = 5
"""Haiku 5.5 alone: a prompt above 100,000 tokens makes every token of the call dearer."""

REQUEST_TOKENS = 65
PARTS = re.compile(r"\n|[A-Za-z]+|\d{1,3}|[^\W\d_A-Za-z]|[^\w\s]|_")
PIECES = re.compile(r"\s*\S+|\s+$")


def find_model(name: str) -> Model | None:
    """Look a model up, with or without the date of a snapshot."""
    return MODELS.get(name) or MODELS.get(re.sub(r"-\d{8}$", "", name))


def count_text(text: str, model: Model) -> int:
    """Count by a rule of our own: about 1.8 tokens an English word, or 1.35 before Claude 4.7."""
    letters = 3 if model.is_fine else 4
    return sum(
        math.ceil(len(part) / letters) if part[0].isascii() and part[0].isalpha() else 1
        for part in PARTS.findall(text)
    )


def count_image(width: int, height: int, model: Model) -> int:
    """Count patches of 28 pixels after shrinking, one pixel at a time, to the tier's limits."""
    edge, most = (2576, 4784) if model.is_fine else (1568, 1568)
    ratio, long_edge = max(width, height) / min(width, height), max(width, height)
    while True:
        short_edge = max(round(long_edge / ratio), 1)
        tokens = -(-long_edge // 28) * -(-short_edge // 28)
        if long_edge <= edge and tokens <= most:
            return tokens
        long_edge -= 1


def bill_usd(model: Model, input_tokens: int, output_tokens: int) -> Decimal:
    """Price a call."""
    is_long = model.id == "claude-haiku-5-5" and input_tokens > LONG_PROMPT
    factor = LONG_PROMPT_FACTOR if is_long else 1
    dollars = input_tokens * Decimal(model.usd_in) + output_tokens * Decimal(model.usd_out)
    return dollars * factor / MILLION


def describe_model(model: Model) -> dict[str, object]:
    """Give a model as `/v1/models` lists it: abilities, and no prices."""

    def flag(value: bool) -> dict[str, bool]:
        return {"supported": value}

    levels = ("low", "medium", "high", "xhigh", "max")
    kinds = {"adaptive": not model.takes_budget or model.is_fine, "enabled": model.takes_budget}
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.id.replace("-", " ").title(),
        "created_at": "2026-01-01T00:00:00Z",
        "lifecycle": "deprecated" if model.retires else "active",
        "deprecated_at": "2026-09-30T00:00:00Z" if model.retires else None,
        "retires_at": model.retires,
        "line": None,
        "max_input_tokens": model.context,
        "max_tokens": model.max_output,
        "capabilities": {
            "batch": flag(True),
            "citations": flag(True),
            "code_execution": flag(True),
            "image_input": flag(True),
            "pdf_input": flag(True),
            "structured_outputs": flag(True),
            "effort": {**flag(model.takes_effort), **{one: flag(True) for one in levels}},
            "thinking": {**flag(True), "types": {kind: flag(is_) for kind, is_ in kinds.items()}},
        },
    }
