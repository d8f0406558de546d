"""Whatever pytubefix and the network raise reaches people as one of our errors, with a hint."""

from __future__ import annotations

import errno
import http.client
import inspect
import io
import json
from email.message import Message
from urllib.error import HTTPError, URLError

import pytest
from pytubefix import exceptions as theirs

from core.adapters.youtube_errors import translating
from core.errors import (
    BadRequest,
    ChapterwiseError,
    OutsideBlocked,
    OutsideFailed,
    StorageFailed,
    VideoUnavailable,
)

VIDEO = "zduSFxRajkE"


def _translated(error: Exception) -> ChapterwiseError:
    with pytest.raises(ChapterwiseError) as caught, translating(VIDEO):
        raise error
    if not isinstance(error, ChapterwiseError):
        assert caught.value.__cause__ is error
    return caught.value


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (theirs.VideoPrivate(VIDEO), "private"),
        (theirs.LoginRequired(VIDEO, "This is a private video. Please sign in"), "private"),
        (theirs.LoginRequired(VIDEO, "This video may be inappropriate for some users."), "age"),
        (theirs.MembersOnly(VIDEO), "members"),
        (theirs.VideoRegionBlocked(VIDEO), "region"),
        (theirs.VideoBlockedByCopyright(VIDEO), "region"),
        (theirs.AgeRestrictedError(VIDEO), "age"),
        (theirs.AgeCheckRequiredError(VIDEO), "age"),
        (theirs.AgeCheckRequiredAccountError(VIDEO), "age"),
        (theirs.LiveStreamError(VIDEO), "live"),
        (theirs.LiveStreamOffline(VIDEO, "Premieres in 3 hours"), "live"),
        (theirs.LiveStreamEnded(VIDEO), "live"),
        (theirs.RecordingUnavailable(VIDEO), "live"),
        (theirs.VideoRemovedByUploader(VIDEO), "removed"),
        (theirs.AccountTerminated(VIDEO), "removed"),
        (theirs.VideoRemovedByYouTubeForViolatingTOS(VIDEO), "removed"),
        (theirs.VideoUnavailable(VIDEO), "unknown"),
        (theirs.UnknownVideoError(VIDEO, "ERROR", "Something new"), "unknown"),
    ],
)
def test_a_video_that_cannot_be_watched_says_why(error: Exception, reason: str) -> None:
    """Each refusal to show a video keeps its reason."""
    told = _translated(error)
    assert isinstance(told, VideoUnavailable)
    assert reason == told.reason


@pytest.mark.parametrize(
    "error",
    [
        theirs.BotDetection(VIDEO),
        theirs.PoTokenRequired(VIDEO, "WEB"),
        theirs.LoginRequired(VIDEO, "Sign in to confirm you're not a bot"),
        HTTPError("http://x", 403, "Forbidden", Message(), io.BytesIO()),
        HTTPError("http://x", 429, "Too many", Message(), io.BytesIO()),
    ],
)
def test_a_blocked_address_is_told_to_bring_the_file(error: Exception) -> None:
    """A refusal of the address offers the way that always works."""
    told = _translated(error)
    assert isinstance(told, OutsideBlocked)
    assert "Upload" in told.hint


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (theirs.MaxRetriesExceeded(), "does not answer"),
        (theirs.InnerTubeResponseError(VIDEO, "TV"), "does not answer"),
        (theirs.RegexMatchError("x", "y"), "a form that this program does not know"),
        (theirs.ExtractError("x"), "a form that this program does not know"),
        (theirs.SABRError("x"), "a form that this program does not know"),
        (theirs.UnknownVideoError(VIDEO), "a form that this program does not know"),
        (KeyError("videoDetails"), "a form that this program does not know"),
        (json.JSONDecodeError("x", "", 0), "a form that this program does not know"),
        (HTTPError("http://x", 503, "Down", Message(), io.BytesIO()), "status 503"),
        (URLError(TimeoutError("timed out")), "too long"),
        (TimeoutError("timed out"), "too long"),
        (URLError(OSError(-2, "Name or service not known")), "cannot be reached"),
        (ConnectionResetError(errno.ECONNRESET, "reset"), "cannot be reached"),
        (http.client.IncompleteRead(b""), "broke off"),
    ],
)
def test_a_failure_of_the_outside_says_what_failed(error: Exception, words: str) -> None:
    """Time-outs, server errors and changed pages are told apart."""
    told = _translated(error)
    assert isinstance(told, OutsideFailed)
    assert words in told.message


def test_a_pause_that_is_asked_for_is_passed_on() -> None:
    """The seconds of `Retry-After` arrive as a number."""
    headers = Message()
    headers["Retry-After"] = "120"
    told = _translated(HTTPError("http://x", 429, "Too many", headers, io.BytesIO()))
    assert isinstance(told, OutsideBlocked)
    assert told.retry_after_s == 120.0


def test_a_full_disk_is_no_fault_of_youtube() -> None:
    """ENOSPC becomes a storage error."""
    told = _translated(OSError(errno.ENOSPC, "No space left on device"))
    assert isinstance(told, StorageFailed)
    assert told.message == "The disk is full: nothing more can be kept."


def test_our_own_errors_and_strangers_pass_through() -> None:
    """What is understood already, or not at all, is left as it is."""
    ours = BadRequest("x")
    assert ours is _translated(ours)
    with pytest.raises(ZeroDivisionError), translating(VIDEO):
        raise ZeroDivisionError


def test_every_refusal_that_the_library_knows_has_its_place() -> None:
    """No subclass of pytubefix's VideoUnavailable falls among the changed pages."""
    kinds = [
        kind
        for _, kind in inspect.getmembers(theirs, inspect.isclass)
        if issubclass(kind, theirs.VideoUnavailable) and kind is not theirs.UnknownVideoError
    ]
    assert len(kinds) >= 18
    for kind in kinds:
        error = kind.__new__(kind)
        assert "a form that" not in _translated(error).message, kind.__name__
