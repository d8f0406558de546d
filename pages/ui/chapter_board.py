"""The board of the chapters: a timeline and a table that are edited in place, in the browser.

`board/` holds what runs there. It gets the chapters as data and sends one change at a time, which
`editing` makes; it decides nothing by itself. Titles are set there as text, never as markup.
"""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

import streamlit as st

from core.chapters import SHORTEST_S, Chapters
from core.models import Run, Study
from core.sentences import weight
from core.sponsors import suggest_drops
from core.timecodes import format_clock
from pages.ui import editing, media, session
from pages.ui.editing import Desk, Note

FOLDER = Path(__file__).parent / "board"
KEY = "chapters_board"

_board = st.components.v2.component(
    "chapterwise.chapters",
    html='<div class="cw-board"></div>',
    css=(FOLDER / "board.css").read_text(encoding="utf-8"),
    js="\n".join(
        (FOLDER / name).read_text(encoding="utf-8")
        for name in ("timeline.js", "rows.js", "board.js")
    ),
)


def show(run: Run, study: Study) -> None:
    """Draw the board; what is changed on it is kept the moment it is sent."""
    desk = editing.desk_of(run.id)
    key = f"{KEY}_{run.id}"

    def take() -> None:
        edit = st.session_state[key].get("edit")
        if isinstance(edit, dict):
            editing.take(run.id, edit)

    _board(
        key=key,
        data=board_data(run.id, study, desk),
        on_edit_change=take,
    )
    desk.seen = study.chapters


def board_data(run_id: str, study: Study, desk: Desk) -> dict[str, object]:
    """Give all that the board shows, as JSON knows it."""
    urls = _urls(run_id, study)
    return {
        "done": desk.done,
        "duration": max(study.video.duration_s, study.chapters[-1].end_s),
        "chapters": _rows(study, desk, urls),
        "screens": [[shot.at_s, url] for shot, url in zip(study.screenshots, urls, strict=True)],
        "note": _note(desk.note),
        "open": _open(study, desk),
        "undo": bool(desk.past),
    }


def _urls(run_id: str, study: Study) -> list[str]:
    """Give the screens' addresses; none where each would travel in the page with every change."""
    if not media.is_served():
        return [""] * len(study.screenshots)
    url = media.picture_url(session.services().store, run_id)
    return [url(shot) for shot in study.screenshots]


def _rows(study: Study, desk: Desk, urls: list[str]) -> list[dict[str, object]]:
    words, screens = words_in(study), screens_in(study)
    hints = {
        index: reason
        for index, reason in suggest_drops(study)
        if study.chapters[index].title not in desk.kept
    }
    return [
        {
            "start": chapter.start_s,
            "end": chapter.end_s,
            "title": chapter.title,
            "dropped": chapter.is_dropped,
            "words": words[index],
            "screens": len(screens[index]),
            "shot": urls[screens[index][0]] if screens[index] else "",
            "hint": hints.get(index, ""),
        }
        for index, chapter in enumerate(study.chapters)
    ]


def words_in(study: Study) -> list[int]:
    """Count the words said in each chapter; two letters count as one where there are no spaces."""
    said = [0.0] * len(study.chapters)
    starts_s = _bounds(study.chapters)
    for segment in study.transcript.segments:
        said[bisect_right(starts_s, segment.start_s)] += weight(segment.text)
    return [round(words) for words in said]


def screens_in(study: Study) -> list[list[int]]:
    """Give, for each chapter, the places of its screens in the study."""
    shown: list[list[int]] = [[] for _ in study.chapters]
    starts_s = _bounds(study.chapters)
    for place, shot in enumerate(study.screenshots):
        shown[bisect_right(starts_s, shot.at_s)].append(place)
    return shown


def _bounds(chapters: Chapters) -> list[float]:
    """Give the starts of all but the first, which takes what comes before it (`core.offers`)."""
    return [chapter.start_s for chapter in chapters[1:]]


def _note(note: Note | None) -> dict[str, object] | None:
    if note is None:
        return None
    offer = None
    if note.exact_s is not None:
        edit = {"to": note.exact_s, "is_exact": True}
        offer = {"label": f"Begin at {format_clock(note.exact_s)} all the same", "edit": edit}
    return {
        "id": note.id,
        "text": note.text,
        "start": note.start_s,
        "bad": note.is_bad,
        "focus": note.is_new,
        "offer": offer,
    }


def _open(study: Study, desk: Desk) -> dict[str, object] | None:
    """Give the sentences of the chapter that is being split: a cut before each but the first."""
    if desk.opened is None:
        return None
    number, start_s = desk.opened
    chapter = next((one for one in study.chapters if one.start_s == start_s), None)
    if chapter is None:
        return None
    earliest_s, latest_s = chapter.start_s + SHORTEST_S, chapter.end_s - SHORTEST_S
    sentences = [
        [sentence.start_s, sentence.text]
        for sentence in editing.sentences_of(study)
        if earliest_s <= sentence.start_s <= latest_s
    ]
    return {"id": number, "start": start_s, "end": chapter.end_s, "sentences": sentences}
