"""The examples in docstrings hold, in every module that has some."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WITH_EXAMPLES = [
    path.relative_to(ROOT).with_suffix("")
    for folder in ("bench", "core", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_examples_hold(path: Path) -> None:
    """What a docstring shows is what happens."""
    name = ".".join(path.parts).removesuffix(".__init__")
    found = doctest.testmod(importlib.import_module(name))

    assert (found.failed, found.attempted > 0) == (0, True)
