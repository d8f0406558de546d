"""Settings come from the environment, a `.env` file and secrets, in that order."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.adapters.environment import load_settings
from core.errors import BadRequest


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    path = tmp_path / ".env"
    path.write_text(
        "# mine\nWHISPER_MODEL=small\nCHAPTERWISE_PARALLEL_CALLS='3'\nANTHROPIC_API_KEY=a$b\n"
    )
    return path


def test_the_environment_wins_over_the_file_and_the_file_over_secrets(env_file: Path) -> None:
    """The nearer source answers; what it does not name is asked further down."""
    settings = load_settings(
        {"CHAPTERWISE_PARALLEL_CALLS": 9, "YOUTUBE_API_KEY": "from-secrets", "other": {"a": 1}},
        environment={"WHISPER_MODEL": "tiny.en"},
        env_file=env_file,
    )

    assert (
        settings.whisper_model,
        settings.parallel_calls,
        settings.youtube_api_key,
        settings.anthropic_api_key,
    ) == ("tiny.en", 3, "from-secrets", "a$b")


def test_an_empty_variable_hides_the_same_name_further_down(env_file: Path) -> None:
    """Setting a key to nothing is how a person goes without it."""
    settings = load_settings(environment={"ANTHROPIC_API_KEY": ""}, env_file=env_file)

    assert settings.anthropic_api_key == ""


def test_reading_leaves_the_environment_alone(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `.env` holds is not passed on to programs that are started from here."""
    import os

    monkeypatch.delenv("WHISPER_MODEL", raising=False)

    assert load_settings(env_file=env_file).whisper_model == "small"
    assert "WHISPER_MODEL" not in os.environ


def test_a_missing_file_is_no_failure(tmp_path: Path) -> None:
    """Most people have no `.env`."""
    settings = load_settings(environment={}, env_file=tmp_path / "none")

    assert settings.data == ".chapterwise"


def test_a_number_out_of_its_limits_is_named(tmp_path: Path) -> None:
    """The message says which variable to mend."""
    with pytest.raises(BadRequest, match="CHAPTERWISE_PARALLEL_CALLS"):
        load_settings(
            environment={"CHAPTERWISE_PARALLEL_CALLS": "many"}, env_file=tmp_path / "none"
        )
