"""Groups entries that belong to one list: what stands together and is written alike. Pure.

Where times fall, the list is out of order, or another one begins. `judging` says what each is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.descriptions.entries import Entry
from core.descriptions.lines import Line
from core.descriptions.words import LINK, is_decoration

NEAR_ZERO_S = 2.0
"""A list that begins this near to the start of the video has a beginning."""
_FAR_ROWS = 14
"""Entries may have notes and links below them; the longest seen take 6 rows."""
_LONGEST_FLOW = 300
"""More words than this between two times in running text are no title."""
_LONGEST_HEADING, _LONGEST_OPENING = 70, 30
_SLIPS_PER_ENTRY = 6
"""One time in so many may be mistyped; three lengths of songs in any order are no list."""

_SENTENCE_END = re.compile(r"[.!?。！？]\s|\s{2,}(?=\S)")
NAMES_LIST = re.compile(
    r"chapter|time ?-?(?:stamp|code|line)|track ?-?list|set ?-?list|contents|outline|\bindex\b"
    r"|sections?\b|topics|rundown|segments|kapitel|zeitst?empel|zeitmarke|inhalt|sommaire"
    r"|chapitr|minutage|horodatage|timing|[ií]ndice|cap[ií]tulo|conte[nú][ui]d|marcas de tiempo"
    r"|sum[aá]rio|capitoli|contenuti|тайм-?код|таймлайн|содержание|оглавление|главы|目次|チャプター"
    r"|タイムスタンプ|タイムライン|コンテンツ|セクション|[目章][录錄节節]|[时時]间[戳轴線线]|時間[戳軸]"
    r"|챕터|타임|목차|차례|구간|فهرس|محتوي|فصول|محاور|الطوابع|سرفصل|زمان|bölüm|zaman|içindekiler"
    r"|spis treści|rozdział|hoofdstuk|inhoud|tijdst|สารบัญ|mục lục|nội dung|daftar isi|अध्याय|समय"
    r"|תוכן|פרקים|חותמות",
    re.IGNORECASE,
)
_NAMES_CORRECTIONS = re.compile(
    r"\W*(?:corrections?\b|correcc|correç|correz|correct(?:ie|ed)|corrigend|(?:fe de )?errat|korrektur"
    r"|koreks|ralat|berichtigung|rectific|исправлени|виправлен|поправк|опечат|訂正|订正|更正|修正|勘误|勘誤"
    r"|正誤|정정|تصحيح|تصحیح|تصويب|اصلاح|düzeltme|sprostowani|poprawk|đính chính|แก้ไข|सुधार|संशोधन"
    r"|תיקו)",
    re.IGNORECASE,
)
_NAMES_MISTAKES = re.compile(
    r"\W*(?:mistakes?|typos?|errors?|oops|fehler|erreurs?|errore[si]?|ошибки?|오류|오타|수정|أخطاء)\b",
    re.IGNORECASE,
)
_NAMES_OTHERS = re.compile(
    r"\bmusic|\bsongs?\b|soundtrack|\bbgm\b|musik|musique|música|музык|音楽|楽曲|使用曲|音乐|배경음악"
    r"|clips? |footage|sources?\b|schedule|agenda\b|program|zeitplan|horario|расписание|日程|tour\b"
    r"|sponsor|best moments|highlights",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """Entries that stand together; `heading` is what stands above or before the first.

    Where `is_part`, it stood together with others, whose times did not go on from these.
    """

    entries: tuple[Entry, ...]
    heading: str = ""
    is_part: bool = False

    @property
    def names_list(self) -> bool:
        """Tell whether the heading calls it a list of chapters."""
        return bool(NAMES_LIST.search(self.heading))

    @property
    def names_corrections(self) -> bool:
        """Tell whether the heading speaks of mistakes in the video."""
        return speaks_of_mistakes(self.heading)

    @property
    def names_others(self) -> bool:
        """Tell whether the heading names something that may stand beside a list of chapters."""
        return bool(_NAMES_OTHERS.search(self.heading)) and not self.names_list


def blocks_of(entries: Sequence[Entry], lines: Sequence[Line]) -> list[Block]:
    """Group entries, in the text's order."""
    groups: list[list[Entry]] = []
    for entry in entries:
        if groups and _joins(groups[-1], entry, lines):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return [Block(tuple(group), _heading(group[0], lines)) for group in groups]


def _joins(group: Sequence[Entry], entry: Entry, lines: Sequence[Line]) -> bool:
    last = group[-1]
    if entry.side == "flow" or last.side == "flow":
        opens = _NAMES_CORRECTIONS.search(entry.before[-_LONGEST_OPENING:])
        is_near = entry.at_s > last.at_s or (entry.line == last.line and not opens)
        return entry.side == last.side and is_near and len(entry.before) <= _LONGEST_FLOW
    rows = entry.first - last.last
    usual = group[1].first - group[0].last if len(group) > 1 else 2
    between = lines[last.line + 1 : entry.line] if rows <= _FAR_ROWS else ()
    if any(speaks_of_mistakes(line.text) for line in between):
        return False
    if _form(last) != _form(entry):
        return rows == 1 and entry.at_s > last.at_s and not entry.doubt
    if entry.at_s > last.at_s:
        return rows <= _FAR_ROWS and not any(_opens_another(line.text) for line in between)
    return rows <= usual and (not between or entry.side == "bare")


def speaks_of_mistakes(text: str) -> bool:
    """Tell whether a line opens a list of corrections, as opposed to one of common mistakes."""
    if _NAMES_CORRECTIONS.match(text):
        return True
    return bool(_NAMES_MISTAKES.match(text)) and len(text.split()) <= 2


def _form(entry: Entry) -> str:
    return "head" if entry.side == "bare" else entry.side


def is_heading(text: str) -> bool:
    """Tell whether a text ends by naming a list of chapters."""
    tail = text.rstrip()[-24:]
    return any(len(tail) - match.end() <= 4 for match in NAMES_LIST.finditer(tail))


def _opens_another(text: str) -> bool:
    """Tell a line that opens a list of something else."""
    if len(text) > _LONGEST_HEADING or LINK in text or not _NAMES_OTHERS.search(text):
        return False
    return text.rstrip().endswith((":", "：")) or len(text.split()) <= 2


def _heading(first: Entry, lines: Sequence[Line]) -> str:
    if first.side == "flow":
        return _SENTENCE_END.split(first.before)[-1][-_LONGEST_HEADING:].strip()
    above = lines[first.line - 1] if first.line else None
    near = above.text if above and first.first - above.last <= 3 else ""
    near = near if len(near) <= _LONGEST_HEADING else ""
    label = first.before if first.side == "head" and not is_decoration(first.before) else ""
    return f"{near} {label}".strip()


def split_at_restarts(block: Block) -> list[Block]:
    """Part a block where its times begin anew, unless all of it can be put in order."""
    if is_in_order(block) or slips_of(block) is not None:
        return [block]
    runs: list[list[Entry]] = []
    for entry in block.entries:
        if runs and entry.at_s >= runs[-1][-1].at_s:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return [Block(tuple(run), block.heading, is_part=True) for run in runs]


def is_in_order(block: Block) -> bool:
    """Tell whether times never fall."""
    return all(one.at_s <= other.at_s for one, other in pairwise(block.entries))


def slips_of(block: Block) -> frozenset[int] | None:
    """Name the entries that stand out of order, by place; None where too many do.

    A few among many are mistyped. All of a list may be unordered where it leads its lines, has
    a start, and no time twice: a list that begins anew would have two starts.
    """
    times = [entry.at_s for entry in block.entries]
    rising = _longest_rise(times)
    out = frozenset(range(len(times))) - rising
    if len(out) <= len(times) // _SLIPS_PER_ENTRY:
        return out
    leads = all(_form(entry) == "head" for entry in block.entries)
    is_whole = leads and min(times) <= NEAR_ZERO_S and len(set(times)) == len(times)
    return out if is_whole else None


def _longest_rise(times: Sequence[float]) -> frozenset[int]:
    """Name the places of a longest run of times that never fall; in n log n."""
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for place, at_s in enumerate(times):
        length = bisect_right(tails, at_s)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(at_s)
            ends.append(place)
        else:
            tails[length], ends[length] = at_s, place
    rise, place = [], ends[-1] if ends else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return frozenset(rise)
