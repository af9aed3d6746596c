"""词语重复

依据：评估实务按文字差错扣分；公文用语应当准确、简洁（《党政机关公文处理工作条例》）。
核对：标题、引言和正文中连续出现两次的词语（二至十字）和不应重复的单字（见 doubled.toml）。
不判：合法的叠用（清单见 doubled.toml）；数字、字母的重复；表格内的文字；隔开出现的重复。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._passages import Hit, narrative, one_per_hit, where
from audit.rules.wording._data import words

#: Numerals, and one character repeated (“一一二二”).
_NUMERALS = re.compile(r"[一二三四五六七八九十〇零百千万]+|(?P<one>.)(?P=one)+")


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
                hits.append(Hit(passage, *match.span(), f"{where(passage)}“{match[0]}”重复"))
    yield from one_per_hit(case, hits, "未见重复的词语")
