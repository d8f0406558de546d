"""Keys: used when they are there, typed for one process, and never shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.settings import Settings
from pages.ui import session
from tests.pages.conftest import Open, shown
from tests.pages.fakes import House

KEY = "sk-ant-very-secret-0123456789"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Have a key."""
    return Settings(data=str(tmp_path / "data"), anthropic_api_key=KEY)


def test_settings_say_that_a_key_is_there_and_not_what_it_is(open_page: Open) -> None:
    """The page names the keys that are there; their letters stay where they are."""
    words = shown(open_page("settings"))

    assert "**Claude**: key is there" in words
    assert "**YouTube Data API**: no key" in words
    assert KEY not in words


def test_a_typed_key_is_held_in_memory_alone(
    open_page: Open, house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A typed key reaches the services, and neither the page nor any file holds it."""
    made: list[Settings] = []

    def build(found: Settings) -> object:
        made.append(found)
        return replace(house.services, settings=found)

    monkeypatch.setattr("core.adapters.build_services", build)
    session.services.clear()
    page = open_page("settings")
    page.text_input[0].set_value("sk-typed-just-now")
    next(b for b in page.button if b.label == "Use these").click().run()

    assert made[-1].anthropic_api_key == "sk-typed-just-now"
    assert "sk-typed" not in shown(page)
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"sk-typed" in p.read_bytes()]


def test_with_a_key_the_price_comes_before_the_words(open_page: Open, house: House) -> None:
    """The studied video leads to its price, and the price to the writing under a cap."""
    run = house.studied()

    page = open_page("video", run.id)
    assert [b.label for b in page.button if b.proto.type == "primary"] == ["See what it costs"]
    page = open_page("cost", run.id)
    button = next(b for b in page.button if b.proto.type == "primary")
    button.click().run()
    request = house.runs.request(run.id)
    assert request is not None
    assert f"{request.cap_usd:.2f}" in button.label
    assert (request.model, house.engine.orders) == ("claude-sonnet-5-5", [("write", run.id)])


def test_a_cap_that_is_too_low_is_said_before_anything_is_paid(
    open_page: Open, house: House
) -> None:
    """A cap under the estimate gets a sentence beside the button."""
    page = open_page("cost", house.studied().id)

    page.number_input[0].set_value(0.0).run()

    assert "writing will pause before the end" in shown(page)
