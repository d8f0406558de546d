"""A real server on a free port with a data folder of its own, and a real headless Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_S = 90
SHOTS = ROOT / "build" / "screenshots"
STUDY_MS = 240_000

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium; skip loudly where it is not installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("SKIPPED LOUDLY: no chromium here; `apt-get install chromium` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Server:
    """The app as people start it, in a process that can be killed."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        command = [sys.executable, "-m", "core", "serve", "--headless", "--port", str(self.port)]
        environment = {**os.environ, "CHAPTERWISE_DATA": str(self.folder), **self.variables}
        with (self.folder.parent / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                time.sleep(0.2)
        pytest.fail((self.folder.parent / "server.log").read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "data")
    made.folder.mkdir()
    yield made
    made.kill()


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(900)  # Streamlit fades elements in
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def outside() -> list[str]:
    """Gather the addresses outside this machine that the page asked for."""
    return []


@pytest.fixture
def context(chromium: Browser, outside: list[str]) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    watch_requests(made, outside)
    yield made
    made.close()


def watch_requests(context: BrowserContext, outside: list[str]) -> None:
    local = re.compile(r"(https?|wss?)://127\.0\.0\.1(:\d+)?/|data:|blob:|about:|chrome")

    def note(url: str) -> None:
        if not local.match(url):
            outside.append(url)

    context.on("request", lambda request: note(request.url))


def open_sample(page: Page, server: Server) -> str:
    page.goto(server.url)
    page.get_by_role("button", name="Open the sample").click()
    expect(page.get_by_role("button", name="Change the chapters")).to_be_visible(timeout=STUDY_MS)
    return page.url.split("run=")[1]
