"""Kept answers put together as a post; a chapter that is missing stands in its place, marked."""

from __future__ import annotations

from dataclasses import replace

from core.answers import parse_answer
from core.checks import check_post
from core.models import (
    NO_MODEL,
    ChapterPrompt,
    Finding,
    Post,
    Problem,
    Reply,
    Request,
    Section,
    Study,
)
from core.prompts import build_prompts
from core.replies import REPLY
from core.services import Services
from core.writing import Outcome, the_order


def assemble(services: Services, run_id: str, outcomes: tuple[Outcome, ...]) -> Post:
    """Put together what is written; a chapter that failed stands in its place, marked."""
    order = the_order(services, run_id)
    study, request = order.study, order.request
    prompts = {prompt.index: prompt for prompt in build_prompts(study, request)}
    problems = {outcome.index: outcome.problem for outcome in outcomes if outcome.problem}
    sections = tuple(
        _section(services, study, index, prompts.get(index), request, problems.get(index))
        for index, chapter in enumerate(study.chapters)
        if not chapter.is_dropped
    )
    post = Post(
        video=study.video,
        sections=sections,
        segments=study.transcript.segments,
        screenshots=study.screenshots,
        language=_language(study, request),
        model=request.model,
        usage=services.runs.spent(run_id),
        findings=study.findings,
    )
    post = replace(post, findings=(*post.findings, *check_post(post)))
    services.runs.save_post(run_id, post)
    return post


def _language(study: Study, request: Request) -> str:
    # The draft is made of what was said and cannot translate.
    is_draft = request.model == NO_MODEL
    return study.transcript.language if is_draft or not request.language else request.language


def _section(
    services: Services,
    study: Study,
    index: int,
    prompt: ChapterPrompt | None,
    request: Request,
    problem: Problem | None,
) -> Section:
    chapter = study.chapters[index]
    if prompt is None:
        return Section(index=index, chapter=chapter, blocks=(), model=request.model)
    kept = REPLY.load(services.store, REPLY.artifact(prompt, request.model))
    if kept is None:
        message = f"{problem.message} {problem.hint}" if problem else "Not written yet."
        finding = Finding(severity="error", where=chapter.title, message=message)
        return Section(
            index=index,
            chapter=chapter,
            blocks=(),
            model=request.model,
            findings=(finding,),
            is_complete=False,
        )
    return section_from_reply(prompt, kept.reply)


def section_from_reply(prompt: ChapterPrompt, reply: Reply) -> Section:
    """Read a kept reply as a section; one that was cut or refused is marked."""
    blocks, findings = parse_answer(reply.text, prompt)
    if reply.stop != "done":
        note = reply.note or f"The answer was {reply.stop}."
        stopped = Finding(severity="error", where=prompt.chapter.title, message=note)
        findings = (*findings, stopped)
    return Section(
        index=prompt.index,
        chapter=prompt.chapter,
        blocks=blocks,
        model=reply.model,
        usage=reply.usage,
        findings=findings,
        is_complete=reply.stop == "done",
    )


def verdict(outcomes: tuple[Outcome, ...]) -> Problem | None:
    """Say in one problem why chapters are missing; None where none is."""
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    if not problems:
        return None
    first = problems[0]
    if len(outcomes) == 1:
        return first
    message = f"{len(problems)} of {len(outcomes)} chapters are not written. {first.message}"
    return replace(first, message=message)
