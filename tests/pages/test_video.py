"""Page 1 in every state a run can be in, and with everything people put into its fields."""

from __future__ import annotations

import time

import pytest

from core.errors import BadRequest, OutsideBlocked
from core.models import Problem, Progress, Source
from tests.pages.conftest import Open, shown
from tests.pages.fakes import HOSTILE, House


def send(page: object, **fields: str) -> str:
    """Fill the form's fields and send it; give what is shown then."""
    for name, text in fields.items():
        field = next(f for f in (*page.text_input, *page.text_area) if f.key == f"video_{name}")
        field.set_value(text)
    button = next(b for b in page.button if b.label == "Study the video")
    return shown(button.click().run())


def test_a_first_visitor_sees_where_to_begin(open_page: Open) -> None:
    """Without a run there is a field for a link, and the sample, with one primary button."""
    page = open_page("video")

    assert "Open the sample" in shown(page)
    assert [b.label for b in page.button if b.proto.type == "primary"] == ["Study the video"]


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("", "There is no video yet"),
        ("   ", "There is no video yet"),
        ("https://example.org/watch?v=zduSFxRajkE", "not a link to a YouTube video"),
        ("hello", "not a link to a YouTube video"),
        ("https://www.youtube.com/@someone", "not a link to a YouTube video"),
    ],
)
def test_what_is_no_link_gets_a_sentence(
    open_page: Open, house: House, link: str, sentence: str
) -> None:
    """A link that names no video is answered in words, and nothing is begun."""
    words = send(open_page("video"), link=link)

    assert sentence in words
    assert house.engine.orders == []
    assert "Open the sample" in words


@pytest.mark.parametrize(
    "link",
    [
        "zduSFxRajkE",
        "https://youtu.be/zduSFxRajkE?t=350",
        "https://m.youtube.com/watch?v=zduSFxRajkE&list=PLx&index=2",
        "https://www.youtube.com/shorts/zduSFxRajkE",
        "https://www.youtube.com/live/zduSFxRajkE?feature=share",
    ],
)
def test_a_link_begins_a_run_that_the_address_holds(
    open_page: Open, house: House, link: str
) -> None:
    """Any form of link begins a run and its study, and the run stands in the address."""
    page = open_page("video")

    send(page, link=link, chapters="0:00 One\n1:00 Two")

    (run,) = house.runs.all()
    assert page.query_params["run"] == run.id
    assert house.engine.orders == [("study", run.id)]
    assert run.source == Source(
        kind="youtube", video_id="zduSFxRajkE", chapters_text="0:00 One\n1:00 Two"
    )


def test_pasted_captions_come_along(open_page: Open, house: House) -> None:
    """Captions that are pasted are kept with the run."""
    captions = "1\n00:00:00,000 --> 00:00:02,000\nHello there.\n"

    send(open_page("video"), link="zduSFxRajkE", captions_text=captions)

    (run,) = house.runs.all()
    assert run.source.captions is not None
    assert house.services.store.read(run.source.captions).decode().strip() == captions.strip()


def test_an_empty_file_gets_a_sentence(open_page: Open, house: House) -> None:
    """A file with nothing in it is answered in words, and the page lives on."""
    page = open_page("video")
    uploader = next(f for f in page.get("file_uploader") if f.key == "video_file")
    uploader.upload("talk.mp4", b"", "video/mp4")

    assert "The file is empty" in send(page)
    assert house.engine.orders == []


def test_a_file_is_kept_and_studied(open_page: Open, house: House) -> None:
    """An uploaded film is copied into the store under its hash, and its study begins."""
    page = open_page("video")
    uploader = next(f for f in page.get("file_uploader") if f.key == "video_file")
    uploader.upload("my_talk.mp4", b"film" * 1000, "video/mp4")

    send(page)

    (run,) = house.runs.all()
    assert run.source.title == "my talk"
    assert house.services.store.read(run.source.media or "") == b"film" * 1000


def test_a_link_and_a_file_are_one_too_many(open_page: Open, house: House) -> None:
    """Two videos at once get a sentence instead of a guess."""
    page = open_page("video")
    uploader = next(f for f in page.get("file_uploader") if f.key == "video_file")
    uploader.upload("talk.mp4", b"film", "video/mp4")

    assert "There is a link and a file" in send(page, link="zduSFxRajkE")
    assert house.engine.orders == []


def test_a_study_shows_its_pace_and_can_be_cancelled(open_page: Open, house: House) -> None:
    """While a run is studied its steps show how far they are, and Cancel stops it."""
    run = house.fresh()
    house.runs.set_stage(run.id, "studying")
    now = time.time()
    house.runs.save_progress(
        run.id,
        Progress(
            step="transcribe",
            label="Find out what is said",
            done=60,
            total=240,
            unit="s",
            started_at=now - 10,
            updated_at=now,
        ),
    )
    page = open_page("video", run.id)

    words = shown(page)
    assert "1 min of 4 min" in words
    assert "left" in words
    next(b for b in page.button if b.label == "Cancel").click().run()
    assert house.engine.orders == [("cancel", run.id)]


def test_what_was_found_leads_to_the_free_draft(open_page: Open, house: House) -> None:
    """A studied run without a key leads straight to the draft."""
    run = house.studied()
    page = open_page("video", run.id)

    assert "Chapters 3" in shown(page)
    next(b for b in page.button if b.label == "Write the draft").click().run()
    assert house.engine.orders == [("write", run.id)]
    assert house.runs.request(run.id).model == "none"


@pytest.mark.parametrize("name", ["video", "chapters", "transcript", "cost", "post"])
def test_a_hostile_title_is_only_letters(open_page: Open, house: House, name: str) -> None:
    """A title full of markup is shown letter by letter on every page of the run."""
    run = house.written(HOSTILE) if name == "post" else house.studied(HOSTILE)
    page = open_page(name, run.id)

    shown(page)
    bodies = "".join(element.proto.body for element in page.get("html"))
    assert "<script>" not in bodies
    assert "example.org" not in "".join(part.split('"')[0] for part in bodies.split('href="')[1:])
    spoken = [e.value for kind in ("title", "caption", "markdown") for e in page.get(kind)]
    assert not [text for text in spoken if ":red[" in text or "](https://example" in text]


def test_a_problem_says_what_to_do_and_takes_captions(open_page: Open, house: House) -> None:
    """A blocked study shows the problem, and captions that are brought let it go on."""
    run = house.fresh()
    house.runs.set_stage(run.id, "failed", OutsideBlocked("YouTube refuses this address."))
    page = open_page("video", run.id)

    words = shown(page)
    assert "YouTube refuses this address" in words.replace("\\", "")
    assert "upload the file and its captions" in words.replace("\\", "")
    field = next(f for f in page.text_area if f.key == "bring_captions_text")
    field.set_value("WEBVTT\n\n00:00.000 --> 00:02.000\nHello there.\n")
    next(b for b in page.button if b.label == "Go on with these").click().run()
    assert house.engine.orders == [("study", run.id)]
    assert house.runs.get(run.id).source.captions is not None


def test_a_list_without_chapters_is_refused_before_a_run_begins(
    open_page: Open, house: House
) -> None:
    """What can never be read as chapters is said at once, beside the field."""
    words = send(open_page("video"), link="zduSFxRajkE", chapters="blah\nfoo")

    assert "There are no chapters in this list" in words
    assert house.runs.all() == ()


def test_chapters_that_do_not_fit_the_video_can_be_put_right(open_page: Open, house: House) -> None:
    """Only the study finds some mistakes in a list; it goes on with another."""
    source = Source(kind="youtube", video_id="zduSFxRajkE", chapters_text="9:00:00 Too late")
    run = house.fresh(source)
    house.runs.set_stage(run.id, "failed", BadRequest("It would start at 9:00:00."))
    page = open_page("video", run.id)

    field = next(f for f in page.text_area if f.key == "bring_chapters")
    assert field.value == "9:00:00 Too late"
    field.set_value("0:00 In time")
    next(b for b in page.button if b.label == "Go on with these").click().run()
    assert house.runs.get(run.id).source.chapters_text == "0:00 In time"
    assert house.engine.orders == [("study", run.id)]


def test_a_stopped_study_can_be_tried_again(open_page: Open, house: House) -> None:
    """A run that failed is taken up again on demand."""
    run = house.fresh()
    problem = Problem(kind="OutsideFailed", message="No answer.", hint="Try again.")
    house.runs.set_stage(run.id, "failed", problem)
    page = open_page("video", run.id)

    next(b for b in page.button if b.label == "Try again").click().run()

    assert house.engine.orders == [("study", run.id)]


@pytest.mark.parametrize("name", ["video", "chapters", "transcript", "cost", "post", "library"])
@pytest.mark.parametrize("run_id", ["abcdef0123456789", "../../etc/passwd"])
def test_an_unknown_run_gets_a_sentence(open_page: Open, name: str, run_id: str) -> None:
    """An address that names no run says so, and every page lives on."""
    assert "There is no run" in shown(open_page(name, run_id)).replace("\\", "")
