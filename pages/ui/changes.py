"""What the board asks for, read and made a change of chapters. Pure; nothing is kept or drawn here.

A change names its chapter by what the person saw of it, its start and its title: so one made in a
stale tab is refused where it no longer fits, and goes through where it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from core.chapter_edits import drop, merge, move, rename, restore, split_at
from core.chapters import Chapters
from core.errors import BadRequest
from core.models import Study
from core.timecodes import format_clock, parse_clock

Edit = Mapping[str, object]
Starts = Callable[[Study], Sequence[float]]
"""Gives the seconds at which sentences start; asked only where they are needed."""

SAME_S = 1e-3
"""Two starts so near are one: seconds travel through a browser and back."""


@dataclass(slots=True, kw_only=True)
class Done:
    """A list after a change, and what is to be said of it beside the chapter at `start_s`."""

    chapters: Chapters
    text: str = ""
    start_s: float | None = None
    is_new: bool = False
    """The chapter was made by the change: its title wants to be written."""
    exact_s: float | None = None
    """The second that was asked for, where the boundary went elsewhere."""


def _rename(study: Study, edit: Edit, _starts_of: Starts) -> Done:
    index = _find(study.chapters, edit["start"], edit["was"])
    return Done(chapters=rename(study.chapters, index, str(edit["title"])))


def _move(study: Study, edit: Edit, starts_of: Starts) -> Done:
    index = _find(study.chapters, edit["start"], edit["was"])
    asked_s = _moment(edit["to"])
    starts_s = () if edit.get("is_exact") else starts_of(study)
    chapters = move(study.chapters, index, asked_s, starts_s)
    at_s, asked = chapters[index].start_s, format_clock(asked_s)
    if format_clock(at_s) == asked:
        return Done(chapters=chapters, start_s=at_s)
    verb = "stays" if at_s == study.chapters[index].start_s else "begins"
    text = f"It {verb} at {format_clock(at_s)}, where the sentence nearest to {asked} starts."
    return Done(chapters=chapters, text=text, start_s=at_s, exact_s=asked_s)


def _merge(study: Study, edit: Edit, _starts_of: Starts) -> Done:
    places = sorted(_places(study.chapters, edit))
    if places != list(range(places[0], places[0] + len(places))):
        raise BadRequest(
            "Only chapters that follow each other can be merged.", "Choose neighbours."
        )
    return Done(chapters=merge(study.chapters, places[0], len(places)))


def _drop(study: Study, edit: Edit, _starts_of: Starts) -> Done:
    chapters = study.chapters
    for index in _places(chapters, edit):
        chapters = drop(chapters, index)
    return Done(chapters=chapters)


def _restore(study: Study, edit: Edit, _starts_of: Starts) -> Done:
    chapters = study.chapters
    for index in _places(chapters, edit):
        chapters = restore(chapters, index)
    return Done(chapters=chapters)


def _split(study: Study, edit: Edit, starts_of: Starts) -> Done:
    index = _find(study.chapters, edit["start"])
    chapter, at_s = study.chapters[index], _moment(edit["at"])
    if not chapter.start_s < at_s < chapter.end_s:
        raise BadRequest(
            f"{format_clock(at_s)} is not in this chapter.",
            f"It lasts from {format_clock(chapter.start_s)} to {format_clock(chapter.end_s)}.",
        )
    chapters = split_at(study.chapters, at_s, "")
    chapters = move(chapters, index + 1, at_s, starts_of(study))
    new_s = chapters[index + 1].start_s
    text = f"Split at {format_clock(new_s)}. Give it a title."
    return Done(chapters=chapters, text=text, start_s=new_s, is_new=True)


KINDS: dict[str, Callable[[Study, Edit, Starts], Done]] = {
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "drop": _drop,
    "restore": _restore,
    "split": _split,
}


def _find(chapters: Chapters, start_s: object, title: object = None) -> int:
    """Find the chapter that the person saw.

    Raises:
        BadRequest: it is not there any more, or has another title.
    """
    at_s = float(str(start_s))
    for index, chapter in enumerate(chapters):
        if abs(chapter.start_s - at_s) < SAME_S and title in {None, chapter.title}:
            return index
    raise BadRequest(
        "The chapters were changed meanwhile, perhaps in another tab: this change was not made.",
        "Below is the list as it is now.",
    )


def _places(chapters: Chapters, edit: Edit) -> list[int]:
    starts_s = edit["starts"]
    if not isinstance(starts_s, list) or not starts_s:
        raise ValueError("no chapters are named")
    return [_find(chapters, start_s) for start_s in starts_s]


def start_of(edit: Edit) -> float | None:
    """Give the start of the chapter that a change is about, where it names one."""
    found = edit.get("start")
    return float(found) if isinstance(found, int | float) else None


def _moment(asked: object) -> float:
    """Read a moment: seconds, or a clock time as people write it.

    Raises:
        BadRequest: it is none.
    """
    if isinstance(asked, int | float):
        return float(asked)
    text = normalize("NFKC", str(asked)).strip()
    try:
        return parse_clock(text)
    except ValueError as error:
        shown = f"“{text[:20]}” is no time." if text else "No time was given."
        raise BadRequest(shown, "Write it like 4:15 or 1:02:03.") from error
