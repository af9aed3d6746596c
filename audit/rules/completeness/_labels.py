"""Names of lines and columns as a report prints them, and as the form does."""

from __future__ import annotations

from audit.findings import Evidence, Label, Listed
from audit.forms import FormTable
from audit.model import Printed

#: What the two kinds of labels are called in Chinese.
KINDS = {"line": "行", "column": "列"}


def stated_label(label: Printed) -> Label:
    """The label as facts name it."""
    return Label(label.table, label.kind, label.key, label.text)


def is_filled(label: Printed) -> bool:
    """Whether any cell of the line prints something."""
    return any(label.raws)


def row(label: Printed) -> Listed:
    """The cells of the line as printed, a blank as 空白."""
    return Listed(tuple(raw or "空白" for raw in label.raws), len(label.raws), mark=" ")


def due(table: FormTable, label: Printed) -> str:
    """What the form prints for the line or column that ``label`` names."""
    lines = {line.key: line.label for line in table.lines}
    columns = {key: text.rsplit("/", 1)[-1] for line in table.lines for key, text in line.columns}
    return (lines if label.kind == "line" else columns).get(label.key or "", "")


def label_evidence(label: Printed) -> Evidence:
    """The label's place with its printed words."""
    return Evidence(label.place, label.text, f"表{label.table}{KINDS[label.kind]}名")
