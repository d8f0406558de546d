"""Video addresses: find the id, point at a moment. Pure; nothing is fetched."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urldefrag, urlsplit

from core.errors import BadRequest

_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_HOSTS = {"youtube.com", "youtube-nocookie.com", "youtu.be", "youtubekids.com"}
_PATH_FORMS = {"shorts", "live", "embed", "v", "e", "vi", "watch"}


def parse_video_id(text: str) -> str:
    """Find the 11-character id in any YouTube address, or take a bare id.

    Understands watch, youtu.be, shorts, live, embed and v links, on www, m and music hosts,
    with or without a scheme, with any other parameters; also a link with words around it.

    >>> parse_video_id("https://youtu.be/zduSFxRajkE?t=350")
    'zduSFxRajkE'

    Raises:
        BadRequest: no video is named.
    """
    text = text.strip().strip("<>\"'")
    if _ID.fullmatch(text):
        return text
    for candidate in re.findall(r"[^\s<>\"']+", text):
        if (found := _id_in_address(candidate)) is not None:
            return found
    if re.search(r"youtu[^\s]*[?&]list=", text):
        raise BadRequest(
            "This is a link to a playlist, not to one video.",
            "Open a video of the playlist, and paste the link of that.",
        )
    raise BadRequest(
        "This is not a link to a YouTube video.",
        "Paste a link such as https://www.youtube.com/watch?v=… or the video's 11-character id.",
    )


def _id_in_address(text: str) -> str | None:
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _is_youtube(host):
        return None
    query = parse_qs(parts.query)
    if "/attribution_link" in parts.path and "u" in query:
        return _id_in_address(f"https://www.youtube.com{query['u'][0]}")
    return next(
        (part for part in _candidates(host, parts.path, query) if _ID.fullmatch(part)), None
    )


def _is_youtube(host: str) -> bool:
    return host in _HOSTS or any(host.endswith(f".{known}") for known in _HOSTS)


def _candidates(host: str, path: str, query: dict[str, list[str]]) -> list[str]:
    steps = [step for step in path.split("/") if step]
    if host.endswith("youtu.be"):
        return steps[:1]
    if len(steps) > 1 and steps[0] in _PATH_FORMS:
        return [*query.get("v", []), steps[1]]
    return query.get("v", []) + query.get("vi", [])


def watch_url(video_id: str) -> str:
    """Give the plain address of a YouTube video's page."""
    return f"https://www.youtube.com/watch?v={video_id}"


def page_address(text: str) -> str:
    """Give the address of a page that links may point at, without a fragment.

    >>> page_address("https://example.org/talk#top")
    'https://example.org/talk'

    Raises:
        BadRequest: it is not one of the web.
    """
    address, _ = urldefrag(text.strip())
    if not re.match(r"https?://[^\s/]", address):
        raise BadRequest(f"{text!r} is not the address of a page.", "Name one with https://.")
    return address


def moment_url(page_url: str | None, at_s: float, *, media_url: str = "") -> str:
    """Point at a second of the video: `&t=Ns` on YouTube, `#t=N` in a file.

    `media_url` names the file to point into where the video has no page; empty points into
    the document itself, which exported players understand.

    >>> moment_url("https://www.youtube.com/watch?v=zduSFxRajkE", 350.9)
    'https://www.youtube.com/watch?v=zduSFxRajkE&t=350s'
    >>> moment_url(None, 61.2, media_url="talk.mp4")
    'talk.mp4#t=61'
    """
    second = max(0, int(at_s))
    if page_url:
        return f"{page_url}{'&' if '?' in page_url else '?'}t={second}s"
    return f"{media_url}#t={second}"
