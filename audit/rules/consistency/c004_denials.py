"""正文的“没有”“均”“全部”与表格不一致

依据：{内容条}、{不准确}。文表不一可能出自统计口径，故列为疑点。
核对：正文写“未收到申请”“无行政复议、行政诉讼”“未制发规范性文件”等的，与表格对应数字是否为0比较；写复议、诉讼“均获维持”的，与表四纠正、其他结果、尚未审结比较；写“均胜诉”“无败诉”“未被纠错”的，与表四结果纠正比较（前面没有写明案件数的只列出，不判不符）；写若干件“已审结”“正在审理”、件数与表四总计相同的，与表四尚未审结比较；写申请“全部办结”的，与表三结转下年度比较。
不判：涉及其他年度、其他单位或分渠道的不判；“全部办结”而表中有结转、“均获维持”而表中只有尚未审结的，只列出，不判不符；表中空白与“没有”不矛盾。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.findings import Doubt, Outcome, SaidOfAll, Side, Stated, stated
from audit.rules import Case, rule
from audit.rules._compare import evidences, sum_of, unread, unread_table
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, against_tables, text_side
from audit.rules.consistency._universals import Universal, universals

_CARRIED_OUT, _CARRIED_ROW = "applications.carried_out.total", "表三“结转下年度继续办理”"


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per denial or universal that the tables can answer."""
    seen: Counter[str] = Counter()
    for claim in case.report.claims:
        if claim.denies and claim.subject and claim.scope in ("report", "unclear"):
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
    routes = universal.routes
    results = ("corrected", "other") if universal.concluded else ("corrected", "other", "pending")
    keys = _keys(routes, results)
    if lacking := _lacking(case, keys):
        return _outcome(case, SaidOfAll(universal.kind, _words(universal), lacking=lacking), universal, keys)
    against = _filled(case, keys)
    facts = SaidOfAll(universal.kind, _words(universal), _cells(case, against))
    nearest = universal.nearest == routes or _filled(case, _keys(universal.nearest, ("corrected", "other")))
    if not against:
        return _outcome(case, facts, universal, keys)
    if all(key.endswith(".pending") for key in against):
        return _outcome(case, replace(facts, doubt="concluded_only"), universal, keys)
    if len(routes) > 1 and any(not case.report.value(f"litigation.{route}.upheld") for route in routes):
        return _outcome(case, replace(facts, doubt="which_cases"), universal, keys)
    if not nearest:
        facts = replace(facts, doubt="which_cases")
    return _outcome(case, facts, universal, keys, judged=against)


def _unlost(case: Case, universal: Universal) -> Outcome:
    """Hold “均胜诉”, “无败诉”, “未被纠错” against the cases corrected."""
    keys = _keys(universal.nearest, ("corrected",))
    if lacking := _lacking(case, keys):
        return _outcome(case, SaidOfAll(universal.kind, _words(universal), lacking=lacking), universal, keys)
    against = _filled(case, keys)
    doubt: Doubt = "unnamed_cases" if against and universal.cases is None else ""
    facts = SaidOfAll(universal.kind, _words(universal), _cells(case, against), doubt=doubt)
    return _outcome(case, facts, universal, keys, judged=against or keys)


def _stage(case: Case, universal: Universal) -> Outcome | None:
    """Hold “已审结” and “正在审理” against 尚未审结, where the number of cases right before is the one of table 四."""
    totals, keys = _keys(universal.nearest, ("total",)), _keys(universal.nearest, ("pending",))
    cases = universal.cases
    if cases is None or unread(case, (*totals, *keys)) or sum_of(case, totals) != cases.value:
        return None
    pending = Side("table", "表四相应的“尚未审结”", sum_of(case, keys), keys)
    due = 0 if universal.kind == "settled" else cases.value
    facts = SaidOfAll(universal.kind, _words(universal), (pending,), due, text_side(cases))
    return _outcome(case, facts, universal, keys, sure=0.7)


def _done(case: Case, universal: Universal) -> Outcome:
    """Hold “全部办结” against what was carried over to the next year."""
    keys = (_CARRIED_OUT,)
    if unread(case, keys):
        lacking = stated("{row}未能读取", row=_CARRIED_ROW)
        return _outcome(case, SaidOfAll(universal.kind, _words(universal), lacking=lacking), universal, keys)
    left = Side("table", _CARRIED_ROW, case.report.value(_CARRIED_OUT) or 0, keys)
    doubt: Doubt = "due_only" if left.value else ""
    return _outcome(case, SaidOfAll(universal.kind, _words(universal), (left,), doubt=doubt), universal, keys)


def _words(universal: Universal) -> Side:
    return Side("text", "正文", None, words=universal.said.raw, sentence=universal.sentence)


def _outcome(
    case: Case,
    facts: SaidOfAll,
    universal: Universal,
    keys: tuple[str, ...],
    *,
    judged: tuple[str, ...] = (),
    sure: float = 0.8,
) -> Outcome:
    """The outcome on the words, which shows the cells ``keys``; it is on ``judged``, those of them that tell."""
    places, locus = (universal.said, *evidences(case, keys)), f"all#{universal.number}:{universal.kind}"
    if facts.holds:
        return case.outcome("pass", facts, locus, places, cells=keys)
    if facts.lacking or facts.doubt:
        cells = judged or keys
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=cells)
    return case.outcome("fail", facts, locus, places, confidence=sure, cells=judged or keys)


def _lacking(case: Case, keys: Sequence[str]) -> Stated | None:
    """What of the cells ``keys`` of table 四 could not be read."""
    return unread_table(case, keys) or stated("表四有未能读取的单元格") if unread(case, keys) else None


def _cells(case: Case, keys: Sequence[str]) -> tuple[Side, ...]:
    cells = case.form.cells
    return tuple(Side("table", cells[key].label, case.report.value(key), (key,)) for key in keys)


def _keys(routes: Sequence[str], results: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"litigation.{route}.{result}" for route in routes for result in results)


def _filled(case: Case, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if case.report.value(key))
