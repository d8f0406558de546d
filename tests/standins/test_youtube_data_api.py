"""The stand-in answers Google's real client as the real Data API does."""

from __future__ import annotations

from typing import Any

import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from tests.standins.youtube_data_api import DataApi, video_resource

VIDEO = "zduSFxRajkE"


def _list(api: DataApi, key: str = "yt-test", part: str = "snippet", video_id: str = VIDEO) -> Any:
    with build(
        "youtube",
        "v3",
        developerKey=key,
        cache_discovery=False,
        client_options={"api_endpoint": api.url},
    ) as service:
        return service.videos().list(part=part, id=video_id).execute()


def _refusal(api: DataApi, **asked: str) -> HttpError:
    with pytest.raises(HttpError) as caught:
        _list(api, **asked)
    return caught.value


def test_a_video_comes_with_the_parts_that_are_asked_for() -> None:
    """Only the named parts are sent, and the key is not kept among the requests."""
    with DataApi({VIDEO: video_resource()}) as api:
        (item,) = _list(api, part="snippet,status")["items"]
    assert sorted(item) == ["etag", "id", "kind", "snippet", "status"]
    assert (api.requests, api.refusals) == (
        [{"part": "snippet,status", "id": VIDEO, "alt": "json"}],
        [],
    )


def test_an_unknown_video_is_an_empty_list() -> None:
    """As with the real one, nothing found is no error."""
    with DataApi({}) as api:
        assert _list(api)["items"] == []


def test_a_wrong_key_is_refused_as_error_info() -> None:
    """400 API_KEY_INVALID, in the newer form."""
    with DataApi({}) as api:
        error = _refusal(api, key="wrong")
    assert (error.status_code, error.error_details[0]["reason"]) == (400, "API_KEY_INVALID")


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        ("quota", 403, "quotaExceeded"),
        ("disabled", 403, "SERVICE_DISABLED"),
        ("server", 500, "backendError"),
    ],
)
def test_faults_have_the_forms_of_the_real_one(fault: str, status: int, reason: str) -> None:
    """Each fault carries its reason where Google's client looks for it."""
    with DataApi({VIDEO: video_resource()}, fault=fault) as api:
        error = _refusal(api)
    assert (error.status_code, error.error_details[0]["reason"]) == (status, reason)


def test_what_the_real_one_does_not_know_is_refused() -> None:
    """An unknown part is an error, and is kept among the refusals."""
    with DataApi({VIDEO: video_resource()}) as api:
        assert _refusal(api, part="chapters").status_code == 400
    assert len(api.refusals) == 1
