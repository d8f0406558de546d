"""A step is done if and only if its artifact exists, under a key made of all it depends on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from core.models import Chapter
from core.steps import Step, fingerprint
from tests.fakes import A_STUDY, A_VIDEO, MemoryStore

COUNT = Step("count", 1, TypeAdapter(int))


@pytest.mark.parametrize(
    "changed",
    [
        replace(A_STUDY, chapters=A_STUDY.chapters[:2]),
        replace(A_STUDY, video=replace(A_VIDEO, title="Another")),
        replace(
            A_STUDY, chapters=(replace(A_STUDY.chapters[0], end_s=60.5), *A_STUDY.chapters[1:])
        ),
    ],
)
def test_any_change_inside_a_noun_is_another_key(changed: object) -> None:
    """Keys are made of all fields, at any depth."""
    assert fingerprint(changed) != fingerprint(A_STUDY)


def test_a_key_is_the_same_in_every_process() -> None:
    """Kept artifacts are found again: this key must never change by itself."""
    chapter = Chapter(title="Ünder", start_s=0.1, end_s=float("inf"))

    assert fingerprint("a", 1, chapter, Decimal("0.10")) == "4bc2fc4af6f30d8607f2aa44e32cc87e"


def test_something_is_made_once() -> None:
    """The second time, what was made is read."""
    store, made = MemoryStore(), []

    def make() -> int:
        made.append(1)
        return 42

    assert [COUNT.once(store, ("a",), make) for _ in range(3)] == [42, 42, 42]
    assert len(made) == 1


def test_other_inputs_and_other_versions_are_made_anew() -> None:
    """A raised version voids what an older one made."""
    names = {
        COUNT.artifact("a"),
        COUNT.artifact("b"),
        COUNT.artifact("a", None),
        Step("count", 2, TypeAdapter(int)).artifact("a"),
        Step("other", 1, TypeAdapter(int)).artifact("a"),
    }

    assert len(names) == 5


def test_nothing_is_kept_where_making_fails() -> None:
    """A step that failed is not done."""
    store = MemoryStore()

    with pytest.raises(ZeroDivisionError):
        COUNT.once(store, (), lambda: 1 // 0)
    assert store.kept == {}


def test_an_artifact_that_cannot_be_read_is_made_again() -> None:
    """A file that an older program left is no obstacle."""
    store = MemoryStore()
    store.write(COUNT.artifact("a"), b'"many"')

    assert COUNT.load(store, COUNT.artifact("a")) is None
    assert COUNT.once(store, ("a",), lambda: 7) == 7
    assert COUNT.load(store, COUNT.artifact("a")) == 7
