"""Run the benchmarks named, or all, and put their tables into `docs/benchmarks.md`.

A topic is a module beside this one with `table() -> str` (Markdown) and a docstring whose first
line is the heading. A topic whose data is not at hand raises `Missing` and keeps its old table.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import bench
from bench.machine import Missing

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
NO_TOPICS = {"__main__", "machine", "talks", "topic_fit"}
PACKAGES = ("av", "opencv-python-headless", "faster-whisper", "anthropic", "streamlit", "dbos")


def main() -> int:
    topics = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    topics = [topic for topic in topics if topic not in NO_TOPICS]
    wanted = sys.argv[1:] or topics
    if unknown := set(wanted) - set(topics):
        print(f"No topic {', '.join(sorted(unknown))}; there are {', '.join(topics)}.")
        return 2
    for topic in wanted:
        _run(topic)
    return 0


def _run(topic: str) -> None:
    module = importlib.import_module(f"bench.{topic}")
    heading = (module.__doc__ or topic).splitlines()[0].rstrip(".")
    try:
        table = module.table()
    except Missing as reason:
        print(f"{topic}: skipped, {reason}", file=sys.stderr)
        return
    text = f"## {heading}\n\n{table.strip()}\n\n{_stamp()}\n"
    print(text)
    _put(topic, text)


def _stamp() -> str:
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"*{datetime.now(UTC):%Y-%m-%d}; {machine}; {versions}*"


def _put(topic: str, text: str) -> None:
    begin, end = f"<!-- {topic} -->\n", f"<!-- /{topic} -->\n"
    block = f"{begin}{text}{end}"
    document = DOCUMENT.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(document):
        document = pattern.sub(lambda _: block, document)
    else:
        document = f"{document.rstrip()}\n\n{block}"
    DOCUMENT.write_text(document, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
