"""信息处理费名称有误

依据：{费用名称}。
核对：第六部分是否以其他名称（见 fee_names.toml，如“信息公开处理费”）称呼信息处理费。
不判：只写“收费”“费用”而没有具体名称的；其他部分的文字；第六部分没有提到该费用的由M601核对；2018年度及以前没有这一名称，不核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.kit import Case, Outcome, data_file, in_force, narrative, one_per_hit, rule, stated, wrong_words


@rule(severity="info", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per wrong name; one pass where only the right one is used; silent where neither is, or had no name yet."""
    if not in_force("费用名称", case.report.year)["text"]:
        return
    data = data_file(__package__, "fee_names")
    passages = [p for p in narrative(case.report) if p.section == 6]
    pattern = _wrong_names()
    hits = [
        wrong_words(passage, match.span(), "{where}称“{found}”，规定的名称为“{correction}”", correction=data["right"])
        for passage in passages
        for match in pattern.finditer(passage.text)
    ]
    if hits or any(data["right"] in passage.text for passage in passages):
        yield from one_per_hit(case, hits, stated("第六部分使用“{found}”的名称", found=data["right"]))


@cache
def _wrong_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, data_file(__package__, "fee_names")["wrong"])))
