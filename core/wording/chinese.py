"""Chinese, without a dictionary: words are runs of signs that a talk repeats as one.

Text is cut at the signs that are grammar; of what lies between, those stretches are words that
stand beside many different others, and seldom inside one longer stretch.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.wording.grammar import Grammar, words
from core.wording.terms import Clause, Cut, Term

LONGEST, LONGEST_ALONE = 6, 8
"""Signs of a repeated stretch, and of one that stands whole between two of grammar."""
INSIDE = 0.75
"""Of the times a stretch is said, how many inside one longer stretch make it a fragment."""

_RUN = re.compile(
    r"(?P<latin>[A-Za-z0-9]+(?:[-'’._/+#]+[A-Za-z0-9]+)*(?:\+\+|#)?)|(?P<signs>[\u3400-\u9fff]+)"
)
_SMALL = """
接下来 一下 一个 这个 那个 哪个 一些 这些 那些 没有 不是 不要 不能 不会 然后 但是 其实 就是 现在 今天 大家 非常 比较 已经
还有 还是 需要 可能 应该 知道 觉得 来说 的话 时候 这样 那样 以及 通过 进行 使用 对于 关于 首先 最后 例如 比如 所有 每个 每一个
不同 之后 之前 可以 如果 因为 所以 什么 怎么 为什么 怎样 如何 只有 只要 只是 即使 虽然 不过 而且 或者 并且 甚至 特别 更加 一样
一般 一直 一定 当然 真的 很多 许多 有些 有的 自己 别人 开始 变成 成为 得到 看到 想要 必须 能够 第一 第二 第三 两个 三个 几个 多个
各种 某个 任何 整个 全部 另外 其中 其他 之间 当中 里面 上面 下面 这里 那里 哪里 多少 非常 十分 为了 由于 于是 因此 只能 不用 也是
都是 还会 就会 也会 我们 你们 他们 它们 咱们 朋友 视频 東西 东西 事情 來說 這個 那個 一個 這些 那些 沒有 但是 其實 現在 還有 應該 覺得
時候 這樣 進行 對於 關於 例如 為什麼 什麼 怎麼 因為 為了 變成 開始 看到 接下來 我們 你們 他們 影片 叫做 叫作 就像 好像 用来 用來
"""
_GRAMMAR = (
    "的了是在我你他她它这那就也和都吗呢吧啊呀嘛着与及或但而很把被让跟其之们這與們嗎讓還还會会要想有"
)

CHINESE = Grammar(
    small=words(_SMALL),
    vague=words("问题 問題 方法 时间 時間 部分 结果 結果 例子 情况 情況 原因 内容 內容 意思 方式"),
    announces=re.compile(
        r"(?:来看(?:一下|看)?|來看(?:一下|看)?|(?:讲|講)(?:一下|讲|講)?|介(?:绍|紹)(?:一下)?|聊(?:一下|聊)?"
        r"|(?:说|說)(?:一下|说|說)?|(?:讨论|討論)(?:一下)?|(?:学习|學習)(?:一下)?|(?:关|關)于"
        r"|下一[个個](?:话题|話題|主题|主題|部分)是|什[么麼]是|首先是|(?:进|進)入)"
    ),
    greets=re.compile(r"大家好|你好|欢迎|歡迎|谢谢|謝謝|感谢|再见|订阅"),
    both="{}与{}",
)
_STOP = re.compile(
    "|".join(sorted(map(re.escape, CHINESE.small), key=len, reverse=True)) + f"|[{_GRAMMAR}]"
)


def chinese_cut(parts: Iterable[Sequence[str]], grammar: Grammar) -> Cut:
    """Learn a talk's words from all its sentences, and give what cuts them."""
    runs = [
        (stretch, sentence_start)
        for part in parts
        for sentence in part
        for run in _RUN.finditer(sentence)
        if run["signs"]
        for stretch, sentence_start in _stretches(run)
    ]
    known = _words_of([stretch for stretch, _ in runs])

    def cut(sentence: str) -> list[Clause]:
        return _cut(sentence, known, grammar)

    return cut


def _stretches(run: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Give what lies between the grammar of a run of signs, and where."""
    end = 0
    for stop in _STOP.finditer(run[0]):
        if stop.start() > end:
            yield run[0][end : stop.start()], run.start() + end
        end = stop.end()
    if end < len(run[0]):
        yield run[0][end:], run.start() + end


def _words_of(stretches: Iterable[str]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    befores: defaultdict[str, set[str]] = defaultdict(set)
    afters: defaultdict[str, set[str]] = defaultdict(set)
    for number, stretch in enumerate(stretches):
        # The end of a stretch is a neighbour of its own each time: grammar stands there.
        padded = f" {stretch} "
        for size in range(2, LONGEST + 1):
            for start in range(1, len(padded) - size):
                piece = padded[start : start + size]
                counts[piece] += 1
                before, after = padded[start - 1], padded[start + size]
                befores[piece].add(before if before != " " else str(number))
                afters[piece].add(after if after != " " else str(number))
    inside = _inside(counts)
    return frozenset(
        piece
        for piece, count in counts.items()
        if count > 1
        and inside.get(piece, 0) < INSIDE * count
        and min(len(befores[piece]), len(afters[piece])) > 1
    )


def _inside(counts: Mapping[str, int]) -> dict[str, int]:
    inside: dict[str, int] = {}
    for piece, count in counts.items():
        for inner in (piece[1:], piece[:-1]):
            inside[inner] = max(inside.get(inner, 0), count)
    return inside


def _cut(sentence: str, known: frozenset[str], grammar: Grammar) -> list[Clause]:
    found: list[Clause] = []
    end = -1
    for run in _RUN.finditer(sentence):
        if end < 0 or sentence[end : run.start()].strip():
            found.append([])
        gap = " " if 0 <= end < run.start() and found[-1] else ""
        pieces = [(run[0], run.start())] if run["latin"] else list(_stretches(run))
        for text, start in pieces:
            if found[-1] and start > end:
                found[-1].append(Term("", "", start, "", "", "small"))
            if run["latin"]:
                found[-1].append(_term(text, gap, start, grammar))
            else:
                found[-1] += _split(text, start, known, grammar)
            end = start + len(text)
        end = run.end()
    return found


def _split(stretch: str, start: int, known: frozenset[str], grammar: Grammar) -> Iterator[Term]:
    """Split a stretch at the longest words that the talk repeats."""
    at = 0
    is_known = False
    pieces: list[tuple[str, bool]] = []
    while at < len(stretch):
        size = next(
            (
                n
                for n in range(LONGEST, 1, -1)
                if stretch[at : at + n] in known and at + n <= len(stretch)
            ),
            0,
        )
        is_known = size > 0
        if not is_known and pieces and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + stretch[at], False)
        else:
            pieces.append((stretch[at : at + max(1, size)], is_known))
        at += max(1, size)
    at = start
    for text, is_word in pieces:
        whole = len(pieces) == 1 and 2 <= len(text) <= LONGEST_ALONE
        term = _term(text, "", at, grammar)
        yield term if is_word or whole else Term(text, "", at, text, "", "small")
        at += len(text)


def _term(text: str, gap: str, start: int, grammar: Grammar) -> Term:
    plain = text.casefold()
    if len(text) < 2 or text.isdigit():
        return Term(text, gap, start, plain, "", "small")
    return Term(text, gap, start, plain, plain, "vague" if plain in grammar.vague else "word")
