"""How sentences are cut to the words that may stand in a title."""

from __future__ import annotations

import pytest

from core.wording.languages import cut_for, grammar_of, join


class NoLists:
    def small_words(self, language: str) -> frozenset[str]:
        return frozenset()


def telling(language: str, *sentences: str) -> list[list[str]]:
    """Give the telling words of the last sentence, a list a clause; empty clauses left out."""
    grammar = grammar_of(language, NoLists())
    cut = cut_for(grammar, [sentences])
    clauses = [[term.text for term in clause if term.key] for clause in cut(sentences[-1])]
    return [clause for clause in clauses if clause]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "The UTF-8 decoder, in C++, gets bytes.", [["UTF-8", "decoder"], ["C++"], ["bytes"]]),
        ("en", "It’s Anna’s 3D printer (v2.0) at 10.5 km/h", [["Anna’s", "3D", "printer"], ["v2.0"], ["km/h"]]),
        ("en", "we quickly reply to the family in 1999", [["reply", "family"]]),
        ("fr", "L’eau d’aujourd’hui, c’est qu’on l'analyse", [["eau"], ["analyse"]]),
        ("de", "Heute sprechen wir über Straßenbahnen", [["sprechen", "Straßenbahnen"]]),
        ("hi", "हिन्दी में लिखो।", [["हिन्दी", "में", "लिखो"]]),
        ("ja", "畳み込み層の重みを計算する。", [["畳み込み", "層", "重み", "計算"]]),
        ("ja", "今回は、GPUを使って学習します", [["GPU", "学習"]]),
        ("ja", "数学的に考えると、3つの深さがある", [["深さ"]]),
        ("ko", "그리고 신경망의 학습을 살펴보겠습니다", [["신경망", "학습"]]),
        ("zh", "我们使用GPU的时候", [["GPU"]]),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_to_its_telling_words(
    language: str, sentence: str, expected: list[list[str]]
) -> None:
    """Small words, numbers, particles and endings are known; names and signs stay whole."""
    assert telling(language, sentence) == expected


def test_korean_particles_are_learned_from_the_talk() -> None:
    """A word is parted from its particle where the talk uses the rest with others."""
    talk = (
        "신경망은 빠릅니다.",
        "신경망을 봅시다.",
        "신경망이 배웁니다.",
        "고양이는 잡니다.",
        "신경망은 고양이를",
    )

    assert telling("ko", *talk) == [["신경망"], ["고양이"]]


def test_chinese_words_are_learned_from_the_talk() -> None:
    """Signs that stay together beside different others are one word."""
    talk = ("平衡树很快。", "红黑树是平衡树。", "旋转平衡树。", "删除平衡树时旋转。")

    assert telling("zh", *talk) == [["平衡树", "旋转"]]


@pytest.mark.parametrize(
    ("language", "one", "other", "expected"),
    [
        ("en", "keys", "hashes", "keys and hashes"),
        ("es", "datos", "índices", "datos e índices"),
        ("es", "agua", "hielo", "agua y hielo"),
        ("ja", "木", "根", "木と根"),
        ("zh", "树", "根", "树与根"),
        ("ko", "나무", "뿌리", "나무 및 뿌리"),
        ("ar", "ماء", "نار", "ماء ونار"),
        ("pl", "drzewo", "las", "drzewo i las"),
        ("xx", "one", "other", "one, other"),
    ],
)
def test_two_phrases_are_joined_as_the_language_does(
    language: str, one: str, other: str, expected: str
) -> None:
    """Each language has its own `and`; where it is not known, a comma stands."""
    assert join(one, other, grammar_of(language, NoLists())) == expected
