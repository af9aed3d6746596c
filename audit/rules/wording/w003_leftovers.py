"""正文有残留的标记或乱码

依据：条例第六条要求及时、准确公开政府信息；残留标记属编排差错，评估实务按文字差错扣分。
核对：标题、引言和各部分正文中有无书签、域代码、失效引用、网页标记和转义字符、乱码、转换程序的占位标记（清单见 leftovers.toml）。
不判：表格内的文字；网址中的符号；清单之外的标记。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._passages import Hit, one_per_hit, where
from audit.rules.wording._data import words

_URL = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~+-]+")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits = []
    for passage in case.report.passages:
        taken = bytearray(len(passage.text))
        for url in _URL.finditer(passage.text):
            taken[url.start() : url.end()] = b"\1" * len(url[0])
        for pattern, what in _patterns():
            for match in pattern.finditer(passage.text):
                if not passage.in_table and not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = b"\1" * len(match[0])
                    message = f"{where(passage)}有{what}“{match[0].strip()[:40]}”"
                    hits.append(Hit(passage, *match.span(), message))
    yield from one_per_hit(case, hits, "未见残留的标记或乱码")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["pattern"]), entry["what"]) for entry in words("leftovers")["leftovers"])
