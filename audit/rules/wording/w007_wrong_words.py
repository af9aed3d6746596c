"""错别字或不规范用词

依据：评估实务按文字差错扣分；《通用规范汉字表》和公文用词惯例（清单见 words.toml）。
核对：标题、引言、各部分标题和正文中有无清单所列的写法，明显的错别字为疑点，用词习惯为提示。
不判：清单之外的字词；表格内的文字；书名号、引号内的名称。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from audit.findings import Outcome, Severity
from audit.rules import Case, rule
from audit.rules._passages import Hit, one_per_hit, where
from audit.rules.wording._data import words

_QUOTED = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,80}”")


@rule(severity="info", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    found: list[tuple[Severity, Hit]] = []
    for passage in case.report.passages:
        quoted = [match.span() for match in _QUOTED.finditer(passage.text)]
        for pattern, right, severity in _patterns():
            for match in pattern.finditer(passage.text) if not passage.in_table else ():
                if not any(start <= match.start() < end for start, end in quoted):
                    message = f"{where(passage)}“{match[0]}”宜为“{right}”"
                    found.append((severity, Hit(passage, *match.span(), message)))
    if not found:
        yield from one_per_hit(case, (), "未见清单所列的错别字和不规范用词")
    found.sort(key=lambda item: item[0])
    for severity, group in groupby(found, key=lambda item: item[0]):
        yield from one_per_hit(case, [hit for _, hit in group], "", severity=severity)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, Severity], ...]:
    return tuple((re.compile(e["wrong"]), e["right"], e.get("severity", "info")) for e in words("words")["words"])
