"""Korean, without a dictionary: the particles at the ends of words tell the nouns.

A word is parted from its particle where the talk says the rest with other particles, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from core.wording.grammar import Grammar, words
from core.wording.terms import Clause, Cut, Role, Term

_WORD = re.compile(r"[^\W_]+(?:[-'’./&+#][^\W_]+)*(?:\+\+|#)?")
_BREAK = re.compile(r"[,.;:!?()\[\]{}\"“”‘’—–…|/~、。]|\s-\s")
_PARTICLES = words(
    """
        은 는 이 가 을 를 의 에 에서 에서는 에서도 에는 에도 에게 에게서 께 한테 으로 로 으로는 로는 으로도 로도 으로써 로써 으로서 로서 와 과 와의
        과의 와는 과는 랑 이랑 도 만 만을 만이 까지 까지는 부터 부터는 조차 마저 밖에 보다 보다는 처럼 이나 나 이라는 라는 이라고 라고 이란 란 이라 인
        이며 이고 이다 입니다 이지만 이므로 들 들은 들이 들을 들의 들에 들도 들과 들로 에서의 에의 으로의 로의 이라면 라면 이든 든 입니까 이에요 예요
        이죠 이었습니다 였습니다 이라서 라서 인데 인지 이기 대로 마다 씩 끼리
    """
)
_LONGEST = max(map(len, _PARTICLES))
_VERB = re.compile(
    r"(?:니다|니까|어요|아요|해요|세요|네요|군요|까요|나요|지요|거든요|예요|죠|려고|도록|면서|지만|는데|은데|한데"
    r"|어서|아서|해서|여서|하여|하고|되고|하며|되며|하면|되면|으면|다면|려면|하는|되는|있는|없는|않는|는지|은지|한지"
    r"|하게|되게|하기|되기|하지|되지|시키[는고면]|했던|하던|였던|었던|있고|없고|있게|없이|겠[^\W_]*|[었았였했됐]다|ㄴ다"
    r"|한다|된다|있다|없다|같은|같이|다는|라는|자는|냐는|다고|자고|냐고|보면|보고|보는|위해|통해|대해|따라|의해|봅시다"
    r"|합시다|볼까|할까|할게|볼게|한|할|함|된|될|됨|해|돼|던|며|듯|려|네|든지|거나|시킨|시킬|느냐|만든|만들[^\W_]*)$"
)
_CLEAR = frozenset(["을", "를", "에서", "에서는", "에서의", "에는", "으로", "과", "와", "에"])
"""Particles that no word of one syllable ends in by itself."""
_HANGUL = re.compile(r"[가-힣]")

KOREAN = Grammar(
    small=words(
        """
        그리고 그래서 하지만 그런데 그러나 그러면 그럼 이제 여기 여기서 여기에 거기 저기 이것 저것 그것 이게 그게
        이건 그건 이걸 그걸 우리 우리는 우리가 우리의 저 저는 제가 저희 저희는 저희가 여러분 지금 다음 오늘 정말
        아주 매우 많이 많은 조금 좀 더 가장 또 또는 또한 다시 모든 모두 각 각각 두 세 네 한 이 그 저 어떤 무엇 무슨
        왜 어떻게 얼마나 언제 어디 누가 누구 때문 때 때는 때마다 얼마 얼마나 것 것과 것은 것이 것을 것도 것입니다 거 거는 거를 게 걸 건
        수 수가 수는 수도 수를 등 등의 등을 및 즉 바로 먼저 우선 마지막 첫 첫째 둘째 셋째 첫번째 두번째 번째 번 예를
        들어 들면 같은 같이 경우 경우에 경우는 사실 실제 실제로 그냥 아마 아마도 계속 항상 자주 가끔 이미 아직 역시 특히
        결국 만약 만일 비록 따라서 왜냐하면 게다가 오히려 물론 그렇게 이렇게 저렇게 그런 이런 저런 아무 다른 새로운 여러
        모두 전부 함께 서로 매번 안 못 잘 네 아니 아니라 아닌 아니요 있다 없다 하나 하나의 하나는 하나가 둘 셋 위 아래
        안에 속 뒤 앞 위에 사이 정도 동안 이후 이전 지난 방금 너무 꽤 거의 대부분 대해 대한 관한 관해 위한 위해 통해 통한
        의한 의해 따른 따라 의미 무언가 뭔가 뭐 자 음 어 아 오 이번 이때 그때 그대로 점 점은 점을 말 말이 데 데에 줄 채
        일단 약간 훨씬 전혀 별로 굉장히 상당히 완전히 자체 스스로 나 나는 내 내가 너 당신 그들 사람들 이상 이하 주 안녕하세요
        """
    ),
    vague=words(
        "방법 문제 부분 결과 이유 예 예시 질문 시간 방식 과정 내용 영상 이야기 생각 상황 상태 종류 목적 설명 이름"
        " 사람 숫자 개수 정리 소개 모습 형태 값 점 단계 이해 사용 확인 존재"
    ),
    announces=re.compile(
        r"(?:다음(?:은|으로)?|이제|이번에는|오늘은|먼저|우선|그럼)(?: 주제는)?[, ]+"
    ),
    announced=re.compile(
        r"(?:에|을|를|란|이란|은|는|가|이|으로|로|부터)? ?"
        r"(?:대해|대하여|관해|관하여|살펴|알아보|알아볼|소개|설명|시작|넘어가|이야기|얘기|배워|배우|다루|다뤄|무엇"
        r"|뭘까|뭔가요|입니다)"
    ),
    greets=re.compile(r"안녕하세요|반갑습니다|환영합니다|감사합니다|구독|좋아요"),
    both="{} 및 {}",
)


def korean_cut(parts: Iterable[Sequence[str]], grammar: Grammar) -> Cut:
    """Learn a talk's nouns from all its sentences, and give what cuts them."""
    endings: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts:
        for sentence in part:
            for word in _WORD.findall(sentence):
                for stem, particle in _splits(word):
                    endings[stem].add(particle)

    def cut(sentence: str) -> list[Clause]:
        return _cut(sentence, endings, grammar)

    return cut


def _splits(word: str) -> Iterable[tuple[str, str]]:
    yield word, ""
    for size in range(1, min(_LONGEST, len(word) - 1) + 1):
        if word[-size:] in _PARTICLES:
            yield word[:-size], word[-size:]


def _cut(sentence: str, endings: dict[str, set[str]], grammar: Grammar) -> list[Clause]:
    found: list[Clause] = []
    end = 0
    is_closed = True
    for match in _WORD.finditer(sentence):
        between = sentence[end : match.start()]
        if is_closed or _BREAK.search(between):
            found.append([])
        stem, tail = _part(match[0], endings)
        role = _role(match[0], stem, tail, endings, grammar)
        key = "" if role == "small" else stem.casefold()
        gap = " " if between and found[-1] else ""
        found[-1].append(Term(stem, gap, match.start(), stem.casefold(), key, role, tail))
        is_closed = tail not in {"", "의"}
        end = match.end()
    return found


def _part(word: str, endings: dict[str, set[str]]) -> tuple[str, str]:
    """Part a word from its particle: where most others follow the rest, the longest particle."""
    return max(
        (
            (stem, tail)
            for stem, tail in _splits(word)
            if len(stem) > 1 or not tail or (tail in _CLEAR and len(endings[stem]) > 2)
        ),
        key=lambda split: (len(endings[split[0]] - {""}) if split[1] else 0.5, len(split[1])),
    )


def _role(word: str, stem: str, tail: str, endings: dict[str, set[str]], grammar: Grammar) -> Role:
    if {word, stem} & grammar.small or not _HANGUL.search(stem):
        return (
            "word"
            if stem[:1].isalpha() and stem not in grammar.small and len(stem) > 1
            else "small"
        )
    is_verb = _VERB.search(word) and len(endings[stem] - {""}) < 2
    is_like = len(stem) > 2 and stem.endswith(("적", "히", "스럽", "스러운"))
    if is_verb or is_like or (_VERB.search(stem) and not tail):
        return "small"
    return "vague" if len(stem) < 2 or stem in grammar.vague else "word"
