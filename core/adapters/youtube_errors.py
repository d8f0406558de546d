"""What pytubefix and urllib throw, said in our words; shared by `download` and `metadata`.

pytubefix reads pages that YouTube changes at will, and lets whatever Python raises over a changed
page through. Hence keep nothing but its calls inside `translating`: our own slips would be taken
for YouTube's.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError

from core.errors import (
    ChapterwiseError,
    OutsideBlocked,
    OutsideFailed,
    StorageFailed,
    UnavailableReason,
    VideoUnavailable,
)

Translation = Callable[[Exception], ChapterwiseError]

_NETWORK = (
    TimeoutError,
    ConnectionError,
    ssl.SSLError,
    socket.gaierror,
    http.client.HTTPException,
)
_CHANGED_PAGE = (LookupError, TypeError, AttributeError, ValueError)
_BLOCKING_STATUS = {401, 403, 429}


@contextmanager
def translating(video_id: str) -> Iterator[None]:
    """Turn every failure of pytubefix, urllib and the disk inside into one of ours.

    Raises:
        VideoUnavailable: private, removed, for members, of another region or age, or live.
        OutsideBlocked: YouTube takes us for a bot, or refuses this address.
        OutsideFailed: YouTube did not answer, or in a form that is not known.
        StorageFailed: what came cannot be written.
    """
    from pytubefix.exceptions import PytubeFixError

    try:
        yield
    except ChapterwiseError:
        raise
    except PytubeFixError as error:
        raise _of_pytubefix(video_id, error) from error
    except HTTPError as error:
        raise _of_status(error) from error
    except (URLError, *_NETWORK) as error:
        raise _of_network(error) from error
    except OSError as error:
        raise StorageFailed.from_os(error, "kept") from error
    except _CHANGED_PAGE as error:
        raise _changed_page() from error


def _of_pytubefix(video_id: str, error: Exception) -> ChapterwiseError:
    for kinds, translation in _translations(video_id):
        if isinstance(error, kinds):
            return translation(error)
    return _changed_page()


def _translations(video_id: str) -> tuple[tuple[tuple[type[Exception], ...], Translation], ...]:
    """Pair the families of pytubefix's errors with ours, the special before the general."""
    from pytubefix import exceptions as theirs

    def unavailable(reason: UnavailableReason, why: str) -> Translation:
        return lambda _: VideoUnavailable(f"The video {video_id} {why}.", reason=reason)

    age = (
        theirs.AgeRestrictedError,
        theirs.AgeCheckRequiredError,
        theirs.AgeCheckRequiredAccountError,
    )
    removed = (
        theirs.VideoRemovedByUploader,
        theirs.VideoRemovedByYouTubeForViolatingTOS,
        theirs.AccountTerminated,
    )
    blocked = (theirs.BotDetection, theirs.PoTokenRequired)
    region = (theirs.VideoRegionBlocked, theirs.VideoBlockedByCopyright)
    live = (theirs.LiveStreamError, theirs.LiveStreamOffline)
    return (
        ((theirs.VideoPrivate,), unavailable("private", "is private")),
        ((theirs.MembersOnly,), unavailable("members", "is for members of its channel only")),
        (region, unavailable("region", "is not shown in this region")),
        (age, unavailable("age", "is shown only to people who signed in and proved their age")),
        (live, unavailable("live", "is a live stream that is not over yet")),
        ((theirs.LiveStreamEnded,), unavailable("live", "was live and is not yet a recording")),
        ((theirs.RecordingUnavailable,), unavailable("live", "was live and left no recording")),
        (removed, unavailable("removed", "was removed")),
        (blocked, lambda _: _blocked()),
        ((theirs.LoginRequired,), lambda error: _of_login(video_id, error)),
        ((theirs.UnknownVideoError,), lambda error: _of_unknown(video_id, error)),
        ((theirs.InnerTubeResponseError, theirs.MaxRetriesExceeded), lambda _: _silent()),
        (
            (theirs.VideoUnavailable,),
            unavailable("unknown", "is not available: it was removed, or its link is wrong"),
        ),
    )


def _blocked(retry_after_s: float | None = None) -> OutsideBlocked:
    return OutsideBlocked(
        "YouTube refuses this computer's address: it takes us for a program.",
        "Upload the video file instead: that always works. Or wait a while, or use another network.",
        retry_after_s=retry_after_s,
    )


def _silent() -> OutsideFailed:
    return OutsideFailed("YouTube does not answer, though it was asked more than once.")


def _changed_page() -> OutsideFailed:
    from pytubefix import __version__

    return OutsideFailed(
        "YouTube answered in a form that this program does not know.",
        f"Upgrade pytubefix (here: {__version__}), or upload the video file.",
    )


def _of_login(video_id: str, error: Exception) -> ChapterwiseError:
    """Tell apart why YouTube wants a sign-in: only its own words say."""
    said = str(getattr(error, "reason", "")).lower()
    if "private" in said:
        return VideoUnavailable(f"The video {video_id} is private.", reason="private")
    if "age" in said.split() or "inappropriate" in said:
        return VideoUnavailable(
            f"The video {video_id} is shown only to people who signed in and proved their age.",
            reason="age",
        )
    return _blocked()


def _of_unknown(video_id: str, error: Exception) -> ChapterwiseError:
    """Pass on the reason that YouTube gave; without one, it named no streams at all."""
    said = str(getattr(error, "reason", None) or "").strip(" .")
    if not said:
        return _changed_page()
    return VideoUnavailable(
        f"YouTube does not show the video {video_id}: {said}.", reason="unknown"
    )


def _of_status(error: HTTPError) -> ChapterwiseError:
    if error.code in _BLOCKING_STATUS:
        return _blocked(_seconds(error.headers.get("Retry-After", "")))
    return OutsideFailed(f"YouTube answered with an error of its own (status {error.code}).")


def _of_network(error: Exception) -> OutsideFailed:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return OutsideFailed("YouTube took too long to answer.")
    if isinstance(reason, http.client.HTTPException):
        return OutsideFailed("The connection to YouTube broke off.")
    return OutsideFailed("YouTube cannot be reached.")


def _seconds(text: str) -> float | None:
    return float(text) if text.isdecimal() else None
