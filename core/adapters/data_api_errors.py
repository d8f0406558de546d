"""The Data API's refusals, in our own words and without the key that the real ones hold."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.errors import ChapterwiseError, KeyRejected, OutsideFailed

if TYPE_CHECKING:
    from googleapiclient.errors import HttpError

_QUOTA = {
    "quotaExceeded",
    "dailyLimitExceeded",
    "rateLimitExceeded",
    "userRateLimitExceeded",
    "RATE_LIMIT_EXCEEDED",
}
_DISABLED = {"accessNotConfigured", "SERVICE_DISABLED", "API_KEY_SERVICE_BLOCKED"}
_WRONG_KEY = {"API_KEY_INVALID", "keyInvalid", "keyExpired", "API_KEY_EXPIRED"}


@contextmanager
def translating() -> Iterator[None]:
    """Turn what Google's client raises inside into our errors.

    `str(HttpError)` and its `uri` hold the key, so nothing of them is passed on, and the error
    is not kept as the cause: a printed trace would show it.

    Raises:
        KeyRejected: the key is wrong, has no right, or has used up its quota.
        OutsideFailed: the service did not answer, or not in a form that is known.
    """
    from googleapiclient.errors import Error, HttpError
    from httplib2 import HttpLib2Error

    try:
        yield
    except ChapterwiseError:
        raise
    except HttpError as error:
        raise _of_status(error) from None
    except TimeoutError as error:
        raise OutsideFailed("The YouTube Data API took too long to answer.") from error
    except (OSError, HttpLib2Error, http.client.HTTPException) as error:
        raise OutsideFailed("The YouTube Data API cannot be reached.") from error
    except Error:
        raise _unknown_form() from None
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise _unknown_form() from error


def _of_status(error: HttpError) -> ChapterwiseError:
    reasons = reasons_of(error)
    if reasons & _QUOTA or error.status_code == 429:
        return KeyRejected(
            "The quota of the YouTube key is used up.",
            "It is filled again at midnight, Pacific time. Go on without the key until then.",
        )
    if reasons & _DISABLED:
        return KeyRejected(
            "The YouTube key may not use the YouTube Data API.",
            "Enable the YouTube Data API v3 in the Google Cloud project of the key, or go on"
            " without the key.",
        )
    if reasons & _WRONG_KEY:
        return KeyRejected("The YouTube key is not valid.")
    if error.status_code in {401, 403}:
        return KeyRejected(
            "The YouTube Data API refuses the YouTube key.",
            "Look at the key's restrictions in the Google Cloud console, or go on without it.",
        )
    return OutsideFailed(
        f"The YouTube Data API answered with an error (status {error.status_code})."
    )


def reasons_of(error: HttpError) -> set[str]:
    """List the reasons of an error in either of its forms: `errors`, or google.rpc.ErrorInfo."""
    details = error.error_details
    if not isinstance(details, list):
        return set()
    return {str(detail.get("reason", "")) for detail in details if isinstance(detail, dict)}


def _unknown_form() -> OutsideFailed:
    return OutsideFailed("The YouTube Data API answered in a form that is not known.")
