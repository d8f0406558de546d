"""Puts the lecture on a clock: when each line is spoken and each screen changes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sample.parts import Part, Scene
from sample.screens import Screen
from sample.voice import GLANCE_S, RATE_HZ, Cue, Samples, Voice

FPS = 15
LEAD_S = 0.4
"""A new screen is looked at this long before somebody speaks."""
BREATH_S = 0.28
HOLD_S = 1.2
"""A complete screen stays at least this long."""
PART_GAP_S = 0.5
SHORTEST_CUE_S = 1.8


@dataclass(frozen=True)
class Shot:
    """A screen in its time; `steps` are (start, step) in order."""

    screen: Screen
    start_s: float
    end_s: float
    steps: tuple[tuple[float, int], ...]
    complete_s: float
    """From here on nothing is added."""

    def state(self, at_s: float) -> tuple[int, int]:
        """Name what is visible at a time of the film."""
        start_s, step = [pair for pair in self.steps if pair[0] <= at_s + 1e-6][-1]
        return self.screen.state(step, at_s - start_s)


@dataclass(frozen=True)
class Take:
    """A chapter of the film."""

    title: str
    start_s: float
    end_s: float
    narration: str
    shots: tuple[Shot, ...]


@dataclass(frozen=True)
class Film:
    """Everything, on one clock."""

    title: str
    takes: tuple[Take, ...]
    cues: tuple[Cue, ...]
    sounds: tuple[tuple[float, Samples], ...]

    @property
    def duration_s(self) -> float:
        """When it ends."""
        return self.takes[-1].end_s

    def mix(self) -> Samples:
        """Return the whole narration as one row of samples."""
        track = np.zeros(round(self.duration_s * RATE_HZ), np.float32)
        for start_s, samples in self.sounds:
            first = round(start_s * RATE_HZ)
            track[first : first + len(samples)] += samples
        return track

    def frames(self) -> Iterator[tuple[Screen, tuple[int, int]]]:
        """Yield, for every frame, its screen and what is visible of it."""
        for take in self.takes:
            for shot in take.shots:
                for frame in range(round(shot.start_s * FPS), round(shot.end_s * FPS)):
                    yield shot.screen, shot.state(frame / FPS)


class Clock:
    """Walks through the lecture and notes the time of everything."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._at_s = 0.0
        self._cues: list[Cue] = []
        self._sounds: list[tuple[float, Samples]] = []

    def run(self, title: str, parts: tuple[Part, ...]) -> Film:
        """Film all parts; each starts on a whole second, as chapter lists want it."""
        takes = tuple(self._take(part) for part in parts)
        return Film(title, takes, tuple(join_short_cues(self._cues)), tuple(self._sounds))

    def _take(self, part: Part) -> Take:
        start_s = self._at_s
        shots = [self._shoot(scene) for scene in part.scenes]
        self._at_s = float(math.ceil(self._at_s + PART_GAP_S))
        shots[-1] = replace(shots[-1], end_s=self._at_s)
        words = " ".join(line.text for scene in part.scenes for line in scene.lines)
        narration = " ".join(words.replace("|", " ").split())
        return Take(part.title, start_s, self._at_s, narration, tuple(shots))

    def _shoot(self, scene: Scene) -> Shot:
        start_s = self._at_s
        first = scene.lines[0].shows if scene.screen.kind != "terminal" else 0
        steps = [(start_s, 0 if first is None else first)]
        self._at_s += LEAD_S
        complete_s = start_s
        for line in scene.lines:
            if line.shows not in (None, steps[-1][1]):
                self._at_s = max(self._at_s, complete_s)
                steps.append((on_frame(self._at_s), line.shows))
                complete_s = steps[-1][0] + scene.screen.settle_s(line.shows)
            self._speak(line.text)
        self._at_s = on_frame(max(self._at_s + BREATH_S, complete_s + HOLD_S))
        return Shot(scene.screen, start_s, self._at_s, tuple(steps), complete_s)

    def _speak(self, text: str) -> None:
        speech = self._voice.say(text)
        self._sounds.append((self._at_s, speech.samples))
        for cue in speech.cues:
            self._cues.append(Cue(self._at_s + cue.start_s, self._at_s + cue.end_s, cue.text))
        self._at_s += speech.duration_s + BREATH_S


def on_frame(at_s: float) -> float:
    """Move a time to the next frame's start."""
    return math.ceil(at_s * FPS - 1e-6) / FPS


def join_short_cues(cues: list[Cue]) -> list[Cue]:
    """Join a caption too short to read with the next, where both stay one glance."""
    joined = cues[:1]
    for before, cue in pairwise(cues):
        last = joined[-1]
        is_near = cue.start_s - before.end_s < 2 * BREATH_S
        is_short = min(last.end_s - last.start_s, cue.end_s - cue.start_s) < SHORTEST_CUE_S
        if is_near and is_short and cue.end_s - last.start_s <= GLANCE_S:
            joined[-1] = Cue(last.start_s, cue.end_s, f"{last.text} {cue.text}")
        else:
            joined.append(cue)
    return joined
