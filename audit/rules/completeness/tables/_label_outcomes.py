"""The outcomes on labels that are not the form's."""

from __future__ import annotations

from collections.abc import Sequence

from audit.forms import FormTable
from audit.model import Printed
from audit.rules.completeness.tables._labels import (
    label_evidence,
    line_twice,
    lines_again,
    unknown_label,
    unsure_label,
)
from audit.rules.kit import Case, Outcome, Severity


def unknown_outcome(case: Case, label: Printed, times: int) -> Outcome:
    """The outcome for a label that the form does not have and that is printed so many ``times``."""
    places = [label_evidence(label)]
    if label.confidence < 1:
        return case.outcome("undecided", unsure_label(label), label_locus(label), places)
    return case.outcome("fail", unknown_label(label, times), label_locus(label), places, confidence=0.8)


def table_again_outcome(case: Case, table: FormTable, again: Sequence[tuple[Printed, Printed]]) -> Outcome:
    """One finding for a table that is there twice, as on pages for screens and for telephones."""
    differing = [label for before, label in again if before.raws != label.raws]
    places = [label_evidence(again[0][1]), label_evidence(again[0][0])]
    severity: Severity = "warning" if differing else "info"
    facts = lines_again(table.number, len(again), differing)
    return case.outcome("fail", facts, f"{table.number}:again", places, severity=severity, confidence=0.8)


def line_twice_outcome(case: Case, before: Printed, label: Printed) -> Outcome:
    """The outcome for a line that is printed twice."""
    same = before.raws == label.raws and before.text == label.text
    severity: Severity = "info" if same else "warning"
    places = [label_evidence(label), label_evidence(before)]
    facts = line_twice(before, label)
    return case.outcome("fail", facts, f"{label_locus(label)}:twice", places, severity=severity, confidence=0.8)


def label_locus(label: Printed) -> str:
    """What names the label from run to run."""
    return f"{label.table}:{label.kind}:{label.text}"
