"""Comparing cells: the one place that decides about blanks and unread cells, so that all rules speak alike."""

from __future__ import annotations

from collections.abc import Sequence

from audit.findings import Evidence, Outcome
from audit.forms import Total
from audit.model import ReportCell
from audit.rules._rule import Case
from audit.rules._unread import why_open
from audit.text import Value, added, apart, minus, show

#: Confidence of a verdict in which a blank was counted as nothing.
BLANK_CONFIDENCE = 0.8
#: Words printed in place of numbers that a remark lists.
_SHOWN = 3


def evidence(case: Case, key: str) -> Evidence | None:
    """Place, raw text and label of a cell; None where it is not printed."""
    cell = case.report.cells.get(key)
    if cell is None or case.known_form is None:
        return None
    return Evidence(cell.place, cell.raw, case.form.cells[key].label)


def evidences(case: Case, keys: Sequence[str]) -> tuple[Evidence, ...]:
    """The evidence of all printed cells among ``keys``."""
    return tuple(found for key in keys if (found := evidence(case, key)))


def unread(case: Case, keys: Sequence[str]) -> list[str]:
    """The keys whose cell is missing, unplaced or holds text that is no number."""
    cells = case.report.cells
    return [key for key in keys if key not in cells or cells[key].kind == "text"]


def not_stated(case: Case, keys: Sequence[str]) -> list[str]:
    """The keys whose cell is printed blank or “not applicable”."""
    cells = case.report.cells
    return [key for key in keys if key in cells and cells[key].kind in ("blank", "not_applicable")]


def unfilled(case: Case, keys: Sequence[str]) -> str:
    """The remark that the blank cells ``keys`` count as 0, with what they print instead of a number (Chinese)."""
    shown = list(dict.fromkeys(printed(case.report.cells[key]) for key in keys))
    listed = "、".join(shown[:_SHOWN]) + ("等" if len(shown) > _SHOWN else "")
    return f"（其中{len(keys)}个未填数字的单元格（{listed}）按未填计为0）"


def unread_table(case: Case, keys: Sequence[str]) -> str:
    """That the tables of the cells ``keys`` were not seen, or not read (Chinese); "" where some cell of them was read."""
    report = case.report
    tables = [table for table in case.form.tables if any(cell.key in keys for cell in table.cells)]
    if not tables or any(cell.key in report.cells for table in tables for cell in table.cells):
        return ""
    names = "、".join(f"表{table.number}" for table in tables)
    numbers = {table.number for table in tables}
    there = report.shattered or report.unplaced or any(label.table in numbers for label in report.printed)
    unseen = not there and not any(why_open(report, table.section) for table in tables)
    return f"{names}{'整张未见' if unseen else '未能读取'}"


def all_blank(case: Case, keys: Sequence[str]) -> bool:
    """Whether every one of ``keys`` is printed, and blank or “not applicable”."""
    return len(not_stated(case, keys)) == len(keys)


def sum_of(case: Case, keys: Sequence[str]) -> Value:
    """The sum of cells, what states no number counted as nothing."""
    return added(case.report.value(key) or 0 for key in keys)


def owed_totals(case: Case) -> list[Total]:
    """The totals printed blank whose parts, all of them read, do not come to nothing."""
    return [
        total
        for total in case.form.totals
        if not_stated(case, (total.key,)) and not unread(case, total.parts) and sum_of(case, total.parts)
    ]


def terms(values: Sequence[Value]) -> str:
    """“12 + 3”; of a long sum only what is not zero, and that the rest is."""
    if len(values) <= 7 and (len(values) <= 2 or all(values)):
        return " + ".join(map(show, values))
    stated = [show(value) for value in values if value]
    if not stated:
        return "0"
    return " + ".join(stated) + ("（其余为0）" if len(stated) < len(values) else "")


def equal_sums(
    case: Case, name: str, locus: str, left: Sequence[str], right: Sequence[str], *, total: str | None = None
) -> Outcome:
    """Compare the sum of the cells ``left`` with the sum of ``right``, all of them read; ``expected`` is the left one.

    A blank counts as nothing and the message says so. Where ``right`` is just the ``total``, its place comes first.
    """
    keys = (*left, *right)
    primary = tuple(right) if total else ()
    places = evidences(case, (*primary, *(key for key in keys if key not in primary)))
    blanks = not_stated(case, keys)
    numbers = {key: case.report.value(key) or 0 for key in keys}
    lefts, rights = [numbers[key] for key in left], [numbers[key] for key in right]
    expected, actual = added(lefts), added(rights)
    summed = f"{terms(lefts)} = {show(expected)}"
    if total and not any(lefts):
        summed = "各分项均未填数字" if all_blank(case, left) else "各分项均为0"
    message = f"{name}：{summed}，{_right(rights, actual)}"
    confidence = min(case.report.cells[key].confidence for key in keys)
    if blanks:
        confidence = min(confidence, BLANK_CONFIDENCE)
        message += unfilled(case, blanks)
    if expected == actual:
        return case.outcome(
            "pass",
            message + "，相符",
            locus,
            places,
            confidence=confidence,
            cells=keys,
            expected=expected,
            actual=actual,
        )
    return case.outcome(
        "fail",
        message + f"，差 {show(apart(actual, expected))}",
        locus,
        places,
        confidence=confidence,
        cells=keys,
        expected=expected,
        actual=actual,
        difference=minus(actual, expected),
    )


def _right(values: Sequence[Value], total: Value) -> str:
    return f"表中合计为 {show(total)}" if len(values) == 1 else f"{terms(values)} = {show(total)}"


def printed(cell: ReportCell) -> str:
    """The raw text of a cell in quotation marks, a blank as 空白."""
    return f"“{cell.raw.strip()}”" if cell.raw.strip() else "空白"
