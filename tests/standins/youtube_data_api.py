"""A strict stand-in of the YouTube Data API on loopback: `videos.list`, as far as we ask it.

    with DataApi({"zduSFxRajkE": video_resource()}, key="yt-test") as api:
        ...  # YOUTUBE_API_ENDPOINT=api.url
        assert api.refusals == []

It refuses what the real one refuses (no key, a wrong key, an unknown part) in the real one's two
forms of error. `fault="quota"` and the other `FAULTS` make it fail; `delay_s` makes it slow.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PARTS = {
    "contentDetails", "id", "liveStreamingDetails", "localizations", "player", "recordingDetails",
    "snippet", "statistics", "status", "topicDetails",
}  # fmt: skip
KNOWN_QUERY = {"part", "id", "key", "alt", "prettyPrint", "fields", "maxResults", "hl"}
Reply = tuple[int, dict[str, Any]]


def video_resource(video_id: str = "zduSFxRajkE", **changes: Any) -> dict[str, Any]:
    """Make a video as `videos.list` gives it; `snippet`, `contentDetails`, `status` are merged."""
    resource: dict[str, Any] = {
        "kind": "youtube#video",
        "etag": "etag",
        "id": video_id,
        "snippet": {
            "publishedAt": "2024-02-20T17:11:47Z",
            "channelId": "UCtest",
            "title": "A talk about tokens",
            "description": "0:00 Start\n1:00 Middle\n2:00 End",
            "thumbnails": {
                "default": {"url": "https://i.ytimg.com/default.jpg", "width": 120, "height": 90},
                "maxres": {"url": "https://i.ytimg.com/maxres.jpg", "width": 1280, "height": 720},
            },
            "channelTitle": "A channel",
            "categoryId": "28",
            "liveBroadcastContent": "none",
            "defaultAudioLanguage": "en",
        },
        "contentDetails": {
            "duration": "PT3M4S",
            "dimension": "2d",
            "definition": "hd",
            "caption": "true",
            "licensedContent": True,
            "contentRating": {},
            "projection": "rectangular",
        },
        "status": {
            "uploadStatus": "processed",
            "privacyStatus": "public",
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            "madeForKids": False,
        },
    }
    for part, fields in changes.items():
        resource[part] = {**resource[part], **fields}
    return resource


def error_info(status: int, name: str, reason: str, message: str) -> Reply:
    """Write an error in the newer form: google.rpc.ErrorInfo under `details`."""
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": "youtube.googleapis.com"},
    }
    error = {"code": status, "message": message, "status": name, "details": [detail]}
    return status, {"error": error}


def error_list(status: int, domain: str, reason: str, message: str) -> Reply:
    """Write an error in the older form: `errors`, each with a reason."""
    listed = [{"message": message, "domain": domain, "reason": reason}]
    return status, {"error": {"code": status, "message": message, "errors": listed}}


FAULTS: dict[str, Reply] = {
    "quota": error_list(
        403,
        "youtube.quota",
        "quotaExceeded",
        'The request cannot be completed because you have exceeded your <a href="/youtube/v3/'
        'getting-started#quota">quota</a>.',
    ),
    "rate": error_list(403, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded"),
    "disabled": error_info(
        403,
        "PERMISSION_DENIED",
        "SERVICE_DISABLED",
        "YouTube Data API v3 has not been used in project 1 before or it is disabled.",
    ),
    "not configured": error_list(
        403, "usageLimits", "accessNotConfigured", "Access Not Configured."
    ),
    "referer": error_info(
        403,
        "PERMISSION_DENIED",
        "API_KEY_HTTP_REFERRER_BLOCKED",
        "Requests from referer <empty> are blocked.",
    ),
    "server": error_list(500, "global", "backendError", "Backend Error"),
    "unavailable": error_list(503, "global", "backendError", "The service is unavailable."),
}


class DataApi:
    """The stand-in; `requests` are the queries that came, `refusals` what was wrong with them."""

    def __init__(
        self,
        videos: Mapping[str, dict[str, Any]],
        key: str = "yt-test",
        *,
        fault: str = "",
        delay_s: float = 0.0,
    ) -> None:
        self.videos, self.key, self.delay_s = videos, key, delay_s
        self.fault = FAULTS[fault] if fault else None
        self.requests: list[dict[str, str]] = []
        self.refusals: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.api = self  # type: ignore[attr-defined]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> DataApi:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, query: dict[str, str], key: str) -> Reply:
        """Answer a query as the real one would."""
        self.requests.append(query)
        time.sleep(self.delay_s)
        status, body = self._refuse(query, key) or self.fault or self._list(query)
        if status == 400 or not key:
            self.refusals.append(body["error"]["message"])
        return status, body

    def _refuse(self, query: dict[str, str], key: str) -> Reply | None:
        if not key:
            return error_list(
                403,
                "global",
                "forbidden",
                "Method doesn't allow unregistered callers (callers without established identity).",
            )
        if key != self.key:
            return error_info(
                400,
                "INVALID_ARGUMENT",
                "API_KEY_INVALID",
                "API key not valid. Please pass a valid API key.",
            )
        if unknown := set(query) - KNOWN_QUERY:
            return error_list(400, "global", "badRequest", f"Unknown name {sorted(unknown)}.")
        parts = set(query.get("part", "").split(","))
        if "id" not in query or not parts or parts - PARTS:
            return error_list(
                400, "youtube.part", "unknownPart", f"{sorted(parts - PARTS)} or no filter."
            )
        return None

    def _list(self, query: dict[str, str]) -> Reply:
        parts = {*query["part"].split(","), "kind", "etag", "id"}
        found = [self.videos[name] for name in query["id"].split(",") if name in self.videos]
        items = [{part: value for part, value in video.items() if part in parts} for video in found]
        page = {"totalResults": len(items), "resultsPerPage": len(items)}
        return 200, {
            "kind": "youtube#videoListResponse",
            "etag": "etag",
            "items": items,
            "pageInfo": page,
        }


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        api: DataApi = self.server.api  # type: ignore[attr-defined]
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        key = query.pop("key", "") or self.headers.get("X-Goog-Api-Key", "")
        if address.path == "/youtube/v3/videos":
            status, body = api.reply(query, key)
        else:
            api.refusals.append(f"GET {address.path}")
            status, body = error_list(404, "global", "notFound", "Not Found")
        data = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except ConnectionError:
            self.close_connection = True
