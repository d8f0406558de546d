"""The tree of what can go wrong."""

from __future__ import annotations

import pickle
import re

import pytest

from core import errors
from core.errors import BadRequest, ChapterwiseError, OutsideBlocked, VideoUnavailable

TREE = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ChapterwiseError)
]


def test_the_docstring_draws_the_whole_tree() -> None:
    """Each error stands in the drawing at the head of the module."""
    drawn = set(re.findall(r"[|`]- (\w+)", errors.__doc__ or "")) | {"ChapterwiseError"}

    assert {kind.__name__ for kind in TREE} == drawn


@pytest.mark.parametrize("kind", TREE[1:], ids=lambda kind: kind.__name__)
def test_every_error_says_what_to_do(kind: type[ChapterwiseError]) -> None:
    """Each kind of error has a hint of its own, and an exit code that a terminal can return."""
    assert kind.default_hint
    assert kind.exit_code in {2, 3, 4}


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("a", "b"),
        VideoUnavailable("a", reason="private"),
        OutsideBlocked("a", retry_after_s=3.0),
    ],
)
def test_an_error_survives_a_pickle(error: ChapterwiseError) -> None:
    """What engines do to errors loses neither the hint nor the reason."""
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (type(error), str(error), error.__dict__) == (type(back), str(back), back.__dict__)
