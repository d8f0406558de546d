"""What a model said, read as blocks with evidence, and mended where that can be done safely.

The notation is Markdown with ids (see `core.prompt_texts`). An id that was not offered becomes a
finding, never a link; pictures from elsewhere and addresses that nobody named are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from core.answer_lines import has_open_fence, mend_lines
from core.answer_marks import Marks, read_marks
from core.commonmark import block_parser, plain_line
from core.evidence import Span, resolve
from core.models import Block, BlockKind, ChapterPrompt, Finding, Severity

LEAST_REPEATED = 40
"""Characters from which an identical block is a repetition; shorter ones lead into code twice."""
LONGEST_HEADING = 100
"""A longer line that is underlined is a paragraph with a rule below it."""

_NUMBERING = re.compile(r"^(?:chapter\s*)?\d+\s*[:.)–-]\s*", re.IGNORECASE)

_REST = re.compile(r"[\s.。,;]*|\(\s*\)|[*_]+")
"""What is left of a line that held marks alone."""


def parse_answer(
    text: str, prompt: ChapterPrompt, *, is_complete: bool = True
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Read an answer as blocks, with findings on what had to be mended or left out.

    With `is_complete=False` the answer is still coming: half a mark at its end is hidden, open
    code is closed, and the last block is not yet blamed for what may still follow.
    """
    reading = _Reading(prompt, is_complete)
    if is_complete and has_open_fence(text):
        reading.find("warning", "A code block had no end; it was closed where the answer stops.")
    mended = mend_lines(text, is_complete=is_complete)
    references: dict[str, object] = {}
    tokens = block_parser().parse(mended, references)
    reading.references = tuple(dict(references.get("references") or {}))  # type: ignore[call-overload]
    for label in reading.references:
        reading.find("info", f"A link's address was left out: {plain_line(label)}.")
    lines = mended.split("\n")
    for token, content in _pieces(tokens):
        reading.take(token, content, lines)
    return reading.finish()


def _pieces(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Give each top-level piece with the words of its first line of text."""
    for at, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0 and token.map is not None:
            follower = tokens[at + 1] if at + 1 < len(tokens) else None
            is_leaf = token.nesting == 0
            yield token, token.content if is_leaf or follower is None else follower.content


@dataclass(slots=True)
class _Draft:
    """A block before its evidence is looked up."""

    kind: BlockKind
    text: str
    spans: list[Span] = field(default_factory=list)
    frame_id: str | None = None


class _Reading:
    """Gathers the blocks and the findings of one answer."""

    def __init__(self, prompt: ChapterPrompt, is_complete: bool) -> None:
        self.prompt, self.is_complete = prompt, is_complete
        self.references: tuple[str, ...] = ()
        self.offered = {segment.id: segment for segment in prompt.segments}
        self.frames = {screenshot.id for screenshot in prompt.screenshots}
        self.drafts: list[_Draft] = []
        self.findings: list[Finding] = []

    def find(self, severity: Severity, message: str, ids: tuple[int, ...] = ()) -> None:
        """Note something the person should know."""
        chapter = self.prompt.chapter
        at_s = self.offered[ids[0]].start_s if ids else chapter.start_s
        self.findings.append(
            Finding(severity=severity, where=chapter.title, message=message, at_s=at_s)
        )

    def take(self, token: Token, content: str, lines: list[str]) -> None:
        """Take a top-level piece of the answer, by its kind."""
        first, last = token.map or (0, 0)
        source = "\n".join(lines[first:last]).strip("\n")
        if token.type == "fence":
            self.drafts.append(_Draft("code", source.rstrip()))
        elif token.type == "code_block":
            self.drafts.append(_Draft("code", fenced(token.content)))
        elif token.type == "heading_open":
            self._take_heading(token, content)
        elif token.type != "hr":
            self._take_text(source.rstrip())

    def _take_heading(self, token: Token, content: str) -> None:
        is_underlined = token.markup in {"=", "-"}
        marks = read_marks(content, self.prompt, self.references)
        if is_underlined and (marks.spans or "\n" in content or len(content) > LONGEST_HEADING):
            self._take_text(content)
            return
        is_first = not self.drafts
        self._note(marks)
        if marks.text and not (is_first and self._is_our_title(marks.text)):
            level = max(3, int(token.tag[1:]))
            self.drafts.append(_Draft("heading", f"{'#' * level} {marks.text}", list(marks.spans)))
        self._take_pictures(marks)

    def _is_our_title(self, text: str) -> bool:
        def bare(title: str) -> str:
            return "".join(char for char in title.casefold() if char.isalnum())

        ours = {
            bare(self.prompt.chapter.title),
            bare(_NUMBERING.sub("", self.prompt.chapter.title)),
        }
        return bool({bare(text), bare(_NUMBERING.sub("", text))} & ours)

    def _take_text(self, source: str) -> None:
        marks = read_marks(source, self.prompt, self.references)
        self._note(marks)
        is_bare = _REST.fullmatch(marks.text) is not None
        if not is_bare:
            self.drafts.append(_Draft("text", marks.text, list(marks.spans)))
        elif marks.spans and not marks.pictures and self.drafts:
            self.drafts[-1].spans += marks.spans
        self._take_pictures(marks, marks.spans if is_bare else ())

    def _take_pictures(self, marks: Marks, spans: tuple[Span, ...] = ()) -> None:
        for frame_id, caption in marks.pictures:
            if frame_id in self.frames:
                self.drafts.append(_Draft("picture", caption, list(spans), frame_id))
            else:
                self.find("warning", f"A picture was left out: {frame_id} was not offered.")

    def _note(self, marks: Marks) -> None:
        for message in marks.notes:
            self.find("warning", message)

    def finish(self) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
        """Look up the evidence, and leave out what is there already."""
        blocks: list[Block] = []
        for draft in self.drafts:
            is_last = draft is self.drafts[-1]
            block = self._block(draft, may_grow=is_last and not self.is_complete)
            if self._is_wanted(block, blocks):
                blocks.append(block)
        return tuple(blocks), tuple(self.findings)

    def _block(self, draft: _Draft, *, may_grow: bool) -> Block:
        ids, unknown = resolve(draft.spans, self.offered)
        start = plain_line(draft.text)[:60]
        if unknown:
            named = ", ".join(unknown)
            self.find("warning", f"Evidence that was not offered: {named}, at “{start}…”.", ids)
        if draft.kind in {"text", "code"} and not ids and self.offered and not may_grow:
            self.find("warning", f"No evidence: “{start}…”.")
        return Block(kind=draft.kind, text_md=draft.text, segment_ids=ids, frame_id=draft.frame_id)

    def _is_wanted(self, block: Block, blocks: list[Block]) -> bool:
        if block.kind == "picture":
            return self._is_wanted_picture(block, blocks)
        if block.kind == "heading":
            return not blocks or blocks[-1] != block
        for at, earlier in enumerate(blocks):
            if _is_repeated(block, earlier):
                ids = tuple(sorted({*earlier.segment_ids, *block.segment_ids}))
                blocks[at] = Block(kind=earlier.kind, text_md=earlier.text_md, segment_ids=ids)
                start = plain_line(block.text_md)[:60]
                self.find("info", f"Written twice, kept once: “{start}…”.", block.segment_ids)
                return False
        return True

    def _is_wanted_picture(self, block: Block, blocks: list[Block]) -> bool:
        shown = [earlier.frame_id for earlier in blocks if earlier.kind == "picture"]
        if block.frame_id in shown:
            self.find("info", f"The picture {block.frame_id} stood twice; it is shown once.")
        elif len(shown) >= self.prompt.max_pictures:
            most = f"at most {self.prompt.max_pictures} were wanted"
            self.find("info", f"The picture {block.frame_id} was left out: {most}.")
        else:
            return True
        return False


def _is_repeated(block: Block, earlier: Block) -> bool:
    text = " ".join(block.text_md.split())
    return (
        block.kind == earlier.kind
        and len(text) >= LEAST_REPEATED
        and text == " ".join(earlier.text_md.split())
    )


def fenced(code: str, language: str = "") -> str:
    """Write code as a fenced block, with a fence longer than any in it.

    >>> print(fenced("x = 1", "python"))
    ```python
    x = 1
    ```
    """
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code.rstrip(chr(10))}\n{fence}"
