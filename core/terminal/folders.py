"""Where results are written beside the artifact store, and how a run is found again from there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from core.errors import BadRequest, RunUnknown, StorageFailed
from core.services import Services

NOTE = "run.json"
"""The file in a folder of results that names its run."""


def run_id_of(services: Services, text: str) -> str:
    """Find a run by its id, or by the folder its results were written to.

    Raises:
        RunUnknown: there is no such run.
        BadRequest: the folder holds no results of a run.
    """
    folder = Path(text)
    if not folder.is_dir():
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
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / NOTE).write_text(json.dumps({"run": run_id}) + "\n", encoding="utf-8")
        for name in ("video.json", "study.json", "post.json"):
            kept = f"runs/{run_id}/{name}"
            if services.store.exists(kept):
                (out / name).write_bytes(services.store.read(kept))
        _write_texts(services, run_id, out)
    except OSError as error:
        raise StorageFailed.from_os(error, f"written to {out}") from error


def _write_texts(services: Services, run_id: str, out: Path) -> None:
    from core.exports import picture_name, to_markdown
    from core.transcripts import to_srt

    study, post = services.runs.study(run_id), services.runs.post(run_id)
    if study is not None:
        (out / "transcript.srt").write_text(to_srt(study.transcript.segments), encoding="utf-8")
        images = out / "images"
        images.mkdir(exist_ok=True)
        for screenshot in study.screenshots:
            source = services.store.local_path(screenshot.file)
            shutil.copyfile(source, images / picture_name(screenshot))
    if post is not None:
        (out / "post.md").write_text(to_markdown(post), encoding="utf-8")
