"""The walk as a person takes it: a real server, a real browser, the sample, and nothing faked.

Each test keeps screenshots under build/screenshots/, to be looked at.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import STUDY_MS, Server, open_sample, shoot
from tests.standins.anthropic_api import AnthropicApi

pytestmark = pytest.mark.browser

WRITE_MS = 180_000
KEY = "sk-test-0123456789"


def is_written(page: Page) -> None:
    expect(page.get_by_role("button", name="Zip with pictures")).to_be_visible(timeout=WRITE_MS)


def test_the_sample_becomes_a_post_in_two_clicks_without_a_key(
    server: Server, context: BrowserContext, outside: list[str], tmp_path: Path
) -> None:
    """Two clicks lead from nothing to a finished post; no request leaves the machine."""
    server.start()
    page = context.new_page()
    page.goto(server.url)
    expect(page.get_by_role("button", name="Open the sample")).to_be_visible()
    shoot(page, "01-start")

    run = open_sample(page, server)
    shoot(page, "02-studied")
    page.get_by_role("button", name="Write the draft").click()
    is_written(page)
    shoot(page, "05-post")

    check_article(page)
    page.goto(f"{server.url}/post?run={run}")
    download_zip(page, tmp_path / "post.zip")
    visit(page, server, run, {"03-chapters", "03-transcript", "04-cost", "06-library"})
    visit(page, server, run, {"07-settings"})
    assert outside == []


def check_article(page: Page) -> None:
    """Look whether the post has its chapters, pictures that load, and links to moments."""
    article = page.locator(".cw-post")
    assert article.locator("h2").count() >= 5
    pictures = article.locator("img")
    assert pictures.count() >= 3
    pictures.first.scroll_into_view_if_needed()
    assert pictures.first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert article.locator('a[href*="/video.mp4#t="]').count() > 10


def download_zip(page: Page, target: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Zip with pictures").click()
    download.value.save_as(target)
    assert target.read_bytes().startswith(b"PK")


def visit(page: Page, server: Server, run: str, shots: set[str]) -> None:
    for shot in sorted(shots):
        page.goto(f"{server.url}/{shot.split('-')[1]}?run={run}")
        expect(page.locator("h1").first).to_be_visible()
        shoot(page, shot)


def test_a_reload_and_the_way_back_find_the_run_again(
    server: Server, context: BrowserContext
) -> None:
    """A reload in the middle of the study goes on watching, and Back leads to the steps before."""
    server.start()
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("button", name="Open the sample").click()
    page.wait_for_url("**run=*")
    page.reload()
    expect(page.get_by_role("button", name="Change the chapters")).to_be_visible(timeout=STUDY_MS)

    page.get_by_role("link", name="Chapters").click()
    expect(page.get_by_role("heading", name="Chapters")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Change the chapters")).to_be_visible()
    page.goto(page.url.replace("?", "post?"))
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()


def test_a_deep_link_into_a_fresh_server_has_the_frame(
    server: Server, context: BrowserContext
) -> None:
    """The first page that a new server ever shows may be any page, and is whole."""
    server.start()
    page = context.new_page()

    page.goto(f"{server.url}/settings")

    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(page.get_by_role("link", name="Library")).to_be_visible()
    expect(page.get_by_text("app", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "width", "scheme"), [("phone", 390, "light"), ("dark", 1280, "dark")]
)
def test_the_walk_fits_a_phone_and_the_night(
    server: Server, chromium: Browser, name: str, width: int, scheme: str
) -> None:
    """No page is wider than a phone, and every page has its dark form."""
    server.start()
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    run = open_sample(page, server)
    page.get_by_role("button", name="Write the draft").click()
    is_written(page)

    for step in ("", "chapters", "transcript", "cost", "post", "library", "settings"):
        page.goto(f"{server.url}/{step}?run={run}")
        expect(page.locator("h1").first).to_be_visible()
        shoot(page, f"{name}-{step or 'video'}")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{step} is {wide} px too wide"
    context.close()


def test_a_model_writes_live_under_a_cap(server: Server, context: BrowserContext) -> None:
    """With a key, the price comes first, chapters appear while they are written, bills add up."""
    with AnthropicApi(key=KEY, pace=60) as api:
        server.variables = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": api.url}
        server.start()
        page = context.new_page()
        open_sample(page, server)
        page.get_by_role("button", name="See what it costs").click()
        expect(page.get_by_text("claude-opus").first).to_be_visible()
        shoot(page, "08-cost-with-key")
        page.get_by_role("button", name=re.compile("Write for at most")).click()
        expect(page.get_by_text("being written").first).to_be_visible(timeout=30_000)
        expect(page.locator(".cw-post p > a").nth(1)).to_be_visible(timeout=30_000)
        shoot(page, "09-writing")
        is_written(page)
        page.get_by_role("tab", name="Checks and cost").click()
        expect(page.get_by_text("Likely estimate")).to_be_visible()
        shoot(page, "10-checks-and-cost")
        assert KEY not in page.content()
        assert all(entry.is_finished for entry in api.ledger)


def test_a_killed_server_finishes_the_post_and_pays_once(
    server: Server, context: BrowserContext
) -> None:
    """Kill the server while it writes, start it, and the post is finished without a visitor."""
    with AnthropicApi(key=KEY, pace=40) as api:
        server.variables = {
            "ANTHROPIC_API_KEY": KEY,
            "ANTHROPIC_BASE_URL": api.url,
            "CHAPTERWISE_PARALLEL_CALLS": "2",
        }
        server.start()
        page = context.new_page()
        run = open_sample(page, server)
        page.goto(f"{server.url}/cost?run={run}")
        page.get_by_role("button", name=re.compile("Write for at most")).click()
        expect(page.get_by_text(re.compile("[2-4] of 6 chapters written"))).to_be_visible(
            timeout=WRITE_MS
        )
        server.kill()
        finished = [entry for entry in api.ledger if entry.is_finished]
        shoot(page, "11-server-gone")
        server.start()
        page.goto(f"{server.url}/post?run={run}")
        is_written(page)
        shoot(page, "12-after-the-kill")

        whole = [entry.chapter for entry in api.ledger if entry.is_finished]
        assert len(whole) == len(set(whole))
        assert {entry.chapter for entry in finished} <= set(whole)
