"""Comparing cells: the one place that decides about blanks and unread cells, so that all rules speak alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from audit.findings import Evidence, Outcome
from audit.model import ReportCell
from audit.rules._rule import Case
from audit.text import Value, show

#: Confidence of a verdict in which a blank was counted as nothing.
BLANK_CONFIDENCE = 0.8


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


def all_blank(case: Case, keys: Sequence[str]) -> bool:
    """Whether every one of ``keys`` is printed, and blank or “not applicable”."""
    return len(not_stated(case, keys)) == len(keys)


def terms(values: Sequence[Value]) -> str:
    """“12 + 3”; of a long sum only what is not zero, and that the rest is."""
    if len(values) <= 7 and (len(values) <= 2 or all(values)):
        return " + ".join(map(show, values))
    stated = [show(value) for value in values if value]
    rest = "（其余为0）" if len(stated) < len(values) else ""
    return (" + ".join(stated) or "0") + rest


def equal_sums(
    case: Case, name: str, locus: str, left: Sequence[str], right: Sequence[str], *, total: str | None = None
) -> Outcome:
    """Compare the sum of the cells ``left`` with the sum of ``right``.

    A blank counts as nothing and the message says so; an unread cell, a blank ``total`` or nothing but blanks
    gives ``undecided``. ``expected`` is the left sum, ``actual`` the right one.
    """
    keys = (*left, *right)
    primary = tuple(right) if total else ()
    places = evidences(case, (*primary, *(key for key in keys if key not in primary)))
    labels = case.form.cells
    if missing := unread(case, keys):
        names = "、".join(labels[key].label for key in missing[:5]) + ("等" if len(missing) > 5 else "")
        message = f"{name}：{names}未能读取为数字，无法核对"
        return case.outcome("undecided", message, locus, places, cells=keys)
    blanks = not_stated(case, keys)
    if total in blanks or len(blanks) == len(keys):
        return case.outcome("undecided", f"{name}：合计未填数字，无法核对", locus, places, cells=keys)
    numbers = {key: case.report.value(key) or 0 for key in keys}
    lefts, rights = [numbers[key] for key in left], [numbers[key] for key in right]
    expected, actual = _sum(lefts), _sum(rights)
    message = f"{name}：{terms(lefts)} = {show(expected)}，{_right(rights, actual)}"
    confidence = min(case.report.cells[key].confidence for key in keys)
    if blanks:
        confidence = min(confidence, BLANK_CONFIDENCE)
        message += f"（其中{len(blanks)}个空白或“/”单元格按未填计为0）"
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
    difference: Value = _sum((actual, -expected))
    return case.outcome(
        "fail",
        message + f"，差 {show(difference if difference >= 0 else -difference)}",
        locus,
        places,
        confidence=confidence,
        cells=keys,
        expected=expected,
        actual=actual,
        difference=difference,
    )


def _right(values: Sequence[Value], total: Value) -> str:
    return f"表中合计为 {show(total)}" if len(values) == 1 else f"{terms(values)} = {show(total)}"


def _sum(values: Sequence[Value]) -> Value:
    total: Value = 0
    for value in values:
        total = Decimal(total) + value if isinstance(value, Decimal) else total + value
    return total


def printed(cell: ReportCell) -> str:
    """The raw text of a cell in quotation marks, a blank as 空白."""
    return f"“{cell.raw.strip()}”" if cell.raw.strip() else "空白"
