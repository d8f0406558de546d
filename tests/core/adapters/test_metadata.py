"""What a video is, from the Data API over a stand-in, or from a page in pytubefix's own hands."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytubefix import YouTube

from core.adapters.metadata import (
    DataApiDescriber,
    FallingBack,
    PageDescriber,
    WithPageChapters,
    choose_describer,
)
from core.errors import (
    ChapterwiseError,
    KeyRejected,
    OutsideBlocked,
    OutsideFailed,
    VideoUnavailable,
)
from core.models import Chapter, Video
from core.settings import Settings
from tests.standins.youtube_data_api import DataApi, video_resource

VIDEO = "zduSFxRajkE"
KEY = "yt-secret-key"


def _settings(api: DataApi) -> Settings:
    return Settings(youtube_api_key=KEY, youtube_api_endpoint=api.url)


def _described(**changes: Any) -> Video:
    with DataApi({VIDEO: video_resource(**changes)}, KEY) as api:
        video = DataApiDescriber(_settings(api)).describe(VIDEO)
    assert api.refusals == []
    assert [request["part"] for request in api.requests] == ["snippet,contentDetails,status"]
    return video


def _refused(api: DataApi, timeout_s: float = 5.0, key: str = KEY) -> ChapterwiseError:
    settings = Settings(youtube_api_key=key, youtube_api_endpoint=api.url)
    with api, pytest.raises(ChapterwiseError) as caught:
        DataApiDescriber(settings, timeout_s).describe(VIDEO)
    shown = "".join(traceback.format_exception(caught.value)) + caught.value.hint
    assert key not in shown
    return caught.value


def test_the_data_api_tells_what_a_video_is() -> None:
    """Every field that the API has is read, in one call."""
    assert _described() == Video(
        id=VIDEO,
        title="A talk about tokens",
        duration_s=184.0,
        channel="A channel",
        description="0:00 Start\n1:00 Middle\n2:00 End",
        published_on=date(2024, 2, 20),
        language="en",
        page_url=f"https://www.youtube.com/watch?v={VIDEO}",
        thumbnail_url="https://i.ytimg.com/maxres.jpg",
        has_captions=True,
    )


def test_what_is_not_told_is_not_guessed() -> None:
    """No language, no picture and no captions of the author's are left open."""
    video = _described(
        snippet={"defaultAudioLanguage": "zxx", "thumbnails": {}},
        contentDetails={"caption": "false", "duration": "P1DT2H"},
    )
    assert (video.language, video.thumbnail_url, video.has_captions) == (None, None, None)
    assert video.duration_s == 93_600.0


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"snippet": {"liveBroadcastContent": "live"}}, "live"),
        ({"snippet": {"liveBroadcastContent": "upcoming"}}, "live"),
        ({"contentDetails": {"duration": "P0D"}}, "live"),
        ({"contentDetails": {"contentRating": {"ytRating": "ytAgeRestricted"}}}, "age"),
        ({"status": {"uploadStatus": "rejected"}}, "removed"),
        ({"status": {"privacyStatus": "private"}}, "private"),
    ],
)
def test_a_video_that_cannot_be_used_says_why(changes: dict[str, Any], reason: str) -> None:
    """Live, age-restricted and rejected videos are known before anything is fetched."""
    told = _refused(DataApi({VIDEO: video_resource(**changes)}, KEY))
    assert isinstance(told, VideoUnavailable)
    assert told.reason == reason


def test_a_video_that_is_not_there_is_removed() -> None:
    """An empty list means: private, removed, or never was."""
    told = _refused(DataApi({}, KEY))
    assert isinstance(told, VideoUnavailable)
    assert told.reason == "removed"


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ("quota", KeyRejected, "quota"),
        ("rate", KeyRejected, "quota"),
        ("disabled", KeyRejected, "may not use"),
        ("not configured", KeyRejected, "may not use"),
        ("referer", KeyRejected, "refuses"),
        ("server", OutsideFailed, "status 500"),
        ("unavailable", OutsideFailed, "status 503"),
    ],
)
def test_each_fault_is_told_apart(fault: str, kind: type[ChapterwiseError], words: str) -> None:
    """A key's trouble is the person's to mend, a server's is not; no trace shows the key."""
    told = _refused(DataApi({VIDEO: video_resource()}, KEY, fault=fault))
    assert type(told) is kind
    assert words in told.message
    assert told.hint


def test_a_wrong_key_is_rejected() -> None:
    """The message says so, and does not repeat the key."""
    told = _refused(DataApi({}, KEY), key="not-the-key")
    assert isinstance(told, KeyRejected)
    assert told.message == "The YouTube key is not valid."


def test_a_slow_answer_is_given_up() -> None:
    """The time-out is ours, not the client's minute."""
    told = _refused(DataApi({VIDEO: video_resource()}, KEY, delay_s=1.0), timeout_s=0.1)
    assert isinstance(told, OutsideFailed)
    assert "too long" in told.message


def test_an_answer_of_another_form_is_told() -> None:
    """A resource without what every video has is the service's failure."""
    told = _refused(DataApi({VIDEO: {"id": VIDEO, "snippet": {}}}, KEY))
    assert isinstance(told, OutsideFailed)


def _page(**changes: Any) -> YouTube:
    """Make pytubefix's own page, with the answers of YouTube put in where it would fetch them."""
    page = YouTube(f"https://www.youtube.com/watch?v={VIDEO}")
    page.vid_info = {
        "playabilityStatus": {"status": "OK"},
        "videoDetails": {
            "videoId": VIDEO,
            "title": "A talk about tokens",
            "lengthSeconds": "184",
            "author": "A channel",
            "shortDescription": "About tokens",
            "thumbnail": {"thumbnails": [{"url": "small"}, {"url": "https://i.ytimg.com/big.jpg"}]},
        },
        "captions": {
            "playerCaptionsTracklistRenderer": {
                "captionTracks": [{"languageCode": "de"}, {"languageCode": "en", "kind": "asr"}]
            }
        },
        **changes,
    }
    page.publish_date = datetime(2024, 2, 20, 9, tzinfo=UTC)
    page._initial_data = _initial_data(
        [("Start", 0), ("Middle", 60_000), ("Past the end", 184_000)]
    )
    return page


def _initial_data(chapters: list[tuple[str, int]]) -> dict[str, Any]:
    rendered = [
        {"chapterRenderer": {"title": {"simpleText": title}, "timeRangeStartMillis": start_ms}}
        for title, start_ms in chapters
    ]
    markers = [{"key": "DESCRIPTION_CHAPTERS", "value": {"chapters": rendered}}]
    bar = {"multiMarkersPlayerBarRenderer": {"markersMap": markers}}
    inner = {"decoratedPlayerBarRenderer": {"playerBar": bar}}
    overlay = {"decoratedPlayerBarRenderer": inner}
    return {"playerOverlays": {"playerOverlayRenderer": overlay}}


def test_the_page_tells_what_a_video_is() -> None:
    """Title, length and the rest, and the chapters that the page names, tiled to the length."""
    assert PageDescriber(lambda _id: _page()).describe(VIDEO) == Video(
        id=VIDEO,
        title="A talk about tokens",
        duration_s=184.0,
        channel="A channel",
        description="About tokens",
        published_on=date(2024, 2, 20),
        language="en",
        page_url=f"https://www.youtube.com/watch?v={VIDEO}",
        thumbnail_url="https://i.ytimg.com/big.jpg",
        has_captions=True,
        chapters=(
            Chapter(title="Start", start_s=0.0, end_s=60.0, origin="youtube"),
            Chapter(title="Middle", start_s=60.0, end_s=184.0, origin="youtube"),
        ),
    )


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        ("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot", OutsideBlocked),
        ("LOGIN_REQUIRED", "This is a private video. Please sign in.", VideoUnavailable),
        ("ERROR", "This video has been removed by the uploader", VideoUnavailable),
        ("LIVE_STREAM_OFFLINE", "Premieres in 2 hours", VideoUnavailable),
    ],
)
def test_a_page_that_refuses_says_why(status: str, said: str, kind: type[ChapterwiseError]) -> None:
    """The refusals on YouTube's page become ours."""
    page = _page(playabilityStatus={"status": status, "reason": said})
    with pytest.raises(kind):
        PageDescriber(lambda _id: page).describe(VIDEO)


def test_a_page_whose_form_has_changed_is_told() -> None:
    """Without a length there is no going on."""
    page = _page(videoDetails={"title": "A talk"})
    with pytest.raises(OutsideFailed):
        PageDescriber(lambda _id: page).describe(VIDEO)


def test_chapters_of_a_strange_form_are_done_without(caplog: pytest.LogCaptureFixture) -> None:
    """What the work can go on without is logged and left out."""
    page = _page()
    page._initial_data = _initial_data([("Start", 0)])
    markers = page._initial_data["playerOverlays"]["playerOverlayRenderer"]
    bar = markers["decoratedPlayerBarRenderer"]["decoratedPlayerBarRenderer"]["playerBar"]
    bar["multiMarkersPlayerBarRenderer"]["markersMap"][0]["value"]["chapters"] = [{"new": 1}]
    with caplog.at_level(logging.WARNING):
        video = PageDescriber(lambda _id: page).describe(VIDEO)
    assert video.chapters == ()
    assert "No chapters from the page" in caplog.text


def test_without_a_key_the_page_is_asked() -> None:
    """The Data API needs a key; the page does not."""
    assert isinstance(choose_describer(Settings()), PageDescriber)


def test_with_a_key_the_data_api_is_asked_first() -> None:
    """A key that works leaves the page alone."""
    with DataApi({VIDEO: video_resource()}, KEY) as api:
        assert choose_describer(_settings(api)).describe(VIDEO).title == "A talk about tokens"


def test_what_the_data_api_does_not_tell_is_asked_of_the_page() -> None:
    """A description without a list leaves the chapters to YouTube, whose page alone names them."""
    resource = video_resource(snippet={"description": "About tokens"})
    with DataApi({VIDEO: resource}, KEY) as api:
        describer = WithPageChapters(
            DataApiDescriber(_settings(api)), PageDescriber(lambda _id: _page())
        )
        video = describer.describe(VIDEO)
    assert [(chapter.title, chapter.origin) for chapter in video.chapters] == [
        ("Start", "youtube"),
        ("Middle", "youtube"),
    ]
    assert (video.channel, video.notes) == ("A channel", ())


def test_a_list_in_the_description_leaves_the_page_alone() -> None:
    """The creator's own list is better than YouTube's, and costs no further request."""
    page = PageDescriber(lambda _id: pytest.fail("the page was asked"))
    with DataApi({VIDEO: video_resource()}, KEY) as api:
        video = WithPageChapters(DataApiDescriber(_settings(api)), page).describe(VIDEO)
    assert video.chapters == ()


def test_a_page_that_does_not_answer_is_a_note() -> None:
    """Chapters are a gift: without them the work goes on, and the person is told."""

    def refuse(_id: str) -> YouTube:
        raise OutsideBlocked("YouTube refuses this address.")

    resource = video_resource(snippet={"description": "About tokens"})
    with DataApi({VIDEO: resource}, KEY) as api:
        describer = WithPageChapters(DataApiDescriber(_settings(api)), PageDescriber(refuse))
        video = describer.describe(VIDEO)
    assert video.chapters == ()
    assert video.notes == (
        "YouTube's own chapters, if there are any, could not be read: YouTube refuses this address.",
    )


@pytest.mark.parametrize("fault", ["quota", "disabled"])
def test_where_the_key_is_refused_the_page_is_asked(
    fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The work goes on, and the log says why, without the key."""
    page = PageDescriber(lambda _id: _page())
    with caplog.at_level(logging.DEBUG), DataApi({}, KEY, fault=fault) as api:
        video = FallingBack(DataApiDescriber(_settings(api)), page).describe(VIDEO)
    assert video.description == "About tokens"
    assert "The video's page was read instead." in caplog.text
    assert [note for note in video.notes if "page was read instead" in note]
    assert KEY not in caplog.text


def test_a_video_that_is_not_there_is_not_asked_for_twice() -> None:
    """Only trouble with the key leads to the page."""
    page = PageDescriber(lambda _id: pytest.fail("the page was asked"))
    with DataApi({}, KEY) as api, pytest.raises(VideoUnavailable):
        FallingBack(DataApiDescriber(_settings(api)), page).describe(VIDEO)
