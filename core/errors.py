"""Everything that can go wrong, in one tree, ordered by what the person can do about it.

    ChapterwiseError            has .hint: one sentence the reader can act on
     |- BadRequest              change the input: not a video link, unknown language, a cut file
     |   `- RunUnknown          no run has this id
     |- VideoUnavailable        choose another video: .reason says private, removed, age, region, live
     |- OutsideBlocked          wait or move: the service refuses this address or this pace
     |- OutsideFailed           wait: time-outs, dropped connections, server errors
     |- NothingToTranscribe     bring captions: no track and no speech
     |- MediaUnreadable         bring another file: it cannot be decoded
     |- WriterUnavailable       wait: the model is overloaded or out of reach
     |- WriterRejected          fix the key, the credit or the prompt: .reason says which
     |- KeyRejected             fix the key of a service other than the model's
     |- SetupIncomplete         install or download what is named
     |- StorageFailed           free the disk, or choose another folder
     |- Cancelled               nothing: the person asked for it
     `- BudgetExceeded          raise the cap, or shorten

Errors hold data and text: they never log, never format HTML and never hold a key.
A file of its own, so that every room may import it without a loop.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from core.models import Usage

UnavailableReason = Literal["private", "removed", "age", "region", "live", "members", "unknown"]
RejectedReason = Literal["key", "credit", "prompt", "model", "refusal"]


class ChapterwiseError(Exception):
    """A failure a person can act on: `str()` says what happened, `.hint` what to do.

    `exit_code` is what the terminal returns: 2 bad input, 3 the outside refused, 4 the cap.
    """

    exit_code = 3
    default_hint = ""
    usage: Usage | None = None
    """What paid calls had used when it happened, so that a failure too is accounted for."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling, which engines do to errors, with every field."""
        return (_rebuild, (type(self), self.message, dict(self.__dict__)))


def _rebuild(kind: type[ChapterwiseError], message: str, state: dict[str, object]) -> object:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class BadRequest(ChapterwiseError):
    """The input cannot be used as it is."""

    exit_code = 2
    default_hint = "Change the input and try again."


class RunUnknown(BadRequest):
    """No run has this id."""

    default_hint = "The list of runs shows those that exist."


class VideoUnavailable(ChapterwiseError):
    """The video cannot be watched from here, whatever we do."""

    default_hint = "Choose another video, or upload the file if it is yours."

    def __init__(self, message: str, hint: str = "", *, reason: UnavailableReason) -> None:
        super().__init__(message, hint)
        self.reason = reason


class OutsideBlocked(ChapterwiseError):
    """A service refuses this address, or this pace."""

    default_hint = "Wait a while, use another network, or upload the file and its captions."

    def __init__(self, message: str, hint: str = "", *, retry_after_s: float | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after_s = retry_after_s


class OutsideFailed(ChapterwiseError):
    """A service did not answer, or answered with an error of its own."""

    default_hint = "Try again in a minute; what is done is kept."


class NothingToTranscribe(ChapterwiseError):
    """There are no captions, or no speech."""

    exit_code = 2
    default_hint = "Upload or paste a transcript."


class MediaUnreadable(ChapterwiseError):
    """The file cannot be decoded."""

    exit_code = 2
    default_hint = "Upload the video as MP4, MKV, WebM or MOV, or the sound as M4A, MP3 or WAV."


class WriterUnavailable(ChapterwiseError):
    """The model is overloaded, out of reach or too slow."""

    default_hint = "Wait and resume the run: finished chapters are kept and not paid again."

    def __init__(self, message: str, hint: str = "", *, retry_after_s: float | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after_s = retry_after_s


class WriterRejected(ChapterwiseError):
    """The model's service will not do this as asked."""

    default_hint = "Fix what it names and resume the run: finished chapters are kept."

    def __init__(self, message: str, hint: str = "", *, reason: RejectedReason) -> None:
        super().__init__(message, hint)
        self.reason = reason


class KeyRejected(ChapterwiseError):
    """A service other than the model's refuses the key, or its quota is used up."""

    default_hint = "Check the key in Settings, or go on without it."


class SetupIncomplete(ChapterwiseError):
    """Something this step needs is not installed or not downloaded."""

    default_hint = "Install what is named and try again."


class StorageFailed(ChapterwiseError):
    """Something could not be kept."""

    default_hint = "Free some disk space, then resume the run: what was kept is still there."

    @classmethod
    def from_os(cls, error: OSError, deed: str) -> StorageFailed:
        """Say what kept the system from having something `deed` ("kept", "read")."""
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return cls(f"The disk is full: nothing more can be {deed}.")
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return cls(
                f"Something cannot be {deed}: the data folder is not ours to use.",
                "Give this program the right to write there, or set CHAPTERWISE_DATA to another"
                " folder, then resume the run.",
            )
        return cls(
            f"Something cannot be {deed}: {error.strerror or type(error).__name__}.",
            "Look after the data folder, or set CHAPTERWISE_DATA to another one, then resume.",
        )


class Cancelled(ChapterwiseError):
    """The person stopped the run."""

    default_hint = "Resume the run to go on from here."


class BudgetExceeded(ChapterwiseError):
    """The next call could pass the cap."""

    exit_code = 4
    default_hint = "Raise the cap, or drop a chapter, and resume: finished chapters are kept."
