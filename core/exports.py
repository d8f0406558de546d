"""A post as files for other programs: Markdown, and a zip with pictures and evidence.

Names inside are our own, so that nothing in a title or a store can lead out of the folder, and
the same post always gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from pydantic import TypeAdapter

from core.anchors import slug
from core.commonmark import plain_line
from core.errors import StorageFailed
from core.markdown import render_post
from core.models import Finding, Post, Screenshot

PICTURES = "images"
LONGEST_NAME_BYTES = 120
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can hold: files carry no clock of ours."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:jpe?g|png|webp)", re.IGNORECASE)
_POST = TypeAdapter(Post)


def file_name(title: str) -> str:
    """Make a file's name, without suffix, of a title: letters, digits and hyphens, no path.

    >>> file_name("Let's build: the GPT/Tokenizer!"), file_name("../..")
    ('lets-build-the-gpttokenizer', 'post')
    """
    name = re.sub(r"-{2,}", "-", slug(plain_line(title)))
    short = name.encode("utf-8")[:LONGEST_NAME_BYTES].decode("utf-8", errors="ignore")
    short = short.strip("-_")
    return f"post-{short}" if _RESERVED.fullmatch(short) else short or "post"


def picture_names(post: Post) -> dict[str, str]:
    """Name the pictures that a post shows, by frame id, in the order they are shown."""
    known = {screenshot.id: screenshot for screenshot in post.screenshots}
    shown = dict.fromkeys(
        block.frame_id
        for section in post.sections
        for block in section.blocks
        if block.frame_id in known
    )
    return {
        frame_id: f"{PICTURES}/{number:03}{_suffix(known[frame_id])}"
        for number, frame_id in enumerate(shown, start=1)
        if frame_id is not None
    }


def _suffix(screenshot: Screenshot) -> str:
    suffix = PurePosixPath(screenshot.file).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ".jpg"


def to_markdown(post: Post, *, media_url: str = "") -> str:
    """Write a post as one Markdown file whose pictures lie beside it, under `images/`."""
    names = picture_names(post)
    return render_post(post, picture_url=lambda shot: names[shot.id], media_url=media_url)


def to_zip(post: Post, load: Callable[[str], bytes], *, media_url: str = "") -> bytes:
    """Pack `post.md`, its pictures, and `post.json` with evidence, findings and usage.

    `load` gives a picture by its name in the store. One that is gone is left out, and said in
    the text and in the findings.
    """
    names = picture_names(post)
    pictures: dict[str, bytes] = {}
    lost: list[Screenshot] = []
    for screenshot in post.screenshots:
        if screenshot.id in names:
            try:
                pictures[names[screenshot.id]] = load(screenshot.file)
            except (KeyError, OSError, StorageFailed):
                lost.append(screenshot)
    post = _without(post, lost)
    files = {
        "post.md": _markdown(post, names, media_url),
        "post.json": _POST.dump_json(_portable(post, names), indent=2) + b"\n",
        **dict(sorted(pictures.items())),
    }
    return _packed(files)


def _markdown(post: Post, names: dict[str, str], media_url: str) -> bytes:
    text = render_post(post, picture_url=lambda shot: names[shot.id], media_url=media_url)
    return text.encode("utf-8")


def _without(post: Post, lost: list[Screenshot]) -> Post:
    findings = tuple(
        Finding(
            severity="error",
            where="Pictures",
            message=f"The picture {shot.id} is gone from the data folder.",
            at_s=shot.at_s,
        )
        for shot in lost
    )
    kept = tuple(shot for shot in post.screenshots if shot not in lost)
    return replace(post, screenshots=kept, findings=(*post.findings, *findings))


def _portable(post: Post, names: dict[str, str]) -> Post:
    """Name the pictures as they lie in the zip, and leave out those that are not in it."""
    shown = (shot for shot in post.screenshots if shot.id in names)
    return replace(post, screenshots=tuple(replace(one, file=names[one.id]) for one in shown))


def _packed(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            is_packed = name.startswith(f"{PICTURES}/")
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()
