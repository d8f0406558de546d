"""Page 2: what is changed on the board, what is refused, and what a list of chapters becomes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import StorageFailed, WriterUnavailable
from core.models import Chapter, Finding, Progress, Segment, Stage, Study, TopicRequest
from core.settings import Settings
from pages.ui import chapter_board
from tests.pages.conftest import Open, board, send, shown
from tests.pages.fakes import HOSTILE, House, a_study

KEY = "sk-ant-very-secret-0123456789"


@pytest.fixture
def page(open_page: Open, house: House) -> AppTest:
    """Open the chapters of a talk: three of a minute, a sentence every five seconds."""
    return open_page("chapters", house.studied("talk").id)


def run_of(page: AppTest) -> str:
    found = page.query_params["run"]
    return found if isinstance(found, str) else found[0]


def kept(page: AppTest, house: House) -> tuple[Chapter, ...]:
    study = house.runs.study(run_of(page))
    assert study is not None
    return study.chapters


def press(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == label).click().run()


def press_in(page: AppTest, dialog: str, label: str) -> AppTest:
    """Press a button in a dialog; AppTest draws all anew, so what opened it is pressed again."""
    next(b for b in page.button if b.label == dialog).click()
    return press(page, label)


def starts(chapters: tuple[Chapter, ...]) -> list[float]:
    return [chapter.start_s for chapter in chapters]


NAMED = {"start": 60.0, "was": "Second talk"}


@pytest.mark.parametrize(
    ("edit", "titles", "starts_s"),
    [
        ({"kind": "rename", **NAMED, "title": " New\n one "}, ["First", "New one", "Third"], []),
        ({"kind": "move", **NAMED, "to": "1:12"}, [], [0, 70, 120]),
        ({"kind": "move", **NAMED, "to": "1:13"}, [], [0, 75, 120]),
        ({"kind": "move", **NAMED, "to": "７１"}, [], [0, 70, 120]),
        ({"kind": "move", **NAMED, "to": "71.300"}, [], [0, 70, 120]),
        ({"kind": "move", **NAMED, "to": 72, "is_exact": True}, [], [0, 72, 120]),
        ({"kind": "merge", "starts": [0.0, 60.0]}, ["First", "Third"], [0, 120]),
        ({"kind": "merge", "starts": [120.0, 60.0, 0.0]}, ["First"], [0]),
        ({"kind": "split", "start": 0.0, "at": 30.0}, [], [0, 30, 60, 120]),
        ({"kind": "split", "start": 60.0, "at": "1:33"}, [], [0, 60, 95, 120]),
    ],
)
def test_a_change_is_kept_at_once(
    page: AppTest, house: House, edit: dict[str, object], titles: list[str], starts_s: list[float]
) -> None:
    """Each change of the board changes the run, and the board shows what is kept."""
    send(page, **edit)

    chapters = kept(page, house)
    if titles:
        assert [c.title.removesuffix(" talk") for c in chapters] == titles
    if starts_s:
        assert starts(chapters) == starts_s
    assert all(one.end_s == other.start_s for one, other in pairwise(chapters))
    assert [row["title"] for row in board(page)["chapters"]] == [c.title for c in chapters]


REFUSED: list[tuple[dict[str, object], str, float | None]] = [
    ({"kind": "rename", **NAMED, "title": "  "}, "A chapter needs a title.", 60.0),
    ({"kind": "move", **NAMED, "to": "2:30"}, "Chapter 2 cannot begin there.", 60.0),
    ({"kind": "move", **NAMED, "to": "0:00"}, "Chapter 2 cannot begin there.", 60.0),
    ({"kind": "move", **NAMED, "to": "9" * 40}, "Chapter 2 cannot begin there.", 60.0),
    ({"kind": "move", **NAMED, "to": "soon"}, "“soon” is no time. Write it like 4:15", 60.0),
    ({"kind": "move", **NAMED, "to": ""}, "No time was given.", 60.0),
    ({"kind": "move", "start": 0.0, "was": "First talk", "to": "0:09"}, "The first chapter", 0.0),
    ({"kind": "merge", "starts": [0.0, 120.0]}, "Only chapters that follow each other", None),
    ({"kind": "merge", "starts": [120.0]}, "The last chapter has no next one.", None),
    ({"kind": "drop", "starts": [0.0, 60.0, 120.0]}, "One chapter has to stay.", None),
    ({"kind": "split", "start": 0.0, "at": "1:30"}, "1:30 is not in this chapter.", 0.0),
    ({"kind": "split", "start": 0.0, "at": 0.3}, "No chapter can be split there.", 0.0),
    ({"kind": "undo"}, "There is nothing to undo.", None),
    ({"kind": "rename", "start": 60.0, "was": "Another", "title": "x"}, "changed meanwhile", 60.0),
    ({"kind": "drop", "starts": [61.0]}, "changed meanwhile", None),
    ({"kind": "explode"}, "This change cannot be read.", None),
    ({"kind": "drop", "starts": "all"}, "This change cannot be read.", None),
    ({"kind": "rename", "start": {}, "was": [], "title": ""}, "This change cannot be read.", None),
]


def test_a_change_that_cannot_hold_is_refused_with_a_reason(page: AppTest, house: House) -> None:
    """Nothing changes, the reason stands beside the chapter, and the board shows what is kept."""
    before = kept(page, house)
    for edit, said, start_s in REFUSED:
        send(page, **edit)

        told = board(page)
        assert kept(page, house) == before, edit
        assert said in told["note"]["text"], edit
        assert (told["note"]["bad"], told["note"]["start"]) == (True, start_s), edit
        assert [row["title"] for row in told["chapters"]] == [chapter.title for chapter in before]


def test_the_page_says_where_a_boundary_snapped(page: AppTest, house: House) -> None:
    """What was asked for and what it became is said, and the very second is offered."""
    send(page, kind="move", **NAMED, to="1:12")

    note = board(page)["note"]
    assert note["text"] == "It begins at 1:10, where the sentence nearest to 1:12 starts."
    assert note["offer"]["label"] == "Begin at 1:12 all the same"
    send(page, kind="move", start=70.0, was="Second talk", **note["offer"]["edit"])
    assert starts(kept(page, house)) == [0, 72, 120]
    assert board(page)["note"] is None


def test_a_change_that_arrives_twice_is_made_once(page: AppTest, house: House) -> None:
    """The board sends again what was not answered in time; the number tells that it is the same."""
    send(page, number="abc-1", kind="merge", starts=[0.0, 60.0])
    send(page, number="abc-1", kind="merge", starts=[0.0, 60.0], again=1)
    page.run()

    assert starts(kept(page, house)) == [0, 120]
    told = board(page)
    assert (told["done"], told["note"]) == ("abc-1", None)


def test_dropping_and_taking_back(page: AppTest, house: House) -> None:
    """A dropped chapter stays in the list, and comes back."""
    send(page, kind="drop", starts=[0.0, 120.0])
    assert [row["dropped"] for row in board(page)["chapters"]] == [True, False, True]

    send(page, kind="restore", starts=[120.0])
    assert [chapter.is_dropped for chapter in kept(page, house)] == [True, False, False]


def test_changes_are_undone_one_by_one(page: AppTest, house: House) -> None:
    """Undo goes back over every kind of change, a reset among them."""
    first = kept(page, house)
    send(page, kind="rename", **NAMED, title="New")
    second = kept(page, house)
    send(page, kind="merge", starts=[0.0, 60.0])
    press(page, "Back to the chapters that were found")
    assert kept(page, house) == first
    assert "that were found" in board(page)["note"]["text"]

    send(page, kind="undo")
    assert len(kept(page, house)) == 2
    send(page, kind="undo")
    assert kept(page, house) == second
    send(page, kind="undo")
    assert kept(page, house) == first
    assert not board(page)["undo"]


def test_two_tabs_keep_out_of_each_others_way(open_page: Open, house: House) -> None:
    """A stale change is refused where it no longer fits; where it does, both are kept."""
    run = house.studied("talk")
    one, other = open_page("chapters", run.id), open_page("chapters", run.id)
    send(one, kind="rename", **NAMED, title="By the first tab")

    send(other, kind="rename", **NAMED, title="By the second tab")
    assert "changed meanwhile, perhaps in another tab" in board(other)["note"]["text"]
    assert kept(one, house)[1].title == "By the first tab"
    send(one, kind="rename", start=120.0, was="Third talk", title="Again by the first")
    send(other, kind="drop", starts=[0.0])
    assert "made elsewhere" in board(other)["note"]["text"]
    assert [c.title for c in kept(one, house)[1:]] == ["By the first tab", "Again by the first"]
    assert kept(one, house)[0].is_dropped
    send(one, kind="undo")
    assert "nothing was undone" in board(one)["note"]["text"]
    assert kept(one, house)[0].is_dropped


def test_a_chapter_shows_its_sentences_to_be_split(page: AppTest, house: House) -> None:
    """The sentences at which a chapter can be split are shown, and the new part wants a title."""
    send(page, kind="look", start=60.0)
    told = board(page)["open"]
    assert [told["sentences"][0], len(told["sentences"])] == [[65.0, "Sentence number 14."], 11]

    send(page, kind="split", start=60.0, at=90.0)

    told = board(page)
    assert (told["open"], told["note"]["focus"], told["note"]["start"]) == (None, True, 90.0)
    assert kept(page, house)[2].title == "Second talk (continued)"
    send(page, kind="look", start=0.0)
    assert board(page)["open"]["start"] == 0.0
    send(page, kind="look", start=None)
    assert board(page)["open"] is None


def test_a_sponsor_read_is_suggested_and_never_dropped_by_itself(
    open_page: Open, house: House
) -> None:
    """The reason stands beside the chapter; what is to be kept is not suggested again."""
    run = house.studied("talk")
    named = [replace(c, title=t) for c, t in zip(a_study("").chapters, "ABC", strict=True)]
    named[1] = replace(named[1], title="Sponsor: Brilliant")
    house.runs.save_chapters(run.id, tuple(named))
    page = open_page("chapters", run.id)

    assert [bool(row["hint"]) for row in board(page)["chapters"]] == [False, True, False]
    assert not any(chapter.is_dropped for chapter in kept(page, house))
    send(page, kind="keep", start=60.0, was="Sponsor: Brilliant")
    assert not any(row["hint"] for row in board(page)["chapters"])


def test_the_price_moves_with_the_chapters(page: AppTest, house: House) -> None:
    """The price of the chosen model is there, and how the last change moved it."""
    before = shown(page)
    assert "Writing 3 chapters with claude" in before.replace("\\", "")
    assert "than before" not in before

    send(page, kind="drop", starts=[0.0])

    words = shown(page).replace("\\", "")
    assert "Writing 2 chapters" in words
    assert "less than before the last change" in words
    send(page, kind="restore", starts=[0.0])
    assert "more than before the last change" in shown(page)


def open_list(page: AppTest, text: str) -> AppTest:
    press(page, "Bring a list")
    page.text_area[0].set_value(text)
    return press_in(page, "Bring a list", "Use this list")


def test_a_list_is_brought_and_undone(page: AppTest, house: House) -> None:
    """A pasted list takes the place of the chapters, tiled."""
    open_list(page, "0:00 One\n1:30 Two")
    page.run()

    assert [(c.title, c.start_s, c.end_s) for c in kept(page, house)] == [
        ("One", 0.0, 90.0),
        ("Two", 90.0, 180.0),
    ]
    assert "the list that you brought" in board(page)["note"]["text"]
    assert "Chapters from the list that you brought." in shown(page)
    send(page, kind="undo")
    assert len(kept(page, house)) == 3


UNREADABLE = [
    ("", "There is no list yet."),
    ("just words", "There are no chapters in this list."),
    ('[{"title": "x"}]', "no chapters"),
    ("0:00 One\n9:00 Two", "but the video lasts 3:00."),
    ("\x00\u202e\x07", "no list of chapters"),
    ("x " * 500_000, "There are no chapters in this list."),
]


def test_a_list_that_cannot_be_read_is_refused_and_stays(page: AppTest, house: House) -> None:
    """The refusal is a sentence; the text can be mended, and the chapters are as they were."""
    before = kept(page, house)
    for text, said in UNREADABLE:
        open_list(page, text)

        assert said in shown(page).replace("\\", "")
        assert page.text_area[0].value == text
        assert kept(page, house) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("\ufeff0:00 Une\n1:00 Deux – là".encode(), ""),
        (b'[{"title": "A", "start_s": 0}, {"title": "B", "start_s": 60}]', ""),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "This file is no text."),
        (b"", "There is no list yet."),
    ],
)
def test_a_list_comes_from_a_file(page: AppTest, house: House, data: bytes, said: str) -> None:
    """A text file or JSON is read; a picture by the name of one is refused with a sentence."""
    press(page, "Bring a list")
    page.file_uploader[0].upload("list.txt", data, "text/plain")
    press_in(page, "Bring a list", "Use this list")

    assert (len(kept(page, house)) == 2) == (not said)
    assert said in shown(page).replace("\\", "")


def test_the_chapters_are_taken_to_youtube(page: AppTest, house: House) -> None:
    """The lines are there to be copied, and what YouTube would refuse is said."""
    press(page, "For YouTube")
    assert page.code[0].value == "0:00 First talk\n1:00 Second talk\n2:00 Third talk"
    assert "Paste these lines" in shown(page)

    send(page, kind="merge", starts=[0.0, 60.0])
    send(page, kind="split", start=0.0, at=5.0)
    send(page, kind="drop", starts=[0.0])
    press(page, "For YouTube")
    words = shown(page).replace("\\", "")
    assert "YouTube would not make chapters of this list" in words
    assert "“First talk” at 0:00 (5 s)" in words
    assert "Dropped chapters are in it" in words


def test_topics_are_ordered_for_free_and_watched(page: AppTest, house: House) -> None:
    """The order is given, the search is watched with a way to stop it, and no edit slips in."""
    run_id = run_of(page)
    press(page, "Find topics")
    assert "With a key for Claude" in shown(page)
    page.button_group[0].set_value("A number")
    press(page, "Find topics")
    page.number_input[0].set_value(2)
    press_in(page, "Find topics", "Find them")

    assert house.engine.orders == [("topics", run_id)]
    assert house.runs.topic_request(run_id) == TopicRequest(count=2)
    house.runs.save_progress(run_id, Progress(step="topics", label="Find the topics", started_at=1))
    page.run()
    words = shown(page)
    assert "Find the topics" in words
    assert [b.label for b in page.button if b.key == "topics_cancel"] == ["Cancel"]
    assert not page.get("bidi_component")


def test_what_came_of_a_search_is_said_and_can_be_undone(page: AppTest, house: House) -> None:
    """Who asked for topics reads what came of it, and has the list before one step away."""
    before = kept(page, house)
    press(page, "Find topics")
    press_in(page, "Find topics", "Find them")
    find(house, run_of(page), (replace(before[0], end_s=180.0, origin="found"),))
    page.run()

    assert board(page)["note"]["text"] == "By rules, for no model. Undo brings back those before."
    send(page, kind="undo")
    assert kept(page, house) == before


def find(house: House, run_id: str, chapters: tuple[Chapter, ...]) -> None:
    """End a search as the engine does, with a note."""
    order = house.runs.topic_order(run_id)
    assert order is not None
    house.runs.save_progress(
        run_id, Progress(step="topics", label="x", note="By rules, for no model.", is_finished=True)
    )
    house.runs.save_found_chapters(run_id, chapters)
    house.runs.set_stage(run_id, order.before.stage, order.before.problem)
    house.runs.forget_topic_order(run_id)


def test_a_search_that_is_done_at_once_can_be_undone(page: AppTest, house: House) -> None:
    """The list before is remembered even where the new one is there before the page goes on."""
    before = kept(page, house)
    start = house.engine.start_topics

    def start_and_find(run_id: str) -> None:
        start(run_id)
        find(house, run_id, (replace(before[0], end_s=180.0, origin="found"),))

    house.engine.start_topics = start_and_find  # type: ignore[method-assign]
    press(page, "Find topics")
    press_in(page, "Find topics", "Find them")
    send(page, kind="undo")

    assert kept(page, house) == before


def test_a_search_can_be_undone_in_another_tab(open_page: Open, house: House) -> None:
    """Who closed the tab meanwhile has the list before all the same, until it is changed."""
    run_id = house.studied("talk").id
    first = open_page("chapters", run_id)
    send(first, kind="rename", **NAMED, title="Mine")
    mine = kept(first, house)
    press(first, "Find topics")
    press_in(first, "Find topics", "Find them")
    find(house, run_id, (replace(mine[0], end_s=180.0, origin="found"),))
    second, third = open_page("chapters", run_id), open_page("chapters", run_id)
    send(second, kind="undo")
    changed = kept(second, house)
    send(third, kind="undo")

    assert mine == changed == kept(third, house)
    assert not board(open_page("chapters", run_id))["undo"]


def test_why_the_same_chapters_were_found_is_said(page: AppTest, house: House) -> None:
    """A model that was paid and of no use is told of, though nothing has changed."""
    press(page, "Find topics")
    press_in(page, "Find topics", "Find them")
    find(house, run_of(page), kept(page, house))
    page.run()

    assert board(page)["note"]["text"] == "By rules, for no model."
    assert not board(page)["undo"]


def test_what_was_changed_before_a_search_went_on_can_be_had_back(
    page: AppTest, house: House
) -> None:
    """Undo brings back the list as it was when the search went on, not when it began."""
    press(page, "Find topics")
    press_in(page, "Find topics", "Find them")
    house.runs.set_stage(run_of(page), "studied", WriterUnavailable("The model is overloaded."))
    page.run()
    send(page, kind="rename", **NAMED, title="Changed meanwhile")
    changed = kept(page, house)
    press(page, "Go on looking")
    find(house, run_of(page), (replace(changed[0], end_s=180.0, origin="found"),))
    page.run()
    send(page, kind="undo")

    assert kept(page, house) == changed


def test_an_undo_that_cannot_be_kept_can_be_tried_again(
    page: AppTest, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk refuses it: the list before is still one step away."""
    before = kept(page, house)
    send(page, kind="rename", **NAMED, title="Another")
    with monkeypatch.context() as full:
        full.setattr(house.services.store, "write", _refuse)
        send(page, kind="undo")
    assert "No space" in board(page)["note"]["text"]
    send(page, kind="undo")

    assert kept(page, house) == before


def _refuse(*_: object) -> None:
    raise StorageFailed("No space is left.", "Make some.")


def test_a_search_that_stopped_can_go_on_or_be_left(page: AppTest, house: House) -> None:
    """What stopped it is said; the chapters stay, and can be changed, meanwhile."""
    run_id = run_of(page)
    house.engine.start_topics(run_id)
    house.runs.set_stage(run_id, "studied", WriterUnavailable("The model is overloaded."))
    page.run()

    assert "The model is overloaded" in shown(page)
    send(page, kind="rename", **NAMED, title="Changed meanwhile")
    assert kept(page, house)[1].title == "Changed meanwhile"
    press(page, "Keep the chapters as they are")
    assert house.runs.topic_order(run_id) is None
    assert "overloaded" not in shown(page)
    house.engine.start_topics(run_id)
    house.runs.set_stage(run_id, "studied", WriterUnavailable("The model is overloaded."))
    page.run()
    press(page, "Go on looking")
    assert house.engine.orders[-1] == ("topics", run_id)


def test_while_topics_are_sought_a_stale_tab_changes_nothing(open_page: Open, house: House) -> None:
    """A change from a tab that does not know of the search is refused."""
    run = house.studied("talk")
    page = open_page("chapters", run.id)
    before = kept(page, house)
    house.engine.start_topics(run.id)

    send(page, kind="rename", **NAMED, title="Too late")

    assert kept(page, house) == before


class TestWithAKey:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(data=str(tmp_path / "data"), anthropic_api_key=KEY)

    def test_a_model_has_its_price_and_cap_first(self, page: AppTest, house: House) -> None:
        """The price of finding topics and a cap that is enough come before the order."""
        run_id = run_of(page)
        press(page, "Find topics")
        model = house.services.prices.models()[0]
        page.selectbox[0].set_value(model)
        press(page, "Find topics")

        words = shown(page).replace("\\", "")
        assert "likely, $" in words
        cap = page.number_input[0].value
        assert cap > 0
        press_in(page, "Find topics", "Find them")
        request = house.runs.topic_request(run_id)
        assert request is not None
        assert (request.model, float(request.cap_usd), request.count) == (model, cap, None)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("studying", "still being chosen"),
        ("writing", "being written with the chapters as they were"),
    ],
)
def test_a_run_at_work_says_what_a_change_is_for(
    open_page: Open, house: House, stage: Stage, said: str
) -> None:
    """While screens are chosen, or the post is written, chapters can be changed, and it is said."""
    run = house.studied("talk")
    house.runs.set_stage(run.id, stage)
    page = open_page("chapters", run.id)

    assert said in shown(page)
    send(page, kind="rename", **NAMED, title="Changed meanwhile")
    assert kept(page, house)[1].title == "Changed meanwhile"


def test_other_times_are_told_in_a_strangers_words_made_harmless(
    open_page: Open, house: House
) -> None:
    """What else stood in the description is folded away below where the chapters come from."""
    run = house.studied("talk")
    study = house.runs.study(run.id)
    assert study is not None
    findings = (
        Finding(severity="info", where="Chapters", message=f"Left out: {HOSTILE}"),
        Finding(severity="info", where="Captions", message="Not of the chapters."),
    )
    house.runs.save_study(run.id, replace(study, findings=findings))

    page = open_page("chapters", run.id)

    assert [e.label for e in page.expander] == ["Why these chapters, and what else there was"]
    told = page.expander[0].markdown[0].value
    assert "<script>" not in told
    assert "Not of the chapters" not in shown(page)


def test_a_strangers_title_reaches_the_board_as_data(open_page: Open, house: House) -> None:
    """The board's markup is its own; titles are set as text by its script."""
    page = open_page("chapters", house.studied(HOSTILE).id)

    (element,) = page.get("bidi_component")
    assert HOSTILE in board(page)["chapters"][0]["title"]
    assert "script" not in element.proto.html_content
    assert "innerHTML" not in element.proto.js_content


@pytest.mark.parametrize("bare", ["one chapter", "no words", "no screens", "nothing"])
def test_a_bare_study_can_be_worked_on(open_page: Open, house: House, bare: str) -> None:
    """One chapter, no words or no screens: the page is whole, and can be split by a time."""
    run = house.studied("talk")
    study = a_study("talk")
    if bare in {"one chapter", "nothing"}:
        study = replace(study, chapters=(replace(study.chapters[0], end_s=180.0),))
    if bare in {"no words", "nothing"}:
        study = replace(study, transcript=replace(study.transcript, segments=()))
    if bare in {"no screens", "nothing"}:
        study = replace(study, screenshots=())
    house.runs.save_study(run.id, study)
    page = open_page("chapters", run.id)

    send(page, kind="look", start=0.0)
    send(page, kind="split", start=0.0, at="0:41")

    assert kept(page, house)[1].start_s == (41.0 if bare in {"no words", "nothing"} else 40.0)
    assert shown(page)


def test_words_and_screens_are_counted_where_they_belong() -> None:
    """The first chapter has what comes before it; a script without spaces has words too."""
    study = a_study("talk")
    said = (
        Segment(id=1, start_s=0.0, end_s=5.0, text="four words are here"),
        Segment(id=2, start_s=59.9, end_s=65.0, text="two words"),
        Segment(id=3, start_s=60.0, end_s=65.0, text="一二三四五六"),
        Segment(id=4, start_s=500.0, end_s=501.0, text="late"),
    )
    study = replace(study, transcript=replace(study.transcript, segments=said))

    assert chapter_board.words_in(study) == [6, 3, 1]
    assert shots_of(study) == [1, 1, 0]


def shots_of(study: Study) -> list[int]:
    return [len(places) for places in chapter_board.screens_in(study)]
