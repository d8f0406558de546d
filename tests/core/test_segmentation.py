"""Cutting a talk: a global choice that follows the evidence, the usual length and the count."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.segmentation import Places, best_cuts


def places(times_s, log_odds, end_s: float) -> Places:
    return Places(
        times_s=np.array(times_s, dtype=float),
        log_odds=np.array(log_odds, dtype=float),
        end_s=end_s,
    )


def test_cuts_are_where_the_evidence_is() -> None:
    """Three strong places among weak ones are the cuts."""
    times = np.arange(20.0, 1200.0, 20.0)
    odds = np.full(len(times), -4.0)
    odds[[14, 29, 44]] = 4.0

    found = best_cuts(places(times, odds, 1200.0), 300.0, 40.0)

    assert times[found].tolist() == [300.0, 600.0, 900.0]


def test_without_evidence_nothing_is_cut() -> None:
    """Places that speak against a chapter, all of them, leave the talk whole."""
    times = np.arange(20.0, 1200.0, 20.0)

    assert best_cuts(places(times, np.full(len(times), -8.0), 1200.0), 300.0, 40.0).tolist() == []


def test_two_near_places_share_one_cut() -> None:
    """A chapter is never shorter than the shortest, however good both of its ends look."""
    found = best_cuts(places([300.0, 315.0, 600.0], [5.0, 4.0, 5.0], 900.0), 300.0, 40.0)

    assert found.tolist() == [0, 2]


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_a_given_count_is_kept(count: int) -> None:
    """As many chapters as are asked for, wherever the evidence is."""
    times = np.arange(20.0, 1200.0, 20.0)
    odds = np.where(np.arange(len(times)) % 7 == 0, 1.0, -3.0)

    assert len(best_cuts(places(times, odds, 1200.0), 1200.0 / count, 10.0, count)) == count - 1


def test_a_count_above_the_places_gives_them_all() -> None:
    """What cannot be had is not invented."""
    assert best_cuts(places([5.0, 9.0], [0.0, 0.0], 20.0), 4.0, 1.0, 7).tolist() == [0, 1]


def test_no_place_is_no_cut() -> None:
    """A talk of one sentence is one chapter."""
    assert best_cuts(places([], [], 60.0), 300.0, 40.0).tolist() == []


@given(
    st.lists(st.tuples(st.floats(0.5, 90), st.floats(-30, 30)), min_size=1, max_size=40),
    st.floats(20, 900),
    st.one_of(st.none(), st.integers(1, 50)),
)
def test_cuts_rise_and_are_places(steps, target_s: float, count: int | None) -> None:
    """Whatever the evidence says, cuts are rising numbers of places; a count is kept if it can be."""
    times = np.cumsum([step for step, _ in steps])
    found = best_cuts(
        places(times, [odds for _, odds in steps], times[-1] + 5.0), target_s, 40.0, count
    ).tolist()

    assert all(one < other for one, other in pairwise(found))
    assert set(found) <= set(range(len(times)))
    assert count is None or len(found) == min(count, len(times) + 1) - 1
