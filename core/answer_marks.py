"""The marks inside a piece of prose: evidence, pictures and links, taken out or made harmless.

Code is never touched. An address may stay only where it stands, letter by letter, in what was
offered; every other link keeps its words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import dedent

from core.answer_lines import LINK, PICTURE
from core.commonmark import destination, escape_line, hide_code, outside_code, parser, plain_line
from core.evidence import Span, take_evidence, take_lone_evidence
from core.models import ChapterPrompt, TextPart

_FRAME = re.compile(r"(?:.*/)?#?(F\d{1,6})(?:\.(?:jpe?g|png|webp))?", re.IGNORECASE)
_AUTOLINK = r"<(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>"
_BARE = r"(?P<bare>\bhttps?://[^\s<>\x00|*\"“”]*[^\s<>\x00|*\"“”.,;:!?)\]'’。，、）」])"
_MARKS = re.compile("|".join((rf"[ \t]*{PICTURE}", LINK, _AUTOLINK, _BARE)), re.IGNORECASE)
_REFERENCE = re.compile(r"!?\[(?P<words>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_OPENERS = re.compile(r"\\.|[\[<]", re.DOTALL)


@dataclass(slots=True)
class Marks:
    """A piece of prose without its marks, and what they were.

    `pictures` are frame ids, as they were named, with captions in plain text; `notes` say what
    was left out.
    """

    text: str = ""
    spans: tuple[Span, ...] = ()
    pictures: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_marks(text: str, prompt: ChapterPrompt, references: tuple[str, ...] = ()) -> Marks:
    """Take the marks out of a piece of prose; `references` are labels whose links are dropped."""
    marks = Marks()
    named = _Named(prompt)
    prose, restore = hide_code(text)
    prose = _REFERENCE.sub(lambda match: _unreferenced(match, references), prose)
    prose = _replace(prose, marks, named)
    cited = take_evidence(prose)
    if not cited.spans:
        cited = take_lone_evidence(prose, {segment.id for segment in prompt.segments})
    marks.spans = cited.spans
    marks.pictures = [(frame_id, _plain(restore(caption))) for frame_id, caption in marks.pictures]
    marks.text = restore(cited.text)
    if _links(marks.text) - named.allowed:
        # Something that only looks like text opens a link: none of its brackets may.
        marks.notes.append("A link to an address that nobody named was left out.")
        marks.text = outside_code(marks.text, lambda prose: _OPENERS.sub(_escape_opener, prose))
    marks.text = _tidy(marks.text)
    return marks


def _plain(caption: str) -> str:
    return plain_line(_ESCAPED.sub(r"\1", caption))


class _Named:
    """The addresses that stand in what was offered."""

    def __init__(self, prompt: ChapterPrompt) -> None:
        parts = [part.text for part in prompt.parts if isinstance(part, TextPart)]
        said = [segment.text for segment in prompt.segments]
        shown = [screenshot.text for screenshot in prompt.screenshots]
        self._text = "\n".join([*parts, *said, *shown])
        self.allowed: set[str] = set()

    def allows(self, url: str) -> bool:
        is_web = re.match(r"https?://[^/\s]{3,}", url, re.IGNORECASE) is not None
        if is_web and url in self._text:
            self.allowed.add(parser().normalizeLink(destination(url)))
            return True
        return False


def _replace(prose: str, marks: Marks, named: _Named) -> str:
    def put(match: re.Match[str]) -> str:
        if match["picture"] is not None:
            return _picture(match, marks)
        if match["target"] is not None:
            words = _replace(match["label"], marks, named)
            return _link(words, match["target"], marks, named)
        return _address(match["auto"] or match["bare"], marks, named)

    return _MARKS.sub(put, prose)


def _picture(match: re.Match[str], marks: Marks) -> str:
    if frame := _FRAME.fullmatch(match["picture"]):
        marks.pictures.append((frame[1].upper(), match["caption"]))
    else:
        marks.notes.append(f"A picture from elsewhere was left out: {_short(match['picture'])}.")
    return ""


def _link(words: str, target: str, marks: Marks, named: _Named) -> str:
    if named.allows(target):
        return f"[{words}]({destination(target)})"
    marks.notes.append(f"A link lost its address, which nobody named: {_short(target)}.")
    return words


def _address(url: str, marks: Marks, named: _Named) -> str:
    if named.allows(url):
        return f"[{escape_line(url)}]({destination(url)})"
    marks.notes.append(f"An address that nobody named is shown as text: {_short(url)}.")
    return f"`{url}`" if "`" not in url else url


def _unreferenced(match: re.Match[str], references: tuple[str, ...]) -> str:
    label = " ".join((match["label"] or match["words"]).upper().split())
    return match["words"] if label in references else match[0]


def _links(text_md: str) -> set[str]:
    """Give the addresses that a renderer would link to or load."""
    found: set[str] = set()
    for token in parser().parse(text_md):
        for child in token.children or []:
            address = child.attrGet("href") or child.attrGet("src")
            if child.type in {"link_open", "image"}:
                found.add(str(address or ""))
    return found


def _escape_opener(match: re.Match[str]) -> str:
    return match[0] if match[0][0] == "\\" else f"\\{match[0]}"


def _tidy(text: str) -> str:
    """Start at the margin, nested lines as deep below it as they were."""
    text = text.strip("\n").rstrip()
    return dedent(text) if text.startswith(" ") else text


def _short(text: str) -> str:
    line = plain_line(text)
    return line if len(line) <= 80 else f"{line[:79]}…"
