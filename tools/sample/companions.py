"""Writes what comes with the video: captions, description, the truth about it, the licence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sample.film import FPS, Film, Shot, Take

DESCRIPTION = """\
Why does a dict find one key among a million as fast as one among ten?
In this short lecture we search a list, turn a word into a number by hand, write a hash table \
in 18 lines of Python, run into a collision, and watch a dict grow as it fills up.

Chapters:
{chapters}

Python's own notes on its dict: \
https://github.com/python/cpython/blob/main/Objects/dictnotes.txt
HashMap in the Java documentation: \
https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/HashMap.html
More on hash tables: https://en.wikipedia.org/wiki/Hash_table

Text, pictures and code are in the public domain (CC0 1.0). The voice is synthetic.
#python #datastructures #hashtable
"""

LICENSE = """\
# Licence of the sample

The lecture in this folder, its words, pictures, code, captions and `truth.json`, was written and
drawn for this project and is dedicated to the public domain under
[CC0 1.0](https://creativecommons.org/publicdomain/zero/1.0/). Use it for anything.

- **Voice.** Synthetic: the voice `heart` of [hibari](https://pypi.org/project/hibari-tts/)
  (Apache-2.0), distilled from [Kokoro-82M](https://huggingface.co/hexgrad/Kokoro-82M)'s `af_heart`
  (Apache-2.0). No part of either is in this folder, only the sound it made.
- **Fonts.** Drawn with [Inter](https://rsms.me/inter/) and
  [JetBrains Mono](https://www.jetbrains.com/lp/mono/), both under the SIL Open Font License 1.1,
  which leaves pictures made with them free.

`python tools/make_sample.py --out sample` makes it all again.
"""


def write_companions(film: Film, folder: Path) -> None:
    """Write everything but the video into `folder`."""
    truth = json.dumps(tell_truth(film), indent=1, ensure_ascii=False)
    texts = {
        "captions.vtt": write_captions(film),
        "description.txt": write_description(film),
        "truth.json": truth + "\n",
        "LICENSE.md": LICENSE,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def write_captions(film: Film) -> str:
    """Return the captions as WebVTT."""
    cues = [f"{vtt_time(cue.start_s)} --> {vtt_time(cue.end_s)}\n{cue.text}\n" for cue in film.cues]
    return "\n".join(("WEBVTT\nLanguage: en\n", *cues))


def vtt_time(seconds: float) -> str:
    """Write seconds as `00:01:02.345`."""
    minutes, rest_ms = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest_ms // 1000:02}.{rest_ms % 1000:03}"


def write_description(film: Film) -> str:
    """Return the description with its chapter list."""
    rows = [
        f"{int(take.start_s) // 60}:{int(take.start_s) % 60:02} {take.title}" for take in film.takes
    ]
    return DESCRIPTION.format(chapters="\n".join(rows))


def tell_truth(film: Film) -> dict[str, Any]:
    """Return what the video holds and when."""
    return {
        "title": film.title,
        "duration_s": film.duration_s,
        "language": "en",
        "chapters": [tell_chapter(take) for take in film.takes],
        "screens": [tell_screen(shot) for take in film.takes for shot in take.shots],
    }


def tell_chapter(take: Take) -> dict[str, Any]:
    """Return a chapter's title, time and words."""
    return {
        "title": take.title,
        "start_s": take.start_s,
        "end_s": take.end_s,
        "narration": take.narration,
    }


def tell_screen(shot: Shot) -> dict[str, Any]:
    """Return a screen's time and text; it is settled on its last frame but one."""
    return {
        "kind": shot.screen.kind,
        "start_s": round(shot.start_s, 3),
        "complete_from_s": round(shot.complete_s, 3),
        "settled_at_s": round(shot.end_s - 2 / FPS, 3),
        "end_s": round(shot.end_s, 3),
        "text": shot.screen.text,
    }
