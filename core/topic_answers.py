"""What a model said of where topics begin: read leniently, checked strictly. Pure.

The service holds its answers to the schema; servers of one's own mostly do not, and put the JSON
into prose or a code fence. Neither holds a number within bounds, so all is checked here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.topic_questions import TITLE_LETTERS
from core.topic_windows import Window

LEEWAY = (0.5, 1.5)
"""How far a chapter may leave the target, to both sides, until the answer is taken for wrong."""
MOST_FAULTS = 12
"""More are not listed: the first show what is meant."""
MOST_STARTS = 200
"""Brackets in an answer at which JSON is looked for."""

LISTENED_TO = 40
"""Paragraphs from which the script of a talk is seen."""
LAST_LATIN = "\u0370"

_ID = re.compile(r"\[?\s*(\d{1,7})\s*\]?")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OPENING = re.compile(r"[\[{]")
_CLOCK = re.compile(r"^\W*\d{1,3}:[0-5]\d\b|[(\[]\d{1,3}:[0-5]\d(?::[0-5]\d)?[)\]]")
_FIRST = ("first", "id", "paragraph", "start", "number")
_TITLE = ("title", "name", "heading")
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Where a topic begins, and what it is called; an id of 0 was none."""

    first_id: int
    title: str


Topics = tuple[Topic, ...]


def read_topics(text: str) -> Topics:
    """Find the list of chapters in an answer, wherever it stands in it; empty where there is none.

    >>> read_topics('Here you are: ```json\\n[{"first": "[3]", "title": "A start"}]\\n```')
    (Topic(first_id=3, title='A start'),)
    """
    lists = [found for value in _values(_THOUGHT.sub("", text)) if (found := _entries(value))]
    # Before its answer a model may show a part of it, or repeat the form that it was given.
    return max(reversed(lists), key=len, default=())


def _values(text: str) -> Iterator[object]:
    """Give every JSON value in a text that is an object or a list, the outermost ones."""
    decoder, at = json.JSONDecoder(), 0
    for _ in range(MOST_STARTS):
        found = _OPENING.search(text, at)
        if found is None:
            return
        try:
            value, at = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            at = found.end()
        else:
            yield value


def _entries(value: object) -> Topics:
    entries = value
    if isinstance(value, dict):
        lists = (value["chapters"],) if "chapters" in value else value.values()
        entries = next((item for item in lists if isinstance(item, list)), None)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return ()
    return tuple(_topic(entry) for entry in entries)


def _topic(entry: dict[str, object]) -> Topic:
    first = next((entry[name] for name in _FIRST if name in entry), None)
    title = next((entry[name] for name in _TITLE if name in entry), "")
    return Topic(first_id=_id(first), title=_title(title) if isinstance(title, str) else "")


def _id(value: object) -> int:
    if isinstance(value, str):
        found = _ID.fullmatch(value.strip())
        return int(found[1]) if found else 0
    if isinstance(value, float) and value.is_integer():
        return max(0, int(value))
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0


def _title(text: str) -> str:
    """Put a title on one line, without what cannot be seen and may command a screen."""
    seen = (char for char in text if char in _JOINERS or unicodedata.category(char) != "Cf")
    spaced = (" " if unicodedata.category(char) == "Cc" else char for char in seen)
    return " ".join("".join(spaced).split())


def faults_of(topics: Topics, window: Window) -> tuple[str, ...]:
    """Say, a sentence each, what is wrong with an answer; nothing where it can be used."""
    if not topics:
        return ("There is no JSON with a list of chapters in it.",)
    # Lengths say nothing where the places are wrong.
    faults = (
        *_wrong_places(topics, window),
        *_wrong_titles(topics),
        *_wrong_script(topics, window),
    )
    return tuple((faults or _wrong_sizes(topics, window))[:MOST_FAULTS])


def _wrong_places(topics: Topics, window: Window) -> Iterator[str]:
    first, last = window.first_id, window.last_id
    for topic in topics:
        if not first <= topic.first_id <= last:
            yield f"{_named(topic)} begins at no paragraph that you were given: {first} to {last}."
    for before, topic in pairwise(topics):
        if topic.first_id <= before.first_id:
            yield f"{_named(topic)} does not begin after {_named(before)}."
    if topics[0].first_id != first:
        yield f"The first chapter does not begin at paragraph {first}."


def _wrong_titles(topics: Topics) -> Iterator[str]:
    for topic in topics:
        if not topic.title:
            yield f"The chapter from [{topic.first_id}] has no title."
        elif len(topic.title) > TITLE_LETTERS:
            yield f"{_named(topic)} has more than {TITLE_LETTERS} letters."
        elif _CLOCK.search(topic.title):
            yield f"{_named(topic)} holds a time."
    for before, topic in pairwise(topics):
        if topic.title and topic.title.casefold() == before.title.casefold():
            yield f"{_named(topic)} is called like the chapter before it."


def _wrong_script(topics: Topics, window: Window) -> Iterator[str]:
    """Notice titles in another script than the talk's; names among them may be in any."""
    said = " ".join(paragraph.text for paragraph in window.paragraphs[:LISTENED_TO])
    titles = [topic.title for topic in topics if topic.title]
    if titles and _latin_share(said) < 0.5 and all(_latin_share(title) == 1 for title in titles):
        yield "The titles are not in the language that is spoken."


def _latin_share(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum(char < LAST_LATIN for char in letters) / len(letters) if letters else 1.0


def _named(topic: Topic) -> str:
    title = topic.title if len(topic.title) <= TITLE_LETTERS else f"{topic.title[:TITLE_LETTERS]}…"
    return f"“{title}” from [{topic.first_id}]"


def _wrong_sizes(topics: Topics, window: Window) -> tuple[str, ...]:
    if window.count is not None:
        return wrong_number(topics, window)
    return tuple(_wrong_lengths(topics, window))


def wrong_number(topics: Topics, window: Window) -> tuple[str, ...]:
    """Say where there are not as many as were asked for of this window, which is all there is.

    Of joined answers, each checked by itself, nothing else can be wrong: a chapter may be too long
    where windows met, but better that than none of the answers that were paid for.
    """
    is_right = window.count in {None, len(topics)} or window.total > 1
    return () if is_right else (f"There are {len(topics)} chapters, not {window.count}.",)


def _wrong_lengths(topics: Topics, window: Window) -> Iterator[str]:
    shortest_s, longest_s = limits_s(window)
    counts = lengths_of(topics, window)
    for at, (topic, (length_s, paragraphs)) in enumerate(zip(topics, counts, strict=True)):
        # What a greeting or a farewell takes is theirs; and a window's ends are no topic's.
        is_inside = 0 < at < len(topics) - 1
        if is_inside and length_s < shortest_s:
            yield f"{_named(topic)} is too short ({paragraphs} paragraphs): join it to another."
        if length_s > longest_s and paragraphs > 1:
            yield f"{_named(topic)} is too long ({paragraphs} paragraphs): find the topics in it."


def limits_s(window: Window) -> tuple[float, float]:
    """Give the lengths, in seconds of speech, outside which a chapter is taken for wrong."""
    (shortest_s, longest_s), (less, more) = window.target_s, LEEWAY
    return shortest_s * less, longest_s * more


def lengths_of(topics: Topics, window: Window) -> list[tuple[float, int]]:
    """Give each topic's seconds of speech and its number of paragraphs."""
    bounds = [*(topic.first_id for topic in topics), window.last_id + 1]
    parts = []
    for first, end in pairwise(bounds):
        inside = [one.length_s for one in window.paragraphs if first <= one.id < end]
        parts.append((sum(inside), len(inside)))
    return parts
