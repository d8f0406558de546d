"""Pictures come exact to the frame from every kind of file, and judgements see what people see."""

import random
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from core.adapters.media import MediaReader
from core.errors import Cancelled, MediaUnreadable
from core.events import SILENT, Watch
from core.models import Frame
from tests.clips import (
    HEIGHT,
    STEADY_29_97,
    STEADY_30,
    WIDTH,
    cut,
    draw_number,
    make_clip,
    make_sound,
    read_number,
    shown_at,
    varying_ticks,
)

READER = MediaReader()
MEDIA = Path(__file__).parents[4] / "shared" / "data" / "media"
VP9 = {"deadline": "realtime", "cpu-used": "8"}
HEVC = {"preset": "ultrafast", "x265-params": "log-level=none"}
AV1 = {"preset": "8", "crf": "5"}  # faster presets blur one number into the next
CLIPS = [
    ("h264.mp4", "libx264", STEADY_30, {}),
    ("h264-29.97.mp4", "libx264", STEADY_29_97, {}),
    ("h264-varying.mp4", "libx264", varying_ticks(), {}),
    ("h264-varying.mkv", "libx264", varying_ticks(), {}),
    ("h264-long-group.mp4", "libx264", STEADY_30, {"group": 1000}),
    ("h264-open-group.mp4", "libx264", STEADY_30, {"options": {"x264-params": "open-gop=1"}}),
    ("h264-late-start.mp4", "libx264", [tick + 1230 for tick in STEADY_30], {}),
    ("h264.ts", "libx264", STEADY_30, {}),
    ("mpeg4.avi", "mpeg4", STEADY_30, {}),
    ("vp9.webm", "libvpx-vp9", STEADY_30, {"options": VP9}),
    ("vp9-varying.webm", "libvpx-vp9", varying_ticks(), {"options": VP9}),
    ("hevc.mp4", "libx265", STEADY_30, {"options": HEVC}),
    ("av1.mp4", "libsvtav1", STEADY_30, {"options": AV1}),
]


def grab(path, times_s):
    return list(READER.frames_at(path, times_s, SILENT))


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Make each clip once: its path, and the ticks of its pictures from the first on."""
    folder, made = tmp_path_factory.mktemp("kinds"), {}

    def make(name):
        codec, ticks, change = next(clip[1:] for clip in CLIPS if clip[0] == name)
        if codec not in av.codecs_available:
            pytest.skip(f"this PyAV has no {codec}")
        if name not in made:
            made[name] = make_clip(folder / name, codec, ticks, **change)
        return made[name], [tick - ticks[0] for tick in ticks]

    return make


def frame_of(pixels):
    return Frame(at_s=0.0, pixels=np.ascontiguousarray(pixels))


def slide(lines, tone=245):
    """A slide with so many lines of marks, as wide as text, on an even ground."""
    pixels = np.full((720, 1280, 3), tone, dtype=np.uint8)
    draw = random.Random(4)
    for line in range(lines):
        for left in range(80, 80 + 24 * 24, 24):
            if draw.random() < 0.85:
                pixels[80 + line * 60 : 112 + line * 60, left : left + 12] = 30
    return pixels


@pytest.fixture(scope="module")
def steady(tmp_path_factory):
    return make_clip(tmp_path_factory.mktemp("clips") / "steady.mp4")


@pytest.mark.parametrize("name", [clip[0] for clip in CLIPS])
def test_each_picture_is_the_one_on_screen(clip, name):
    """Of random times in random order, not one picture is off by a frame."""
    path, ticks = clip(name)
    draw = random.Random(7)
    # Not within a millisecond of an edge: that is how fine Matroska's clock is.
    times = [(a + 1) / 600 + draw.random() * (b - a - 2) / 600 for a, b in pairwise(ticks)]
    draw.shuffle(times)
    times = times[:60]

    frames = grab(path, times)

    assert [read_number(frame.pixels) for frame in frames] == [
        shown_at(ticks, time_s) for time_s in sorted(times)
    ]
    assert [frame.at_s for frame in frames] == sorted(times)


@pytest.mark.parametrize("name", [clip[0] for clip in CLIPS])
def test_a_time_that_must_be_sought_is_exact(clip, name):
    """A single time far into the file is exact too, at the very start of its picture."""
    path, ticks = clip(name)
    wanted = [105, 119, 120, 121, 139]

    # Matroska's clock can put a start up to half a millisecond later.
    found = [read_number(grab(path, [ticks[number] / 600 + 6e-4])[0].pixels) for number in wanted]

    assert found == wanted


def test_past_the_end_is_the_last_picture_at_its_own_time(steady):
    """A time that no picture has gives the last one, and says when that was."""
    within, past = grab(steady, [9999.0, 5.98])

    assert [read_number(within.pixels), read_number(past.pixels)] == [179, 179]
    assert within.at_s == 5.98
    assert past.at_s == pytest.approx(179 / 30)


def test_a_time_asked_twice_is_given_twice_and_before_the_start_is_the_start(steady):
    """Every wanted time has its picture, in order of time."""
    frames = grab(steady, [2.0, -3.0, 2.0])

    assert [(frame.at_s, read_number(frame.pixels)) for frame in frames] == [
        (0.0, 0),
        (2.0, 60),
        (2.0, 60),
    ]


@pytest.mark.parametrize("degrees", [0, 90, 180, -90])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_pictures_stand_upright(tmp_path, degrees, is_mirrored):
    """A picture is turned and mirrored as the file asks, and measured so."""

    def draw(_number):
        pixels = np.full((HEIGHT, WIDTH, 3), 40, dtype=np.uint8)
        pixels[:60, :100], pixels[-60:, -100:] = (0, 0, 250), (0, 250, 0)
        return pixels

    path = make_clip(
        tmp_path / "turned.mp4",
        ticks=STEADY_30[:5],
        draw=draw,
        prepare=lambda stream: stream.set_display_rotation(degrees, is_mirrored),
    )
    expected = np.rot90(draw(0), degrees // 90)
    expected = expected[:, ::-1] if is_mirrored else expected

    frame = grab(path, [0.1])[0]

    info = READER.probe(path)
    assert (info.height_px, info.width_px) == expected.shape[:2]
    assert np.abs(frame.pixels.astype(int) - expected).mean() < 4


def test_a_cut_file_gives_what_can_be_read(tmp_path):
    """Of a file whose end is missing, what is there is exact, and the rest is its last picture."""
    whole = make_clip(tmp_path / "whole.mp4", group=30)
    fast = tmp_path / "fast.mp4"
    with (
        av.open(str(whole)) as source,
        av.open(str(fast), "w", options={"movflags": "faststart"}) as target,
    ):
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    path = cut(fast, tmp_path / "cut.mp4", 0.6)

    first, *rest = grab(path, [0.5, 5.0, 5.9])

    assert read_number(first.pixels) == 15
    last = read_number(rest[0].pixels)
    assert 60 < last < 150
    assert [frame.at_s for frame in rest] == pytest.approx([last / 30] * 2)


def test_a_broken_stretch_is_stepped_over(tmp_path, steady):
    """Bytes that are no picture cost their own pictures, not those far behind."""
    data = bytearray(steady.read_bytes())
    start = data.index(b"mdat") + (len(data) // 3)
    data[start : start + 300] = random.Random(2).randbytes(300)
    path = tmp_path / "broken.mp4"
    path.write_bytes(data)

    assert read_number(grab(path, [5.5])[0].pixels) == 165


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("sound.m4a", "aac"),
        ("sound.mp3", "libmp3lame"),
        ("cover.mp3", "libmp3lame"),
        ("cover.m4a", "aac"),
    ],
)
def test_sound_holds_no_pictures(tmp_path, name, codec):
    """A file of sound says so, and a cover is not taken for a video."""
    path = make_sound(tmp_path / name, codec, with_cover=name.startswith("cover"))
    info = READER.probe(path)

    with av.open(str(path)) as container:
        assert len(container.streams.video) == name.startswith("cover")
    assert (info.has_video, info.has_audio, info.width_px) == (False, True, 0)
    assert info.duration_s == pytest.approx(2.0, abs=0.1)
    with pytest.raises(MediaUnreadable, match="no pictures"):
        grab(path, [0.0])


def test_a_recording_without_a_length_is_measured(tmp_path):
    """A browser's recording tells no length; its packets do, and its pictures are found."""
    path = make_clip(
        tmp_path / "live.webm",
        "libvpx-vp9",
        options=VP9,
        container={"options": {"live": "1"}},
    )

    with av.open(str(path)) as container:
        assert container.duration is None
    assert READER.probe(path).duration_s == pytest.approx(6.0, abs=0.05)
    assert read_number(grab(path, [4.01])[0].pixels) == 120


def test_a_probe_tells_what_the_file_holds(steady):
    """Size, length and codec are those the clip was made with."""
    info = READER.probe(steady)

    assert (info.width_px, info.height_px, info.video_codec) == (WIDTH, HEIGHT, "h264")
    assert (info.duration_s, info.has_audio) == (6.0, False)


@pytest.mark.parametrize(
    "data",
    [b"", b"no media", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"],
    ids=["empty", "text", "playlist"],
)
def test_what_is_no_media_file_is_refused_in_words(tmp_path, data):
    """Text, nothing, and a playlist that points elsewhere are refused, with advice."""
    path = tmp_path / "video.mp4"
    path.write_bytes(data)

    for call in (lambda: READER.probe(path), lambda: grab(path, [0.0])):
        with pytest.raises(MediaUnreadable, match="cannot be read") as caught:
            call()
        assert caught.value.hint


@pytest.mark.parametrize("name", ["http://127.0.0.1:9/a.mp4", "no/such.mp4", "."])
def test_only_files_on_this_machine_are_opened(name):
    """An address, a missing file and a folder are not opened."""
    with pytest.raises(MediaUnreadable, match="no such media file"):
        READER.probe(Path(name))


def test_a_person_can_stop_it(steady):
    """A cancelled run decodes no further."""
    watch = Watch(lambda *_, **__: None, lambda: True)

    with pytest.raises(Cancelled):
        list(READER.frames_at(steady, [1.0], watch))


def test_jpegs_are_shrunk_never_grown():
    """A wide picture is shrunk to the width asked, a narrow one kept; scaling keeps what fits."""
    wide, narrow = frame_of(slide(4)), frame_of(draw_number(5))
    small = READER.shrink_jpeg(READER.encode_jpeg(wide, 640), 320, 180)

    assert jpeg_size(READER.encode_jpeg(wide, 640)) == (640, 360)
    assert jpeg_size(READER.encode_jpeg(narrow, 640)) == (WIDTH, HEIGHT)
    assert jpeg_size(small) == (320, 180)
    assert READER.shrink_jpeg(small, 320, 180) is small
    for data in (b"", b"no picture"):
        with pytest.raises(MediaUnreadable):
            READER.shrink_jpeg(data, 10, 10)


def jpeg_size(data):
    at = 2
    while data[at + 1] not in {0xC0, 0xC1, 0xC2}:
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return (
        int.from_bytes(data[at + 7 : at + 9], "big"),
        int.from_bytes(data[at + 5 : at + 7], "big"),
    )


def test_likeness_sees_what_a_reader_sees():
    """Noise and a caret change nothing; a line more counts, another slide has little in common."""
    pixels = slide(5)
    noisy = np.clip(pixels + np.random.default_rng(1).normal(0, 6, pixels.shape), 0, 255).astype(
        np.uint8
    )
    caret = pixels.copy()
    caret[600:640, 400:404] = 0
    one = frame_of(pixels)

    assert READER.likeness(one, one) == 1.0
    assert READER.likeness(one, frame_of(noisy)) == 1.0
    assert READER.likeness(one, frame_of(caret)) == 1.0
    assert 0.6 < READER.likeness(one, frame_of(slide(6))) < 0.9
    assert READER.likeness(one, frame_of(255 - pixels)) == 0.0
    assert READER.likeness(one, frame_of(slide(0))) < 0.1
    assert READER.likeness(frame_of(slide(0)), frame_of(slide(0, tone=20))) == 0.0


def test_legibility_grows_with_what_there_is_to_read():
    """A blank scores nothing, a full slide more than a bare one, a blurred one less."""
    import cv2

    scores = [READER.legibility(frame_of(slide(lines))) for lines in (0, 2, 6)]
    blurred = frame_of(cv2.GaussianBlur(slide(6), (31, 31), 0))

    assert scores[0] == 0.0
    assert scores == sorted(set(scores))
    assert READER.legibility(blurred) < scores[2] / 2


def test_real_files_are_read_or_refused_in_words():
    """Of real files of many kinds, each is described, and each video gives its middle picture."""
    if not MEDIA.exists():
        pytest.skip("real media files are not beside the repository")
    skipped = {".txt", ".json", ".md", ".srt"}
    paths = [path for path in sorted(MEDIA.iterdir()) if path.suffix not in skipped]
    infos = {path: READER.probe(path) for path in paths}
    videos = {path: info for path, info in infos.items() if info.has_video}

    assert len(videos) >= 10
    assert all(info.duration_s > 0 for info in infos.values())
    for path, info in videos.items():
        frame = grab(path, [info.duration_s / 2])[0]
        assert frame.pixels.shape == (info.height_px, info.width_px, 3)
