"""The terminal: commands that do what the pages do, for people, scripts and benchmarks.

Progress goes to stderr, the answer to stdout: as text, or with `--json` as one JSON value. Ends
with 0 (done), 2 (bad input), 3 (the outside refused), 4 (the cap was reached), 1 (a bug) or 130
(stopped by the person). Nobody is shown a stack trace.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from core.adapters.environment import load_settings
from core.errors import ChapterwiseError
from core.models import Problem
from core.runs import describe_problem
from core.settings import redact
from core.terminal.arguments import parse
from core.terminal.console import STOPPED, Answer, show_answer, show_problem

SENSELESS = Problem(
    kind="BadRequest",
    message="This command line makes no sense.",
    hint="`python -m core COMMAND --help` names what it takes.",
    exit_code=2,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    try:
        options = parse(arguments)
    except SystemExit as left:
        if left.code and "--json" in (sys.argv if arguments is None else arguments):
            show_answer(_failure(SENSELESS), as_json=True)
        raise
    answer = _answer_of(options.command, options)
    try:
        show_answer(answer, as_json=options.json)
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing more, not even while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if answer.problem is not None:
        show_problem(answer.problem)
    return answer.exit_code


def _answer_of(name: str, options: Namespace) -> Answer:
    # Imported here: `--help` need not wait for what only a command needs.
    from core.terminal.commands import COMMANDS

    try:
        return COMMANDS[name](options)
    except ChapterwiseError as error:
        return _failure(describe_problem(error))
    except KeyboardInterrupt:
        return Answer(problem=STOPPED)
    except Exception as error:  # noqa: BLE001  # a bug ends as a sentence here too
        return _failure(_unforeseen(error))


def _failure(problem: Problem) -> Answer:
    return Answer(value={"problem": problem}, problem=problem)


def _unforeseen(error: Exception) -> Problem:
    text = redact(f"{type(error).__name__}: {error}", load_settings().secrets)
    return Problem(
        kind="Unforeseen",
        message=f"Something went wrong inside the program ({text}).",
        hint="What is done is kept; please report this.",
        exit_code=1,
    )
