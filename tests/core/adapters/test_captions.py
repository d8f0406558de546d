"""Captions are fetched with the real library, over replies of the shape that YouTube sends."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter

from core.adapters import captions
from core.adapters.captions import CaptionFetcher, PatientAdapter, closeness, patient_session
from core.errors import (
    ChapterwiseError,
    NothingToTranscribe,
    OutsideBlocked,
    OutsideFailed,
    VideoUnavailable,
)
from core.settings import Settings

VIDEO = "zduSFxRajkE"
PAGE = '<html><script>{"INNERTUBE_API_KEY": "AIzaSyTest"}</script></html>'
ASSETS = (
    Path(__file__).resolve().parents[4] / "shared/data/transcripts/youtube_transcript_api_assets"
)
Answer = tuple[int, str] | Exception


class Replies(BaseAdapter):
    """Answers requests by the path of their address, and keeps what was asked."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        super().__init__()
        self.answers = answers
        self.asked: list[str] = []
        self.proxies: list[Any] = []

    def send(self, request: PreparedRequest, *_: Any, proxies: Any = None, **__: Any) -> Response:
        self.asked.append(str(request.url))
        self.proxies.append(proxies)
        answer = self.answers[urlsplit(str(request.url)).path]
        if isinstance(answer, Exception):
            raise answer
        response = Response()
        response.status_code, response._content = answer[0], answer[1].encode()
        response.request, response.url, response.encoding = request, str(request.url), "utf-8"
        return response

    def close(self) -> None:
        """Hold nothing open."""

    def session(self) -> Session:
        session = Session()
        session.mount("https://", self)
        return session


def _player(*tracks: tuple[str, str]) -> str:
    """Write a player reply with a track for each (language, kind); kind is "asr" or ""."""
    renderer = {
        "captionTracks": [
            {
                "baseUrl": f"https://www.youtube.com/api/{language}{kind}?v={VIDEO}&fmt=srv3",
                "name": {"runs": [{"text": f"Name of {language}"}]},
                "languageCode": language,
                **({"kind": kind} if kind else {}),
            }
            for language, kind in tracks
        ]
    }
    return json.dumps(
        {
            "playabilityStatus": {"status": "OK"},
            "captions": {"playerCaptionsTracklistRenderer": renderer},
        }
    )


def _unplayable(status: str, reason: str) -> str:
    return json.dumps({"playabilityStatus": {"status": status, "reason": reason}})


def _track(*lines: tuple[float, float, str]) -> str:
    texts = "".join(f'<text start="{a}" dur="{b}">{escape(c)}</text>' for a, b, c in lines)
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{texts}</transcript>'


def _replies(player: Answer | str, **tracks: Answer | str) -> Replies:
    answers = {"/watch": (200, PAGE), "/youtubei/v1/player": player}
    answers |= {f"/api/{name}": body for name, body in tracks.items()}
    return Replies(
        {path: (200, body) if isinstance(body, str) else body for path, body in answers.items()}
    )


def _fetch(replies: Replies, language: str | None = None, **settings: Any) -> Any:
    return CaptionFetcher(Settings(**settings), replies.session).fetch(VIDEO, language)


def _refused(replies: Replies) -> ChapterwiseError:
    with pytest.raises(ChapterwiseError) as caught:
        _fetch(replies)
    return caught.value


def test_segments_are_clean_and_say_where_they_come_from() -> None:
    """Overlaps are cut, blanks left out, ids count from 1, and a note names the track."""
    body = _track((0, 4, "Hello & welcome"), (2.5, 3, "to the <i>show</i>"), (5, 1, " "))
    found = _fetch(_replies(_player(("en", "")), en=body))
    heard = [(s.id, s.start_s, s.end_s, s.text) for s in found.segments]
    assert heard == [(1, 0.0, 2.5, "Hello & welcome"), (2, 2.5, 5.5, "to the show")]
    assert (found.language, found.origin) == ("en", "author")
    assert found.notes == ("The author's own captions, Name of en (en).",)


@pytest.mark.parametrize(
    ("tracks", "language", "of_settings", "chosen"),
    [
        ([("en", "asr"), ("en", "")], "en", (), ("en", "author")),
        ([("en", "asr"), ("de", "")], "en", (), ("en", "automatic")),
        ([("en", "asr"), ("de", "")], "de", (), ("de", "author")),
        ([("en", "asr"), ("de", "")], "fr", ("de", "en"), ("de", "author")),
        ([("en", "asr"), ("de", "")], None, (), ("en", "automatic")),
        ([("en-US", ""), ("de", "")], "en", (), ("en-US", "author")),
        ([("en-GB", ""), ("en", "asr")], "en", (), ("en-GB", "author")),
        ([("en", "")], "en-US", (), ("en", "author")),
        ([("zh-Hant", ""), ("zh-Hans", "")], "zh-Hans", (), ("zh-Hans", "author")),
        ([("pt", ""), ("ko", "")], None, (), ("pt", "author")),
        ([("pt", ""), ("ko", "")], "fr", (), ("pt", "author")),
    ],
)
def test_the_best_track_is_chosen(
    tracks: list[tuple[str, str]],
    language: str | None,
    of_settings: tuple[str, ...],
    chosen: tuple[str, str],
) -> None:
    """The asked language goes first, then the settings', then the spoken; the author's first."""
    bodies = {f"{name}{kind}": _track((0, 1, "Hello")) for name, kind in tracks}
    found = _fetch(_replies(_player(*tracks), **bodies), language, caption_languages=of_settings)
    assert (found.language, found.origin) == chosen


def test_rolling_tracks_say_each_word_once() -> None:
    """Lines that repeat the last one, marks of nothing and entities go; no word does."""
    lines = (
        (0, 4, "so today"),
        (2, 4, "so today\nwe &amp;\u200b you"),
        (4, 4, "we & you\nlook on"),
    )
    found = _fetch(_replies(_player(("en", "asr")), enasr=_track(*lines)))
    assert [segment.text for segment in found.segments] == ["so today", "we & you", "look on"]


def test_a_language_that_is_missing_is_noted() -> None:
    """The reader hears that another language had to do."""
    found = _fetch(_replies(_player(("pt", "asr")), ptasr=_track((0, 1, "Olá"))), "fr")
    assert found.notes == (
        "YouTube's automatic captions, Name of pt (pt).",
        "There are none in fr.",
    )


@pytest.mark.parametrize(
    ("replies", "kind", "reason"),
    [
        (_replies('{"playabilityStatus": {"status": "OK"}}'), NothingToTranscribe, None),
        (_replies(_player()), NothingToTranscribe, None),
        (_replies(_player(("en", "")), en=_track()), NothingToTranscribe, None),
        (_replies(_player(("en", "")), en=_track((0, 1, " "))), NothingToTranscribe, None),
        (_replies(_player(("en", "asr")), enasr=_track((0, 9, "[Music]"), (9, 9, "♪ (cheers) ♪"))),
         NothingToTranscribe, None),
        (_replies(_player(("en", "")), en=""), OutsideBlocked, None),
        (_replies(_player(("en", "")), en=(429, "")), OutsideBlocked, None),
        (_replies(_player(("en", "")), en=(403, "")), OutsideBlocked, None),
        (_replies(_player(("en", "")), en=(500, "")), OutsideFailed, None),
        (_replies((429, "")), OutsideBlocked, None),
        (_replies("no JSON"), OutsideFailed, None),
        (_replies(requests.ConnectTimeout("x")), OutsideFailed, None),
        (_replies(requests.ConnectionError("x")), OutsideFailed, None),
        (_replies(requests.exceptions.ProxyError("x")), OutsideFailed, None),
        (_replies(_unplayable("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot")),
         OutsideBlocked, None),
        (_replies(_unplayable("LOGIN_REQUIRED", "Sign in to confirm that you're not a bot")),
         OutsideBlocked, None),
        (_replies(_unplayable("ERROR", "This video is unavailable")), VideoUnavailable, "removed"),
        (_replies(_unplayable("LOGIN_REQUIRED", "This is a private video.")),
         VideoUnavailable, "private"),
        (_replies(_unplayable("LOGIN_REQUIRED", "This video may be inappropriate for some users.")),
         VideoUnavailable, "age"),
        (_replies(_unplayable("LIVE_STREAM_OFFLINE", "This live event will begin in 2 hours.")),
         VideoUnavailable, "live"),
        (_replies(_unplayable("UNPLAYABLE", "Something new")), VideoUnavailable, "unknown"),
        (Replies({"/watch": (200, '<div class="g-recaptcha">')}), OutsideBlocked, None),
        (Replies({"/watch": (200, "<html>")}), OutsideFailed, None),
    ],
)  # fmt: skip
def test_every_refusal_is_one_of_ours(
    replies: Replies, kind: type[ChapterwiseError], reason: str | None
) -> None:
    """What the library, requests and the parser raise is told apart, with a hint each."""
    told = _refused(replies)
    assert (type(told), getattr(told, "reason", None)) == (kind, reason)
    assert told.hint


def test_a_track_that_needs_a_token_counts_as_blocked() -> None:
    """A track's address marked `exp=xpe` cannot be read from here; other ways are offered."""
    told = _refused(_replies(_player(("en", "")).replace("&fmt=srv3", "&exp=xpe")))
    assert isinstance(told, OutsideBlocked)
    assert "Whisper" in told.hint


def test_the_proxy_of_the_settings_is_used() -> None:
    """Every request goes the way that CHAPTERWISE_CAPTION_PROXY names."""
    replies = _replies(_player(("en", "")), en=_track((0, 1, "Hello")))
    _fetch(replies, caption_proxy="http://127.0.0.1:9")
    assert len(replies.asked) == 3
    assert {proxies["https"] for proxies in replies.proxies} == {"http://127.0.0.1:9"}


def test_no_request_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that accepts and says nothing is given up."""
    monkeypatch.setattr(captions, "TIMEOUT_S", 0.2)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        patient_session() as session,
        pytest.raises(requests.ReadTimeout),
    ):
        session.get(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert isinstance(patient_session().get_adapter("https://www.youtube.com"), PatientAdapter)


@pytest.mark.parametrize(
    ("language", "wanted", "expected"),
    [("en", "en", 3), ("en_US", "en-us", 3), ("en-US", "en", 2), ("en", "en-US", 1), ("enm", "en", 0)],
)  # fmt: skip
def test_variants_of_a_language_are_close(language: str, wanted: str, expected: int) -> None:
    """Case and separators do not matter; a longer name is no variant."""
    assert closeness(language, wanted) == expected


@pytest.mark.parametrize(
    ("asset", "kind"),
    [
        ("youtube_age_restricted", VideoUnavailable),
        ("youtube_request_blocked", OutsideBlocked),
        ("youtube_transcripts_disabled", NothingToTranscribe),
        ("youtube_transcripts_disabled2", NothingToTranscribe),
        ("youtube_unplayable", VideoUnavailable),
        ("youtube_video_unavailable", VideoUnavailable),
        ("youtube_po_token_required", OutsideBlocked),
    ],
)
def test_recorded_refusals_are_ours(asset: str, kind: type[ChapterwiseError]) -> None:
    """Replies that YouTube really sent are understood."""
    assert type(_refused(_recorded(asset))) is kind


def test_recorded_tracks_are_read() -> None:
    """A player reply that YouTube really sent leads to the author's English track."""
    found = CaptionFetcher(Settings(), _recorded("youtube").session).fetch(VIDEO, "en")
    assert (found.language, found.origin, len(found.segments)) == ("en", "author", 3)


def _recorded(asset: str) -> Replies:
    path = ASSETS / f"{asset}.innertube.json.static"
    if not path.exists():
        pytest.skip(f"no recorded replies: {path.name} is not beside the repository")
    track = (ASSETS / "transcript.xml.static").read_text(encoding="utf-8")
    return Replies(
        {
            "/watch": (200, PAGE),
            "/youtubei/v1/player": (200, path.read_text(encoding="utf-8")),
            "/api/timedtext": (200, track),
        }
    )
