"""The only rooms where things wait, fail, cost or block, and the one place that joins them."""

from __future__ import annotations

from core.errors import StorageFailed
from core.models import NO_MODEL, ImagePart
from core.ports import Writes
from core.runs import Runs
from core.services import Services
from core.settings import Settings


def build_services(settings: Settings) -> Services:
    """Join the adapters that these settings ask for; nothing is fetched or loaded yet."""
    # Imported here, so that one room can be entered without opening all the others.
    from core.adapters.artifacts import Store
    from core.adapters.captions import CaptionFetcher
    from core.adapters.claude import ClaudeWriter
    from core.adapters.download import Downloader
    from core.adapters.embeddings import SentenceEncoder
    from core.adapters.extractive import ExtractiveWriter
    from core.adapters.media import MediaReader
    from core.adapters.metadata import choose_describer
    from core.adapters.prices import ModelPrices
    from core.adapters.small_words import SmallWords
    from core.adapters.whisper import WhisperListener

    store = Store(settings.data)
    media = MediaReader()
    prices = ModelPrices()

    def load_picture(part: ImagePart) -> bytes:
        try:
            data = store.read(part.screenshot.file)
        except KeyError as error:
            raise StorageFailed(
                "A picture of this video is gone from the data folder.",
                "Ask for no pictures, or put the file back, then resume the run.",
            ) from error
        return media.shrink_jpeg(data, part.width_px, part.height_px)

    claude = ClaudeWriter(settings, prices, load_picture)
    draft = ExtractiveWriter()

    def writer_for(model: str) -> Writes:
        return draft if model == NO_MODEL else claude

    return Services(
        settings=settings,
        store=store,
        runs=Runs(store),
        describer=choose_describer(settings),
        captions=CaptionFetcher(settings),
        downloader=Downloader(),
        media=media,
        listener=WhisperListener(settings),
        prices=prices,
        writer_for=writer_for,
        asker=claude,
        embedder=SentenceEncoder(),
        small_words=SmallWords(),
    )
