"""Names of lines and columns as a report prints them and as the form does, and the facts of those that differ."""

from __future__ import annotations

from collections.abc import Sequence

from audit.findings import Differs, Label, Listed, differs
from audit.forms import FormTable
from audit.model import Printed
from audit.rules.kit import Evidence, Stated, stated

#: What the two kinds of labels are called in Chinese.
_UNITS = {"line": "行", "column": "列"}
_UNSURE = (
    "表{table}的{unit}名“{printed}”与格式不符，该名称的读取不能确定（由图片识别、在分页处断开或没有表格线），请人工核对"
)
#: Lines printed twice that a sentence names.
_LINES_NAMED = 3


def is_filled(label: Printed) -> bool:
    """Whether any cell of the line prints something."""
    return any(label.raws)


def label_evidence(label: Printed) -> Evidence:
    """The label's place with its printed words."""
    return Evidence(label.place, label.text, f"表{label.table}{_UNITS[label.kind]}名")


def other_label(table: FormTable, label: Printed) -> Differs:
    """The facts of a label that names a line or column of the form in other words."""
    lines = {line.key: line.label for line in table.lines}
    columns = {key: text.rsplit("/", 1)[-1] for line in table.lines for key, text in line.columns}
    due = (lines if label.kind == "line" else columns).get(label.key or "", "")
    form, unit = "表{table}{unit}名印为“{printed}”，格式为“{expected}”", _UNITS[label.kind]
    return differs(form, printed=_label(label), expected=due, table=label.table, unit=unit)


def unsure_label(label: Printed) -> Stated:
    """The facts of a label that the form does not have, but that may have been read wrongly."""
    return stated(_UNSURE, table=label.table, unit=_UNITS[label.kind], printed=_label(label))


def unknown_label(label: Printed, times: int) -> Stated:
    """The facts of a label that the form does not have and that is printed so many ``times``."""
    form, unit = "表{table}有格式没有的{unit}“{printed}”", _UNITS[label.kind]
    if times == 1:
        return stated(form, table=label.table, unit=unit, printed=_label(label))
    return stated(form + "（{times}处）", table=label.table, unit=unit, printed=_label(label), times=times)


def line_twice(before: Printed, label: Printed) -> Stated:
    """The facts of a line of the form that is printed as ``before`` and once more as ``label``."""
    form = "表{table}“{before}”之外又有一行“{printed}”，"
    lines = {"before": _label(before), "printed": _label(label)}
    if before.raws == label.raws:
        return stated(form + "数字相同", table=label.table, **lines)
    form += "数字分别为“{before_raws}”和“{printed_raws}”"
    return stated(form, table=label.table, before_raws=_row(before), printed_raws=_row(label), **lines)


def lines_again(table: str, number: int, differing: Sequence[Printed]) -> Stated:
    """The facts of so many lines of a table that are printed twice; the second prints of ``differing`` have other numbers."""
    form = "表{table}有{number}行印出两次，"
    if not differing:
        return stated(form + "数字均相同", table=table, number=number)
    form += "其中{differing}行数字不同：{found}"
    found = tuple(map(_label, differing[:_LINES_NAMED]))
    return stated(form, table=table, number=number, differing=len(differing), found=found)


def _label(label: Printed) -> Label:
    return Label(label.table, label.kind, label.key, label.text)


def _row(label: Printed) -> Listed:
    """The cells of the line as printed, a blank as 空白."""
    return Listed(tuple(raw or "空白" for raw in label.raws), len(label.raws), mark=" ")
