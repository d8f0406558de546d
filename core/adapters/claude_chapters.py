"""One chapter, asked for until it is written: an answer that is cut off is asked to go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.adapters.claude_asking import Asking
from core.adapters.claude_turns import CUT, Heard, go_on, split_at_seam
from core.errors import BudgetExceeded, WriterRejected, WriterUnavailable
from core.models import ChapterPrompt, Question, Reply

SUBJECT = "this chapter"


@dataclass(slots=True, kw_only=True)
class ChapterWriting:
    """One chapter being written."""

    asking: Asking
    prompt: ChapterPrompt

    def run(self) -> Reply:
        """Write the chapter; every error that leaves carries the usage so far."""
        whole, kept = self.prompt, ""
        ask: Question = whole
        for left in reversed(range(self.asking.desk.patience.continuations + 1)):
            try:
                heard = self.asking.until_answered(ask, kept)
            except (BudgetExceeded, WriterRejected, WriterUnavailable) as error:
                if not kept:
                    raise
                # What is paid is handed over: better half a chapter than none.
                self.asking.notes.append(error.message)
                return self.asking.reply(kept, Heard(stop=CUT), SUBJECT)
            text = kept + heard.text
            if heard.stop != CUT or not left:
                break
            kept, tail = split_at_seam(text)
            if not kept:
                # Thinking has used up the limit before the first word.
                whole = replace(whole, max_tokens=whole.max_tokens * 2)
            rest = self.asking.affordable(go_on(whole, kept, tail))
            if rest is None:
                self.asking.notes.append("What this chapter may cost leaves no room to go on.")
                break
            ask = rest
            if tail:
                self.asking.start_over(kept)
        return self.asking.reply(text, heard, SUBJECT)
