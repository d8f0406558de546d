"""Tells when a time in a text may be no place in the video: by the word before or behind it. Pure.

A doubt is no verdict: `judging` looks at the whole list.
"""

from __future__ import annotations

import re
from typing import Literal

Doubt = Literal["", "day", "verse", "spoken"]
"""A time of day; a verse of a book; a time in a sentence."""

_LOOK_BACK = 24
"""How many letters before a time are looked at."""
_DAY_AFTER = re.compile(
    r"\s?(?:(?-i:[ap]\.? ?m|[AP]\.? ?M)\b|o.clock|utc\b|gmt\b|hrs?\b|h\b|horas\b|uur\b|[’'][dt][ea]\b|बजे"
    r"|по\sмск|مساء|صباح|wi[bt]\b|wita\b"
    r"|(?-i:(?:[CEMP][SDE]?|B|I|J|K)ST\b|[CEMP]DT\b|E?CET\b|[EPC]T\b|MSK\b))",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"([^\W\d_]+)(?:[.,]|\s\d{1,2})?\s?$")
_DATE = re.compile(
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?|\d{1,2}\.\d{1,2}\.|(?<!\d)\d{1,2}/\d{1,2})\s*$"
)
_ENDS_OF_DAYS = (
    "午前",
    "午後",
    "午后",
    "上午",
    "下午",
    "晚上",
    "夜",
    "오전",
    "오후",
    "เวลา",
    "月",
    "日",
)
_ENDS_OF_BOOKS = (
    "복음",
    "시편",
    "창세기",
    "로마서",
    "福音",
    "诗篇",
    "詩篇",
    "创世记",
    "創世記",
    "ヨハネ",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DAYS = _words("""
    pukul jam jadwal saat kl godz ore lúc om الساعة mon monday mondays tue tues tuesday tuesdays wed wednesday wednesdays
    thu thur thurs thursday thursdays fri friday fridays sat saturday saturdays sun sunday sundays
    montag dienstag mittwoch donnerstag freitag samstag sonntag montags
    dienstags mittwochs donnerstags freitags samstags sonntags lundi mardi mercredi jeudi vendredi
    samedi dimanche lunes martes miércoles jueves viernes sábado domingo segunda terça quarta
    quinta sexta lunedì martedì mercoledì giovedì venerdì sabato domenica понедельник вторник среда
    четверг пятница суббота воскресенье пн вт ср чт пт сб вс
    pazartesi salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu
    poniedziałek wtorek środa czwartek piątek sobota niedziela maandag dinsdag woensdag donderdag
    vrijdag zaterdag zondag
""")
_SPOKEN = _words("""
    at from until till to around about by after before and um ab bei bis gegen und à vers dès às
    aos alle dalle las desde hasta в с до около na
""")
_BOOKS = _words("""
    gen genesis exod exodus lev leviticus num numbers deut deuteronomy josh joshua judges ruth sam
    samuel kings chron chronicles ezra neh nehemiah esther job ps psa psalm psalms prov proverbs
    eccl ecclesiastes solomon songs isa isaiah jer jeremiah lam lamentations ezek ezekiel dan daniel
    hosea joel amos obadiah jonah micah nahum habakkuk zeph zephaniah haggai zech zechariah mal
    malachi matt matthew mt mk mark lk luke jn john acts rom romans cor corinthians gal galatians
    eph ephesians phil philippians col colossians thess thessalonians tim timothy titus philemon
    heb hebrews james pet peter jude rev revelation quran qur'an sura surah juan mateo marcos lucas
    hechos romanos salmo salmos génesis éxodo isaías hebreos apocalipsis joão mateus johannes
    matthäus markus lukas römer psalmen mose jean matthieu marc luc psaume psaumes romains giovanni
    matteo luca salmi иоанна матфея луки марка псалом псалтирь римлянам
""")


def doubt_of(text: str, start: int, end: int) -> Doubt:
    """Say what speaks against the time at `start` to `end`.

    >>> [doubt_of(words, 5, 9) for words in ("John 3:16", "Live 6:30 pm", "From 1:10", "Song 2:30")]
    ['verse', 'day', 'spoken', '']
    """
    before = text[max(0, start - _LOOK_BACK) : start]
    found = _LAST_WORD.search(before)
    word = found[1].lower() if found else ""
    bare = before.rstrip()
    if (
        word in _DAYS
        or (found and found[1] in {"AM", "PM"})
        or _DAY_AFTER.match(text, end)
        or bare.endswith(_ENDS_OF_DAYS)
    ):
        return "day"
    if word in _BOOKS or bare.endswith(_ENDS_OF_BOOKS):
        return "verse"
    if _DATE.search(before):
        return "day"
    return "spoken" if word in _SPOKEN and before[-1:].isspace() else ""
