"""Tells a list of chapters from other times: programmes, corrections, lengths of songs. Pure.

Each rule gives a sentence for a person. None of them knows a language's grammar: they look at
the times themselves, at what surrounds them, and at the length of the video.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from statistics import median

from core.descriptions.blocks import NEAR_ZERO_S, Block, slips_of
from core.descriptions.words import has_words

_ROUND_S = 5
"""Programmes are written in steps of five minutes, which look like steps of five seconds."""
_LATE_START = 4.0
"""Where the first time lies this many usual steps from zero, it is an hour, not a minute."""
_EARLIEST_HOUR_S = 5 * 60.0
"""Five o'clock, read as minutes."""
_MIDNIGHT_S, _DAY_SHARE, _FEWEST_HOURS = 24 * 60.0, 0.5, 4
"""So many hours of a day, read as minutes, leave out the first five and half of the video; but whole
minutes, such as 5:00, 10:00, 20:00, are steps that a person rounded."""
_PLAN_SHARE, _PLAN_MEAN_S, _PLAN_STEP_S = 0.05, 20.0, 25.0
"""A plan in hours and minutes covers a sliver of the video, in parts of seconds."""
_SHORTEST_STEP_S = 1.0
_LENGTHS_NEAR = 0.03
"""Lengths of parts add up to the video's, within this share of it."""
_LONGEST_SENTENCE = 100


def refusal(block: Block, duration_s: float) -> str:
    """Say why a block is no list of chapters; empty where it is one."""
    return next((told for rule in _RULES if (told := rule(block, duration_s))), "")


def _is_alone(block: Block, _duration_s: float) -> str:
    if len(block.entries) < 2:
        return "one time alone is no list"
    if block.is_part and block.entries[0].at_s > NEAR_ZERO_S:
        return "they do not rise"
    return ""


def _is_corrections(block: Block, _duration_s: float) -> str:
    return "they stand under corrections" if block.names_corrections else ""


def _is_elsewhere(block: Block, duration_s: float) -> str:
    late = sum(0 < duration_s <= entry.at_s for entry in block.entries)
    return "most lie past the end of the video" if late * 2 > len(block.entries) else ""


def _is_doubtful(block: Block, _duration_s: float) -> str:
    doubts = [entry.doubt for entry in block.entries if entry.doubt]
    if block.entries[0].at_s <= NEAR_ZERO_S:
        # Nobody opens at midnight: a machine took times of a video for times of day.
        is_joint = _is_alike(block) and len(block.entries) > 2
        doubts = [doubt for doubt in doubts if doubt == "spoken" and not is_joint]
    if len(doubts) * 2 <= len(block.entries):
        return ""
    kinds = {
        "day": "they are times of day",
        "verse": "they are verses",
        "spoken": "they stand in sentences",
    }
    return kinds[max(set(doubts), key=doubts.count)]


def _is_alike(block: Block) -> bool:
    """Tell whether the same word joins all times to their titles: `from 0:00 Intro`."""
    both = all(entry.side == "both" for entry in block.entries)
    return both and len({entry.before.strip() for entry in block.entries}) == 1


def _is_prose(block: Block, _duration_s: float) -> str:
    """Tell times at the end, or in the midst, of sentences from a list with titles first."""
    told = "they stand in sentences"
    if any(entry.side not in {"tail", "both"} for entry in block.entries):
        return ""
    lengths = [len(entry.before) + len(entry.after) for entry in block.entries]
    if median(lengths) > _LONGEST_SENTENCE:
        return told
    if all(entry.side == "both" for entry in block.entries):
        is_list = block.entries[0].at_s <= NEAR_ZERO_S or block.names_list or _is_alike(block)
        return "" if is_list and len(lengths) > 2 else told
    return ""


def _is_day(block: Block, duration_s: float) -> str:
    """Tell a programme of a day, such as 9:00, 9:30, 10:15: hours read as minutes start late."""
    times = [entry.at_s for entry in block.entries if len(entry.parts) == 2 or entry.has_h]
    steps = [other - one for one, other in pairwise(times) if other > one]
    if len(times) < len(block.entries) or not steps or any(at_s % _ROUND_S for at_s in times):
        return ""
    latest_s = min(_MIDNIGHT_S, _DAY_SHARE * duration_s) if any(s % 60 for s in times) else 0.0
    is_sliver = len(times) >= _FEWEST_HOURS and times[-1] < latest_s and not block.names_list
    starts_late = is_sliver or times[0] >= _LATE_START * median(steps)
    is_day = starts_late and times[0] >= _EARLIEST_HOUR_S
    return "they look like a programme of the day" if is_day else ""


def _is_plan(block: Block, duration_s: float) -> str:
    """Tell a plan in hours and minutes, such as 0:00, 0:30, 1:15, from a list of very short parts.

    Where the length is not known, no more than half a minute for each of many parts is a plan.
    """
    times = [entry.at_s for entry in block.entries]
    if len(times) < 3 or any(at_s % _ROUND_S for at_s in times):
        return ""
    told = "they look like a plan in hours and minutes"
    if duration_s:
        latest_s = min(_PLAN_MEAN_S * len(times), _PLAN_SHARE * duration_s)
        return told if times[-1] < latest_s else ""
    longest_s = max(other - one for one, other in pairwise(times))
    return told if len(times) > 3 and 0 < longest_s <= _PLAN_STEP_S else ""


def _is_results(block: Block, duration_s: float) -> str:
    """Tell lengths of songs, and of races, from places in the video."""
    times = [entry.at_s for entry in block.entries]
    steps = [abs(other - one) for one, other in pairwise(times)]
    if median(steps) < _SHORTEST_STEP_S:
        return "they lie within a moment"
    if times[0] <= NEAR_ZERO_S or block.names_list:
        return ""
    if duration_s and abs(sum(times) - duration_s) <= _LENGTHS_NEAR * duration_s:
        return "they look like the lengths of the parts"
    is_unsure = block.entries[0].side != "head" and len(times) < 4
    if is_unsure and slips_of(block):
        return "they do not rise"
    return ""


def _is_guesswork(block: Block, _duration_s: float) -> str:
    """Tell numbers with a dot or a blank, which are times only in a list of nothing else."""
    slips = sum(entry.is_slip for entry in block.entries)
    if slips * 2 <= len(block.entries):
        return ""
    is_list = len(block.entries) > 2 and block.entries[0].at_s == 0
    leads = all(entry.side == "head" for entry in block.entries)
    return "" if is_list and leads else "they are not written as times"


_RULES: tuple[Callable[[Block, float], str], ...] = (
    _is_alone,
    _is_corrections,
    _is_doubtful,
    _is_guesswork,
    _is_plan,
    _is_day,
    _is_elsewhere,
    _is_prose,
    _is_results,
)


def weight(block: Block) -> float:
    """Weigh how much a block looks like the list of the video's chapters."""
    entries = block.entries
    leading = sum(entry.side in {"head", "bare", "flow"} for entry in entries) / len(entries)
    titled = sum(has_words(entry.before + entry.after) for entry in entries) / len(entries)
    starts = 3.0 if min(entry.at_s for entry in entries) <= NEAR_ZERO_S else 0.0
    named = 3.0 * block.names_list - 4.0 * block.names_others
    return min(len(entries), 12) * 0.5 + starts + named + leading + titled
