"""Where topics begin, asked of Claude: one answer in a schema, taken or left as it comes.

An answer that was cut is not asked to go on: half of a JSON value has no seam. What it is good
for is judged in `core.topic_answers`.
"""

from __future__ import annotations

from core.adapters.claude_asking import Asking
from core.models import Reply, TopicPrompt

SUBJECT = "to find topics"


def ask_for_topics(asking: Asking, prompt: TopicPrompt) -> Reply:
    """Ask until there is an answer, or none can be had; every error carries the usage so far."""
    heard = asking.until_answered(prompt)
    return asking.reply(heard.text, heard, SUBJECT)
