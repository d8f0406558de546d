"""Video addresses: find the id, point at a moment."""

from __future__ import annotations

import pytest

from core.errors import BadRequest
from core.links import moment_url, page_address, parse_video_id, watch_url

ID = "zduSFxRajkE"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"  {ID}\n",
        f"https://www.youtube.com/watch?v={ID}",
        f"http://youtube.com/watch?v={ID}&t=350s",
        f"https://www.youtube.com/watch?list=PLx&index=3&v={ID}",
        f"https://www.youtube.com/watch?app=desktop&v={ID}#t=5",
        f"https://m.youtube.com/watch?v={ID}",
        f"https://music.youtube.com/watch?v={ID}&si=abc",
        f"https://youtu.be/{ID}",
        f"https://youtu.be/{ID}?si=q&t=42",
        f"youtu.be/{ID}",
        f"www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com/shorts/{ID}?feature=share",
        f"https://www.youtube.com/live/{ID}",
        f"https://www.youtube.com/embed/{ID}?start=10",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"https://www.youtube.com/v/{ID}",
        f"https://www.youtube.com/watch/{ID}",
        f"https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{ID}%26feature%3Dshare",
        f"Watch this: https://youtu.be/{ID} please",
        f"<https://youtu.be/{ID}>",
        f"HTTPS://WWW.YOUTUBE.COM/watch?v={ID}",
    ],
)
def test_every_form_of_link_names_its_video(text: str) -> None:
    """All forms that people paste lead to the same id."""
    assert parse_video_id(text) == ID


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        f"https://example.org/watch?v={ID}",
        f"https://notyoutube.com/watch?v={ID}",
        f"https://youtube.com.evil.org/watch?v={ID}",
        f"ftp://youtube.com/watch?v={ID}",
        f"file:///{ID}",
        "https://[broken/watch",
        "https://vimeo.com/12345678901",
    ],
)
def test_what_names_no_video_is_refused(text: str) -> None:
    """Anything else gets a sentence with a hint, whatever host it points to."""
    with pytest.raises(BadRequest, match="not a link to a YouTube video") as caught:
        parse_video_id(text)

    assert "watch?v=" in caught.value.hint


def test_a_playlist_is_told_from_other_links() -> None:
    """The sentence says what to open."""
    with pytest.raises(BadRequest, match="a playlist, not to one video"):
        parse_video_id("https://www.youtube.com/playlist?list=PLabcdefghijk")


@pytest.mark.parametrize("text", ["javascript:alert(1)", "file:///etc/passwd", "https://", "talk"])
def test_links_point_at_pages_of_the_web_alone(text: str) -> None:
    """What would run or open something else is refused where it is named."""
    with pytest.raises(BadRequest, match="not the address of a page"):
        page_address(text)


@pytest.mark.parametrize(
    ("page_url", "at_s", "expected"),
    [
        (watch_url(ID), 0.0, f"https://www.youtube.com/watch?v={ID}&t=0s"),
        (watch_url(ID), 7970.9, f"https://www.youtube.com/watch?v={ID}&t=7970s"),
        ("https://youtu.be/x", 5, "https://youtu.be/x?t=5s"),
        (None, 61.5, "#t=61"),
        (None, -1.0, "#t=0"),
    ],
)
def test_a_moment_is_pointed_at(page_url: str | None, at_s: float, expected: str) -> None:
    """Whole seconds, cut down so that the moment is never missed."""
    assert expected == moment_url(page_url, at_s)
