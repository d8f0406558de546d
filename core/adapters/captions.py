"""Fetches the captions that a YouTube video has, with youtube-transcript-api."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

from core.adapters.caption_errors import translating
from core.caption_formats import plain
from core.errors import NothingToTranscribe
from core.models import Segment, Transcript
from core.settings import Settings
from core.transcripts import clean, has_speech

if TYPE_CHECKING:
    from youtube_transcript_api import FetchedTranscriptSnippet, YouTubeTranscriptApi

TIMEOUT_S = 20.0


class Track(Protocol):
    """What the choice of a track looks at; the library's `Transcript` has it."""

    language_code: str
    is_generated: bool


TrackT = TypeVar("TrackT", bound=Track)


class PatientAdapter(HTTPAdapter):
    """Sends with a timeout, which the library gives to none of its requests (1.2.5)."""

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: object = True,
        cert: object = None,
        proxies: object = None,
    ) -> Response:
        """Send a request, waiting at most `TIMEOUT_S` for each piece of the answer."""
        return super().send(request, stream, timeout or TIMEOUT_S, verify, cert, proxies)  # type: ignore[arg-type]


def patient_session() -> Session:
    """Make a session none of whose requests waits for ever."""
    session = Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, PatientAdapter())
    return session


class CaptionFetcher:
    """Implements `core.ports.FetchesCaptions`; `make_session` is for tests."""

    def __init__(
        self, settings: Settings, make_session: Callable[[], Session] = patient_session
    ) -> None:
        self._settings = settings
        self._make_session = make_session

    def fetch(self, video_id: str, language: str | None) -> Transcript:
        """Fetch the best track of a video.

        Languages go first: the one that is asked for, those of the settings, the one that is
        spoken. Within a language the author's own track goes before the automatic one.

        Raises:
            NothingToTranscribe: there is no track, or nothing in it.
            VideoUnavailable: private, removed and the like.
            OutsideBlocked: YouTube refuses this address.
            OutsideFailed: YouTube did not answer, or not in a form that is known.
        """
        wanted = ([language] if language else []) + [*self._settings.caption_languages]
        # One session and one API for each call: neither may be shared between threads.
        with self._make_session() as session, translating(video_id):
            track = choose_track(list(self._api(session).list(video_id)), wanted)
            segments = clean(_segments(track.fetch()))
        if not has_speech(segments):
            raise NothingToTranscribe(f"The captions of {video_id} hold no words.")
        return Transcript(
            language=track.language_code,
            origin="automatic" if track.is_generated else "author",
            segments=segments,
            notes=_notes(track, track.language, wanted),
        )

    def _api(self, session: Session) -> YouTubeTranscriptApi:
        from youtube_transcript_api import YouTubeTranscriptApi
        from youtube_transcript_api.proxies import GenericProxyConfig

        address = self._settings.caption_proxy
        proxy = GenericProxyConfig(http_url=address, https_url=address) if address else None
        return YouTubeTranscriptApi(proxy_config=proxy, http_client=session)


def choose_track(tracks: Sequence[TrackT], wanted: Iterable[str]) -> TrackT:
    """Choose a track: by wanted language, else the spoken one, else the first.

    YouTube makes automatic captions in the language that is spoken, which is how it is known.

    Raises:
        NothingToTranscribe: there are none.
    """
    if not tracks:
        raise NothingToTranscribe("The video has no captions.")
    ordered = sorted(tracks, key=lambda track: track.is_generated)
    spoken = [track.language_code for track in tracks if track.is_generated]
    for language in (*wanted, *spoken):
        matches = [track for track in ordered if closeness(track.language_code, language)]
        if matches:
            return max(
                matches,
                key=lambda track: (
                    not track.is_generated,
                    closeness(track.language_code, language),
                ),
            )
    return ordered[0]


def closeness(language: str, wanted: str) -> int:
    """Tell how well a language meets the wanted one: 3 the same, 2 a variant of it, 0 another.

    >>> [closeness(tag, "en") for tag in ("EN", "en-US", "eng", "de")]
    [3, 2, 0, 0]
    >>> closeness("en", "en-US"), closeness("en-GB", "en-US")
    (1, 1)
    """
    have, want = (tag.lower().replace("_", "-") for tag in (language, wanted))
    if have == want:
        return 3
    if have.startswith(f"{want}-"):
        return 2
    return int(have.split("-")[0] == want.split("-")[0])


def _segments(snippets: Iterable[FetchedTranscriptSnippet]) -> Iterable[Segment]:
    return (
        Segment(
            id=number,
            start_s=snippet.start,
            end_s=snippet.start + snippet.duration,
            text=plain(snippet.text),
        )
        for number, snippet in enumerate(snippets, start=1)
    )


def _notes(track: Track, name: str, wanted: Sequence[str]) -> tuple[str, ...]:
    maker = "YouTube's automatic" if track.is_generated else "The author's own"
    notes: tuple[str, ...] = (f"{maker} captions, {name} ({track.language_code}).",)
    if wanted and not any(closeness(track.language_code, language) for language in wanted):
        notes += (f"There are none in {', '.join(wanted)}.",)
    return notes
