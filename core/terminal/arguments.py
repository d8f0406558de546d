"""The words a command line may hold, and what each means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Protocol, get_args

from core.models import Length

RUN_HELP = "a run's id, or the folder that --out named"
WORKER_QUEUES = ("jobs", "gpu", "llm")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read a command line; exits with 2 and a usage line where it makes no sense."""
    return _parser().parse_args(arguments)


def usd(text: str) -> Decimal:
    """Read an amount of US dollars.

    >>> usd("1.50")
    Decimal('1.50')
    """
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount in USD such as 1.50")
    return amount


def count(text: str) -> int:
    """Read a whole number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def seconds(text: str) -> float:
    """Read a length as seconds or as a clock time such as 1:02:03."""
    from core.timecodes import parse_clock

    try:
        return parse_clock(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m core",
        description="A video goes in; an illustrated article comes out, in chapters.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print one JSON value to stdout")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_text, description=help_text, parents=[shared])

    _add_study(add("study", "Find out all that is free: what is said, shown, and in which parts."))
    _add_parts(add)
    _add_topics(add)
    _add_writing(add)
    _add_runs(add)
    return parser


def _add_study(study: argparse.ArgumentParser) -> None:
    study.add_argument(
        "source",
        nargs="?",
        default="",
        metavar="SOURCE",
        help="a YouTube address or id, a media file, or `sample`; none, where captions are brought",
    )
    study.add_argument("--captions", type=Path, metavar="FILE", help="what is said, with times")
    study.add_argument("--description", type=Path, metavar="FILE", help="may hold chapters")
    study.add_argument("--chapters", type=Path, metavar="FILE", help="a list of times and titles")
    study.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="JPEGs named by their second: 00350.jpg"
    )
    study.add_argument("--title", default="", help="what the video is called")
    study.add_argument("--page-url", default="", metavar="URL", help="where links shall point")
    study.add_argument("--duration", type=seconds, default=0.0, metavar="TIME")
    study.add_argument(
        "--offline", action="store_true", help="fetch nothing: what is brought is all there is"
    )
    _add_out(study)


def _add_parts(add: Add) -> None:
    chapters = add("chapters", "Read the chapters out of a description.")
    chapters.add_argument("--description", type=Path, required=True, metavar="FILE")
    chapters.add_argument("--duration", type=seconds, metavar="TIME")
    split = add("split", "Cut a transcript into chapters where its author gave none.")
    split.add_argument("transcript", type=Path, metavar="TRANSCRIPT")
    split.add_argument("--count", type=count, metavar="N", help="how many; else by length")
    split.add_argument("--duration", type=seconds, metavar="TIME")
    transcribe = add("transcribe", "Listen to a media file.")
    transcribe.add_argument("media", type=Path, metavar="MEDIA")
    transcribe.add_argument("--model", default="", help="a Whisper model's name, or its folder")
    transcribe.add_argument("--language", default="", help="such as `en`; else it is detected")
    frames = add("frames", "Choose the screens of a media file that are worth showing.")
    frames.add_argument("media", type=Path, metavar="MEDIA")
    frames.add_argument("--chapters", type=Path, metavar="FILE")
    _add_out(frames)


def _add_topics(add: Add) -> None:
    topics = add("topics", "Find the chapters in the words: for free, or with a model.")
    topics.add_argument("run", metavar="RUN", help=RUN_HELP)
    topics.add_argument("--model", help="a Claude model; else they are found for free")
    topics.add_argument("--cap-usd", type=usd, metavar="X", help="spend no more than this on them")
    topics.add_argument("--count", type=count, metavar="N", help="how many; else by their topics")
    _add_out(topics)


def _add_writing(add: Add) -> None:
    estimate = add("estimate", "Say what writing would cost, before anything is paid.")
    estimate.add_argument("run", metavar="RUN", help=RUN_HELP)
    estimate.add_argument("--model", action="append", default=[], help="may be given repeatedly")
    _add_wishes(estimate)
    write = add("write", "Write the post; the one step that may cost money.")
    write.add_argument("run", metavar="RUN", help=RUN_HELP)
    write.add_argument("--model", help="a Claude model, or `none` for the free draft")
    write.add_argument("--cap-usd", type=usd, metavar="X", help="spend no more than this")
    write.add_argument("--mode", choices=["live"], default="live")
    _add_wishes(write)
    _add_out(write)
    check = add("check", "Check the post against what was said.")
    check.add_argument("run", metavar="RUN", help=RUN_HELP)
    export = add("export", "Make files of the post.")
    export.add_argument("run", metavar="RUN", help=RUN_HELP)
    export.add_argument("--to", choices=["md", "zip"], required=True)
    export.add_argument("--out", type=Path, metavar="FILE")


def _add_wishes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", help="of the post; else that of the video")
    command.add_argument("--length", choices=get_args(Length))
    command.add_argument("--tone")
    command.add_argument("--audience")
    command.add_argument("--pictures", type=int, dest="pictures_per_chapter", metavar="N")


def _add_runs(add: Add) -> None:
    add("runs", "List the runs, the newest first.")
    resume = add("resume", "Go on with a run that stopped, paying for nothing twice.")
    resume.add_argument("run", metavar="RUN", help=RUN_HELP)
    resume.add_argument("--cap-usd", type=usd, metavar="X", help="raise the cap")
    _add_out(resume)
    cancel = add("cancel", "Stop a run; what is done is kept.")
    cancel.add_argument("run", metavar="RUN", help=RUN_HELP)
    worker = add("worker", "Work for runs that others start, until stopped.")
    worker.add_argument("--queues", type=_queues, default=WORKER_QUEUES, metavar="gpu,llm")
    serve = add("serve", "Open the app in a browser, and go on with runs that were cut off.")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--address", default="127.0.0.1")
    serve.add_argument("--headless", action="store_true", help="open no browser")


def _queues(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.replace(" ", "").split(",") if name)
    if not names or not set(names) <= set(WORKER_QUEUES):
        raise argparse.ArgumentTypeError(f"name some of {', '.join(WORKER_QUEUES)}")
    return names


def _add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, metavar="FOLDER", help="write the results there too")


class Add(Protocol):
    """Adds a command."""

    def __call__(self, name: str, help_text: str) -> argparse.ArgumentParser:
        """Give the new command's own parser."""
        ...
