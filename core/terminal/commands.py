"""Every command by its name, and those that look after runs."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core import jobs
from core.models import RunState
from core.ports import RunsWork
from core.services import Services
from core.terminal import studying, topics, writing
from core.terminal.console import Answer, say
from core.terminal.folders import run_id_of
from core.terminal.running import OTHERS_S, answer_of, follow, open_services

SERVER = Path(__file__).parents[2] / "server.py"


def runs(options: Namespace) -> Answer:
    """List the runs, the newest first."""
    services = open_services()
    value = [_run_entry(services, services.runs.state(run.id)) for run in services.runs.all()]
    lines = (f"{entry['run']}  {entry['stage']:10} {entry['title']}" for entry in value)
    return Answer(value=value, lines=tuple(lines) or ("There are no runs yet.",))


def _run_entry(services: Services, state: RunState) -> dict[str, object]:
    run, video = services.runs.get(state.run_id), services.runs.video(state.run_id)
    return {
        "run": run.id,
        "stage": state.stage,
        "title": video.title if video else run.source.title or run.source.video_id,
        "created_at": run.created_at,
        "usage": state.spent,
        "problem": state.problem,
    }


def resume(options: Namespace) -> Answer:
    """Go on with a run from where it stopped."""
    services = open_services()
    run_id = run_id_of(services, options.run)
    job = jobs.next_job(services.runs, run_id)
    wanted = services.runs.request(run_id)
    sought = services.runs.topic_request(run_id)
    raised = {} if options.cap_usd is None else {"cap_usd": options.cap_usd}

    def go_on(engine: RunsWork) -> None:
        if job == "topics" and sought is not None:
            jobs.order_topics(services.runs, engine, run_id, replace(sought, **raised))
        elif job == "write" and wanted is not None:
            jobs.order_post(services.runs, engine, run_id, replace(wanted, **raised))
        else:
            engine.start_study(run_id)

    state = follow(services, run_id, go_on)
    answer = topics.answer_found if job == "topics" else answer_of
    return answer(services, state, options)


def cancel(options: Namespace) -> Answer:
    """Stop a run, whoever works for it."""
    from core.adapters import engine

    services = open_services()
    run_id = run_id_of(services, options.run)
    # No queues: this process asks others to stop, and takes no work itself.
    at_rest = engine.boot(services, queues=())
    at_rest.cancel(run_id)
    state = at_rest.wait(run_id, timeout_s=10)
    engine.shutdown()
    return Answer(value={"run": run_id, "stage": state.stage}, lines=(f"{run_id}: {state.stage}",))


def worker(options: Namespace) -> Answer:
    """Work for runs that others start, until stopped."""
    from core.adapters import engine

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    engine.boot(open_services(), queues=options.queues)
    say(f"Working on {', '.join(options.queues)}; Ctrl-C stops.")
    stopped.wait()
    say("Finishing what is begun.")
    engine.shutdown(wait_s=OTHERS_S)
    return Answer(value={"queues": options.queues})


def serve(options: Namespace) -> Answer:
    """Become the server of the app, which boots the engine before the first visitor comes."""
    arguments = [sys.executable, "-m", "streamlit", "run", str(SERVER)]
    arguments += ["--server.port", str(options.port), "--server.address", options.address]
    if options.headless:
        arguments += ["--server.headless", "true"]
    os.execv(sys.executable, arguments)  # noqa: S606  # our own words, no shell


COMMANDS: dict[str, Callable[[Namespace], Answer]] = {
    "study": studying.study,
    "chapters": studying.chapters,
    "split": studying.split,
    "transcribe": studying.transcribe,
    "frames": studying.frames,
    "topics": topics.topics,
    "estimate": writing.estimate,
    "write": writing.write,
    "check": writing.check,
    "export": writing.export,
    "runs": runs,
    "resume": resume,
    "cancel": cancel,
    "worker": worker,
    "serve": serve,
}
