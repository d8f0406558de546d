"""Seconds and clock times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timecodes import format_clock, format_length, parse_clock, parse_iso_duration


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [
        (0, "0:00"),
        (59.99, "0:59"),
        (60, "1:00"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (36061, "10:01:01"),
        (-3, "0:00"),
    ],
)
def test_a_time_is_written_as_a_clock_shows_it(seconds: float, clock: str) -> None:
    """Minutes stand bare, hours only where there are some, fractions are cut."""
    assert clock == format_clock(seconds)


@given(st.integers(min_value=0, max_value=400_000))
def test_a_clock_time_reads_back(seconds: int) -> None:
    """What is written is what is read, beyond 100 hours too."""
    assert seconds == parse_clock(format_clock(seconds))


@pytest.mark.parametrize("text", ["", "1:2:3:4", "a:b", "1:-2", "::"])
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    """A text that is no time raises, and never reads as zero."""
    with pytest.raises(ValueError, match="is not a time"):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT15M33S", 933), ("PT2H", 7200), ("P1DT1S", 86401), ("P0D", 0), ("PT0.5S", 0.5)],
)
def test_a_duration_of_the_data_api_is_read(text: str, seconds: float) -> None:
    """Days, hours, minutes and seconds may each be missing."""
    assert seconds == parse_iso_duration(text)


@pytest.mark.parametrize("text", ["", "P", "PT", "15:33", "PT5X"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """A text that is no duration raises."""
    with pytest.raises(ValueError, match="ISO 8601"):
        parse_iso_duration(text)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59.6, "1 min"), (3600, "1 h"), (3725, "1 h 2 min")]
)
def test_a_length_is_said_as_people_do(seconds: float, words: str) -> None:
    """Two units at most, and no zero beside a larger one."""
    assert words == format_length(seconds)
