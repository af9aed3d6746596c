"""The numbers of the text beside the cells that they speak of, with what was found on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.findings import Comparison, Outcome
from audit.forms import Form, FormCell
from audit.model import Claim, Report
from audit.present import facts

_LESS_GRAVE = ("pass", "undecided", "fail")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A number of the text beside the cell it speaks of; ``verdict`` is what the rules said of it, or "".

    ``reading`` names the way of counting in which it agrees, where that is not the cell's own.
    """

    claim: Claim
    label: str
    printed: str
    verdict: str
    reading: str = ""


def claim_rows(report: Report, form: Form, outcomes: Iterable[Outcome]) -> list[ClaimRow]:
    """The text's claims with a known subject, each beside its cell as printed."""
    judged = _judged_claims(outcomes)
    rows = []
    for claim in report.claims:
        cell = _subject_cell(claim, form)
        if cell is None:
            continue
        printed = report.cells.get(cell.key)
        place = (claim.place.paragraph, claim.place.line, claim.place.start)
        outcome = judged.get(place)
        verdict = outcome.verdict if outcome else ""
        rows.append(ClaimRow(claim, cell.label, facts.printed(printed), verdict, _reading(outcome)))
    return rows


def _reading(outcome: Outcome | None) -> str:
    """The way of counting by which a number of the text agrees with the tables, "" where that is the usual one."""
    counted_by = outcome.facts.counted_by if outcome and isinstance(outcome.facts, Comparison) else ""
    return f"按“{counted_by}”口径" if counted_by else ""


def _judged_claims(outcomes: Iterable[Outcome]) -> Mapping[tuple[int | None, int | None, int | None], Outcome]:
    """What was found on each place in the text; where several rules judge it, the fault before the rest."""
    return {
        (evidence.place.paragraph, evidence.place.line, evidence.place.start): outcome
        for outcome in sorted(outcomes, key=lambda outcome: _LESS_GRAVE.index(outcome.verdict))
        if outcome.cells
        for evidence in outcome.places
        if evidence.place.start is not None
    }


def _subject_cell(claim: Claim, form: Form) -> FormCell | None:
    """The cell that a subject names, or the total of the line that it names."""
    if not claim.subject:
        return None
    return form.cells.get(claim.subject) or form.cells.get(f"{claim.subject}.total")
