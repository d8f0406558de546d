"""The few looks that the theme cannot give; all colours are mixed from the theme's own text."""

from __future__ import annotations

import streamlit as st

_CSS = """<style>
:root { --cw-accent: #17958a; }
.stMainBlockContainer { max-width: 62rem; padding-top: 1.25rem; padding-bottom: 6rem; }
[data-testid="stHeader"] { background: transparent; pointer-events: none; }
[data-testid="stHeader"] * { pointer-events: auto; }
.st-key-walk {
  border-bottom: 1px solid color-mix(in srgb, currentColor 12%, transparent);
  padding-bottom: .35rem; margin-bottom: .75rem;
}
.st-key-walk [data-testid="stPageLink"] a { padding: .25rem .5rem; }
.st-key-walk [data-testid="stPageLink"] a { min-height: 2.25rem; }
[class*="st-key-walk_"][class*="_here"] a {
  background: color-mix(in srgb, var(--cw-accent) 14%, transparent); border-radius: .5rem;
}
[class*="st-key-walk_"][class*="_here"] a p { font-weight: 600; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  .st-key-walk, .st-key-walk_steps, .st-key-walk_rest { gap: 0 !important; flex-wrap: nowrap; }
  .st-key-walk [data-testid="stPageLink"] a { padding: .25rem .3rem; }
  [class*="st-key-walk_"][class*="_there"] a p {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
  .st-key-chapters_tools { gap: .4rem !important; }
  .st-key-chapters_tools button { padding-left: .6rem; padding-right: .6rem; }
  .st-key-chapters_tools button span:has(> [data-testid="stIconMaterial"]) { display: none; }
}

/* A board that is worked on does not fade while a change is on its way. */
[class*="st-key-chapters_board"][data-stale="true"] { opacity: 1 !important; }

.cw-line { position: relative; padding: 0 0 1.1rem; }
.cw-line-bar { display: flex; gap: 2px; height: 2.1rem; border-radius: .5rem; overflow: hidden; }
.cw-line-part {
  min-width: 2px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
  padding: 0 .4rem; line-height: 2.1rem; font-size: .78rem;
  background: color-mix(in srgb, var(--cw-accent) 16%, transparent);
}
.cw-line-part:nth-child(even) {
  background: color-mix(in srgb, var(--cw-accent) 28%, transparent);
}
.cw-line-part.is-narrow { padding: 0; text-indent: -99rem; }
.cw-line-part.is-dropped { text-decoration: line-through; background: repeating-linear-gradient(
  -45deg, color-mix(in srgb, currentColor 24%, transparent) 0 2px, transparent 2px 7px); }
.cw-line-ticks { position: relative; height: .5rem; margin-top: 3px; }
.cw-line-ticks i {
  position: absolute; width: 3px; height: .5rem; border-radius: 2px;
  background: color-mix(in srgb, currentColor 45%, transparent);
}
.cw-line-ends { display: flex; justify-content: space-between; font-size: .75rem; opacity: .65; }

.cw-strip { display: flex; gap: .5rem; overflow-x: auto; padding-bottom: .4rem; }
.cw-strip figure { margin: 0; flex: 0 0 auto; }
.cw-strip img {
  display: block; height: 6.2rem; border-radius: .4rem; object-fit: cover;
  border: 1px solid color-mix(in srgb, currentColor 12%, transparent);
}
.cw-strip figcaption { font-size: .72rem; opacity: .65; padding-top: .15rem; }

.cw-bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: .3rem .7rem;
  align-items: center; font-size: .86rem; }
.cw-bars .cw-track { position: relative; height: .8rem; border-radius: .4rem;
  background: color-mix(in srgb, currentColor 6%, transparent); }
.cw-bars .cw-range { position: absolute; top: 0; bottom: 0; border-radius: .4rem; min-width: 3px;
  background: color-mix(in srgb, var(--cw-accent) 35%, transparent); }
.cw-bars .cw-mark { position: absolute; top: -2px; bottom: -2px; width: 3px; border-radius: 2px;
  background: var(--cw-accent); }
.cw-bars .is-chosen { font-weight: 650; }
.cw-bars .cw-sum { text-align: right; font-variant-numeric: tabular-nums; }

.cw-post { max-width: 44rem; margin: 0 auto; font-size: 1.06rem; line-height: 1.68;
  overflow-wrap: break-word; }
.cw-post h1 { font-size: 2.1rem; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 .6rem; }
.cw-post h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.6rem 0 .8rem; padding: 0; }
.cw-post h3 { font-size: 1.18rem; margin: 1.9rem 0 .5rem; padding: 0; }
.cw-post a { color: color-mix(in srgb, var(--cw-accent) 70%, currentColor); text-underline-offset: .15em; }
.cw-post a:has(img) { color: inherit; }
.cw-post h1 a, .cw-post h2 a, .cw-post h3 a { color: inherit; text-decoration: none; }
.cw-post h2 a:hover, .cw-post h3 a:hover { text-decoration: underline; }
.cw-post p, .cw-post ul, .cw-post ol, .cw-post table { margin: 0 0 1.05rem; }
.cw-post li { margin: .2rem 0; }
.cw-post img { display: block; width: 100%; height: auto; aspect-ratio: var(--cw-shape, auto); margin: .4rem 0 .3rem;
  border-radius: .6rem; border: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.cw-post p:has(> img), .cw-post p:has(> a > img) { font-size: .86rem; line-height: 1.45; }
.cw-post pre { padding: .9rem 1rem; border-radius: .6rem; overflow-x: auto; font-size: .84rem;
  line-height: 1.5; margin: 0 0 1.05rem;
  background: color-mix(in srgb, currentColor 6%, transparent); }
.cw-post code, .cw-post pre { font-family: "Source Code Pro", ui-monospace, monospace; }
.cw-post code { font-size: .9em; background: color-mix(in srgb, currentColor 7%, transparent);
  border-radius: .3rem; padding: .1em .3em; }
.cw-post pre code { background: none; padding: 0; font-size: inherit; }
.cw-post blockquote { margin: 0 0 1.05rem; padding: .1rem 0 .1rem 1rem; opacity: .85;
  border-left: 3px solid color-mix(in srgb, var(--cw-accent) 60%, transparent); }
.cw-post table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .92rem; }
.cw-post th, .cw-post td { padding: .35rem .7rem; text-align: left;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.cw-post hr { border: 0; margin: 2rem 0;
  border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.cw-post .cw-state { font-size: .86rem; opacity: .6; font-style: italic; }
.cw-post p > a[href*="t="]:last-child:not(:has(img)), .cw-post li > a[href*="t="]:last-child {
  font-size: .78rem; text-decoration: none; white-space: nowrap; color: inherit; opacity: .55;
  font-variant-numeric: tabular-nums; }
.cw-post a[href*="t="]:hover { opacity: 1 !important; text-decoration: underline !important; }
</style>"""


def apply() -> None:
    """Give the page its looks."""
    st.html(_CSS)
