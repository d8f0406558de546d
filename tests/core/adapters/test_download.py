"""Streams arrive whole or not at all: pytubefix's real streams, over a loopback server of ranges."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytubefix import Stream
from pytubefix.monostate import Monostate

from core.adapters import download
from core.adapters.download import Downloader, choose_audio, choose_video, height_px
from core.errors import (
    Cancelled,
    ChapterwiseError,
    OutsideBlocked,
    OutsideFailed,
    StorageFailed,
)
from core.events import SILENT, Watch

VIDEO = "zduSFxRajkE"
DATA = bytes(range(256)) * 10_000  # 2.56 MB: three ranges
Answer = Callable[[int, int], tuple[int, bytes] | None]
"""Gives the status and body for the bytes from first to last, or None to answer as asked."""


class Ranges:
    """Serves `DATA` by the `range` in the query, as YouTube's media servers do."""

    def __init__(self) -> None:
        self.answer: Answer = lambda _first, _last: None
        self.asked: list[tuple[int, int]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_HEAD(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(DATA)))
                self.end_headers()

            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                first, last = (int(number) for number in query["range"][0].split("-"))
                server.asked.append((first, last))
                body = DATA[first : last + 1]
                status, sent = server.answer(first, last) or (200, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(sent)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/videoplayback?expire=1"


@pytest.fixture
def ranges(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ranges]:
    monkeypatch.setattr(download, "PAUSE_S", 0.0)
    server = Ranges()
    threading.Thread(target=server.http.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.http.shutdown()
    server.http.server_close()


def _stream(itag: int, mime: str, url: str = "http://127.0.0.1/x?y=z", **fields: Any) -> Stream:
    told = {
        "url": url,
        "itag": itag,
        "mimeType": mime,
        "is_otf": False,
        "bitrate": 1_000_000,
        "approxDurationMs": "60000",
        "lastModified": "1",
        "contentLength": str(len(DATA)),
        **fields,
    }
    return Stream(told, Monostate(None, None, "A talk", 60), "", "")


def _picture(codec: str, width: int, height: int, **fields: Any) -> Stream:
    return _stream(136, f'video/mp4; codecs="{codec}"', width=width, height=height, **fields)


def _sound(bitrate: int, codec: str = "mp4a.40.2", **fields: Any) -> Stream:
    return _stream(140, f'audio/mp4; codecs="{codec}"', bitrate=bitrate, **fields)


def _downloader(url: str, **fields: Any) -> Downloader:
    streams = [_picture("avc1.4d401f", 1280, 720, url=url, **fields), _sound(128_000, url=url)]
    return Downloader(find_streams=lambda _id: streams)


def _left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_picture_and_sound_arrive_byte_for_byte(ranges: Ranges, tmp_path: Path) -> None:
    """Both streams are fetched in ranges of a megabyte, with progress, and renamed when whole."""
    steps: list[tuple[float, float, str]] = []

    def report(done: float, total: float = 0.0, *, unit: str = "", note: str = "") -> None:
        steps.append((done, total, unit))

    loader = _downloader(ranges.url)
    loader.fetch_video(VIDEO, tmp_path / "a.mp4", Watch(report, lambda: False))
    loader.fetch_audio(VIDEO, tmp_path / "new" / "a.m4a", SILENT)
    assert (tmp_path / "a.mp4").read_bytes() == DATA
    assert (tmp_path / "new" / "a.m4a").read_bytes() == DATA
    assert _left_in(tmp_path) == ["a.mp4", "new"]
    assert ranges.asked[:3] == [(0, 999_999), (1_000_000, 1_999_999), (2_000_000, 2_559_999)]
    assert steps == [(done, 2_560_000, "bytes") for done in (1_000_000, 2_000_000, 2_560_000)]


def test_a_size_that_is_not_told_is_asked_for(ranges: Ranges, tmp_path: Path) -> None:
    """Without a content length in the list of streams, the media server is asked."""
    _downloader(ranges.url, contentLength="0").fetch_video(VIDEO, tmp_path / "a.mp4", SILENT)
    assert (tmp_path / "a.mp4").read_bytes() == DATA


@pytest.mark.parametrize(
    ("answer", "kind", "asked"),
    [
        (lambda _first, _last: (404, b""), OutsideFailed, 1),
        (lambda _first, _last: (403, b""), OutsideBlocked, 1),
        (lambda first, _last: (403, b"") if first else None, OutsideBlocked, 2),
        (lambda _first, _last: (503, b""), OutsideFailed, 3),
        (lambda first, last: (200, DATA[first:last]) if first else None, OutsideFailed, 4),
        (lambda first, _last: (200, b"") if first else None, OutsideFailed, 4),
    ],
    ids=["404", "403", "403 later", "503", "cut short", "nothing more"],
)
def test_a_failed_download_leaves_nothing_behind(
    ranges: Ranges, tmp_path: Path, answer: Answer, kind: type[ChapterwiseError], asked: int
) -> None:
    """However it fails, no partial file stays, and what may pass is tried three times."""
    ranges.answer = answer
    with pytest.raises(kind):
        _downloader(ranges.url).fetch_video(VIDEO, tmp_path / "a.mp4", SILENT)
    assert _left_in(tmp_path) == []
    assert len(ranges.asked) == asked


def test_a_failed_download_leaves_what_was_there(ranges: Ranges, tmp_path: Path) -> None:
    """An earlier file under the same name survives."""
    (tmp_path / "a.mp4").write_bytes(b"earlier")
    ranges.answer = lambda _first, _last: (404, b"")
    with pytest.raises(OutsideFailed):
        _downloader(ranges.url).fetch_video(VIDEO, tmp_path / "a.mp4", SILENT)
    assert (tmp_path / "a.mp4").read_bytes() == b"earlier"


def test_a_passing_failure_is_overcome(ranges: Ranges, tmp_path: Path) -> None:
    """A server error, then a cut connection, then all is well: the file is whole."""
    faults = iter([(503, b""), (200, b"cut"), None, None, None])
    ranges.answer = lambda _first, _last: next(faults)
    _downloader(ranges.url).fetch_video(VIDEO, tmp_path / "a.mp4", SILENT)
    assert (tmp_path / "a.mp4").read_bytes() == DATA


def test_a_cancelled_download_stops_within_a_range(ranges: Ranges, tmp_path: Path) -> None:
    """Once the person stops it, no further range is asked for, and nothing stays."""
    watch = Watch(SILENT.report, lambda: len(ranges.asked) >= 2)
    with pytest.raises(Cancelled):
        _downloader(ranges.url).fetch_video(VIDEO, tmp_path / "a.mp4", watch)
    assert (len(ranges.asked), _left_in(tmp_path)) == (2, [])


def test_a_full_disk_is_told_and_leaves_nothing(ranges: Ranges, tmp_path: Path) -> None:
    """A disk that takes no more than 1.5 MB becomes a storage error, and the part is removed."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, before[1]))
    try:
        with pytest.raises(StorageFailed, match="disk is full"):
            _downloader(ranges.url).fetch_video(VIDEO, tmp_path / "a.mp4", SILENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert _left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        ([("avc1.1", 640, 360), ("avc1.2", 1280, 720), ("avc1.3", 1920, 1080)], "avc1.2"),
        ([("vp9", 1280, 720), ("av01.0", 1280, 720), ("avc1.1", 640, 360)], "avc1.1"),
        ([("av01.0", 1280, 720), ("vp09.00", 854, 480)], "vp09.00"),
        ([("av01.0", 1280, 720), ("av01.1", 2560, 1440)], "av01.0"),
        ([("avc1.1", 1920, 1080), ("avc1.2", 3840, 2160)], "avc1.1"),
        ([("avc1.1", 720, 1280), ("avc1.2", 1080, 1920)], "avc1.1"),
    ],
)  # fmt: skip
def test_h264_of_a_readable_size_is_chosen(sizes: list[tuple[str, int, int]], chosen: str) -> None:
    """H.264 before VP9 before AV1; the largest up to 720 lines, else the smallest."""
    streams = [_picture(codec, width, height) for codec, width, height in sizes]
    assert choose_video([*streams, _sound(1)], 720).video_codec == chosen


def test_of_one_size_the_lighter_is_chosen() -> None:
    """60 pictures a second show no more slides than 30."""
    heavy, light = (_picture("avc1.1", 1280, 720, bitrate=rate) for rate in (3000, 1000))
    assert choose_video([heavy, light], 720) is light


def test_the_best_original_sound_is_chosen() -> None:
    """The original language goes before a dub, AAC before Opus, more bits before fewer."""
    original = {"audioTrack": {"displayName": "English original", "id": "en.4"}}
    dub = {"audioTrack": {"displayName": "German", "id": "de.3"}}
    low, high = _sound(48_000, **original), _sound(128_000, **original)
    opus = _sound(160_000, codec="opus", **original)
    assert choose_audio([low, high, opus, _sound(256_000, **dub)]) is high


def test_streams_that_ranges_cannot_fetch_are_left_out() -> None:
    """SABR and segmented streams, and those with sound and picture in one, are not chosen."""
    streams = [
        _picture("avc1.1", 1280, 720, is_sabr=True),
        _picture("avc1.1", 1280, 720, is_otf=True),
        _stream(18, 'video/mp4; codecs="avc1.42001E, mp4a.40.2"', width=640, height=360),
    ]
    with pytest.raises(OutsideFailed, match="no picture"):
        choose_video(streams, 720)
    with pytest.raises(OutsideFailed, match="no sound"):
        choose_audio(streams)


def test_a_size_without_numbers_is_read_from_its_name() -> None:
    """A stream that names no width is sized by what YouTube calls its form: itag 136 is 720p."""
    assert height_px(_stream(136, 'video/mp4; codecs="avc1.4d401f"')) == 720
