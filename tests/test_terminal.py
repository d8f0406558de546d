"""The terminal does all that the pages do: the sample's walk, the lecture's, and bad input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import av
import pytest

from core.adapters import engine
from core.adapters.artifacts import Store
from core.errors import BudgetExceeded
from core.models import Progress, Source
from core.runs import Runs
from core.settings import VARIABLES
from core.terminal import main
from core.terminal.console import describe_progress
from tests.fakes import A_STUDY, VIDEO_ID, VTT, a_jpeg
from tests.standins import anthropic_faults as faults
from tests.standins.anthropic_api import AnthropicApi
from tests.standins.topic_talks import make_talk

ROOT = Path(__file__).parents[1]
LECTURE = ROOT.parent / "shared" / "data" / "lecture" / "zduSFxRajkE"
WEIGHTS = ROOT / ".cache" / "models" / "whisper-tiny.en"
MODEL = "claude-haiku-4-5"
TRUTH = json.loads((ROOT / "sample" / "truth.json").read_text(encoding="utf-8"))


@dataclass
class Done:
    """What a command left: its code, and what stood on stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Runs commands in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str | Path) -> Done:
        self._capture.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(str(left.code))
        out, err = self._capture.readouterr()
        return Done(code, out, err)


@pytest.fixture
def terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Terminal]:
    """Give a terminal in an empty folder, without keys, whatever stands in `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in set(VARIABLES) - {"CHAPTERWISE_DATA"}:
        monkeypatch.setenv(name, "")
    yield Terminal(capsys)
    engine.shutdown()


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(Store(str(tmp_path / "data")))


def a_silent_film(path: Path) -> None:
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for packet in (*stream.encode(av.VideoFrame(64, 36, "yuv420p")), *stream.encode()):
            film.mux(packet)


def a_file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


class TestTheSample:
    def test_it_goes_from_video_to_post_without_key_and_internet(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        """Study, estimate, draft, check and export; each command finds the run by its folder."""
        out = tmp_path / "results"
        run = self.study(terminal, out)
        self.estimate(terminal, run, out)
        self.write(terminal, run, out)
        assert terminal("check", out, "--json").value["run"] == run
        self.export(terminal, run, out)

        listed = terminal("runs", "--json").value
        assert [(entry["run"], entry["stage"]) for entry in listed] == [(run, "written")]

    def study(self, terminal: Terminal, out: Path) -> str:
        study = terminal("study", "sample", "--json", "--out", out)

        assert study.code == 0
        assert study.value["title"] == TRUTH["title"]
        titles = [chapter["title"] for chapter in study.value["chapters"]]
        assert titles == [chapter["title"] for chapter in TRUTH["chapters"]]
        assert study.value["screenshots"]
        assert study.value["usage"]["cost_usd"] == 0
        assert "Find the chapters: done" in study.err
        return str(study.value["run"])

    def estimate(self, terminal: Terminal, run: str, out: Path) -> None:
        prices = terminal("estimate", out, "--json").value
        fields = {"model", "input_tokens", "output_tokens", "low_usd", "likely_usd", "high_usd"}

        assert all(fields <= set(price) for price in prices)
        assert all(p["low_usd"] <= p["likely_usd"] <= p["high_usd"] for p in prices)
        assert any(price["model"].startswith("claude-") for price in prices)
        named = terminal("estimate", run, "--model", MODEL, "--model", "none", "--json")
        assert [price["model"] for price in named.value] == [MODEL, "none"]

    def write(self, terminal: Terminal, run: str, out: Path) -> None:
        post = terminal("write", run, "--model", "none", "--json", "--out", out)

        assert post.code == 0
        assert (post.value["stage"], post.value["usage"]["cost_usd"]) == ("written", 0)
        assert all(section["is_complete"] for section in post.value["sections"])
        markdown = (out / "post.md").read_text(encoding="utf-8")
        assert all(chapter["title"] in markdown for chapter in TRUTH["chapters"])
        assert list((out / "images").glob("*.jpg"))

    def export(self, terminal: Terminal, run: str, out: Path) -> None:
        packed = terminal("export", out, "--to", "zip", "--json")
        assert packed.code == 0
        with zipfile.ZipFile(packed.value["file"]) as files:
            names = files.namelist()
        assert "post.md" in names
        assert any(name.startswith("images/") for name in names)
        mine = out / "mine" / "my.md"
        assert terminal("export", run, "--to", "md", "--out", mine).code == 0
        assert mine.is_file()


class TestTheLecture:
    """The seed article's own video: transcript, chapters and pictures, and no film."""

    def test_every_chapter_of_it_is_written(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """All 25 chapters are kept, the last one too, which the article's own code drops."""
        if not LECTURE.is_dir():
            pytest.skip(f"the lecture's data is not at {LECTURE}")
        study = terminal(
            "study",
            VIDEO_ID,
            "--offline",
            "--captions",
            LECTURE / "transcript_3422_int_seconds.json",
            "--chapters",
            LECTURE / "chapters.txt",
            "--pictures",
            LECTURE / "chapters",
            "--title",
            "Let's build the GPT Tokenizer",
            "--duration",
            "8015",
            "--json",
        )
        assert study.code == 0, study.err
        found = study.value
        assert len(found["chapters"]) == 25
        assert (found["chapters"][-1]["title"], found["chapters"][-1]["end_s"]) == ("??? :)", 8015)
        assert len(found["screenshots"]) == 130

        with AnthropicApi() as api:
            monkeypatch.setenv("ANTHROPIC_API_KEY", api.key)
            monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
            out = tmp_path / "out"
            words = ("--model", MODEL, "--cap-usd", "20", "--json", "--out", out)
            post = terminal("write", found["run"], *words)
            assert post.code == 0, post.err
            assert len(api.ledger) == 25
            assert api.refusals == []
        sections = post.value["sections"]
        assert [section["title"] for section in sections] == [c["title"] for c in found["chapters"]]
        assert all(section["is_complete"] and section["blocks"] for section in sections)
        assert post.value["usage"]["calls"] == 25
        self.assert_whole(out)

    def assert_whole(self, out: Path) -> None:
        """What is said in each chapter, first word and last, stands in the post."""
        study = json.loads((out / "study.json").read_text(encoding="utf-8"))
        post = json.loads((out / "post.json").read_text(encoding="utf-8"))
        segments = study["transcript"]["segments"]
        cited = {i for s in post["sections"] for b in s["blocks"] for i in b["segment_ids"]}
        markdown = (out / "post.md").read_text(encoding="utf-8")

        assert cited == {segment["id"] for segment in segments}
        for chapter in study["chapters"]:
            assert f"t={int(chapter['start_s'])}s" in markdown
        assert f"https://www.youtube.com/watch?v={VIDEO_ID}" in markdown
        assert list((out / "images").glob("*.jpg"))


class TestParts:
    def test_chapters_are_read_out_of_a_description(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        """With the length of the video the last one has an end."""
        path = a_file(tmp_path / "d.txt", b"Hi\n0:00 One\n1:00 Two\n2:00 Three\n")
        timed = terminal("chapters", "--description", path, "--duration", "3:00", "--json")
        untimed = terminal("chapters", "--description", path, "--json")

        assert timed.value[-1] == {"title": "Three", "start_s": 120.0, "end_s": 180.0}
        assert untimed.value[-1] == {"title": "Three", "start_s": 120.0, "end_s": None}
        assert terminal("chapters", "--description", path).out == "0:00 One\n1:00 Two\n2:00 Three\n"

    def test_titles_do_not_command_the_terminal(self, terminal: Terminal, tmp_path: Path) -> None:
        """What strangers wrote loses its control characters, for people and for programs."""
        path = a_file(tmp_path / "d.txt", b"0:00 A\x1b[31mred\n1:00 Two\n2:00 Three\n")

        assert "\x1b" not in terminal("chapters", "--description", path).out
        first, *_ = terminal("chapters", "--description", path, "--json").value
        assert first["title"] == "A[31mred"

    def test_a_transcript_is_split(self, terminal: Terminal, tmp_path: Path) -> None:
        """The parts tile the video, in the number that is asked for, or that is found."""
        path = a_file(tmp_path / "talk.vtt", VTT)
        found = terminal("split", path, "--count", "2", "--duration", "180", "--json").value

        assert len(found) == 2
        assert (found[0]["start_s"], found[-1]["end_s"]) == (0.0, 180.0)
        assert found[0]["end_s"] == found[1]["start_s"]
        freely = terminal("split", path, "--json").value
        assert (freely[0]["start_s"], freely[1]["start_s"]) == (0.0, 65.0)
        assert all(part["title"] for part in freely)

    def test_frames_are_chosen_and_written(self, terminal: Terminal, tmp_path: Path) -> None:
        """Each has its second and its file."""
        done = terminal(
            "frames", ROOT / "sample" / "video.mp4", "--out", tmp_path / "screens", "--json"
        )

        assert done.code == 0
        assert done.value
        assert all(Path(frame["file"]).read_bytes()[:2] == b"\xff\xd8" for frame in done.value)
        times = [frame["at_s"] for frame in done.value]
        assert times == sorted(times)

    @pytest.mark.slow
    def test_a_file_is_listened_to(self, terminal: Terminal) -> None:
        """Words come with their times, and progress is told meanwhile."""
        if not (WEIGHTS / "model.bin").exists():
            pytest.skip("no weights: python tests/weights.py whisper-tiny.en brings them")
        words = ("--model", WEIGHTS, "--language", "en", "--json")
        done = terminal("transcribe", ROOT / "sample" / "video.mp4", *words)

        assert done.code == 0
        assert done.value["language"] == "en"
        assert set(done.value["segments"][0]) == {"id", "start_s", "end_s", "text"}
        assert "hash table" in " ".join(s["text"] for s in done.value["segments"]).lower()
        assert "Find out what is said: " in done.err

    def test_listening_without_weights_says_how_to_get_them(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        """The outside, here a model that is not there, refuses with 3."""
        gone = tmp_path / "no-weights"
        gone.mkdir()
        done = terminal("transcribe", ROOT / "sample" / "video.mp4", "--model", gone)

        assert done.code == 3
        assert "Traceback" not in done.err
        assert "set WHISPER_MODEL" in done.err.replace("Set ", "set ")

    def test_captions_alone_make_a_study(self, terminal: Terminal, tmp_path: Path) -> None:
        """Nothing is fetched, and the run is found by its folder later."""
        words = ("--captions", a_file(tmp_path / "my_talk.vtt", VTT), "--out", tmp_path / "run")
        study = terminal("study", *words, "--json")

        assert study.code == 0
        assert (study.value["title"], study.value["origin"]) == ("my talk", "file")
        assert study.value["folder"] == str(tmp_path / "run")
        assert (tmp_path / "run" / "transcript.srt").is_file()
        assert terminal("write", tmp_path / "run", "--json").value["stage"] == "written"

    def test_a_link_is_not_fetched_when_all_is_brought(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        """Links of the post point to its page all the same."""
        (tmp_path / "shots").mkdir()
        a_file(tmp_path / "shots" / "00005.jpg", a_jpeg(64, 36))
        study = terminal(
            "study",
            f"https://youtu.be/{VIDEO_ID}",
            "--captions",
            a_file(tmp_path / "c.vtt", VTT),
            "--chapters",
            a_file(tmp_path / "c.txt", b"0:00 One\n1:00 Two\n2:00 Three\n"),
            "--pictures",
            tmp_path / "shots",
            "--title",
            "A talk",
            "--out",
            tmp_path / "run",
            "--json",
        )

        assert study.code == 0
        video = json.loads((tmp_path / "run" / "video.json").read_text(encoding="utf-8"))
        assert video["page_url"] == f"https://www.youtube.com/watch?v={VIDEO_ID}"
        assert [shot["at_s"] for shot in study.value["screenshots"]] == [5.0]


class TestBadInput:
    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["study"], "No video is named."),
            (["study", "https://vimeo.com/1"], "This is not a link to a YouTube video."),
            (["study", "gone.mp4"], "There is no file 'gone.mp4'."),
            (["study", "empty.mp4"], "The file is empty."),
            (["study", "notes.txt"], "“notes.txt” is not a video or sound file."),
            (["study", "--captions", "gone.vtt"], "The file 'gone.vtt' cannot be read."),
            (["study", "--captions", "empty.mp4"], "There are no words in empty.mp4."),
            (["study", "sample", "--pictures", "."], "holds no pictures."),
            (["study", "words.mp4"], "The file cannot be read as video or sound"),
            (["study", "silent.mp4"], "This video has no sound."),
            (["study", "sample", "--chapters", "empty.mp4"], "There are no chapters in this list."),
            (["study", "sample", "--page-url", "javascript:x"], "is not the address of a page."),
            (["study", "long" * 100], "This is not a link to a YouTube video."),
            (["write", "long" * 100], "There is no run"),
            (["study", "sample", "--description", "binary"], "The file 'binary' is not text."),
            (["chapters", "--description", "gone"], "The file 'gone' cannot be read."),
            (["split", "gone.vtt"], "The file 'gone.vtt' cannot be read."),
            (["transcribe", "gone.mp3"], "There is no file 'gone.mp3'."),
            (["frames", "gone.mp4"], "There is no file 'gone.mp4'."),
            (["estimate", "0123456789ab"], "There is no run '0123456789ab'."),
            (["write", "../../etc"], "There is no run '../../etc'."),
            (["write", "."], "The folder '.' holds no results of a run."),
            (["check", "0123456789ab"], "There is no run '0123456789ab'."),
            (["export", "0123456789ab", "--to", "md"], "There is no run '0123456789ab'."),
            (["resume", "0123456789ab"], "There is no run '0123456789ab'."),
            (["cancel", "0123456789ab"], "There is no run '0123456789ab'."),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_it_ends_with_2_and_a_sentence(
        self, terminal: Terminal, tmp_path: Path, words: list[str], sentence: str
    ) -> None:
        """With `--json` programs get the same sentence on stdout; nobody gets a stack trace."""
        a_file(tmp_path / "empty.mp4", b"")
        a_file(tmp_path / "notes.txt", b"words")
        a_file(tmp_path / "words.mp4", b"words " * 100)
        a_silent_film(tmp_path / "silent.mp4")
        a_file(tmp_path / "binary", b"\xff\xfe\x00\x81")
        plain, machine = terminal(*words), terminal(*words, "--json")

        assert (plain.code, machine.code) == (2, 2)
        assert sentence in plain.err
        assert "resume" not in plain.err
        assert "Traceback" not in plain.out
        assert sentence in machine.value["problem"]["message"]
        assert "Traceback" not in plain.err + machine.err

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["fly"],
            ["write"],
            ["write", "x", "--cap-usd", "much"],
            ["write", "x", "--cap-usd", "-1"],
            ["write", "x", "--cap-usd", "nan"],
            ["write", "x", "--length", "epic"],
            ["export", "x", "--to", "gif"],
            ["split", "x", "--count", "0"],
            ["chapters", "--description", "x", "--duration", "soon"],
            ["worker", "--queues", "tea"],
        ],
        ids=" ".join,
    )
    def test_words_that_make_no_sense_show_the_usage(
        self, terminal: Terminal, words: list[str]
    ) -> None:
        """They end with 2, too."""
        done = terminal(*words)

        assert done.code == 2
        assert "usage: python -m core" in done.err
        assert terminal(*words, "--json").value["problem"]["exit_code"] == 2

    def test_a_setting_out_of_its_limits_is_named(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The sentence says which variable to mend."""
        monkeypatch.setenv("CHAPTERWISE_PARALLEL_CALLS", "0")
        done = terminal("runs")

        assert done.code == 2
        assert "CHAPTERWISE_PARALLEL_CALLS" in done.err

    def test_commands_say_what_has_to_come_first(self, terminal: Terminal, runs: Runs) -> None:
        """A run that is not studied is not estimated; one that is not written is not exported."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        words = [("estimate", run.id), ("check", run.id), ("export", run.id, "--to", "md")]

        assert [terminal(*each).code for each in words] == [2, 2, 2]
        assert "not studied yet" in terminal("estimate", run.id).err
        assert "Nothing is written yet." in terminal("check", run.id).err

    def test_more_pictures_than_there_may_be_are_refused(
        self, terminal: Terminal, runs: Runs
    ) -> None:
        """The limits are those of the settings."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        runs.save_study(run.id, A_STUDY)

        assert terminal("write", run.id, "--pictures", "99").code == 2


class TestTheOutside:
    def test_a_missing_key_ends_with_3_and_how_to_go_on(
        self, terminal: Terminal, runs: Runs
    ) -> None:
        """The run is paused, and the free draft stays possible."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        runs.save_study(run.id, A_STUDY)
        done = terminal("write", run.id, "--model", MODEL, "--json")

        assert done.code == 3
        assert done.value["stage"] == "paused"
        assert f"python -m core resume {run.id}" in done.err
        assert "ANTHROPIC_API_KEY" in done.err
        assert terminal("write", run.id, "--model", "none").code == 0

    def test_a_cap_below_the_estimate_ends_with_4_and_a_raised_one_goes_on(
        self, terminal: Terminal, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nothing is sent under a cap that cannot hold a chapter; no key is ever printed."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        runs.save_study(run.id, A_STUDY)
        with AnthropicApi(key="sk-terminal-secret") as api:
            monkeypatch.setenv("ANTHROPIC_API_KEY", api.key)
            monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
            low = terminal("write", run.id, "--model", MODEL, "--cap-usd", "0.0001", "--json")
            assert (low.code, api.ledger) == (4, [])
            high = terminal("resume", run.id, "--cap-usd", "5", "--json")

        assert (high.code, high.value["stage"]) == (0, "written")
        assert runs.spent_usd(run.id) > Decimal(0)
        assert "sk-terminal-secret" not in low.out + low.err + high.out + high.err


class TestTopics:
    def talk(self, runs: Runs) -> str:
        """Begin a run on a talk of twenty minutes, studied."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        runs.save_study(run.id, make_talk(minutes=20))
        runs.set_stage(run.id, "studied")
        return run.id

    def test_without_a_model_they_are_free(
        self, terminal: Terminal, runs: Runs, tmp_path: Path
    ) -> None:
        """They tile the video, as many as were asked for, and stand in the run's results."""
        run_id = self.talk(runs)
        done = terminal("topics", run_id, "--count", "3", "--out", tmp_path / "out", "--json")
        chapters = done.value["chapters"]

        assert (done.code, done.value["stage"], len(chapters)) == (0, "studied", 3)
        assert (chapters[0]["start_s"], chapters[-1]["end_s"]) == (0.0, 1200.0)
        assert done.value["usage"]["calls"] == 0
        assert json.loads((tmp_path / "out" / "run.json").read_text())["run"] == run_id

    def test_with_a_model_the_price_is_told_first_and_capped(
        self, terminal: Terminal, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A cap that is too low ends with 4 and nothing sent; resuming with more goes on."""
        run_id = self.talk(runs)
        with AnthropicApi(key="sk-terminal-secret") as api:
            monkeypatch.setenv("ANTHROPIC_API_KEY", api.key)
            monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
            none = terminal("topics", run_id, "--model", MODEL)
            low = terminal("topics", run_id, "--model", MODEL, "--cap-usd", "0.001", "--json")
            assert (none.code, low.code, api.requests) == (4, 4, [])
            high = terminal("resume", run_id, "--cap-usd", "1", "--json")
            again = terminal("topics", run_id, "--model", MODEL, "--cap-usd", "1")
            assert len(api.ledger) == 1

        assert "Finding topics with claude-haiku-4-5: likely 0.0" in low.err
        assert low.value["problem"]["kind"] == "BudgetExceeded"
        assert f"python -m core resume {run_id}" in low.err
        assert (high.code, high.value["stage"], high.value["note"]) == (0, "studied", "")
        assert [one["origin"] for one in high.value["chapters"]] == ["found"] * 4
        assert again.out.startswith("0:00 We look at how a")
        assert runs.spent_usd(run_id) == api.cost_usd
        assert "sk-terminal-secret" not in low.out + low.err + high.out + high.err

    def test_what_no_model_could_do_is_noted(
        self, terminal: Terminal, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The chapters were found for free, and the person reads why."""
        run_id = self.talk(runs)
        with AnthropicApi(faults=[faults.decline("cyber")]) as api:
            monkeypatch.setenv("ANTHROPIC_API_KEY", api.key)
            monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
            done = terminal("topics", run_id, "--model", MODEL, "--cap-usd", "1")

        assert done.code == 0
        assert "note: claude-haiku-4-5 refused to find topics (cyber)" in done.out

    def test_an_older_problem_is_not_the_searchs(self, terminal: Terminal, runs: Runs) -> None:
        """A post that waits for a higher cap still does, and the search ends well."""
        run_id = self.talk(runs)
        runs.set_stage(run_id, "paused", BudgetExceeded("The cap was reached."))
        done = terminal("topics", run_id, "--count", "3", "--json")

        assert (done.code, done.value["stage"]) == (0, "paused")
        assert runs.standing(run_id).problem is not None

    def test_what_is_not_studied_is_refused(self, terminal: Terminal, runs: Runs) -> None:
        """There is nothing to find topics in."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))
        done = terminal("topics", run.id)

        assert (done.code, done.err) == (
            2,
            "This video is not studied yet. Let the study finish first.\n",
        )


class TestRuns:
    def test_an_empty_house_says_so(self, terminal: Terminal) -> None:
        """No runs is an empty list."""
        assert terminal("runs").out == "There are no runs yet.\n"
        assert terminal("runs", "--json").value == []

    def test_cancelling_a_run_at_rest_leaves_it(self, terminal: Terminal, runs: Runs) -> None:
        """There is nothing to stop."""
        run = runs.create(Source(kind="youtube", video_id=VIDEO_ID))

        assert terminal("cancel", run.id, "--json").value == {"run": run.id, "stage": "new"}


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(step="a", label="Look"), "  Look"),
        (Progress(step="a", label="Look", note="blocked"), "  Look: blocked"),
        (
            Progress(step="a", label="Look", done=30, total=120, started_at=100, updated_at=110),
            "  Look: 25 %, 30 s left",
        ),
        (
            Progress(step="a", label="Look", is_finished=True, started_at=100, updated_at=170),
            "  Look: done in 1 min 10 s",
        ),
    ],
)
def test_progress_is_told_in_lines(progress: Progress, line: str) -> None:
    """How far it is, how long it will take, and what to know."""
    assert describe_progress(progress) == line


def test_the_module_runs_by_itself_and_survives_a_closed_pipe(tmp_path: Path) -> None:
    """`python -m core runs | true` ends in peace."""
    command = subprocess.Popen(
        [sys.executable, "-m", "core", "chapters", "--help"],
        cwd=ROOT,
        env=dict(os.environ, CHAPTERWISE_DATA=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = command.communicate(timeout=60)

    assert (command.returncode, err) == (0, b"")
    assert b"usage: python -m core chapters" in io.BytesIO(out).read()
