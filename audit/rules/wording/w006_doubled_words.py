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

_WORD = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,10})(?P=word)")
_NUMERALS = re.compile(r"[一二三四五六七八九十〇零百千万]+|(?P<one>.)(?P=one)+")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    data = words("doubled")
    single = re.compile(f"(?P<word>[{data['single']}])(?P=word)")
    hits = []
    for passage in narrative(case.report):
        allowed = [m.span() for word in data["allowed"] for m in re.finditer(re.escape(word), passage.text)]
        for pattern in (_WORD, single):
            for match in pattern.finditer(passage.text):
                inside = any(start < match.end() and match.start() < end for start, end in allowed)
                if not inside and (pattern is single or not _NUMERALS.fullmatch(match["word"])):
                    message = f"{where(passage)}“{match[0]}”重复"
                    hits.append(Hit(passage, *match.span(), message))
    yield from one_per_hit(case, hits, "未见重复的词语")
