"""The walk on the sample with nothing faked: the real services, the real engine, two clicks."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import core.adapters.engine
from tests.pages.conftest import ROOT, shown

PATIENCE_S = 90


@pytest.fixture
def app() -> Iterator[AppTest]:
    st.cache_resource.clear()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    core.adapters.engine.shutdown()
    st.cache_resource.clear()


def click_when_there(app: AppTest, label: str) -> None:
    """Look again, as the page itself does, until a button is there; then press it."""
    until = time.monotonic() + PATIENCE_S
    while not (found := [b for b in app.button if b.label == label]):
        assert time.monotonic() < until, shown(app)
        time.sleep(0.2)
        app.run()
    found[0].click().run()


def test_two_clicks_and_no_key_lead_to_a_post(app: AppTest) -> None:
    """Open the sample, write the draft: a post with chapters, pictures and links to moments."""
    click_when_there(app, "Open the sample")
    click_when_there(app, "Write the draft")
    until = time.monotonic() + PATIENCE_S
    while "Write it another way" not in (words := shown(app)):
        assert time.monotonic() < until, words
        time.sleep(0.2)
        app.run()

    assert words.count("<h2") >= 6
    assert "<img src=" in words
    assert "#t=" in words
