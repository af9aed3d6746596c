"""正文的“没有”“均”“全部”与表格不一致

依据：{内容条}、{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文写“未收到申请”“无行政复议、行政诉讼”“未制发规范性文件”等的，与表格对应数字是否为0比较；写复议、诉讼“均获维持”的，与表四纠正、其他结果、尚未审结比较；写“均胜诉”“无败诉”“未被纠错”的，与表四结果纠正比较（前面没有写明案件数的只列出，不判不符）；写若干件“已审结”“正在审理”、件数与表四总计相同的，与表四尚未审结比较；写申请“全部办结”的，与表三结转下年度比较。
不判：涉及其他年度、其他单位或分渠道的不判；“全部办结”而表中有结转、“均获维持”而表中只有尚未审结的，只列出，不判不符；表中空白与“没有”不矛盾。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.findings import Evidence, Outcome
from audit.rules import Case, rule
from audit.rules._compare import evidences, sum_of, unread, unread_table
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, against_tables, is_denial
from audit.rules.consistency._universals import Universal, universals
from audit.text import show


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per denial or universal that the tables can answer."""
    seen: Counter[str] = Counter()
    for claim in case.report.claims:
        if is_denial(claim) and claim.subject and claim.scope in ("report", "unclear"):
            seen[claim.subject] += 1
            outcome = against_tables(case, claim, f"denial:{claim.subject}#{seen[claim.subject]}")
            if outcome is not None:
                yield outcome
    for universal in universals(case):
        if universal.kind in ("upheld", "done"):
            yield _upheld(case, universal) if universal.routes else _done(case, universal)
        elif outcome := _unlost(case, universal) if universal.kind == "unlost" else _stage(case, universal):
            yield outcome


def _upheld(case: Case, universal: Universal) -> Outcome:
    """Hold “均获维持” against the other results of the cases that it may speak of."""
    said, routes, locus = universal.said, universal.routes, f"all#{universal.number}:upheld"
    results = ("corrected", "other") if universal.concluded else ("corrected", "other", "pending")
    keys = _keys(routes, results)
    places = (said, *evidences(case, keys))
    if unread(case, keys):
        return _open(
            case,
            f"正文“{said.raw}”：{unread_table(case, keys) or '表四有未能读取的单元格'}，无法核对",
            locus,
            places,
            keys,
        )
    against = _filled(case, keys)
    if not against:
        return case.outcome(
            "pass", f"正文“{said.raw}”，表四没有纠正、其他结果或尚未审结的案件，相符", locus, places, cells=keys
        )
    listed = "、".join(f"{case.form.cells[key].label}为 {show(case.report.value(key))}" for key in against)
    message = f"正文“{said.raw}”，而{listed}"
    if all(key.endswith(".pending") for key in against):
        return _open(case, f"{message}；正文可能只计已审结的案件，请人工核对", locus, places, keys)
    if len(routes) > 1 and any(not case.report.value(f"litigation.{route}.upheld") for route in routes):
        return _open(case, f"{message}；正文所指的是哪一类案件不能确定，请人工核对", locus, places, keys)
    if universal.nearest != routes and not _filled(case, _keys(universal.nearest, ("corrected", "other"))):
        return _open(case, f"{message}；正文所指的是哪一类案件不能确定，请人工核对", locus, places, against)
    return case.outcome("fail", message, locus, places, confidence=0.8, cells=against)


def _unlost(case: Case, universal: Universal) -> Outcome:
    """Hold “均胜诉”, “无败诉”, “未被纠错” against the cases corrected."""
    said, locus, keys = universal.said, f"all#{universal.number}:unlost", _keys(universal.nearest, ("corrected",))
    places = (said, *evidences(case, keys))
    if unread(case, keys):
        return _open(
            case,
            f"正文“{said.raw}”：{unread_table(case, keys) or '表四有未能读取的单元格'}，无法核对",
            locus,
            places,
            keys,
        )
    if not (against := _filled(case, keys)):
        return case.outcome("pass", f"正文“{said.raw}”，表四没有结果纠正的案件，相符", locus, places, cells=keys)
    listed = "、".join(f"{case.form.cells[key].label}为 {show(case.report.value(key))}" for key in against)
    message = f"正文“{said.raw}”，而{listed}"
    if universal.cases is None:
        return _open(case, f"{message}；正文没有写明所指案件，请人工核对", locus, places, against)
    return case.outcome("fail", message, locus, places, confidence=0.8, cells=against)


def _stage(case: Case, universal: Universal) -> Outcome | None:
    """Hold “已审结” and “正在审理” against 尚未审结, where the number of cases right before is the one of table 四."""
    said, locus, cases = universal.said, f"all#{universal.number}:{universal.kind}", universal.cases
    totals, keys = _keys(universal.nearest, ("total",)), _keys(universal.nearest, ("pending",))
    if cases is None or unread(case, (*totals, *keys)):
        return None
    pending = sum_of(case, keys)
    if sum_of(case, totals) != cases.value:
        return None
    places = (said, *evidences(case, keys))
    message = f"正文“{cases.text}”，“{said.raw}”，表四相应的“尚未审结”为 {show(pending)}"
    if pending == (0 if universal.kind == "settled" else cases.value):
        return case.outcome("pass", f"{message}，相符", locus, places, cells=keys)
    return case.outcome("fail", message, locus, places, confidence=0.7, cells=keys)


def _done(case: Case, universal: Universal) -> Outcome:
    """Hold “全部办结” against what was carried over to the next year."""
    said, locus, keys = universal.said, f"all#{universal.number}:done", ("applications.carried_out.total",)
    places = (said, *evidences(case, keys))
    if unread(case, keys):
        return _open(case, f"正文“{said.raw}”：表三“结转下年度继续办理”未能读取，无法核对", locus, places, keys)
    left = case.report.value(keys[0]) or 0
    message = f"正文“{said.raw}”，表三“结转下年度继续办理”为 {show(left)}"
    if left:
        return _open(case, f"{message}；正文可能只计到期申请，请人工核对", locus, places, keys)
    return case.outcome("pass", f"{message}，相符", locus, places, cells=keys)


def _keys(routes: Sequence[str], results: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"litigation.{route}.{result}" for route in routes for result in results)


def _filled(case: Case, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if case.report.value(key))


def _open(case: Case, message: str, locus: str, places: Sequence[Evidence], keys: tuple[str, ...]) -> Outcome:
    return case.outcome("undecided", message, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
