"""What benchmarks share: where extra data lies, and how a table is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared" / "data"
SAMPLE = Path(__file__).parents[1] / "sample"


class Missing(Exception):
    """The data of a topic is not on this machine."""


def shared(*parts: str) -> Path:
    """Name extra data that stands beside the project, not in it.

    Raises:
        Missing: it does not stand there.
    """
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise Missing(f"{'/'.join(parts)} is not beside the project")
    return path


def draw(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Draw a Markdown table, numbers to the right."""
    lines = [list(map(str, row)) for row in rows]
    marks = ["---" if index == 0 else "--:" for index in range(len(header))]
    return "\n".join(f"| {' | '.join(line)} |" for line in [list(header), marks, *lines])
