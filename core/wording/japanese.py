"""Japanese, without a dictionary: words are runs of kanji, of katakana or of Latin letters.

Hiragana between them is grammar, except `の` between two nouns and the `み` and `さ` that make
a noun. What hiragana follows a run tells whether it is a noun or the stem of a verb.
"""

from __future__ import annotations

import re

from core.wording.grammar import Grammar, words
from core.wording.terms import Clause, Role, Term

_TOKEN = re.compile(
    # Two verbs made one noun: 畳み込み, 組み合わせ, 取り出し.
    r"(?P<made>[\u3400-\u9fff][みりきいえけげせてれちしびめね][\u3400-\u9fff](?:合?わせ|[みりしせてえけげきいめれ])"
    r"(?=[はがをにでとものやへ、。 ]|から|まで|する|し[てたま]|$|[\u3400-\u9fffァ-ヺ]))"
    r"|(?P<kanji>[\u3400-\u9fff\uf900-\ufaff々〆ヶ]+)|(?P<katakana>[ァ-ヺー]+(?:・[ァ-ヺー]+)*)"
    r"|(?P<latin>[A-Za-z0-9Ａ-Ｚａ-ｚ０-９À-ɏ]+(?:[-'’._/+#]+[A-Za-z0-9]+)*(?:\+\+|#)?)"
    r"|(?P<hiragana>[ぁ-ゖゝゞ]+)"
)
_NOUN = re.compile(
    r"は|が|を|に|で|と|も|の|や|へ|から|まで|より|など|だ|です|という|って|か|ごと|だけ|しか|同士|み?$"
    r"|する|すれ|さ[れせ]|し[てたまな、]|しよ|でき|じゃ|なら|なし|における|ずつ|たち"
)
_MADE_NOUN = re.compile(r"[みさ](?=[はがをにでとものやへ]|$)")
_NUMERAL = re.compile(
    r"[〇一二三四五六七八九十百千万億兆]+[つ個回番目年月日人分秒本章枚度行種類点歳目次]*$|[\d.,]+$"
)

JAPANESE = Grammar(
    small=words(
        """
        今回 今日 場合 必要 可能 重要 以上 以下 最初 最後 私 私達 皆 皆様 皆さん 自分 本当 実際 一番 全部
        一般 同様 同時 何 非常 簡単 具体 際 通常 現在 多数 複数 一部 大変 十分 特定 特別 一緒 今度 次回 前回
        先程 以前 以降 最近 一度 前者 後者 当然 結局 勿論 多分 絶対 普通 直接 次 今 人 時 事 物 中 前 後 上
        下 間 方 他 各 毎回 途中 先 本日 明日 昨日 毎日 皆様方 大切 大事 便利 有名 不要 完全 正確 確実 明確
        番目 度目 新 旧 同 両方 両者 有効 無効 様々 色々 個々 全て 全体的 基本的 具体的 一般的 最終的 本質的 実質的
        """
    ),
    joints=words("の"),
    vague=words(
        """
        方法 結果 問題 部分 説明 理由 意味 例 時間 全体 紹介 動画 質問 内容 話 話題 状態 状況 目的 種類
        概要 解説 確認 理解 利用 使用 表示 存在 関係 最大 最小 回 目 点 数 値 性 的 型 化 者 用 法 論 力 量
        """
    ),
    announces=re.compile(
        r"(?:次は|次に|続いて|今回は|今日は|それでは|では|まずは?|ここからは)[、 ]?"
    ),
    announced=re.compile(
        r"について|に関して|を(?:見て|説明|紹介|解説|学[びぶん]|勉強|使って|作って|扱[いう])|とは(?:何|なん|、)"
        r"|の(?:話|説明|紹介)|を取り上げ|に(?:移|進み|入り|取り組)|から始め|を始め|に挑戦"
    ),
    greets=re.compile(
        r"こんにちは|こんばんは|ようこそ|ありがとうござ|はじめまして|さようなら|チャンネル登録"
    ),
    both="{}と{}",
)


def cut_japanese(sentence: str, grammar: Grammar) -> list[Clause]:
    """Cut a sentence at its punctuation, and its clauses where the script changes."""
    found: list[Clause] = []
    end = -1
    tokens = list(_TOKEN.finditer(sentence))
    for at, token in enumerate(tokens):
        between = sentence[end : token.start()] if end >= 0 else ""
        if not found or between.strip():
            found.append([])
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        follows = after[0] if after and after.start() == token.end() and after["hiragana"] else ""
        is_joined = after is not None and after.start() == token.end()
        gap = " " if between and found[-1] else ""
        text, role = _read(token, follows, is_joined, grammar)
        key = "" if role in {"small", "joint"} else text.casefold()
        found[-1].append(Term(text, gap, token.start(), text.casefold(), key, role))
        end = token.end()
    return found


def _read(
    token: re.Match[str], follows: str, is_joined: bool, grammar: Grammar
) -> tuple[str, Role]:
    text = token[0]
    if token["hiragana"]:
        is_joint = text in grammar.joints and is_joined
        return text, "joint" if is_joint else "small"
    if text in grammar.small or _NUMERAL.match(text) or (token["kanji"] and text.endswith("的")):
        return text, "small"
    if token["made"] or not token["kanji"]:
        return text, "word" if len(text) > 1 else "vague"
    if made := _MADE_NOUN.match(follows):
        return text + made[0], "word"
    return text, _role(text, follows, grammar)


def _role(text: str, follows: str, grammar: Grammar) -> Role:
    """Tell by the hiragana that follows whether kanji are a noun or the stem of a verb."""
    is_short = len(text) == 1
    if follows and (not _NOUN.match(follows) or (is_short and follows[0] in "しすさっ")):
        return "small"
    return "vague" if is_short or text in grammar.vague else "word"
