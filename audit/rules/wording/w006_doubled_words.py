"""词语重复

依据：评估实务按文字差错扣分；公文用语应当准确、简洁（《党政机关公文处理工作条例》）。
核对：标题、引言和正文中连续出现两次的词语（二至十字）和不应重复的单字（见 doubled.toml）；紧接着重复一遍的分句（六字以上）；同一部分中原样出现两次的句子（二十五字以上）和段落（十二字以上）。
不判：合法的叠用（清单见 doubled.toml）；数字、字母的重复；表格内的文字；隔开出现的词语重复；只有数字、单位不同的相似语句；没有句末标点的段落（标题、网页的页眉页脚）。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from audit.findings import Outcome, stated
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._passages import Hit, narrative, one_per_hit, repeated, wrong
from audit.rules.wording._data import words
from audit.text import fold, widened
from audit.words import DIGIT, MYRIADS, TENS

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
    data = words("doubled")
    doubled = re.compile(f"(?P<word>[\\u4e00-\\u9fff]{{2,10}}|[{data['single']}])(?P=word)")
    allowed = re.compile("|".join(map(re.escape, data["allowed"])))
    hits = []
    for passage in narrative(case.report):
        for match in doubled.finditer(passage.text):
            around = passage.text[max(0, match.start() - 6) : match.end() + 6]
            legitimate = any(match["word"] in word for word in allowed.findall(around))
            if not legitimate and not _NUMERALS.fullmatch(match["word"]):
                hits.append(wrong(passage, match.span(), "{where}“{found}”重复", correction=match["word"]))
    hits += _sentences(case)
    yield from one_per_hit(case, hits, stated("未见重复的词语"))


def _sentences(case: Case) -> Iterator[Hit]:
    """Clauses printed twice running, and whole sentences that stand twice in one part of the report."""
    seen: dict[tuple[int, str], tuple[Passage, int]] = {}
    again = case.once(repeated)
    for passage in narrative(case.report):
        text = widened(passage.text)
        if passage in again:
            whole = (0, len(passage.text))
            yield wrong(passage, whole, "{where}同一段出现两次：“{found}”", shown=_short(text))
            continue
        clauses = [match.span() for match in _CLAUSE.finditer(text)]
        ends = [end for _, end in clauses]
        for start, end in clauses:
            yield wrong(passage, (start, end), "{where}一处语句重复：“{found}”", shown=_short(text[start:end]))
        for start, end in _ended(text):
            told = fold(text[start:end])
            at = bisect_right(ends, start)  # the first clause that ends behind the sentence's beginning
            inside = at < len(clauses) and clauses[at][0] < end
            before = seen.setdefault((passage.section, told), (passage, start))
            if passage.section and not inside and before != (passage, start):
                yield wrong(passage, (start, end), "{where}同一句出现两次：“{found}”", shown=_short(text[start:end]))


def _ended(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text`` that is long enough and ends with a mark, the mark left out."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span("words")
        if end - start >= _SHORTEST and end < match.end():
            yield start, end


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
