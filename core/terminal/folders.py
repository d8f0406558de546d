"""Where results are written beside the artifact store, and how a run is found again from there."""

from __future__ import annotations

import json
import os
from pathlib import Path

from core.errors import BadRequest, RunUnknown, StorageFailed
from core.exports import picture_names, to_markdown
from core.models import Post, Screenshot, Study
from core.services import Services
from core.transcripts import to_srt

NOTE = "run.json"
"""The file in a folder of results that names its run."""


def run_id_of(services: Services, text: str) -> str:
    """Find a run by its id, or by the folder its results were written to.

    Raises:
        RunUnknown: there is no such run.
        BadRequest: the folder holds no results of a run.
    """
    folder = Path(text)
    if not os.path.isdir(folder):  # noqa: PTH112  # Path.is_dir raises for a word this long
        return services.runs.get(text).id
    try:
        run_id = str(json.loads((folder / NOTE).read_text(encoding="utf-8"))["run"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            f"The folder {text!r} holds no results of a run.",
            "Name a run's id, or the folder that --out named.",
        ) from error
    try:
        return services.runs.get(run_id).id
    except RunUnknown as error:
        raise RunUnknown(
            f"The run of {text!r} is not in the data folder.",
            "Set CHAPTERWISE_DATA to the folder that was used then.",
        ) from error


def results_folder(services: Services, run_id: str, out: Path | None) -> str:
    """Say where a run's results lie: in `out`, or in the run's own folder of the store."""
    if out is not None:
        return str(out)
    data = services.settings.data
    return f"{data.rstrip('/')}/runs/{run_id}" if "://" in data else str(Path(data, "runs", run_id))


def write_results(services: Services, run_id: str, out: Path) -> None:
    """Copy what is known of a run, and what is written, into a folder of the person's own.

    Raises:
        StorageFailed: the folder cannot be written.
    """
    study, post = services.runs.study(run_id), services.runs.post(run_id)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / NOTE).write_text(json.dumps({"run": run_id}) + "\n", encoding="utf-8")
        for name in ("video.json", "study.json", "post.json"):
            kept = f"runs/{run_id}/{name}"
            if services.store.exists(kept):
                (out / name).write_bytes(services.store.read(kept))
        if study is not None:
            _write_study(services, study, out)
        if post is not None:
            write_markdown(services, post, out / "post.md")
    except OSError as error:
        raise StorageFailed.from_os(error, f"written to {out}") from error


def _write_study(services: Services, study: Study, out: Path) -> None:
    srt = to_srt(study.transcript.segments)
    (out / "transcript.srt").write_text(srt, encoding="utf-8")
    for screenshot in study.screenshots:
        name = f"{screenshot.id}-{int(screenshot.at_s):05}.jpg"
        _copy(services, screenshot, out / "screenshots" / name)


def write_markdown(services: Services, post: Post, path: Path) -> None:
    """Write a post as one Markdown file, with its pictures in `images/` beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_markdown(post), encoding="utf-8")
    known = {screenshot.id: screenshot for screenshot in post.screenshots}
    for frame_id, name in picture_names(post).items():
        _copy(services, known[frame_id], path.parent / name)


def _copy(services: Services, screenshot: Screenshot, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if services.store.exists(screenshot.file):
        path.write_bytes(services.store.read(screenshot.file))
