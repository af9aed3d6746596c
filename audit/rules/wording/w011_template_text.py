"""模板文字没有替换或删除

依据：条例第六条要求准确公开政府信息；评估实务对遗留的模板文字扣分。
核对：标题、引言和正文中有无填写说明、占位符号等（清单见 templates.toml），如“（具体网址）”“XX年”“此处填写”。
不判：人名、案件中为隐去信息而用的“某”“××”（其后不是年、件、局等字的）；表格内的文字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._passages import Hit, narrative, one_per_hit, where
from audit.rules.wording._data import words


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits = [
        Hit(passage, *match.span(), f"{where(passage)}有模板文字“{match[0].strip()[:30]}”")
        for passage in narrative(case.report)
        for pattern in _patterns()
        for match in pattern.finditer(passage.text)
    ]
    yield from one_per_hit(case, hits, "未见模板文字")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"]) for entry in words("templates")["templates"])
