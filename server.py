"""The server: Streamlit's, with an engine that starts before any browser and a room for files.

Run by `python -m core serve`; any ASGI server can run `server:app`.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

import core.adapters.engine
from core.errors import ChapterwiseError
from pages.ui import media, session

logger = logging.getLogger(__name__)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": (
        "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'"
    ),
    "Referrer-Policy": "no-referrer",
}


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Start the engine with the server, so that runs cut short go on without a visitor."""
    # Else Streamlit takes a link to a page that comes first of all for one of a legacy app,
    # and shows the page without its frame.
    PagesManager.uses_pages_directory = False
    media.serve()
    try:
        await run_in_threadpool(session.engine)
    except ChapterwiseError as error:
        # The pages say it again, and say what to do.
        logger.warning("The engine did not start: %s %s", error.message, error.hint)
    try:
        yield
    finally:
        media.serve(is_on=False)
        await run_in_threadpool(core.adapters.engine.shutdown)


async def to_start(request: Request) -> Response:
    """Lead `/video` to `/`, where Streamlit has its first page, and keep the run."""
    return RedirectResponse(request.url.replace(path="/"))


async def send_file(request: Request) -> Response:
    """Send a picture or the film of a run, whole or by ranges, and nothing else."""
    run_id, name = request.path_params["run_id"], request.path_params["name"]
    path = await run_in_threadpool(_find, run_id, name)
    if path is None:
        return PlainTextResponse("There is no such file.", status_code=404, headers=HEADERS)
    return FileResponse(path, media_type=media.MEDIA_TYPES[path.suffix], headers=HEADERS)


def _find(run_id: str, name: str) -> Path | None:
    services = session.services()
    try:
        artifact = media.resolve(services.runs, run_id, name)
        if artifact is None or not services.store.exists(artifact):
            return None
        path = services.store.local_path(artifact)
    except (ChapterwiseError, KeyError):
        return None
    return path if path.suffix in media.MEDIA_TYPES else None


app = st.App(
    Path(__file__).parent / "app.py",
    routes=[
        Route("/video", to_start),
        Route(f"{media.ROUTE}/{{run_id}}/{{name}}", send_file, methods=["GET", "HEAD"]),
    ],
    lifespan=lifespan,
)
