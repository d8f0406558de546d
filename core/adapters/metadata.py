"""Tells what a YouTube video is: from the Data API where there is a key, else from its page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from core.adapters import data_api_errors
from core.adapters.youtube_errors import translating
from core.adapters.youtube_pages import open_page
from core.chapters import parse_description, tile
from core.errors import ChapterwiseError, KeyRejected, VideoUnavailable
from core.links import watch_url
from core.models import Chapter, Video
from core.ports import DescribesVideos
from core.settings import Settings
from core.timecodes import parse_iso_duration

if TYPE_CHECKING:
    from pytubefix import YouTube

TIMEOUT_S = 10.0
PARTS = "snippet,contentDetails,status"
"""What is read; however many parts are asked for, the call costs one of 10,000 units a day."""
_THUMBNAILS = ("maxres", "standard", "high", "medium", "default")
_NO_LANGUAGE = {"zxx", "und"}
_log = logging.getLogger(__name__)
Found = TypeVar("Found")


def choose_describer(settings: Settings) -> DescribesVideos:
    """Choose the Data API where there is a key, with the page behind it; else the page alone."""
    page = PageDescriber()
    if not settings.youtube_api_key:
        return page
    return FallingBack(WithPageChapters(DataApiDescriber(settings), page), page)


class NamesChapters(Protocol):
    """Tells the chapters that YouTube itself shows."""

    def chapters(self, video_id: str, duration_s: float) -> tuple[Chapter, ...]:
        """Read them; empty where there are none.

        Raises:
            ChapterwiseError: they cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class WithPageChapters:
    """Adds YouTube's own chapters, which the Data API does not tell, if no list is described.

    Only as far as they come: a page that cannot be read is a note, no failure.
    """

    first: DescribesVideos
    page: NamesChapters

    def describe(self, video_id: str) -> Video:
        """Fetch what is known of the video; raises as the first does."""
        video = self.first.describe(video_id)
        if video.chapters or parse_description(video.description, video.duration_s):
            return video
        try:
            chapters = self.page.chapters(video_id, video.duration_s)
        except ChapterwiseError as error:
            note = f"YouTube's own chapters, if there are any, could not be read: {error.message}"
            _log.warning("%s", note)
            return replace(video, notes=(*video.notes, note))
        return replace(video, chapters=chapters)


@dataclass(frozen=True, slots=True)
class FallingBack:
    """Asks another where the first one's key is refused or used up."""

    first: DescribesVideos
    second: DescribesVideos

    def describe(self, video_id: str) -> Video:
        """Fetch what is known of the video from whichever answers; raises as the second does."""
        try:
            return self.first.describe(video_id)
        except KeyRejected as refusal:
            note = f"{refusal.message} The video's page was read instead."
            _log.warning("%s", note)
            video = self.second.describe(video_id)
            return replace(video, notes=(*video.notes, note))


class DataApiDescriber:
    """Implements `core.ports.DescribesVideos` with the YouTube Data API."""

    def __init__(self, settings: Settings, timeout_s: float = TIMEOUT_S) -> None:
        self._settings = settings
        self._timeout_s = timeout_s

    def describe(self, video_id: str) -> Video:
        """Fetch title, length, description and the rest; costs one unit of quota.

        Raises:
            VideoUnavailable: private, removed, live, or for signed-in adults only.
            KeyRejected: the key is wrong, has no right, or has used up its quota.
            OutsideFailed: the service did not answer, or not in a form that is known.
        """
        with data_api_errors.translating():
            items = self._list(video_id)
            if not items:
                raise VideoUnavailable(
                    f"YouTube has no public video {video_id}: it is private, removed, or never was.",
                    reason="removed",
                )
            _check_watchable(items[0])
            return _video_of(items[0])

    def _list(self, video_id: str) -> list[dict[str, Any]]:
        import httplib2
        from googleapiclient.discovery import build

        # At DEBUG it writes every address down, and the key with it.
        logging.getLogger("googleapiclient.discovery").setLevel(logging.INFO)
        endpoint = self._settings.youtube_api_endpoint
        # One service for each call: httplib2 may not be shared between threads.
        with build(
            "youtube",
            "v3",
            developerKey=self._settings.youtube_api_key,
            cache_discovery=False,
            http=httplib2.Http(timeout=self._timeout_s),
            client_options={"api_endpoint": endpoint} if endpoint else None,
        ) as service:
            reply = service.videos().list(part=PARTS, id=video_id).execute()
        return list(reply.get("items", []))


def _check_watchable(item: Mapping[str, Any]) -> None:
    details, status = item["contentDetails"], item.get("status", {})
    if status.get("privacyStatus") == "private":
        raise VideoUnavailable("This video is private.", reason="private")
    if item["snippet"].get("liveBroadcastContent", "none") != "none":
        raise VideoUnavailable("This video is live, or not yet shown.", reason="live")
    if details.get("contentRating", {}).get("ytRating") == "ytAgeRestricted":
        raise VideoUnavailable(
            "This video is age-restricted: YouTube gives neither its captions nor its pictures.",
            "Upload the video's file and its captions instead.",
            reason="age",
        )
    if status.get("uploadStatus") in {"deleted", "failed", "rejected"}:
        raise VideoUnavailable("This video was removed.", reason="removed")
    if parse_iso_duration(details["duration"]) <= 0:
        raise VideoUnavailable("This video is live, or not yet processed.", reason="live")


def _video_of(item: Mapping[str, Any]) -> Video:
    snippet, details = item["snippet"], item["contentDetails"]
    language = snippet.get("defaultAudioLanguage")
    return Video(
        id=item["id"],
        title=snippet["title"],
        duration_s=parse_iso_duration(details["duration"]),
        channel=snippet.get("channelTitle", ""),
        description=snippet.get("description", ""),
        published_on=datetime.fromisoformat(snippet["publishedAt"]).date(),
        language=None if language in _NO_LANGUAGE else language,
        page_url=watch_url(item["id"]),
        thumbnail_url=_largest(snippet.get("thumbnails", {})),
        # "false" speaks of the author's captions only: there may still be automatic ones.
        has_captions=True if details.get("caption") == "true" else None,
    )


def _largest(thumbnails: Mapping[str, Mapping[str, Any]]) -> str | None:
    return next((thumbnails[size]["url"] for size in _THUMBNAILS if size in thumbnails), None)


class PageDescriber:
    """Implements `core.ports.DescribesVideos` with the video's page; `open_page` is for tests."""

    def __init__(self, open_page: Callable[[str], YouTube] = open_page) -> None:
        self._open_page = open_page

    def describe(self, video_id: str) -> Video:
        """Read title, length, description and the rest, and the chapters that the page names.

        Raises:
            VideoUnavailable, OutsideBlocked, OutsideFailed: as YouTube answers.
        """
        page = self._open_page(video_id)
        with translating(video_id):
            page.check_availability()
            tracks = _caption_tracks(page)
            video = Video(
                id=video_id,
                title=page.title,
                duration_s=float(page.length),
                channel=page.author or "",
                description=page.description or "",
                language=_spoken(tracks),
                page_url=watch_url(video_id),
                thumbnail_url=page.thumbnail_url,
                has_captions=True if tracks else None,
            )
        if video.duration_s <= 0:
            raise VideoUnavailable("This video is live, or not yet processed.", reason="live")
        return _with_the_rest(video, page)

    def chapters(self, video_id: str, duration_s: float) -> tuple[Chapter, ...]:
        """Read the chapters that the page names, tiled to the length; often there are none.

        Raises:
            VideoUnavailable, OutsideBlocked, OutsideFailed: as YouTube answers.
        """
        page = self._open_page(video_id)
        with translating(video_id):
            return _chapters(page, duration_s)


def _with_the_rest(video: Video, page: YouTube) -> Video:
    """Add what stands on the watch page alone, without which the work can go on."""
    published_on = _optional(video.id, "date", lambda: _day(page.publish_date), None)
    none: tuple[Chapter, ...] = ()
    chapters = _optional(video.id, "chapters", lambda: _chapters(page, video.duration_s), none)
    return replace(video, published_on=published_on, chapters=chapters)


def _optional(video_id: str, what: str, read: Callable[[], Found], otherwise: Found) -> Found:
    try:
        with translating(video_id):
            return read()
    except ChapterwiseError as error:
        _log.warning("No %s from the page of %s: %s", what, video_id, error.message)
        return otherwise


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _caption_tracks(page: YouTube) -> list[dict[str, Any]]:
    captions = page.vid_info.get("captions", {}).get("playerCaptionsTracklistRenderer", {})
    return list(captions.get("captionTracks", []))


def _spoken(tracks: list[dict[str, Any]]) -> str | None:
    """Tell the language that is spoken: the one of the automatic captions."""
    return next((track["languageCode"] for track in tracks if track.get("kind") == "asr"), None)


def _chapters(page: YouTube, duration_s: float) -> tuple[Chapter, ...]:
    entries = [(float(chapter.start_seconds), chapter.title) for chapter in page.chapters]
    within = [entry for entry in entries if entry[0] < duration_s]
    return tile(within, duration_s, "youtube") if within else ()
