"""统计表的行名、列名与格式不同

依据：三张统计表的行、列由格式文件统一印制（{格式}）；{不遗漏}。
核对：逐表核对带有数字的行名和表头列名：有无格式没有的行、列；同一行有无印出两次；行名、列名与格式有无一两字之差。
不判：序号、标点、空格、“其它”与“其他”以及数据文件 aliases.toml 所列的常见写法；缺少的行列由M001核对；另一版本的列名由M007核对；读取不能确定的名称（图片识别、在分页处断开、没有表格线），只提示人工核对；没有数字的行。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from audit.findings import Outcome, Severity
from audit.forms import FormTable
from audit.model import Printed
from audit.rules import Case, rule
from audit.rules._passages import MOST_PLACES
from audit.rules.completeness._labels import KINDS, due, is_filled, label_evidence, row

#: Lines printed twice that are told one by one; with more of them the table itself is there twice.
_MANY = 3
_UNSURE = "该名称的读取不能确定（由图片识别、在分页处断开或没有表格线），请人工核对"


@rule(severity="warning", also=("info",), cause="label")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per label that is not the form's, or one pass per table; silent for tables of which nothing was read."""
    for table in case.form.tables:
        labels = [x for x in case.report.printed if x.table == table.number and _is_label(x)]
        faults = list(islice(_faults(case, table, labels), MOST_PLACES))
        yield from faults
        if labels and not faults:
            message = f"表{table.number}印出的{len(labels)}个行名、列名均为格式所列"
            yield case.outcome("pass", message, f"table:{table.number}")


def _is_label(label: Printed) -> bool:
    """Whether ``label`` names a column, or a line beside which something is printed."""
    return label.kind == "column" or (label.kind == "line" and bool(label.raws))


def _faults(case: Case, table: FormTable, labels: Sequence[Printed]) -> Iterator[Outcome]:
    first: dict[str, Printed] = {}
    unknown = Counter((label.kind, label.text) for label in labels if label.key is None)
    again: list[tuple[Printed, Printed]] = []
    for label in labels:
        kind, locus = KINDS[label.kind], f"{table.number}:{label.kind}:{label.text}"
        if label.key is None:
            times = unknown.pop((label.kind, label.text), 0)
            if not times:
                continue
            message = f"表{table.number}有格式没有的{kind}“{label.text}”" + (f"（{times}处）" if times > 1 else "")
            if label.confidence < 1:
                said = f"表{table.number}的{kind}名“{label.text}”与格式不符，{_UNSURE}"
                yield case.outcome("undecided", said, locus, [label_evidence(label)])
            else:
                yield case.outcome("fail", message, locus, [label_evidence(label)], confidence=0.8)
        elif label.kind == "line" and label.key in first and is_filled(label):
            again.append((first[label.key], label))
        elif not label.exact and label.confidence == 1:
            right = due(table, label)
            message = f"表{table.number}{kind}名印为“{label.text}”，格式为“{right}”"
            yield case.outcome(
                "fail", message, locus, [label_evidence(label)], severity="info", expected=right, actual=label.text
            )
        if label.kind == "line" and label.key is not None and is_filled(label):
            first.setdefault(label.key, label)
    if len(again) > _MANY:
        yield _printed_again(case, table, again)
    else:
        yield from (_twice(case, before, label) for before, label in again)


def _printed_again(case: Case, table: FormTable, again: Sequence[tuple[Printed, Printed]]) -> Outcome:
    """One finding for a table that is there twice, as on pages for screens and for telephones."""
    differing = [label.text for before, label in again if before.raws != label.raws]
    said = f"其中{len(differing)}行数字不同：{'、'.join(differing[:_MANY])}" if differing else "数字均相同"
    message = f"表{table.number}有{len(again)}行印出两次，{said}"
    places = [label_evidence(again[0][1]), label_evidence(again[0][0])]
    severity: Severity = "warning" if differing else "info"
    return case.outcome("fail", message, f"{table.number}:again", places, severity=severity, confidence=0.8)


def _twice(case: Case, before: Printed, label: Printed) -> Outcome:
    same = before.raws == label.raws
    said = "数字相同" if same else f"数字分别为{row(before)}和{row(label)}"
    message = f"表{label.table}“{before.text}”之外又有一行“{label.text}”，{said}"
    severity: Severity = "info" if same and before.text == label.text else "warning"
    places = [label_evidence(label), label_evidence(before)]
    return case.outcome(
        "fail", message, f"{label.table}:{label.kind}:{label.text}:twice", places, severity=severity, confidence=0.8
    )
