"""Why there are no captions, as youtube-transcript-api and requests tell it, in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from core.errors import (
    ChapterwiseError,
    NothingToTranscribe,
    OutsideBlocked,
    OutsideFailed,
    UnavailableReason,
    VideoUnavailable,
)

_BRING_THEM = (
    "Upload a caption file (.srt, .vtt), paste the transcript, or upload the video and let"
    " Whisper listen. A wait or another network may help too."
)
_UPDATE = f"Update youtube-transcript-api, which reads YouTube's answers. {_BRING_THEM}"
_REASONS: tuple[tuple[str, UnavailableReason], ...] = (
    ("private", "private"),
    ("member", "members"),
    ("your age", "age"),
    ("inappropriate", "age"),
    ("country", "region"),
    ("region", "region"),
    ("live ", "live"),
    ("premiere", "live"),
    ("removed", "removed"),
    ("terminated", "removed"),
)
"""Words of YouTube's own sentences; the library passes those it does not know on as they are."""


@contextmanager
def translating(video_id: str) -> Iterator[None]:
    """Turn what the library, requests and the parser raise inside into our errors.

    Raises:
        NothingToTranscribe, VideoUnavailable, OutsideBlocked, OutsideFailed: as the cause says.
    """
    from requests import RequestException
    from youtube_transcript_api import YouTubeTranscriptApiException

    try:
        yield
    except YouTubeTranscriptApiException as error:
        raise _of_library(error, video_id) from error
    except RequestException as error:
        raise _of_requests(error) from error
    except ParseError as error:
        # An empty answer with status 200: a blocked address, or a token that is missing.
        raise _blocked("YouTube sent an empty caption track, as it does where it blocks") from error
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise _changed() from error


def _of_library(error: Exception, video_id: str) -> ChapterwiseError:
    import youtube_transcript_api as theirs

    if isinstance(error, theirs.RequestBlocked | theirs.PoTokenRequired):
        return _blocked("YouTube refuses to give captions to this program's address")
    if isinstance(error, theirs.TranscriptsDisabled | theirs.NoTranscriptFound):
        return NothingToTranscribe(f"The video {video_id} has no captions.")
    if isinstance(error, theirs.YouTubeRequestFailed):
        return _of_status(error)
    return _of_video(error, video_id) or _changed()


def _of_video(error: Exception, video_id: str) -> ChapterwiseError | None:
    import youtube_transcript_api as theirs

    if isinstance(error, theirs.AgeRestricted):
        return VideoUnavailable(
            "This video is age-restricted: YouTube shows it only to people who are signed in.",
            reason="age",
        )
    if isinstance(error, theirs.VideoUnavailable | theirs.InvalidVideoId):
        return VideoUnavailable(f"YouTube has no video {video_id}.", reason="removed")
    if isinstance(error, theirs.VideoUnplayable):
        return _of_reason(error.reason or "")
    return None


def _of_reason(said: str) -> ChapterwiseError:
    if "not a bot" in said:
        return _blocked("YouTube takes this program's address for a robot's")
    reason: UnavailableReason = "unknown"
    for words, known in reversed(_REASONS):
        reason = known if words in said.lower() else reason
    return VideoUnavailable(
        f"YouTube does not play this video: {said.rstrip('.') or 'it gives no reason'}.",
        reason=reason,
    )


def _of_status(error: Exception) -> ChapterwiseError:
    status = getattr(getattr(error.__context__, "response", None), "status_code", 0)
    if status in {401, 403}:
        return _blocked(f"YouTube refuses this program's address (status {status})")
    return OutsideFailed(f"YouTube answered with an error (status {status}).")


def _of_requests(error: Exception) -> ChapterwiseError:
    import requests.exceptions as theirs

    if isinstance(error, theirs.JSONDecodeError):
        return _changed()
    if isinstance(error, theirs.ProxyError | theirs.InvalidProxyURL | theirs.InvalidSchema):
        return OutsideFailed(
            "The proxy for captions cannot be used.",
            "Look after CHAPTERWISE_CAPTION_PROXY, or leave it out.",
        )
    if isinstance(error, theirs.Timeout):
        return OutsideFailed("YouTube took too long to answer.")
    return OutsideFailed("YouTube cannot be reached.")


def _blocked(message: str) -> OutsideBlocked:
    return OutsideBlocked(f"{message}.", _BRING_THEM)


def _changed() -> OutsideFailed:
    return OutsideFailed("YouTube's answer has a form that this program does not know.", _UPDATE)
