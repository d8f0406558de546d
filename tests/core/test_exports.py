"""Exports: names of our own, the same bytes every time, nothing lost without a word."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from core.exports import file_name, picture_names, to_markdown, to_zip
from core.models import Block, Chapter, Post, Screenshot, Section, Segment, Usage, Video

PAGE = "https://www.youtube.com/watch?v=zduSFxRajkE"


def picture(frame_id: str) -> Block:
    return Block(kind="picture", text_md=f"Screen {frame_id}", frame_id=frame_id)


def post(*blocks: Block) -> Post:
    files = {"F1": "a/F1.jpg", "F2": "../../etc/passwd", "F10": "b/F10.PNG", "F11": "c/unused.jpg"}
    return Post(
        video=Video(id="zduSFxRajkE", title="Talk", duration_s=60.0, page_url=PAGE),
        sections=(
            Section(
                index=0,
                chapter=Chapter(title="One", start_s=0.0, end_s=60.0),
                blocks=(Block(kind="text", text_md="Said.", segment_ids=(1,)), *blocks),
                model="claude-sonnet-5-5",
            ),
        ),
        segments=(Segment(id=1, start_s=3.0, end_s=5.0, text="said"),),
        screenshots=tuple(
            Screenshot(id=name, at_s=9.0, file=file, width_px=2, height_px=2)
            for name, file in files.items()
        ),
        language="en",
        model="claude-sonnet-5-5",
        usage=Usage(input_tokens=7, calls=1),
    )


WHOLE = post(picture("F10"), picture("F2"), picture("F1"), picture("F10"))


def load(name: str) -> bytes:
    return f"jpeg of {name}".encode()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_pictures_are_named_by_their_place() -> None:
    """Names count the pictures in the order they are shown, whatever the store calls them."""
    assert picture_names(WHOLE) == {
        "F10": "images/001.png",
        "F2": "images/002.jpg",
        "F1": "images/003.jpg",
    }


def test_a_zip_holds_all_that_the_post_shows() -> None:
    """The text, its pictures and the evidence; every name is ours, every picture is there."""
    files = unpacked(to_zip(WHOLE, load))
    text = files["post.md"].decode()

    assert list(files) == [
        "post.md",
        "post.json",
        "images/001.png",
        "images/002.jpg",
        "images/003.jpg",
    ]
    assert files["images/002.jpg"] == b"jpeg of ../../etc/passwd"
    assert set(re.findall(r"\((images/[^)]*)\)", text)) == set(files) - {"post.md", "post.json"}
    assert text == to_markdown(WHOLE)
    assert b"etc/passwd" not in files["post.json"]


def test_the_evidence_can_be_read_back() -> None:
    """`post.json` is the post itself, its pictures named as they lie in the zip."""
    kept = TypeAdapter(Post).validate_json(unpacked(to_zip(WHOLE, load))["post.json"])

    assert kept.sections == WHOLE.sections
    assert kept.usage == WHOLE.usage
    assert {shot.id: shot.file for shot in kept.screenshots} == picture_names(WHOLE)


def test_the_same_post_gives_the_same_bytes() -> None:
    """No clock and no order of chance is in a zip."""
    assert to_zip(WHOLE, load) == to_zip(replace(WHOLE), load)


def test_a_picture_that_is_gone_is_said() -> None:
    """The rest is packed; the text and the findings name what is missing."""

    def without_f1(name: str) -> bytes:
        if name == "a/F1.jpg":
            raise KeyError(name)
        return load(name)

    files = unpacked(to_zip(WHOLE, without_f1))

    assert "images/003.jpg" not in files
    assert "*Picture missing: Screen F1*" in files["post.md"].decode()
    assert "The picture F1 is gone from the data folder." in [
        finding["message"] for finding in json.loads(files["post.json"])["findings"]
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Let's build the GPT Tokenizer", "lets-build-the-gpt-tokenizer"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\Windows\\x", "cwindowsx"),
        ("CON", "post-con"),
        ("  ", "post"),
        ("???", "post"),
        (".hidden", "hidden"),
        ("日本語のタイトル", "日本語のタイトル"),
        ("a" * 300, "a" * 120),
        ("字" * 100, "字" * 40),
    ],
)
def test_a_title_makes_a_file_name(title: str, expected: str) -> None:
    """No path, no reserved word, no name that a disk refuses."""
    assert expected == file_name(title)


@settings(deadline=None)
@given(st.text())
def test_any_title_makes_a_safe_file_name(title: str) -> None:
    """Whatever a video is called, its file has a plain, short name."""
    name = file_name(title)

    assert name
    assert not set(name) & set('/\\:*?"<>|.\0\n ')
    assert len(name.encode()) <= 125
