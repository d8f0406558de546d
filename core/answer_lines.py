"""An answer's lines, put right before it is read as Markdown.

Takes off a fence around everything, sets pictures and evidence apart from what stands beside
them, closes what is open, and, while the answer still streams, hides the half of a mark at its
end. Never changes a line inside code.
"""

from __future__ import annotations

import re

from core.commonmark import close_fence, one_newline
from core.evidence import is_evidence

_LABEL = r"\[(?P<{name}>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
_TARGET = r"\(\s*<?(?P<{name}>(?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
PICTURE = "!" + _LABEL.format(name="caption") + _TARGET.format(name="picture")
LINK = _LABEL.format(name="label") + _TARGET.format(name="target")

_PICTURE_LINE = re.compile(rf"\s*(?:[-*+]\s+)?(?:{PICTURE})\s*(?:\[\[[^\]\n]*\]\])?[.。]?\s*")
_FENCE = re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_FENCE_WITH_EVIDENCE = re.compile(r"^(?P<fence>\s*(?:`{3,}|~{3,}))\s*(?P<ids>\[\[.*\]\])\s*$")
_QUOTED_EVIDENCE = re.compile(r"(?<=[.!?:。！？] )`(\[\[[^`]*\]\])`(?=\s*$)")
_WRAPPER = re.compile(r"\s*(?P<fence>`{3,}|~{3,})[ \t]*(?P<label>markdown|md|text|)\s*", re.I)
_CITED_PROSE = re.compile(r"\w.*\s\[\[[\d ,;–—-]+\]\]\s*$")
_HALF_MARK = re.compile(
    r"[ \t]*(?:!?\[[^\]\n]*|!\[[^\]\n]*\](?:\([^)\n]*)?|\[[^\]\n]*\]\([^)\n]*|\[\[[^\]\n]*\]?)$"
)
_HALF_LINE = re.compile(r"(?:^|\n)[ \t]*(?:#{1,6}[ \t]*|`{1,}[\w+#.-]*|~{1,}[\w+#.-]*|!)$")


def mend_lines(text: str, *, is_complete: bool) -> str:
    """Put an answer's lines right; `is_complete` tells that no more of it will come."""
    text = _unwrap(one_newline(text).lstrip("\ufeff").strip("\n"))
    if not is_complete:
        text = _hide_half(text)
    return close_fence(_set_apart(text))


def has_open_fence(text: str) -> bool:
    """Tell whether an answer ends inside code."""
    mended = _set_apart(_unwrap(one_newline(text).strip("\n")))
    return close_fence(mended) != mended


def fence_after(line: str, fence: str) -> str:
    """Follow fences by the line: from the one open before a line to the one open after it.

    >>> fence_after("```python", ""), fence_after("x = 1", "```"), fence_after("```", "```")
    ('```', '```', '')
    """
    if fence:
        bare = line.strip()
        return "" if len(bare) >= len(fence) and set(bare) == {fence[0]} else fence
    match = _FENCE.match(line)
    return match["fence"] if match else ""


def _unwrap(text: str) -> str:
    """Take off a fence around prose; one around code, Markdown code too, stays."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if match := _WRAPPER.fullmatch(line):
            inner = lines[at + 1 :]
            if _is_wrapped(inner, match["fence"], match["label"]):
                return "\n".join([*lines[:at], *_without_end(inner, match["fence"])])
        if _FENCE.match(line):
            break
    return text


def _is_wrapped(inner: list[str], fence: str, label: str) -> bool:
    ends = [at for at, line in enumerate(inner) if not fence_after(line, fence)]
    body = inner[: ends[0]] if ends else inner
    if any(_CITED_PROSE.search(line) for line in body):
        last = next((line for line in reversed(inner) if line.strip()), "")
        return bool(label) or not fence_after(last, fence)
    return bool(label) and label.lower() != "text" and not ends


def _without_end(inner: list[str], fence: str) -> list[str]:
    """Leave out the wrapper's own end, which nothing inside it opened."""
    while inner and not inner[-1].strip():
        inner = inner[:-1]
    open_before = ""
    for line in inner[:-1]:
        open_before = fence_after(line, open_before)
    is_end = bool(inner) and not open_before and not fence_after(inner[-1], fence)
    return inner[:-1] if is_end else inner


def _hide_half(text: str) -> str:
    """Cut off the beginning of a mark whose end has not come yet."""
    fence = ""
    lines = text.split("\n")
    for line in lines[:-1]:
        fence = fence_after(line, fence)
    if fence:
        is_half_end = bool(lines[-1].strip()) and set(lines[-1].strip()) == {fence[0]}
        return "\n".join(lines[:-1]) if is_half_end and fence_after(lines[-1], fence) else text
    return _HALF_MARK.sub("", _HALF_LINE.sub("", text))


def _set_apart(text: str) -> str:
    out: list[str] = []
    fence = ""
    for line in text.split("\n"):
        closing = _FENCE_WITH_EVIDENCE.match(line) if fence else None
        if closing and not fence_after(closing["fence"], fence):
            out += [closing["fence"], "", closing["ids"], ""]
            fence = ""
        elif fence or fence_after(line, ""):
            fence = fence_after(line, fence)
            out.append(line)
        else:
            out += _apart(line)
    return "\n".join(out)


def _apart(line: str) -> list[str]:
    line = _QUOTED_EVIDENCE.sub(r"\1", line)
    if is_evidence(line):
        return ["", line.strip(), ""]
    if _PICTURE_LINE.fullmatch(line):
        return ["", line.strip().lstrip("-*+ "), ""]
    return [line]
