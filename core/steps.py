"""A step is done if and only if its artifact exists, under a key made of all it depends on.

The key is a hash of the step's name, its version and its inputs, so that a changed input makes
a new artifact and an unchanged one is never made, or paid, again. The idea is Luigi's (a task
is complete when its output exists), with keys that cannot be forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from core.ports import ArtifactStore

T = TypeVar("T")


def fingerprint(*inputs: object) -> str:
    """Hash values that JSON can hold, nouns included, to 32 hex digits.

    >>> fingerprint("a", 1) == fingerprint("a", 1) != fingerprint("a", 2)
    True
    """
    digest = hashlib.sha256(to_json(inputs, inf_nan_mode="strings"))
    return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """What makes one kind of artifact; raise `version` when its meaning changes."""

    name: str
    version: int
    kind: TypeAdapter[T]

    def artifact(self, *inputs: object) -> str:
        """Name the artifact that these inputs lead to."""
        return self.named(fingerprint(self.name, self.version, inputs))

    def named(self, key: str) -> str:
        """Name the artifact of a key, which is the last part of its name."""
        return f"artifacts/{self.name}/{key}.json"

    def load(self, store: ArtifactStore, name: str) -> T | None:
        """Read an artifact; None where there is none yet, or none that this version can read."""
        try:
            return self.kind.validate_json(store.read(name))
        except (KeyError, ValidationError):
            return None

    def save(self, store: ArtifactStore, name: str, value: T) -> T:
        """Keep an artifact and hand it on."""
        store.write(name, self.kind.dump_json(value))
        return value

    def once(self, store: ArtifactStore, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
        """Give what these inputs lead to, making it only if nobody has."""
        name = self.artifact(*inputs)
        kept = self.load(store, name)
        return self.save(store, name, make()) if kept is None else kept
