"""The outside as the pipeline sees it: one Protocol each, joined by `adapters.build_services`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from core.ports import (
    ArtifactStore,
    AsksForTopics,
    DescribesVideos,
    DownloadsMedia,
    EmbedsSentences,
    FetchesCaptions,
    KnowsSmallWords,
    PricesModels,
    ReadsMedia,
    Transcribes,
    Writes,
)
from core.replies import Replies
from core.runs import Runs
from core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What a run needs; `writer_for` gives the writer of a model's name."""

    settings: Settings
    store: ArtifactStore
    runs: Runs
    describer: DescribesVideos
    captions: FetchesCaptions
    downloader: DownloadsMedia
    media: ReadsMedia
    listener: Transcribes
    prices: PricesModels
    writer_for: Callable[[str], Writes]
    asker: AsksForTopics
    embedder: EmbedsSentences
    small_words: KnowsSmallWords
    replies: Replies = field(default_factory=Replies)
