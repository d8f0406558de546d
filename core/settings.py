"""The knobs and their limits. Reads a mapping it is given, never the environment itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import BadRequest

SECRET_NAMES = ("ANTHROPIC_API_KEY", "YOUTUBE_API_KEY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set, by environment variable, `.env` or Streamlit's secrets.

    Keys are kept out of `repr`. Counts are whole numbers within the limits of `KNOBS`.
    """

    anthropic_api_key: str = field(default="", repr=False)
    anthropic_base_url: str = ""
    youtube_api_key: str = field(default="", repr=False)
    youtube_api_endpoint: str = ""
    whisper_model: str = ""
    """A name such as `small`, or a folder; empty chooses by device."""
    whisper_device: str = "auto"
    data: str = ".chapterwise"
    database: str = ""
    """Empty: a SQLite file inside the data folder."""
    caption_languages: tuple[str, ...] = ()
    caption_proxy: str = field(default="", repr=False)
    parallel_calls: int = 8
    max_pictures: int = 10
    min_picture_gap_s: int = 60
    max_upload_mb: int = 4096

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown, for `redact`."""
        held = (self.anthropic_api_key, self.youtube_api_key, self.caption_proxy)
        return tuple(value for value in held if value)


@dataclass(frozen=True, slots=True)
class Knob:
    """A whole-number setting and its limits, both included."""

    variable: str
    attribute: str
    lowest: int
    highest: int


TEXTS = {
    "ANTHROPIC_API_KEY": "anthropic_api_key",
    "ANTHROPIC_BASE_URL": "anthropic_base_url",
    "YOUTUBE_API_KEY": "youtube_api_key",
    "YOUTUBE_API_ENDPOINT": "youtube_api_endpoint",
    "WHISPER_MODEL": "whisper_model",
    "WHISPER_DEVICE": "whisper_device",
    "CHAPTERWISE_DATA": "data",
    "CHAPTERWISE_DATABASE": "database",
    "CHAPTERWISE_CAPTION_PROXY": "caption_proxy",
}
KNOBS = (
    Knob("CHAPTERWISE_PARALLEL_CALLS", "parallel_calls", 1, 64),
    Knob("CHAPTERWISE_MAX_PICTURES", "max_pictures", 0, 40),
    Knob("CHAPTERWISE_PICTURE_GAP_S", "min_picture_gap_s", 1, 3600),
    Knob("CHAPTERWISE_MAX_UPLOAD_MB", "max_upload_mb", 1, 65536),
)
LANGUAGES = "CHAPTERWISE_CAPTION_LANGUAGES"
VARIABLES = (*TEXTS, *(knob.variable for knob in KNOBS), LANGUAGES)


def parse_settings(values: Mapping[str, str]) -> Settings:
    """Read the settings out of a mapping of variables; unknown names are left alone.

    Raises:
        BadRequest: a number is none, or out of its limits; the message names the variable.
    """
    found: dict[str, object] = {
        attribute: values[name].strip()
        for name, attribute in TEXTS.items()
        if values.get(name, "").strip()
    }
    for knob in KNOBS:
        if text := values.get(knob.variable, "").strip():
            found[knob.attribute] = _parse_count(knob, text)
    if languages := values.get(LANGUAGES, "").replace(",", " ").split():
        found["caption_languages"] = tuple(languages)
    return Settings(**found)  # type: ignore[arg-type]


def _parse_count(knob: Knob, text: str) -> int:
    if not text.isdecimal() or not knob.lowest <= int(text) <= knob.highest:
        raise BadRequest(
            f"{knob.variable} is {text!r}.",
            f"Set it to a whole number from {knob.lowest} to {knob.highest}.",
        )
    return int(text)


def redact(text: str, secrets: tuple[str, ...]) -> str:
    """Blot out every secret in a text that will be shown or kept.

    >>> redact("GET /v3/videos?key=abcdefgh", ("abcdefgh",))
    'GET /v3/videos?key=***'
    """
    for secret in secrets:
        text = text.replace(secret, "***")
    return text
