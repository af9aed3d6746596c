"""主要数字与以往年度相比变化异常且正文未说明

依据：{内容条}；{不准确}。变化幅度的界限为本工具设定，见规则所附数据文件，仅供提示。
核对：新收申请、结转下年、许可、处罚、强制、现行有效规范性文件、复议、诉讼件数，与提供的同一机关以往年度报告比较。以往不足四年的，与上一年度相差的倍数和件数同时达到界限，且不在以往各年的范围之内，才作提示；满四年的，以中位数和绝对中位差衡量。
不判：没有以往年度报告、以往年度数字空白或未能读取、相差件数较小的不判；正文同一句中写明该项数字与表中同一方向的增减，或者写有该项数字并说明原因、职能调整而没有写相反方向的，视为已有说明，写的是其他工作或者方向相反的不算；行政事业性收费因金额单位常有元、万元之别，不判。与同类机关的比较见P002。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.findings import Jump, Side
from audit.history import by_year
from audit.rules.consistency.earlier import confidence
from audit.rules.consistency.years._jumps import Known, Watched, explained, known_before, known_now, usual, watched
from audit.rules.kit import Case, Outcome, Verdict, rule


@rule(severity="info", cause="unusual")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per number that can be compared with an earlier year."""
    years = by_year(case.report, case.previous)
    for item in watched() if years else ():
        now = known_now(case, item)
        outcome = _compared(case, item, now, known_before(years, item)) if now is not None else None
        if outcome is not None:
            yield outcome


def _compared(case: Case, item: Watched, now: Known, past: Mapping[int, Known]) -> Outcome | None:
    last_year = (case.report.year or 0) - 1
    bounds = usual(item, past, last_year)
    if bounds is None:
        return None
    before = tuple(Side("earlier_report", item.name, known.value, year=year) for year, known in past.items())
    is_explained = not bounds.holds(now.value) and explained(case.report, item, bounds, now.value)
    facts = Jump(item.name, tuple(cell.side for cell in now.cells), before, bounds, is_explained)
    shown = [past[last_year]] if last_year in past else list(past.values())
    cells = (*now.cells, *(cell for known in shown for cell in known.cells))
    verdict: Verdict = "fail" if facts.result == "unexplained" else "pass"
    keys = tuple(key for key in item.keys if key in case.form.cells)
    places = [cell.evidence for cell in cells]
    return case.outcome(verdict, facts, item.keys[0], places, confidence=confidence(cells), cells=keys)
