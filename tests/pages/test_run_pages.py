"""Pages 2 to 5 in every state a run can be in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import BudgetExceeded, Cancelled
from core.models import Progress, Usage
from core.runs import Call
from tests.pages.conftest import Open, shown
from tests.pages.fakes import House


def press(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == label).click().run()


@pytest.mark.parametrize("name", ["chapters", "transcript", "cost", "post"])
def test_without_a_run_a_page_leads_to_the_start(open_page: Open, name: str) -> None:
    """A page that needs a run says so and offers a way."""
    assert "Choose a video" in shown(open_page(name))


@pytest.mark.parametrize("name", ["chapters", "transcript", "cost", "post"])
def test_a_run_without_a_study_leads_back_to_it(open_page: Open, house: House, name: str) -> None:
    """Before the study there is nothing to show but the way to it."""
    assert "Watch the study" in shown(open_page(name, house.fresh().id))


@pytest.mark.parametrize(
    "name", ["video", "chapters", "transcript", "cost", "post", "library", "settings"]
)
@pytest.mark.parametrize("stage", ["studied", "asked", "written"])
def test_every_page_stands_alone_in_every_stage(
    open_page: Open, house: House, name: str, stage: str
) -> None:
    """Each page opens by its own address at each stage, with one primary button at most."""
    run = getattr(house, stage)()

    page = open_page(name, run.id)

    assert shown(page)
    assert len([b for b in page.button if b.proto.type == "primary"]) <= 1


def test_the_transcript_is_searched(open_page: Open, house: House) -> None:
    """A search leaves the lines that hold all its words."""
    page = open_page("transcript", house.studied().id)

    page.text_input[0].set_value("number 17").run()

    assert list(page.dataframe[0].value["What is said"]) == ["Sentence number 17."]
    page.text_input[0].set_value("nowhere to be found").run()
    assert "No line holds these words" in shown(page)


def test_the_cost_page_without_a_key_offers_the_draft(open_page: Open, house: House) -> None:
    """Without a key every price is shown all the same, and the draft is the primary way on."""
    run = house.studied()
    page = open_page("cost", run.id)

    words = shown(page)
    assert "No key for Claude" in words
    assert all(model in words for model in house.services.prices.models())
    press(page, "Write the draft")
    assert house.runs.request(run.id).model == "none"


def test_writing_live_shows_each_chapter_as_far_as_it_is(open_page: Open, house: House) -> None:
    """Chapters appear in order: one written, one growing, one waiting."""
    run = house.asked()
    house.runs.save_live_text(run.id, 0, "The first is done. [[1]]\n")
    house.runs.save_progress(
        run.id, Progress(step="write-000", label="First", started_at=1.0, is_finished=True)
    )
    house.runs.save_live_text(run.id, 1, "Half a para")
    house.runs.save_progress(run.id, Progress(step="write-001", label="Second", started_at=2.0))

    words = shown(open_page("post", run.id))

    assert "1 of 3 chapters written" in words
    assert words.index("The first is done") < words.index("being written")
    assert words.index("being written") < words.index("waiting its turn")


def test_a_paused_run_goes_on_under_a_higher_cap(open_page: Open, house: House) -> None:
    """When the cap is reached the page says so, and goes on under a higher one."""
    run = house.asked(cap_usd="1.00")
    house.runs.save_call(
        run.id,
        "a",
        Call(
            index=0,
            title="First",
            usage=Usage(calls=1, cost_usd=Decimal("0.75")),
            model="claude-sonnet-5-5",
            at=house.runs.get(run.id).created_at,
        ),
    )
    house.runs.set_stage(run.id, "paused", BudgetExceeded("The cap leaves 0.25 USD."))
    page = open_page("post", run.id)

    assert "Raise the cap" in shown(page).replace("\\", "")
    page.number_input[0].set_value(2.5).run()
    press(page, "Go on writing")
    assert house.runs.request(run.id).cap_usd == Decimal("2.50")
    assert house.engine.orders == [("write", run.id)]


def test_a_cap_that_stopped_the_writing_is_offered_high_enough(
    open_page: Open, house: House
) -> None:
    """Going on as the page stands does not stop at the same place again."""
    run = house.asked(cap_usd="0.01")
    house.runs.set_stage(run.id, "paused", BudgetExceeded("The cap leaves 0.01 USD."))

    page = open_page("post", run.id)

    assert page.number_input[0].value > 0.01


def test_while_it_is_studied_no_post_can_be_ordered(open_page: Open, house: House) -> None:
    """The chapters may be known already; the screens are not."""
    run = house.studied()
    house.runs.set_stage(run.id, "studying")

    words = shown(open_page("post", run.id))

    assert "Watch the study" in words
    assert "Write the draft" not in words


def test_of_a_post_in_parts_the_rest_comes_first(open_page: Open, house: House) -> None:
    """What is written can be taken home, but going on is what the page leads to."""
    run = house.written()
    house.runs.set_stage(run.id, "cancelled", Cancelled("The run was cancelled."))

    page = open_page("post", run.id)
    buttons = (*page.button, *page.get("download_button"))

    assert [b.proto.label for b in buttons if b.proto.type == "primary"] == ["Go on writing"]


def test_a_written_post_is_read_and_taken_home(open_page: Open, house: House) -> None:
    """The finished post is rendered with its pictures and its downloads."""
    words = shown(open_page("post", house.written().id))

    assert "What chapter 3 says" in words
    assert 'src="data:image/jpeg;base64,' in words
    assert "t=50s" in words


def test_the_library_lists_runs_and_removes_one_when_sure(open_page: Open, house: House) -> None:
    """Runs are listed with their stage; one goes only after a second yes."""
    run, other = house.written("One talk"), house.fresh()
    page = open_page("library")

    words = shown(page)
    assert "2 runs" in words
    assert "One talk" in words
    next(b for b in page.button if b.key == f"library_remove_{other.id}").click().run()
    assert len(house.runs.all()) == 2
    next(b for b in page.button if b.key == "library_remove_sure").click().run()
    assert [kept.id for kept in house.runs.all()] == [run.id]


def test_the_library_resumes_what_stopped(open_page: Open, house: House) -> None:
    """A stopped run goes on with what it was doing."""
    writing, studying = house.asked(), house.fresh()
    for run in (writing, studying):
        house.runs.set_stage(run.id, "cancelled")
    page = open_page("library")

    for run in (writing, studying):
        next(b for b in page.button if b.key == f"library_resume_{run.id}").click().run()

    assert house.engine.orders == [("write", writing.id), ("study", studying.id)]
