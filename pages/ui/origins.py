"""Where words and chapters come from, as people say it."""

from __future__ import annotations

from core.models import Study, Transcript
from pages.ui.words import counted, language_name, plain

NAMES = {
    "author": "the author's captions",
    "automatic": "automatic captions",
    "whisper": "listening to it (Whisper)",
    "file": "a captions file",
    "description": "the author's description",
    "youtube": "the video's page",
    "found": "what is said",
    "split": "an even split, for the author names none",
    "edited": "your own changes",
}
BROUGHT = "the list that you brought"


def told(transcript: Transcript) -> str:
    """Give a transcript's notes, but for the one that names the store's own file."""
    notes = (note for note in transcript.notes if not note.startswith("Read from "))
    return " ".join(plain(note) for note in notes)


def sentence(study: Study) -> str:
    """Say where a study's words and chapters come from."""
    chapters, transcript = study.chapters, study.transcript
    kind = "edited" if any(c.origin == "edited" for c in chapters) else chapters[0].origin
    chosen = BROUGHT if kind == "file" else NAMES[kind]
    notes = told(transcript)
    lines = counted(len(transcript.segments), "line")
    return (
        f"Chapters from {chosen}. Words from {NAMES[transcript.origin]}: {lines} in"
        f" {plain(language_name(transcript.language))}. {notes}"
    )
