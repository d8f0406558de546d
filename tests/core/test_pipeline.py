"""The study on stand-ins: each step's way, its detours, and what is said where none leads on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import (
    Cancelled,
    ChapterwiseError,
    KeyRejected,
    MediaUnreadable,
    NothingToTranscribe,
    OutsideBlocked,
    OutsideFailed,
    SetupIncomplete,
    StorageFailed,
    VideoUnavailable,
)
from core.hearing import is_transcribed
from core.intake import offline_source, with_captions, with_pictures
from core.models import Source, Study
from core.pipeline import STUDY_STEPS, take_step
from core.services import Services
from tests.fakes import (
    A_TRANSCRIPT,
    A_VIDEO,
    DESCRIPTION,
    VIDEO_ID,
    VTT,
    FakeMedia,
    MemoryStore,
    Outside,
    a_jpeg,
)

LINK = Source(kind="youtube", video_id=VIDEO_ID)
STEPS = tuple(name for name, _, _ in STUDY_STEPS)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def outside(store: MemoryStore) -> Outside:
    return Outside(store=store)


@pytest.fixture
def services(outside: Outside) -> Services:
    return outside.services()


def study_of(services: Services, source: Source = LINK) -> Study:
    run = services.runs.create(source)
    for name in STEPS:
        take_step(services, run.id, name)
    study = services.runs.study(run.id)
    assert study is not None
    return study


def a_file(store: MemoryStore, **changes: object) -> Source:
    store.write("media/ab/original.mp4", b"film")
    source = Source(kind="file", video_id="ab", title="My talk", media="media/ab/original.mp4")
    return replace(source, **changes)  # type: ignore[arg-type]


class TestAWholeStudy:
    def test_a_link_is_described_read_split_and_looked_at(
        self, services: Services, outside: Outside
    ) -> None:
        """Captions spare the listening; chapters come from the description."""
        study = study_of(services)

        assert study.video == A_VIDEO
        assert study.transcript == A_TRANSCRIPT
        assert [chapter.title for chapter in study.chapters] == ["Why parse", "A grammar", "A tree"]
        assert [shot.id for shot in study.screenshots] == [
            f"F{n}" for n in range(1, len(study.screenshots) + 1)
        ]
        assert outside.downloader.fetched == ["video"]
        assert outside.listener.heard == 0
        assert outside.captions.asked == [(VIDEO_ID, "en")]

    def test_a_file_is_listened_to_and_looked_at(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """Nobody outside is asked for a file that is here."""
        study = study_of(services, a_file(store, description=DESCRIPTION))

        assert (study.video.title, study.video.page_url) == ("My talk", None)
        assert study.transcript.origin == "whisper"
        assert len(study.chapters) == 3
        assert (outside.describer.asked, outside.captions.asked) == ([], [])
        assert outside.downloader.fetched == []

    def test_words_after_the_end_of_the_video_are_told(
        self, services: Services, store: MemoryStore
    ) -> None:
        """No chapter can hold them, and nothing is left out in silence."""
        late = VTT.replace(b"00:00:01.000", b"01:00:01.000").replace(b"00:00:05", b"01:00:05")
        study = study_of(services, with_captions(store, LINK, late, "talk.vtt"))

        assert [(f.where, f.message[:37]) for f in study.findings if f.where == "Transcript"] == [
            ("Transcript", "1 of 3 segments begin after the video")
        ]

    def test_captions_that_are_brought_come_before_all_others(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """They are taken in the language of the video, where they name none."""
        study = study_of(services, with_captions(store, LINK, VTT, "talk.vtt"))

        assert (study.transcript.origin, study.transcript.language) == ("file", "en")
        assert outside.captions.asked == []

    def test_what_was_done_is_not_done_again(self, services: Services, outside: Outside) -> None:
        """Every step may be repeated at any time."""
        run = services.runs.create(LINK)
        for name in (*STEPS, *STEPS):
            take_step(services, run.id, name)

        assert (len(outside.describer.asked), len(outside.captions.asked)) == (1, 1)
        assert outside.downloader.fetched == ["video"]

    def test_two_runs_share_the_pictures_of_one_video(
        self, services: Services, outside: Outside
    ) -> None:
        """Looking takes longest, and depends on the video and its chapters alone."""
        study_of(services)
        decoded = outside.media.decoded
        study_of(services)

        assert outside.media.decoded == decoded


class TestNothingButWhatIsBrought:
    def test_a_transcript_with_chapters_and_pictures_makes_a_study(
        self, services: Services, store: MemoryStore, outside: Outside, tmp_path: Path
    ) -> None:
        """Nothing is fetched, and links still point into the video's page."""
        (tmp_path / "00061.jpg").write_bytes(a_jpeg(1280, 720))
        source = offline_source(store, VIDEO_ID, VTT, "talk.vtt", title="A talk")
        source = with_pictures(store, source, tmp_path)
        source = replace(source, chapters_text="0:00 One\n1:00 Two\n2:00 Three")
        study = study_of(services, source)

        assert study.video.page_url == f"https://www.youtube.com/watch?v={VIDEO_ID}"
        assert study.video.title == "A talk"
        assert [chapter.title for chapter in study.chapters] == ["One", "Two", "Three"]
        assert study.chapters[-1].end_s == study.video.duration_s == 129.0
        assert [(shot.id, shot.at_s, shot.width_px) for shot in study.screenshots] == [
            ("F1", 61.0, 1280)
        ]
        assert (outside.describer.asked, outside.captions.asked) == ([], [])
        assert outside.downloader.fetched == []

    def test_a_length_that_is_told_is_taken(self, services: Services, store: MemoryStore) -> None:
        """The last words need not be the end."""
        source = replace(offline_source(store, "", VTT, "talk.vtt"), duration_s=200.0)

        assert study_of(services, source).video.duration_s == 200.0


class TestDetours:
    @pytest.mark.parametrize(
        "refusal",
        [
            OutsideBlocked("YouTube refuses this address."),
            OutsideFailed("YouTube did not answer."),
            NothingToTranscribe("The video has no captions."),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_without_captions_the_sound_is_listened_to(
        self, services: Services, outside: Outside, refusal: ChapterwiseError
    ) -> None:
        """The transcript's notes say who was asked before, and a watcher reads it at once."""
        outside.captions.error = refusal
        run = services.runs.create(LINK)
        for name in ("describe", "captions"):
            take_step(services, run.id, name)
        assert not is_transcribed(services, run.id)
        notes = [step.note for step in services.runs.state(run.id).progress]
        assert f"No captions: {refusal.message} Listening instead." in notes
        study = study_of(services)

        assert study.transcript.notes == (f"No captions: {refusal.message}", "Heard here.")
        assert outside.downloader.fetched == ["audio", "video"]

    @pytest.mark.parametrize(
        "refusal",
        [
            OutsideBlocked("YouTube refuses this address.", "Upload the file."),
            OutsideFailed("The connection broke.", "Try again."),
            VideoUnavailable("It is private.", "Ask its owner.", reason="private"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_without_a_download_the_study_has_no_pictures_and_says_so(
        self, services: Services, outside: Outside, refusal: ChapterwiseError
    ) -> None:
        """A post without pictures is better than none."""
        outside.downloader.error = refusal
        study = study_of(services)

        assert study.screenshots == ()
        assert study.transcript == A_TRANSCRIPT
        assert [(f.severity, f.where, f.message) for f in study.findings[1:]] == [
            ("warning", "Pictures", f"No pictures: {refusal.message} {refusal.hint}")
        ]

    def test_a_sound_file_has_no_pictures_and_says_so(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """What cannot be seen can still be heard."""

        class Sound(FakeMedia):
            def frames_at(self, *_: object) -> object:  # type: ignore[override]
                raise MediaUnreadable("There is no picture in this file.")

        outside.media = Sound()
        study = study_of(outside.services(), a_file(store))

        assert study.screenshots == ()
        assert "There is no picture in this file." in study.findings[-1].message

    def test_a_chapter_in_which_nothing_is_said_is_a_finding(
        self, services: Services, outside: Outside
    ) -> None:
        """It stays in the list, and the person knows why it will be empty."""
        few = tuple(segment for segment in A_TRANSCRIPT.segments if segment.start_s < 100)
        outside.captions.transcript = replace(A_TRANSCRIPT, segments=few)
        study = study_of(services)

        assert len(study.chapters) == 3
        assert [(f.where, f.at_s) for f in study.findings] == [
            ("Chapters", None),
            ("A tree", 120.0),
        ]


class TestDeadEnds:
    def test_when_captions_and_listening_fail_the_message_names_both(
        self, services: Services, outside: Outside
    ) -> None:
        """The person needs to hear of both to choose what to bring."""
        outside.captions.error = OutsideBlocked("YouTube refuses this address.")
        outside.downloader.error = OutsideBlocked("YouTube refuses downloads, too.")

        with pytest.raises(OutsideBlocked) as caught:
            study_of(services)
        assert caught.value.message == (
            "No captions: YouTube refuses this address. YouTube refuses downloads, too."
        )
        assert str(caught.value) == caught.value.message

    @pytest.mark.parametrize(
        ("break_it", "kind"),
        [
            (
                lambda o: setattr(
                    o.describer, "error", VideoUnavailable("It is private.", reason="private")
                ),
                VideoUnavailable,
            ),
            (lambda o: setattr(o.describer, "error", KeyRejected("Quota.")), KeyRejected),
            (
                lambda o: (
                    setattr(o.captions, "error", NothingToTranscribe("No track.")),
                    setattr(o.listener, "error", SetupIncomplete("No weights.")),
                ),
                SetupIncomplete,
            ),
            (
                lambda o: (
                    setattr(o.captions, "error", NothingToTranscribe("No track.")),
                    setattr(o.listener, "error", NothingToTranscribe("There is no sound.")),
                ),
                NothingToTranscribe,
            ),
        ],
        ids=["private", "quota", "no-weights", "no-sound"],
    )
    def test_what_nothing_replaces_is_raised(
        self,
        services: Services,
        outside: Outside,
        break_it: Callable[[Outside], object],
        kind: type[ChapterwiseError],
    ) -> None:
        """Each failure keeps its own kind, and with it what to do."""
        break_it(outside)

        with pytest.raises(kind):
            study_of(services)

    def test_a_file_that_is_no_media_is_refused(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """It is found out before anything else is done."""
        outside.media.error = MediaUnreadable("This file cannot be decoded.")

        with pytest.raises(MediaUnreadable):
            study_of(services, a_file(store))

    def test_a_file_that_is_gone_is_asked_for_again(self, services: Services) -> None:
        """A run may outlive what it was made from."""
        gone = Source(kind="file", video_id="ab", media="media/ab/original.mp4")

        with pytest.raises(ChapterwiseError, match="no longer kept"):
            study_of(services, gone)

    def test_a_full_disk_in_the_middle_keeps_what_was_done(
        self, services: Services, store: MemoryStore, outside: Outside
    ) -> None:
        """After space is freed, the study goes on from there."""
        run = services.runs.create(LINK)
        for name in ("describe", "captions", "transcribe"):
            take_step(services, run.id, name)
        store.is_full = True
        with pytest.raises(StorageFailed):
            take_step(services, run.id, "split")
        store.is_full = False
        for name in STEPS:
            take_step(services, run.id, name)

        assert services.runs.study(run.id) is not None
        assert (len(outside.describer.asked), len(outside.captions.asked)) == (1, 1)

    def test_a_run_that_is_stopped_takes_no_further_step(self, services: Services) -> None:
        """The flag is looked at before anything is asked."""
        run = services.runs.create(LINK)
        services.runs.ask_to_stop(run.id)

        with pytest.raises(Cancelled):
            take_step(services, run.id, "describe")

    @pytest.mark.parametrize("name", ["split", "look"])
    def test_a_step_without_what_comes_before_says_what_is_gone(
        self, services: Services, name: str
    ) -> None:
        """Somebody may have emptied the data folder."""
        run = services.runs.create(LINK)

        with pytest.raises(StorageFailed, match="gone"):
            take_step(services, run.id, name)


def test_a_video_without_sound_is_not_listened_to() -> None:
    """Where there is no sound and no caption, the person hears both, and what to bring."""
    outside = Outside()
    outside.media.info = replace(outside.media.info, has_audio=False)
    outside.captions.error = NothingToTranscribe("There are no captions.")
    services = outside.services()
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    for name in ("describe", "captions"):
        take_step(services, run.id, name)

    with pytest.raises(NothingToTranscribe, match=r"no captions.*no sound") as caught:
        take_step(services, run.id, "transcribe")

    assert "transcript" in caught.value.hint


def test_a_screen_whose_file_is_gone_is_taken_again(store: MemoryStore, outside: Outside) -> None:
    """Studying the video once more brings back what somebody deleted."""
    services = outside.services()
    lost = study_of(services).screenshots[0].file
    decoded = outside.media.decoded
    store.remove(lost)
    study_of(services)

    assert store.exists(lost)
    assert outside.media.decoded > decoded
