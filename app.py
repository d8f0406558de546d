"""The frame: page config and navigation, nothing else. No page relies on it."""

from __future__ import annotations

import streamlit as st

from pages.ui import walk

walk.configure("Chapterwise")
st.navigation([walk.page(name) for name in walk.PAGES], position="hidden").run()
