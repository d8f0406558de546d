"""Chapterwise: a video goes in, an illustrated article comes out. The map of the package.

Read in this order: `models` (the nouns), `errors` (what can go wrong), `timecodes` and `links`
(moments and addresses), `transcripts`, `chapters`, `frames` (what was said, in which parts,
and shown), `prompts` and `answers` (what we ask a model and what it said), `costs`, `checks`,
`markdown` and `exports` (the post), `ports` and `events` (what we need from the outside),
`runs` and `pipeline` (the story of a run). `adapters/` holds the only rooms where things wait,
fail, cost or block, one outside package each; `adapters.build_services` joins them.

Imports point one way: adapters and pipeline -> the pure shelf -> models, errors, settings,
timecodes, links. `pipeline` knows Protocols, never an adapter. Nothing here imports Streamlit.
"""
