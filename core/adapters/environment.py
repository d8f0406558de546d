"""The one place that looks at the environment: variables, a `.env` file, and secrets handed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from core.settings import VARIABLES, Settings, parse_settings

ENV_FILE = Path(__file__).parents[2] / ".env"


def load_settings(
    extra: Mapping[str, object] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    env_file: Path = ENV_FILE,
) -> Settings:
    """Read the settings: the environment before `.env`, `.env` before `extra`.

    `extra` is what somebody else keeps, such as Streamlit's secrets. A variable that is set but
    empty hides the same name further down. Nothing is written to the environment.

    Raises:
        BadRequest: a setting is out of its limits.
    """
    sources = (
        environment if environment is not None else os.environ,
        dotenv_values(env_file, interpolate=False, encoding="utf-8") if env_file.is_file() else {},
        extra or {},
    )
    found: dict[str, str] = {}
    for source in sources:
        for name in VARIABLES:
            value = source.get(name) if name not in found else None
            if value is not None:
                found[name] = str(value)
    return parse_settings(found)
