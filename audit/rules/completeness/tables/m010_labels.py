"""统计表的行名、列名与格式不同

依据：三张统计表的行、列由格式文件统一印制（{格式}）；{不遗漏}。
核对：逐表核对带有数字的行名和表头列名：有无格式没有的行、列；同一行有无印出两次；行名、列名与格式有无一两字之差。
不判：序号、标点、空格、“其它”与“其他”以及数据文件 aliases.toml 所列的常见写法；缺少的行列由M001核对；另一版本的列名由M007核对；读取不能确定的名称（图片识别、在分页处断开、没有表格线），只提示人工核对；没有数字的行。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from audit.forms import FormTable
from audit.model import Printed
from audit.rules.completeness.tables._label_outcomes import (
    label_locus,
    line_twice_outcome,
    table_again_outcome,
    unknown_outcome,
)
from audit.rules.completeness.tables._labels import (
    is_filled,
    label_evidence,
    other_label,
)
from audit.rules.kit import MOST_PLACES, Case, Outcome, rule, stated

#: Lines printed twice that are outcomes of their own; where there are more, the table itself is there twice.
_MOST_ONE_BY_ONE = 3


@rule(severity="warning", also=("info",), cause="label")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per label that is not the form's, or one pass per table; silent for tables of which nothing was read."""
    for table in case.form.tables:
        labels = [x for x in case.report.printed if x.table == table.number and _is_label(x)]
        faults = list(islice(_faults(case, table, labels), MOST_PLACES))
        yield from faults
        if labels and not faults:
            facts = stated("表{table}印出的{number}个行名、列名均为格式所列", table=table.number, number=len(labels))
            yield case.outcome("pass", facts, f"table:{table.number}")


def _is_label(label: Printed) -> bool:
    """Whether ``label`` names a column, or a line beside which something is printed."""
    return label.kind == "column" or (label.kind == "line" and bool(label.raws))


def _faults(case: Case, table: FormTable, labels: Sequence[Printed]) -> Iterator[Outcome]:
    first: dict[str, Printed] = {}
    unknown = Counter((label.kind, label.text) for label in labels if label.key is None)
    again: list[tuple[Printed, Printed]] = []
    for label in labels:
        if label.key is None:
            if times := unknown.pop((label.kind, label.text), 0):
                yield unknown_outcome(case, label, times)
        elif label.kind == "line" and label.key in first and is_filled(label):
            again.append((first[label.key], label))
        elif not label.exact and label.confidence == 1:
            yield case.outcome(
                "fail", other_label(table, label), label_locus(label), [label_evidence(label)], severity="info"
            )
        if label.kind == "line" and label.key is not None and is_filled(label):
            first.setdefault(label.key, label)
    if len(again) > _MOST_ONE_BY_ONE:
        yield table_again_outcome(case, table, again)
    else:
        yield from (line_twice_outcome(case, before, label) for before, label in again)
