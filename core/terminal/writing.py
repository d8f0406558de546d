"""The commands around the paid step: what it would cost, writing, checking, and making files."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from core import jobs
from core.checks import check_post
from core.costs import estimate as estimate_model
from core.costs import estimate_all
from core.errors import BadRequest, StorageFailed
from core.exports import file_name, to_zip
from core.models import NO_MODEL, Estimate, Post, Request
from core.prompts import build_prompts
from core.services import Services
from core.terminal.console import Answer, say
from core.terminal.folders import run_id_of, write_markdown
from core.terminal.running import answer_of, describe_finding, follow, open_services

WISHES = ("language", "length", "tone", "audience", "pictures_per_chapter", "model", "cap_usd")


def estimate(options: Namespace) -> Answer:
    """Say what writing would cost, by the models named or by all."""
    services = open_services()
    run_id = run_id_of(services, options.run)
    study = services.runs.study(run_id)
    if study is None:
        raise BadRequest("This video is not studied yet.", "Let the study finish first.")
    models, options.model = options.model, None
    prompts = build_prompts(study, request_of(services, run_id, options))
    found = (
        tuple(estimate_model(prompts, model, services.prices) for model in models)
        if models
        else estimate_all(prompts, services.prices)
    )
    return Answer(value=found, lines=tuple(map(_price_line, found)))


def _price_line(found: Estimate) -> str:
    return (
        f"{found.model:28} {found.likely_usd:8.4f} USD ({found.low_usd:.4f} to"
        f" {found.high_usd:.4f}); {found.input_tokens} tokens in, {found.output_tokens} out"
    )


def request_of(services: Services, run_id: str, options: Namespace) -> Request:
    """Take what is wished for on the command line, and the rest from the last time."""
    kept = services.runs.request(run_id) or Request()
    wishes = {name: getattr(options, name, None) for name in WISHES}
    changes = {name: value for name, value in wishes.items() if value is not None}
    if not 0 <= changes.get("pictures_per_chapter", 0) <= services.settings.max_pictures:
        raise BadRequest(
            "So many pictures a chapter cannot be had.",
            f"Ask for 0 to {services.settings.max_pictures}.",
        )
    return replace(kept, **changes)


def write(options: Namespace) -> Answer:
    """Write the post under a cap."""
    services = open_services()
    run_id = run_id_of(services, options.run)
    request = request_of(services, run_id, options)
    if request.model != NO_MODEL:
        say(f"Writing with {request.model}, for {request.cap_usd} USD at most.")
    state = follow(
        services, run_id, lambda engine: jobs.order_post(services.runs, engine, run_id, request)
    )
    return answer_of(services, state, options)


def check(options: Namespace) -> Answer:
    """Check the post against what was said."""
    services = open_services()
    run_id = run_id_of(services, options.run)
    post = _post(services, run_id)
    inside = (finding for section in post.sections for finding in section.findings)
    findings = (*check_post(post), *inside)
    lines = tuple(map(describe_finding, findings)) or ("Nothing was found.",)
    return Answer(value={"run": run_id, "findings": findings}, lines=lines)


def export(options: Namespace) -> Answer:
    """Make a file of the post."""
    services = open_services()
    run_id = run_id_of(services, options.run)
    post = _post(services, run_id)
    path: Path = options.out or Path(f"{file_name(post.video.title)}.{options.to}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if options.to == "zip":
            path.write_bytes(to_zip(post, services.store.read))
        else:
            write_markdown(services, post, path)
    except OSError as error:
        raise StorageFailed.from_os(error, f"written to {path}") from error
    return Answer(value={"run": run_id, "file": str(path)}, lines=(str(path),))


def _post(services: Services, run_id: str) -> Post:
    post = services.runs.post(run_id)
    if post is None:
        raise BadRequest("Nothing is written yet.", f"Write it: python -m core write {run_id}")
    return post
