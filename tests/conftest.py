"""What every test may count on: no key, no internet, and a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from core.settings import VARIABLES

# A law holds however busy the machine is; how long a check takes is no part of it.
settings.register_profile("chapterwise", deadline=None)
settings.load_profile("chapterwise")


@pytest.fixture(autouse=True)
def _a_clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the keys and settings of whoever runs the tests, and keep their data folder safe."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHAPTERWISE_DATA", str(tmp_path / "data"))
    # The SDK looks for profiles in a person's home where no key is given.
    monkeypatch.setenv("ANTHROPIC_CONFIG_DIR", str(tmp_path / "no-profiles"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
