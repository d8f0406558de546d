"""Chapters found in the words: by a model where the person names one and a cap, else for free.

One question a window, one after the other, and one more where an answer was wrong. Answers are
kept and billed as those of chapters are, so that nothing is paid twice. Where a model's answers
are of no use in the end, the free way is gone, and the person is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from core.costs import estimate, worst_case
from core.errors import BadRequest, BudgetExceeded, WriterRejected
from core.events import Watch
from core.free_topics import free_topics
from core.ledger import note_begun, pay_once, settle_lost
from core.models import (
    NO_MODEL,
    Chapter,
    Estimate,
    Reply,
    Study,
    TopicPrompt,
    TopicRequest,
)
from core.ports import PricesModels
from core.reporting import LiveText
from core.runs import TopicOrder
from core.services import Services
from core.topic_answers import Topics, faults_of, read_topics, wrong_number
from core.topic_joining import chapters_of, join_windows, mend_joints
from core.topic_questions import (
    ROOM_FOR_A_TOPIC,
    ask_again,
    build_questions,
)
from core.topic_windows import Paragraph, Window, paragraphs_of, windows_of

LETTERS_OF_AN_ANSWER = 4 * ROOM_FOR_A_TOPIC
"""What a topic takes, in letters, where an answer has to be shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The chapters, and a sentence for the person where they were not found as asked."""

    chapters: tuple[Chapter, ...]
    note: str = ""


class _NoUse(Exception):
    """A model's answers are of no use: the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """A search by a model on its way."""

    services: Services
    run_id: str
    request: TopicRequest
    order: TopicOrder
    line: Watch


def estimate_topics(study: Study, request: TopicRequest, prices: PricesModels) -> Estimate:
    """Estimate what finding topics costs: likely one question a window, high two.

    Zero for the way without a model, and where there is no price.
    """
    windows, questions = _asked(study, request)
    found = estimate(questions, request.model, prices)
    if request.model == NO_MODEL:
        return replace(found, assumptions=("Topics are found by rules: no model is asked.",))
    again = estimate([_longest_again(question) for question in questions], request.model, prices)
    if not found.high_usd:
        return found
    paragraphs = windows[-1].last_id if windows else 0
    return replace(
        found,
        high_usd=found.high_usd + again.high_usd,
        assumptions=(
            f"Prices of {prices.dated()}, standard rates, nothing cached.",
            f"What is said is sent once, in {paragraphs} paragraphs and {len(questions)}"
            f" {'question' if len(questions) == 1 else 'questions'}; at most once more, where an"
            " answer has to be put right.",
            "Words are guessed by their script, a little too high. Thinking, where a model thinks,"
            " is billed as part of the answer.",
        ),
    )


def worst_topics_usd(study: Study, request: TopicRequest, prices: PricesModels) -> Decimal:
    """Say what finding topics can cost at worst: a cap that is never reached."""
    _, questions = _asked(study, request)
    asked = (one for question in questions for one in (question, _longest_again(question)))
    return sum((worst_case(one, request.model, prices) for one in asked), Decimal(0))


def _asked(
    study: Study, request: TopicRequest
) -> tuple[tuple[Window, ...], tuple[TopicPrompt, ...]]:
    paragraphs = () if request.model == NO_MODEL else paragraphs_of(study)
    if _too_little(paragraphs, request):
        return (), ()
    windows = windows_of(paragraphs, request.model, request.count)
    return windows, build_questions(study, request, windows)


def _too_little(paragraphs: tuple[Paragraph, ...], request: TopicRequest) -> bool:
    return len(paragraphs) < max(2, request.count or 0)


def _longest_again(question: TopicPrompt) -> TopicPrompt:
    """Ask again as long as that may get, for the cap."""
    return ask_again(question, "a " * (question.likely_chapters * LETTERS_OF_AN_ANSWER // 2), ("",))


def find_topics(services: Services, run_id: str, order: TopicOrder, line: Watch) -> Found:
    """Find the chapters of a run as its kept request says.

    Raises:
        BadRequest: there is nothing to find them in, or nothing was asked.
        BudgetExceeded: the next call could pass the cap.
        WriterUnavailable, WriterRejected: the model cannot be had.
        Cancelled: the person stopped it.
    """
    study, request = services.runs.study(run_id), services.runs.topic_request(run_id)
    if study is None:
        raise BadRequest("This video is not studied yet.", "Let the study finish first.")
    if request is None:
        raise BadRequest("Nothing was asked about topics.", "Say how they are to be found.")
    settle_lost(services, run_id)
    line.check()
    if request.model == NO_MODEL:
        return Found(chapters=_freely(services, study, request))
    search = _Search(services=services, run_id=run_id, request=request, order=order, line=line)
    try:
        return Found(chapters=_by_model(search, study))
    except _NoUse as reason:
        line.check()
        note = f"{reason} The chapters were found without a model instead."
        return Found(chapters=_freely(services, study, request), note=note)


def _freely(services: Services, study: Study, request: TopicRequest) -> tuple[Chapter, ...]:
    return free_topics(
        services,
        study.transcript,
        study.video.duration_s,
        screens_s=tuple(screenshot.at_s for screenshot in study.screenshots),
        count=request.count,
    )


def _by_model(search: _Search, study: Study) -> tuple[Chapter, ...]:
    paragraphs = paragraphs_of(study)
    if _too_little(paragraphs, search.request):
        raise _NoUse("Too little is said in this video to ask a model.")
    windows, questions = _asked(study, search.request)
    answers: list[Topics] = []
    for window, question in zip(windows, questions, strict=True):
        search.line.report(window.index, window.total, unit="parts")
        answers.append(_answered(search, window, question))
    topics = answers[0]
    if len(windows) > 1:
        whole = replace(
            windows[0], index=0, total=1, paragraphs=paragraphs, count=search.request.count
        )
        topics = mend_joints(join_windows(windows, answers), whole)
        if faults := wrong_number(topics, whole):
            raise _NoUse(f"{search.request.model} gave no good chapters. {faults[0]}")
    return chapters_of(topics, paragraphs, study.video.duration_s)


def _answered(search: _Search, window: Window, question: TopicPrompt) -> Topics:
    """Ask about a window, and once more where the answer is wrong."""
    try:
        topics, faults, text = _ask(search, window, question)
    except BudgetExceeded as error:
        error.hint = "Raise the cap: what was answered is kept, and not paid again."
        raise
    if not faults:
        return topics
    search.line.report(window.index, window.total, unit="parts", note="putting an answer right")
    model = search.request.model
    try:
        topics, faults, _ = _ask(search, window, ask_again(question, text, faults))
    except BudgetExceeded as error:
        raise _NoUse(
            f"{model} gave no good chapters, and the cap leaves no room to ask again."
        ) from error
    if faults:
        raise _NoUse(f"{model} gave no good chapters, not even when asked again: {faults[0]}")
    return topics


def _ask(
    search: _Search, window: Window, question: TopicPrompt
) -> tuple[Topics, tuple[str, ...], str]:
    """Give an answer's topics, what is wrong with them, and its words."""
    try:
        reply = _reply(search, question)
    except WriterRejected as error:
        if error.reason != "prompt":
            raise
        # Nobody can mend a question that a server cannot take, such as one too long for it.
        raise _NoUse(error.message) from error
    if reply.stop in {"refused", "cut"}:
        raise _NoUse(reply.note)
    topics = read_topics(reply.text)
    return topics, faults_of(topics, window), reply.text


def _reply(search: _Search, question: TopicPrompt) -> Reply:
    services, run_id, model = search.services, search.run_id, search.request.model

    def ask() -> Reply:
        search.line.check()
        note_begun(services, run_id, question, model)
        spent_usd = services.runs.spent_usd(run_id) - search.order.spent_usd
        return services.asker.ask_for_topics(
            question,
            model,
            max(Decimal(0), search.request.cap_usd - spent_usd),
            LiveText(services.runs, run_id, question.place),
            search.line.is_cancelled,
        )

    return pay_once(services, run_id, question, model, ask).reply
