"""Reads lists of times in descriptions, a step a file, all pure; `core.chapter_lists` joins them.

`lines` undoes what copying did to lines, `stamps` recognises times, `entries` joins these to the
words beside them, `blocks` groups what stands together, `judging` tells lists of chapters from
other times, and `titles`, with `words`, gives each entry what its creator called it.
"""
