"""Drawings in plain HTML: a timeline of chapters and screens, a filmstrip, bars of prices.

Every text that comes from outside goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from core.models import Chapter, Estimate, Screenshot, Study
from core.timecodes import format_clock
from pages.ui.words import bare_usd

NARROW_SHARE = 0.045
"""A part of the timeline below this share of it has no room for its title."""


def show_timeline(study: Study) -> None:
    """Draw the chapters as a bar as long as the video, with a tick for each screen."""
    st.html(timeline(study))


def timeline(study: Study) -> str:
    """Give the timeline as HTML."""
    duration_s = max(study.video.duration_s, 1.0)
    parts = "".join(_part(chapter, duration_s) for chapter in study.chapters)
    ticks = "".join(
        f'<i style="left:{min(100.0, 100 * shot.at_s / duration_s):.2f}%"></i>'
        for shot in study.screenshots
    )
    label = f"{len(study.chapters)} chapters and {len(study.screenshots)} screens"
    return (
        f'<div class="cw-line" role="img" aria-label="Timeline: {label}">'
        f'<div class="cw-line-bar">{parts}</div><div class="cw-line-ticks">{ticks}</div>'
        f'<div class="cw-line-ends"><span>0:00</span><span>{format_clock(duration_s)}</span></div>'
        "</div>"
    )


def _part(chapter: Chapter, duration_s: float) -> str:
    share = max(0.0, chapter.end_s - chapter.start_s) / duration_s
    marks = ["cw-line-part"]
    if share < NARROW_SHARE:
        marks.append("is-narrow")
    if chapter.is_dropped:
        marks.append("is-dropped")
    title = escape(chapter.title)
    return (
        f'<div class="{" ".join(marks)}" style="flex:{share:.5f} 1 0"'
        f' title="{format_clock(chapter.start_s)} {title}">{title}</div>'
    )


def show_filmstrip(
    screenshots: Sequence[Screenshot], picture_url: Callable[[Screenshot], str]
) -> None:
    """Draw the kept screens in a row that can be pushed along."""
    figures = "".join(
        f'<figure><img src="{escape(picture_url(shot))}" loading="lazy"'
        f' alt="Screen at {format_clock(shot.at_s)}">'
        f"<figcaption>{format_clock(shot.at_s)}</figcaption></figure>"
        for shot in screenshots
    )
    st.html(f'<div class="cw-strip">{figures}</div>')


def show_prices(estimates: Sequence[Estimate], chosen: str) -> None:
    """Draw what each model would cost: from low to high, with a mark at the likely price."""
    st.html(price_bars(estimates, chosen))


def price_bars(estimates: Sequence[Estimate], chosen: str) -> str:
    """Give the bars as HTML; all on one scale."""
    most = max((found.high_usd for found in estimates), default=Decimal(0)) or Decimal(1)
    rows = "".join(_bar(found, most, is_chosen=found.model == chosen) for found in estimates)
    return f'<div class="cw-bars">{rows}</div>'


def _bar(found: Estimate, most: Decimal, *, is_chosen: bool) -> str:
    low, likely, high = (
        float(100 * amount / most) for amount in (found.low_usd, found.likely_usd, found.high_usd)
    )
    mark = ' class="is-chosen"' if is_chosen else ""
    sums = f"{bare_usd(found.low_usd)} – {bare_usd(found.high_usd)}"
    return (
        f"<div{mark}>{escape(found.model)}</div>"
        f'<div class="cw-track" title="likely {bare_usd(found.likely_usd)}">'
        f'<div class="cw-range" style="left:{low:.2f}%;width:{high - low:.2f}%"></div>'
        f'<div class="cw-mark" style="left:min({likely:.2f}%, 100% - 3px)"></div></div>'
        f'<div class="cw-sum">{sums}</div>'
    )
