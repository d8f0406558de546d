"""Changes to chapters as they come from the board: each is a pure function's, and kept at once.

Nothing is drawn here. A change names its chapter by what the person saw of it, so that one made in
a stale tab is refused where it no longer fits, and goes through where it does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import streamlit as st

from core.chapters import Chapters
from core.errors import BadRequest, ChapterwiseError
from core.models import Study
from core.sentences import Sentence, join_sentences
from pages.ui import session
from pages.ui.changes import KINDS, Done, Edit, start_of

MOST_UNDONE = 50

_one_at_a_time = threading.Lock()


@dataclass(slots=True, kw_only=True)
class Note:
    """What is said about a change: beside the chapter that starts at `start_s`, or above all."""

    id: str
    text: str
    start_s: float | None = None
    is_bad: bool = False
    is_new: bool = False
    """The chapter was made by the change: its title wants to be written."""
    exact_s: float | None = None
    """The second that was asked for, where the boundary went elsewhere."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """What one visitor's tab remembers of a run's chapters."""

    done: str = ""
    past: list[Chapters] = field(default_factory=list)
    seen: Chapters | None = None
    note: Note | None = None
    notes: int = 0
    opened: tuple[str, float] | None = None
    """The change that asked to see a chapter's sentences, and the start of that chapter."""
    kept: set[str] = field(default_factory=set)
    """Titles of chapters that are not to be suggested for dropping again."""
    is_expecting: bool = False
    """Whether this tab had topics looked for, and has not seen them yet."""
    likely_usd: tuple[Chapters, Decimal] | None = None
    change_usd: Decimal | None = None


def desk_of(run_id: str) -> Desk:
    """Give what this tab remembers of a run."""
    desk: Desk = st.session_state.setdefault(f"chapters_desk_{run_id}", Desk())
    return desk


def sentences_of(study: Study) -> tuple[Sentence, ...]:
    """Join what is said to sentences; half a second for two hours, and kept for all visitors."""
    segments = study.transcript.segments
    fingerprint = hash(tuple((segment.start_s, segment.text) for segment in segments))
    return _joined(study, study.transcript.language, fingerprint)


@st.cache_resource(show_spinner=False, max_entries=16)
def _joined(_study: Study, language: str, fingerprint: int) -> tuple[Sentence, ...]:
    return join_sentences(_study.transcript.segments, language)


def starts_of(study: Study) -> tuple[float, ...]:
    """Give the seconds at which sentences start, sorted."""
    return tuple(sorted(sentence.start_s for sentence in sentences_of(study)))


def take(run_id: str, edit: Edit) -> None:
    """Make a change that the board asks for, once; what cannot be is said, and nothing changes."""
    desk = desk_of(run_id)
    number = str(edit.get("id", ""))
    if not number or number == desk.done:
        return
    desk.done, desk.note = number, None
    try:
        _take(run_id, desk, edit)
    except ChapterwiseError as refusal:
        text = f"{refusal.message} {refusal.hint}"
        desk.note = Note(id=number, text=text, start_s=start_of(edit), is_bad=True)
    except (KeyError, TypeError, ValueError, OverflowError):
        text = "This change cannot be read. Load the page again."
        desk.note = Note(id=number, text=text, is_bad=True)


def _take(run_id: str, desk: Desk, edit: Edit) -> None:
    kind = str(edit["kind"])
    if kind == "look":
        start_s = start_of(edit)
        desk.opened = None if start_s is None else (desk.done, start_s)
    elif kind == "keep":
        desk.kept.add(str(edit["was"]))
    elif kind == "undo":
        undo(run_id)
    else:
        done = change(run_id, lambda study: KINDS[kind](study, edit, starts_of))
        desk.opened = None if kind == "split" else desk.opened
        if done.text or done.is_new:
            desk.note = Note(
                id=desk.done,
                text=done.text,
                start_s=done.start_s,
                is_new=done.is_new,
                exact_s=done.exact_s,
            )


def is_seeking(run_id: str) -> bool:
    """Tell whether topics are being looked for, in place of the chapters there are."""
    runs = session.services().runs
    return runs.topic_order(run_id) is not None and runs.standing(run_id).stage == "studying"


def change(run_id: str, how: Callable[[Study], Done]) -> Done:
    """Change a run's chapters and keep them; the list before can be had again.

    Raises:
        ChapterwiseError: it cannot be changed so, or not kept.
    """
    runs, desk = session.services().runs, desk_of(run_id)
    with _one_at_a_time:
        study = _open_study(run_id)
        done = how(study)
        if done.chapters != study.chapters:
            runs.save_chapters(run_id, done.chapters)
            _remember(desk, study.chapters)
    if desk.seen not in {None, study.chapters}:
        done.text = f"{done.text} Changes that were made elsewhere are shown now too.".strip()
    return done


def replace_all(run_id: str, chapters: Chapters) -> None:
    """Take another list of chapters.

    Raises:
        ChapterwiseError: it cannot be kept.
    """
    desk = desk_of(run_id)
    change(run_id, lambda _study: Done(chapters=chapters))
    text = "This is the list that you brought. Undo brings back the one before."
    desk.note = Note(id=_number(desk, "brought"), text=text)


def undo(run_id: str) -> None:
    """Take the last change back.

    Raises:
        BadRequest: there is none, or the list was changed elsewhere since.
    """
    runs, desk = session.services().runs, desk_of(run_id)
    with _one_at_a_time:
        study = _open_study(run_id)
        if not desk.past:
            raise BadRequest("There is nothing to undo.")
        if study.chapters != desk.seen:
            desk.past.clear()
            raise BadRequest(
                "The chapters were changed meanwhile, perhaps in another tab: nothing was undone.",
                "Below is the list as it is now.",
            )
        runs.save_chapters(run_id, desk.past[-1])
        desk.past.pop()


def reset(run_id: str) -> None:
    """Go back to the chapters that were found; that can be undone too, and where not, it is said."""
    desk = desk_of(run_id)
    try:
        text, is_bad = _reset(run_id, desk), False
    except ChapterwiseError as error:
        text, is_bad = f"{error.message} {error.hint}", True
    desk.note = Note(id=_number(desk, "reset"), text=text, is_bad=is_bad)


def _reset(run_id: str, desk: Desk) -> str:
    runs = session.services().runs
    with _one_at_a_time:
        before = _open_study(run_id).chapters
        runs.forget_chapters(run_id)
        after = _open_study(run_id).chapters
        if before == after:
            return "These are the chapters that were found: nothing is changed in them."
        _remember(desk, before)
    desk.kept.clear()
    return "These are the chapters that were found. Undo brings back yours."


def _open_study(run_id: str) -> Study:
    """Give a study whose chapters may be changed.

    Raises:
        BadRequest: there is none, or topics are being looked for.
    """
    study = session.services().runs.study(run_id)
    if study is None or is_seeking(run_id):
        raise BadRequest("The chapters cannot be changed now.", "Topics are being looked for.")
    return study


def _number(desk: Desk, name: str) -> str:
    """Give a note a number of its own."""
    desk.notes += 1
    return f"{name}-{desk.notes}"


def _remember(desk: Desk, chapters: Chapters) -> None:
    desk.past = [*desk.past, chapters][-MOST_UNDONE:]


def expect_others(run_id: str, before: Chapters) -> None:
    """Remember the chapters before they are found anew, so that this can be undone too."""
    desk = desk_of(run_id)
    if desk.past[-1:] != [before]:
        _remember(desk, before)
    desk.note, desk.is_expecting = None, True


def reopen(run_id: str, chapters: Chapters) -> None:
    """Let a new tab undo a search that is the last thing which was done to the chapters."""
    desk = desk_of(run_id)
    is_new = desk.seen is None and not desk.past
    if is_new and (before := session.services().runs.chapters_before(run_id, chapters)):
        _remember(desk, before)


def greet_others(desk: Desk, chapters: Chapters, note: str) -> None:
    """Say that topics were found, or why others than were asked for; once, to who asked."""
    if not desk.is_expecting:
        return
    desk.is_expecting = False
    text = f"{note or 'These chapters were found in what is said.'} Undo brings back those before."
    if desk.past and desk.past[-1] == chapters:
        desk.past.pop()
        text = note
    if text:
        desk.note = Note(id=_number(desk, "found"), text=text)


def note_price(desk: Desk, chapters: Chapters, likely_usd: Decimal) -> None:
    """Note what a list costs, and how that differs from the list before it."""
    before = desk.likely_usd
    if before is not None and before[0] != chapters:
        desk.change_usd = likely_usd - before[1]
    desk.likely_usd = (chapters, likely_usd)
