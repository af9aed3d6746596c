"""标点符号连用

依据：GB/T 15834—2011《标点符号用法》：点号不连用，句内点号之后不再接句末点号；评估实务按文字差错扣分。
核对：标题、引言和正文中紧接着的两个点号（“。。”“，，”“，。”“、，”等）。
不判：省略号；引号、括号、书名号与点号相接；表格内的文字；半角标点由W008核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words

_MARKS = regex(r"[，、；：。！？]{2,}")
#: Emphasis in writing, and what stands for an ellipsis.
_ALLOWED = regex(r"[！？]+|。{3,}")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits = [
        wrong_words(passage, match.span(), "{where}“{found}”标点连用")
        for passage in narrative(case.report)
        for match in _MARKS.finditer(passage.text)
        if not _ALLOWED.fullmatch(match[0])
    ]
    yield from one_per_hit(case, hits, stated("未见连用的点号"))
