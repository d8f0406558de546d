"""Changes to a list of chapters: what holds after them, and what is refused."""

from __future__ import annotations

import contextlib
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.chapter_edits import drop, merge, rename, restore, split_at
from core.errors import BadRequest
from core.models import Chapter

CHAPTERS = tuple(Chapter(title=f"C{i}", start_s=10.0 * i, end_s=10.0 * (i + 1)) for i in range(4))
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.integers(-1, 6)),
        st.tuples(st.just("drop"), st.integers(-1, 6)),
        st.tuples(st.just("restore"), st.integers(-1, 6)),
        st.tuples(st.just("rename"), st.integers(-1, 6)),
        st.tuples(st.just("split"), st.floats(-5, 50)),
    ),
    max_size=15,
)


@given(EDITS)
def test_no_edit_opens_a_gap(edits) -> None:
    """Whatever a person does, or is refused, the chapters tile the video."""
    calls = {
        "merge": merge,
        "drop": drop,
        "restore": restore,
        "rename": lambda c, i: rename(c, i, "New"),
        "split": lambda c, t: split_at(c, t, ""),
    }
    chapters = CHAPTERS
    for name, argument in edits:
        with contextlib.suppress(BadRequest):
            chapters = calls[name](chapters, argument)

    assert (chapters[0].start_s, chapters[-1].end_s) == (0.0, 40.0)
    assert all(one.end_s == other.start_s for one, other in pairwise(chapters))
    assert all(chapter.start_s < chapter.end_s for chapter in chapters)
    assert any(not chapter.is_dropped for chapter in chapters)
