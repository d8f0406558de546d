"""Chapterwise: a video goes in, an illustrated article comes out. The map of the package.

Read in this order.

- The nouns and their ground: `models`, `errors`, `settings`, `timecodes`, `links`.
- What is said: `caption_formats`, `transcripts`. In which parts, by its author: `chapter_lists`
  over `descriptions/`, `chapters`, `dividing`; by its words: `topics`, `titles` over `wording/`;
  by a model: `topic_finding`; by the person: `chapter_edits`, `sponsors`. Shown: `frames`,
  `pictures`.
- What a model is asked: `offers`, `prompts`, `prompt_texts`; what it costs: `abilities`,
  `tokens`, `costs`.
- What it says: `evidence`, `answer_lines`, `answer_marks`, `answers`. What is said with no model:
  `spoken_words`, `sentences`, `draft`.
- The post: `checks`, `commonmark`, `anchors`, `markdown`, `hypertext`, `exports`.
- The story of a run: `ports` (what we need from the outside) and `services`, `events` and
  `reporting`, `steps`, `runs`, `intake`, `footage`, `hearing`, `pipeline` (free), `replies`, `writing`,
  `assembly` (paid), `jobs` (what an engine does around them).
- `adapters/` holds the only rooms where things wait, fail, cost or block, one outside package
  each; `adapters.build_services` joins them. `terminal/` is the walk without pages.

Imports point one way: terminal -> adapters and pipeline -> the pure shelf -> the nouns.
`pipeline` knows Protocols, never an adapter. Nothing here imports Streamlit.
"""
