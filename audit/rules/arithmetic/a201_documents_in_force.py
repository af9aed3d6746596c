"""现行有效件数少于本年制发减废止

依据：国办公开办函〔2021〕30号表二“本年制发件数”“本年废止件数”“现行有效件数”三栏。本年制发而没有废止的文件到年末一般仍现行有效，由栏目含义推得，通知未另作规定，故列为疑点。
核对：规章、行政规范性文件各一次：现行有效件数是否不少于本年制发件数减去本年废止件数。
不判：提供了同一机关上一年度报告的，由C902核对；现行有效件数、制发件数空白、“/”或未能读取的不判；本年没有制发的不判；本年制发的文件当年有效期届满、至年末尚未施行，或者制发件数包括修改、解释等文件的，可能少于，由核查人员判断；2019年格式没有现行有效件数。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.history import last_year
from audit.rules.kit import Case, Outcome, cell_evidences, rule, stated, sureness, unread_cells
from audit.text import Value, minus

_COLUMNS = ("in_force", "issued", "repealed")


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per line of documents of which some were issued in the year."""
    if any(report.edition == case.form.edition for report in last_year(case.report, case.previous)):
        return
    for line in [key.removesuffix(".in_force") for key in case.form.cells if key.endswith(".in_force")]:
        keys = tuple(f"{line}.{column}" for column in _COLUMNS)
        stock, issued = (case.report.value(key) for key in keys[:2])
        if unread_cells(case, keys) or stock is None or not issued:
            continue
        yield _line(case, line, keys, stock, issued)


def _line(case: Case, line: str, keys: tuple[str, ...], stock: Value, issued: Value) -> Outcome:
    repealed = case.report.value(keys[2]) or 0
    least = minus(issued, repealed)
    name = case.form.cells[keys[0]].row.rsplit("/", 1)[-1]
    form = "{name}：本年制发 {issued} − 本年废止 {repealed} = {least}，现行有效 {stock}，"
    values: dict[str, Value | str] = {
        "name": name,
        "issued": issued,
        "repealed": repealed,
        "least": least,
        "stock": stock,
    }
    places = cell_evidences(case, keys)
    if stock >= least:
        return case.outcome("pass", stated(form + "不少于", **values), line, places, cells=keys)
    confidence = min(0.8, sureness(case, keys))
    return case.outcome(
        "fail",
        stated(form + "少 {short}", short=minus(least, stock), **values),
        line,
        places,
        confidence=confidence,
        cells=keys,
        expected=least,
        actual=stock,
        difference=minus(stock, least),
    )
