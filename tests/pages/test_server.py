"""The room for files: a run's own pictures and film, by ranges, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

import server
from core.models import Source
from pages.ui import media
from tests.pages.fakes import JPEG, House

FILM = bytes(range(256)) * 40


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """Serve the files' route alone."""
    st.cache_resource.clear()
    routes = [
        Route("/video", server.to_start),
        Route(f"{media.ROUTE}/{{run_id}}/{{name}}", server.send_file),
    ]
    with TestClient(Starlette(routes=routes)) as made:
        yield made


def test_the_first_page_is_found_by_its_name(client: TestClient) -> None:
    """Its address is `/`; who types its name gets there with the run."""
    answer = client.get("/video?run=abc", follow_redirects=False)

    assert answer.headers["location"] == "http://testserver/?run=abc"


def test_a_picture_of_the_run_is_sent(house: House, client: TestClient) -> None:
    """A picture that the study lists is sent as what it is, and may not be taken for else."""
    run = house.studied()

    answer = client.get(f"/files/{run.id}/F1-50000.jpg")

    assert (answer.status_code, answer.content) == (200, JPEG)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_film_is_sent_by_ranges(house: House, client: TestClient) -> None:
    """A player may ask for any stretch of the film."""
    house.services.store.write("media/ab/original.mp4", FILM)
    run = house.fresh(Source(kind="file", video_id="ab", media="media/ab/original.mp4"))

    answer = client.get(f"/files/{run.id}/video.mp4", headers={"Range": "bytes=300-309"})

    assert (answer.status_code, answer.content) == (206, FILM[300:310])
    assert answer.headers["content-range"] == f"bytes 300-309/{len(FILM)}"
    assert answer.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize(
    "name",
    [
        "F3-50000.jpg",
        "F1-50001.jpg",
        "run.json",
        "study.json",
        "video.mp4",
        "..%2Frun.json",
        "..%2F..%2Fartifacts%2Flook%2Fx%2FF1.jpg",
        "F1.jpg",
        ".jpg",
        "F1-50000.jpg%00",
    ],
)
def test_what_the_run_does_not_list_is_not_there(
    house: House, client: TestClient, name: str
) -> None:
    """Names that are no picture or film of the run lead nowhere."""
    assert client.get(f"/files/{house.studied().id}/{name}").status_code == 404


@pytest.mark.parametrize("run_id", ["abcdef0123456789", "..", "runs", "%2e%2e", "A" * 20])
def test_other_runs_are_not_there(house: House, client: TestClient, run_id: str) -> None:
    """An id that nobody gave out leads nowhere, and nothing is listed."""
    house.studied()

    assert client.get(f"/files/{run_id}/F1-50000.jpg").status_code == 404
    assert client.get("/files/").status_code == 404


def test_a_run_does_not_open_the_pictures_of_another(house: House, client: TestClient) -> None:
    """Knowing one run's id opens that run alone."""
    house.studied()
    other = house.fresh()

    assert client.get(f"/files/{other.id}/F1-50000.jpg").status_code == 404
