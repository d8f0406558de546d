"""The knobs and their limits."""

from __future__ import annotations

import pytest

from core.errors import BadRequest
from core.settings import KNOBS, VARIABLES, Settings, parse_settings, redact


def test_nothing_set_gives_the_defaults() -> None:
    """An empty environment, or one of blanks, is the default."""
    assert parse_settings({}) == parse_settings(dict.fromkeys(VARIABLES, " ")) == Settings()


def test_each_variable_is_read() -> None:
    """Texts are stripped, counts are numbers, languages a list."""
    values = {
        "ANTHROPIC_API_KEY": " sk-1 ",
        "WHISPER_MODEL": "small",
        "CHAPTERWISE_PARALLEL_CALLS": "3",
        "CHAPTERWISE_CAPTION_LANGUAGES": "de, fr",
        "UNKNOWN": "left alone",
    }

    settings = parse_settings(values)

    assert settings == Settings(
        anthropic_api_key="sk-1",
        whisper_model="small",
        parallel_calls=3,
        caption_languages=("de", "fr"),
    )


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.variable)
@pytest.mark.parametrize("wrong", ["no", "-1", "1.5", "99999999"])
def test_a_wrong_count_is_named_with_its_limits(knob, wrong) -> None:
    """The message names the variable, the hint its limits."""
    with pytest.raises(BadRequest, match=knob.variable) as caught:
        parse_settings({knob.variable: wrong})

    assert f"from {knob.lowest} to {knob.highest}" in caught.value.hint


def test_keys_are_not_printed() -> None:
    """A settings object that lands in a log shows no key, and its keys can be blotted out."""
    settings = Settings(anthropic_api_key="sk-secret-1", youtube_api_key="yt-secret-2")

    assert "secret" not in repr(settings)
    assert redact("a sk-secret-1 b yt-secret-2", settings.secrets) == "a *** b ***"
