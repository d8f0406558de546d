"""Make the sample: a narrated lecture of a few minutes, and the truth about it.

    python -m venv VENV && VENV/bin/pip install -r tools/requirements-sample.txt
    apt install fonts-inter fonts-jetbrains-mono
    VENV/bin/python tools/make_sample.py --out sample

The fonts are those of the Debian packages `fonts-inter` (Inter) and `fonts-jetbrains-mono`
(JetBrains Mono), both under the SIL Open Font License. The lecture stands in
`tools/sample/lecture.py`; the clock follows the voice, so whoever changes a word makes all files
again. `--stills FOLDER` draws every screen's last state as a PNG and stops before the video.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sample.companions import write_companions
from sample.encode import write_film
from sample.film import Clock, Film
from sample.lecture import PARTS, TITLE
from sample.voice import Voice


def read_arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for the sample")
    parser.add_argument("--stills", type=Path, help="folder for one PNG a screen; no video")
    return parser.parse_args()


def draw_stills(film: Film, folder: Path) -> None:
    """Draw every screen as it is just before it is left."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = [shot for take in film.takes for shot in take.shots]
    for number, shot in enumerate(shots, start=1):
        picture = shot.screen.paint(shot.state(shot.end_s - 0.1))
        picture.save(folder / f"{number:02}-{shot.screen.kind}.png")


def main() -> None:
    """Speak, film and write the sample."""
    arguments = read_arguments()
    film = Clock(Voice()).run(TITLE, PARTS)
    for take in film.takes:
        sys.stderr.write(f"{take.start_s:6.1f} s  {take.title}\n")
    sys.stderr.write(f"{film.duration_s:6.1f} s  end\n")
    if arguments.stills:
        draw_stills(film, arguments.stills)
        return
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_companions(film, arguments.out)
    write_film(film, arguments.out / "video.mp4")


if __name__ == "__main__":
    main()
