"""词语重复

依据：评估实务按文字差错扣分；公文用语应当准确、简洁（《党政机关公文处理工作条例》）。
核对：标题、引言和正文中连续出现两次的词语（二至十字）和不应重复的单字（“的的”“进一步加加强”“公开开了”，见 doubled.toml、doubled_characters.toml），隔着换行（段落末尾没有标点而下一段接着写）的也算；隔着逗号、顿号的“的、的”；并列各项中相邻的相同两项（“宣传、宣传”）；紧接着重复一遍的分句（六字以上）；同一部分中原样出现两次的句子（二十五字以上）和段落（十二字以上）。
不判：合法的叠用（“一件一件”“看着看着”“支队支队长”等，清单见 doubled.toml；“层层”“高高兴兴”“一张张”）和两词相接（“工作作风”“公开开展”）；数字、字母的重复；表格内的文字；隔开出现的词语重复；只有数字、单位不同的相似语句；没有句末标点的段落（标题、网页的页眉页脚）。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from audit.model import Passage
from audit.numbering import numbering
from audit.rules.kit import (
    Case,
    Hit,
    Outcome,
    data_file,
    narrative,
    one_per_hit,
    repeated_paragraphs,
    rule,
    stated,
    wrong_words,
)
from audit.rules.wording.words import _characters
from audit.text import fold, widened
from audit.words import DIGIT, MYRIADS, TENS, endings

#: An item of a list and the same item again: “宣传、宣传、培训”; “学习、学习、再学习” is meant.
_ITEM = re.compile(r"(?<![^，。；、：（“])(?P<word>[\u4e00-\u9fff]{2,10})、(?P=word)(?=[，。；、）]|等)(?!、再)")
#: 的 on both sides of a mark: “真实的、的信息”; what ends or begins a word is none.
_OF = re.compile(r"(?<![目标有之])(?P<word>的)[、，]的(?![确士])")
#: Offices within an organ, whose heads have its name before their post.
_BODIES = endings("bureau", "office", "force", "station", "desk", "party")
#: Characters on both sides of a line's end that are looked at, and the fewest of a line of running text.
_EDGE, _LINE = 22, 15
#: A clause and the same clause again, a mark between them and one behind.
_CLAUSE = re.compile(r"(?<![^，。；、：])(?P<clause>[^，。；、：]{6,80})[，。；、]\s?(?P=clause)(?![^，。；、：])")
_SHOWN = 30
#: A sentence with the mark that ends it: what is not ended is none, and is looked through once only.
_SENTENCE = re.compile(r"(?P<words>[^。；]++)(?:[。；]|\Z)")
_SHORTEST = 25
#: Numerals, and one character repeated (“一一二二”).
_NUMERALS = re.compile(rf"[{DIGIT}{TENS}{MYRIADS}]+|(?P<one>.)(?P=one)+")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits = []
    for passage in narrative(case.report):
        hits += [
            wrong_words(passage, match.span(), "{where}“{found}”重复", correction=match["word"])
            for match in (*_doubled(passage.text), *_OF.finditer(passage.text), *_ITEM.finditer(passage.text))
        ]
    hits += _across(case)
    hits += _sentences(case)
    yield from one_per_hit(case, hits, stated("未见重复的词语"))


def _doubled(text: str) -> Iterator[re.Match[str]]:
    """The words of ``text`` that stand twice running and should not."""
    word, allowed, rightly, posts = _patterns()
    for match in word.finditer(text):
        around = text[max(0, match.start() - 6) : match.end() + 6]
        legitimate = any(match["word"] in each for each in allowed.findall(around))
        post = match["word"].endswith(_BODIES) and posts.match(text, match.end())
        if not (legitimate or post or _NUMERALS.fullmatch(match["word"]) or rightly.fullmatch(match["word"])):
            yield match
    yield from _characters.doubled(text)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Any doubled word; those that are allowed; words that are doubled rightly; posts behind the name of an office."""
    data = data_file(__package__, "doubled")
    return (
        re.compile(f"(?P<word>[\\u4e00-\\u9fff]{{2,10}}|[{data['single']}])(?P=word)"),
        re.compile("|".join(map(re.escape, data["allowed"]))),
        re.compile(data["patterns"]),
        re.compile(data["posts"]),
    )


def _across(case: Case) -> Iterator[Hit]:
    """Words that end a line without a mark and begin the next one again."""
    for first, second in pairwise(narrative(case.report)):
        text = first.text.rstrip()
        running = len(text) >= _LINE and "\u4e00" <= text[-1] <= "\u9fff" and numbering(second.text) is None
        if not (first.section and first.section == second.section and running):
            continue
        tail = text[-_EDGE:]
        for match in _doubled(tail + second.text.lstrip()[:_EDGE]):
            if match.start() < len(tail) < match.end():
                span = (len(text) - len(tail) + match.start(), len(text))
                yield wrong_words(first, span, "{where}换行处“{found}”重复", shown=match[0], correction=match["word"])


def _sentences(case: Case) -> Iterator[Hit]:
    """Clauses printed twice running, and whole sentences that stand twice in one part of the report."""
    seen: dict[tuple[int, str], tuple[Passage, int]] = {}
    again = case.once(repeated_paragraphs)
    for passage in narrative(case.report):
        text = widened(passage.text)
        if passage in again:
            whole = (0, len(passage.text))
            yield wrong_words(passage, whole, "{where}同一段出现两次：“{found}”", shown=_short(text))
            continue
        clauses = [match.span() for match in _CLAUSE.finditer(text)]
        ends = [end for _, end in clauses]
        for start, end in clauses:
            yield wrong_words(passage, (start, end), "{where}一处语句重复：“{found}”", shown=_short(text[start:end]))
        for start, end in _ended(text):
            told = fold(text[start:end])
            at = bisect_right(ends, start)  # the first clause that ends behind the sentence's beginning
            inside = at < len(clauses) and clauses[at][0] < end
            before = seen.setdefault((passage.section, told), (passage, start))
            if passage.section and not inside and before != (passage, start):
                yield wrong_words(
                    passage, (start, end), "{where}同一句出现两次：“{found}”", shown=_short(text[start:end])
                )


def _ended(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text`` that is long enough and ends with a mark, the mark left out."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span("words")
        if end - start >= _SHORTEST and end < match.end():
            yield start, end


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
