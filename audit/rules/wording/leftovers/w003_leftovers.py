"""正文有残留的标记或乱码

依据：{准确}要求及时、准确公开政府信息；残留标记属编排差错，评估实务按文字差错扣分。
核对：标题、引言和各部分正文中有无书签、域代码、失效引用、网页标记和转义字符、乱码、转换程序的占位标记（清单见 leftovers.toml）。
不判：表格内的文字；网址中的符号；清单之外的标记；PDF、OFD中本工具未能识别的字符，列为无法核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.patterns import regex
from audit.rules.kit import (
    MOST_PLACES,
    Case,
    Hit,
    Outcome,
    data_file,
    one_per_hit,
    part_name,
    passage_evidence,
    rule,
    stated,
    wrong_words,
)

#: Characters shown of what is left over.
_CHARACTERS_SHOWN = 40
_LAID_OUT = ("pdf", "ofd", "picture")
_URL = regex(r"(?:https?://|www\.)[\w./?=&%#:~+-]+")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits: list[Hit] = []
    unread: list[Hit] = []
    for passage in case.report.passages:
        taken = bytearray(len(passage.text))
        for url in _URL.finditer(passage.text):
            taken[url.start() : url.end()] = b"\1" * len(url[0])
        for pattern, what in _patterns():
            for match in pattern.finditer(passage.text):
                if not passage.in_table and not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = b"\1" * len(match[0])
                    shown = match[0].strip()[:_CHARACTERS_SHOWN]
                    hit = wrong_words(passage, match.span(), "{where}有{what}“{found}”", shown=shown, what=what)
                    unknown = case.report.format in _LAID_OUT and not match[0].strip("\ufffd")
                    (unread if unknown else hits).append(hit)
    if unread:
        # In these formats it stands for what the reader could not make out; on paper there may be no fault.
        places = [
            passage_evidence(hit.passage, hit.start, hit.end, part_name(hit.passage)) for hit in unread[:MOST_PLACES]
        ]
        facts = stated("有{number}处字符未能识别，显示为“\ufffd”，请对照原件核对", number=len(unread))
        yield case.outcome("undecided", facts, "unread", places, severity="info")
    if hits or not unread:
        yield from one_per_hit(case, hits, stated("未见残留的标记或乱码"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(entry["pattern"]), entry["what"]) for entry in data_file(__package__, "leftovers")["leftovers"]
    )
