"""Settings: which keys are there, what else is set, and what leaves this machine."""

from __future__ import annotations

import platform
from importlib.metadata import version

import streamlit as st

from core.models import Run
from pages.ui import session, walk
from pages.ui.words import plain

KEYS = (
    ("anthropic_api_key", "ANTHROPIC_API_KEY", "Claude", "writes the post"),
    (
        "youtube_api_key",
        "YOUTUBE_API_KEY",
        "YouTube Data API",
        "tells more about videos, and is optional",
    ),
)
PACKAGES = ("streamlit", "anthropic", "faster-whisper", "pytubefix", "genai-prices", "dbos")
PRIVACY = """
- **To Anthropic**, only when you press *Write* with a Claude model: the words and the chosen
  screens of each chapter, the video's title and channel. Nothing is sent for the free draft.
- **To YouTube**, only for YouTube videos: the video's id, to read its description, captions and
  streams; your browser loads the player and the thumbnail from there too.
- **To nobody**: files you upload, captions you bring, and what Whisper hears. Whisper's weights are
  downloaded once, if they are not here yet.
- Posts, pictures and bills stay in the data folder until you remove them.
"""


def draw(_: Run | None) -> None:
    st.title("Settings")
    st.subheader("Keys")
    draw_keys()
    st.subheader("What leaves this machine")
    st.markdown(PRIVACY)
    st.subheader("What is set")
    draw_values()


def draw_keys() -> None:
    settings = session.services().settings
    for attribute, variable, name, use in KEYS:
        is_there = bool(getattr(settings, attribute))
        icon = ":material/check_circle:" if is_there else ":material/key_off:"
        state = "key is there" if is_there else "no key"
        st.markdown(f"{icon} **{name}**: {state}. It {use} (`{variable}`).")
    st.caption(
        "Put keys into a file named `.env` beside `app.py`, a line each such as"
        " `ANTHROPIC_API_KEY=…`, or into the environment, or into `.streamlit/secrets.toml`,"
        " and start the app again."
    )
    with st.expander("Use a key until the server stops", icon=":material/key:"):
        draw_typing()


def draw_typing() -> None:
    with st.form("settings_keys", border=False, clear_on_submit=True):
        typed = {
            attribute: st.text_input(
                f"{name} key", type="password", key=f"settings_{attribute}", autocomplete="off"
            )
            for attribute, _, name, _ in KEYS
        }
        st.caption("Held in this server's memory for everyone who uses it; never written down.")
        is_sent = st.form_submit_button("Use these", type="primary")
    if is_sent:
        session.type_settings({name: text for name, text in typed.items() if text.strip()})
        st.rerun()


def draw_values() -> None:
    settings = session.services().settings
    values = {
        "Data folder": bare(settings.data),
        "Runs database": "set by CHAPTERWISE_DATABASE" if settings.database else "SQLite, in it",
        "Whisper model": settings.whisper_model or "chosen by device",
        "Claude's address": bare(settings.anthropic_base_url) or "Anthropic's own",
        "Pictures": f"{settings.max_pictures} a chapter at most, {settings.min_picture_gap_s} s"
        " apart",
        "Chapters written at once": str(settings.parallel_calls),
        "Largest upload": f"{settings.max_upload_mb} MB",
        "Prices of": session.services().prices.dated(),
        "Python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }
    rows = "\n".join(f"| {name} | {plain(value)} |" for name, value in values.items())
    st.markdown(f"| Setting | Value |\n|---|---|\n{rows}")


def bare(address: str) -> str:
    """Leave out a name and a password that stand in an address."""
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


walk.open_page("settings", draw)
