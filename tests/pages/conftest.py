"""Pages are run each by its own file, over a real store and an engine that only takes orders."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from tests.pages.fakes import House, make_house

ROOT = Path(__file__).parents[2]

Open = Callable[..., AppTest]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=str(tmp_path / "data"))


@pytest.fixture
def house(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Put a house of fakes behind the pages."""
    made = make_house(settings)
    monkeypatch.setattr("core.adapters.build_services", lambda _settings: made.services)
    monkeypatch.setattr("core.adapters.engine.boot", lambda _services: made.engine)
    st.cache_resource.clear()
    yield made
    st.cache_resource.clear()


@pytest.fixture
def open_page(house: House) -> Open:
    """Give the function that runs a page, with a run in its address or without."""

    def run_page(name: str, run_id: str = "") -> AppTest:
        page = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=30)
        if run_id:
            page.query_params["run"] = run_id
        return page.run()

    return run_page


def shown(page: AppTest) -> str:
    """Give all the words on a page."""
    assert not page.exception, page.exception
    kinds = ("title", "subheader", "markdown", "caption", "error", "warning", "text", "button")
    words = [str(getattr(e, "label", "") or e.value) for kind in kinds for e in page.get(kind)]
    bodies = [str(element.proto.body) for element in page.get("html")]
    metrics = [f"{metric.label} {metric.value}" for metric in page.get("metric")]
    progress = [str(element.proto.text) for element in page.get("progress")]
    return "\n".join((*words, *bodies, *metrics, *progress)).replace("\u2060", "")


def board(page: AppTest) -> dict[str, Any]:
    """Give what the board of the chapters is told to show."""
    assert not page.exception, page.exception
    (element,) = page.get("bidi_component")
    return dict(json.loads(element.proto.json))


def send(page: AppTest, number: str = "", **edit: object) -> AppTest:
    """Send a change as the board in the browser does: AppTest runs no component's script."""
    (element,) = page.get("bidi_component")
    change = {"id": number or f"test-{next(_numbers)}", **edit}
    states = page._tree.get_widget_states()
    state = states.widgets.add()
    state.id, state.json_value = element.proto.id, json.dumps({"edit": change})
    return page._run(states)


_numbers = count()
