"""Opens a video's page with pytubefix, and lets no request of it hang."""

from __future__ import annotations

import functools
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.adapters.youtube_errors import translating
from core.links import watch_url

if TYPE_CHECKING:
    from pytubefix import YouTube

TIMEOUT_S = 20.0
_UNSET = socket._GLOBAL_DEFAULT_TIMEOUT  # type: ignore[attr-defined]
_CHANGING = threading.Lock()


def open_page(video_id: str) -> YouTube:
    """Give pytubefix's `YouTube` for the video; its properties are fetched when first read.

    Read them inside `translating`.
    """
    with translating(video_id):
        import pytubefix

        limit_waiting()
        return pytubefix.YouTube(watch_url(video_id))


def limit_waiting(timeout_s: float = TIMEOUT_S) -> None:
    """Give pytubefix's requests a timeout: all but downloads are sent without one (11.2.1).

    They all pass through one function. The other way, `socket.setdefaulttimeout`, would reach
    into every other connection of this process.
    """
    from pytubefix import request

    with _CHANGING:
        plain = getattr(request._execute_request, "__wrapped__", request._execute_request)
        request._execute_request = _limited(plain, timeout_s)


def _limited(send: Callable[..., Any], timeout_s: float) -> Callable[..., Any]:
    @functools.wraps(send)
    def send_limited(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        if kwargs.get("timeout", _UNSET) is _UNSET:
            kwargs["timeout"] = timeout_s
        return send(*args, **kwargs)

    return send_limited
