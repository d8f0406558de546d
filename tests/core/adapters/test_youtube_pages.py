"""A page of YouTube's that does not come is given up."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from pytubefix import request

from core.adapters.youtube_errors import translating
from core.adapters.youtube_pages import limit_waiting, open_page
from core.errors import OutsideFailed

VIDEO = "zduSFxRajkE"


@pytest.fixture
def silent_url() -> Iterator[str]:
    """Listen, accept, and say nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    limit_waiting()


@pytest.mark.parametrize("send", [request.get, request.post, request.head])
def test_no_request_of_the_library_waits_for_ever(send: object, silent_url: str) -> None:
    """A server that says nothing is given up, though the library sets no time of its own."""
    limit_waiting(0.1)
    with pytest.raises(OutsideFailed, match="too long"), translating(VIDEO):
        send(silent_url)  # type: ignore[operator]


def test_a_limit_is_set_anew_rather_than_beneath_another(silent_url: str) -> None:
    """The last limit holds, however often one is set; a request's own time goes first."""
    limit_waiting(0.1)
    limit_waiting(30.0)
    with pytest.raises(OutsideFailed, match="too long"), translating(VIDEO):
        request.get(silent_url, timeout=0.1)
    assert not hasattr(request._execute_request.__wrapped__, "__wrapped__")


def test_a_page_is_opened_without_asking_anything() -> None:
    """Nothing is fetched until something is read."""
    assert open_page(VIDEO).video_id == VIDEO
