"""The lecture as a whole."""

from __future__ import annotations

from sample.lecture_building import COLLIDING, PROGRAMMING, REMEMBERING
from sample.lecture_finding import HASHING, INTRODUCTION, SEARCHING

TITLE = "How a hash table finds things"

PARTS = (INTRODUCTION, SEARCHING, HASHING, PROGRAMMING, COLLIDING, REMEMBERING)
