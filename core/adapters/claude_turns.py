"""Questions to Claude as plain dicts, the ways to ask them again, and what was heard. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.models import ChapterPrompt, ImagePart, Question, TextPart, TopicPrompt, Usage
from core.tokens import max_output_tokens, text_tokens, thought_tokens

LoadPicture = Callable[[ImagePart], bytes]
"""Gives a picture as JPEG, in the size that its part names."""

CUT = "max_tokens"
FULL = "model_context_window_exceeded"
REFUSED = "refusal"

GO_ON = """\
Your answer was cut off at its limit. This much of it is kept, to the letter:
<written>
{head}</written>
Go on exactly where it ends.{again} Repeat nothing of what is kept, and do not mention the cut."""
AGAIN = " Begin with the line that was cut short, written anew and in full: {tail}"

NO_EYES = """\
The screens themselves cannot be shown to you. Write no pictures, and nothing about what can be \
seen: keep to the words."""


@dataclass(slots=True)
class Heard:
    """What one call has brought so far; `stop` is empty until the service says why it stopped."""

    text: str = ""
    has_begun: bool = False
    input_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 0
    stop: str = ""
    category: str = ""

    def usage(self, prompt: Question, model: str) -> Usage:
        """Say what the call used, before pricing.

        A stream that broke off never said what it used. What was heard is billed all the same,
        and thinking, which is not sent, with it: both are guessed. A call that died before its
        first event is taken as not billed.
        """
        if not self.has_begun:
            return Usage()
        output_tokens = self.output_tokens
        if not self.stop:
            guess = text_tokens(self.text, model) + thought_tokens(prompt, model)
            output_tokens = max(output_tokens, min(guess, max_output_tokens(prompt, model)))
        return Usage(
            input_tokens=self.input_tokens,
            output_tokens=output_tokens,
            cache_read_tokens=self.cache_read_tokens,
            cache_write_tokens=self.cache_write_tokens,
            calls=1,
        )


def request_of(prompt: Question, model: str, load_picture: LoadPicture) -> dict[str, Any]:
    """Put a question as the Messages API takes it: one user turn, in the order of its parts.

    `thinking` and `temperature` are left out: every model has its own rules for them.
    """
    content = [_block(part, load_picture) for part in prompt.parts]
    request: dict[str, Any] = {
        "model": model,
        "max_tokens": max_output_tokens(prompt, model),
        "messages": [{"role": "user", "content": content}],
    }
    if prompt.system.strip():
        request["system"] = prompt.system
    if isinstance(prompt, TopicPrompt):
        schema = json.loads(prompt.schema)
        # Local servers mostly take no notice of it: who reads the answer must not rely on it.
        request["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
    return request


def _block(part: TextPart | ImagePart, load_picture: LoadPicture) -> dict[str, object]:
    if isinstance(part, TextPart):
        return {"type": "text", "text": part.text}
    data = base64.b64encode(load_picture(part)).decode("ascii")
    source = {"type": "base64", "media_type": "image/jpeg", "data": data}
    return {"type": "image", "source": source}


def split_at_seam(text: str) -> tuple[str, str]:
    r"""Part a cut answer into what is kept and the line that is to be written again.

    The seam lies between two lines, or between two words where there is one line only: there
    the two halves join without a letter lost or doubled.

    >>> split_at_seam("One. [[1]]\n\nTwo wor")
    ('One. [[1]]\n\n', 'Two wor')
    """
    at = text.rfind("\n") + 1 or text.rfind(" ") + 1
    return text[:at], text[at:]


def go_on(prompt: ChapterPrompt, head: str, tail: str) -> ChapterPrompt:
    """Ask for the rest, without a prefill: current models refuse one.

    Where nothing is kept, the question stays as it is.
    """
    if not head:
        return prompt
    again = AGAIN.format(tail=tail) if tail.strip() else ""
    rest = TextPart(text=GO_ON.format(head=head, again=again))
    return replace(prompt, parts=(*prompt.parts, rest))


def without_pictures(prompt: Question) -> Question:
    """Ask the same of a model that cannot see."""
    words = tuple(part for part in prompt.parts if isinstance(part, TextPart))
    return replace(prompt, parts=(*words, TextPart(text=NO_EYES)))


def has_pictures(prompt: Question) -> bool:
    """Tell whether a question shows anything."""
    return any(isinstance(part, ImagePart) for part in prompt.parts)
