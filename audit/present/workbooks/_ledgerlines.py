"""The rows of the ledger's findings: in which order they stand, how problems are numbered, where a proposal is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.causes import Cause, Problem, Problems, by_outcome, has_proposal, sentence_of_ways
from audit.decisions import Standing
from audit.findings import Outcome, Verdict
from audit.model import Report
from audit.present import facts
from audit.present.problems import proposals


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row: its running number, the report (None for an organ without one), the outcome and its problem.

    ``root`` is the running number of the problem's first row; ``problems`` are those of the report.
    """

    number: int
    report: Report | None
    outcome: Outcome
    problem: Problem
    root: int
    problems: Problems

    @property
    def called(self) -> str:
        """How other rows refer to it (Chinese)."""
        return f"序号{self.number}（{self.problem.name}）"

    @property
    def cause(self) -> Cause | None:
        """The cause of the outcome."""
        return self.problem.cause

    @property
    def settled(self) -> str:
        """That nothing is to be changed here, since it agrees once another finding is corrected (Chinese), or ""."""
        return self.problems.settled(self.outcome)

    def proposal(self, standing: Standing) -> str:
        """What the organ is told to change on a problem that stands so (Chinese)."""
        return proposals.proposal(self.problem, self.problems, self.report, standing)

    def suspected(self) -> str:
        """The cells that are likely wrong (Chinese), at the root of a cause; the rows of what it explains say where these stand."""
        if settled := self.settled:
            return f"{settled}（改正建议见序号{self.root}）"
        cause = self.cause
        if cause and has_proposal(cause) and cause.root is not self.outcome:
            return f"改正建议见序号{self.root}"
        return sentence_of_ways(self.problems.ways(self.outcome, facts.form_of(self.report))) if self.report else ""


_NOTHING_DECIDED: Mapping[str, Verdict] = {}


def numbered(
    audited: Iterable[tuple[Report | None, Sequence[Outcome]]],
    causes: Iterable[Cause],
    decided: Mapping[str, Mapping[str, Verdict]],
) -> list[LedgerLine]:
    """The rows of all findings, report by report: the outcomes of a problem stand together, its root first.

    Problems are numbered as on the report's page; those of organs without a report, organ by organ. ``decided`` is what
    people made of causes by the report's source ("" of organs without one), see ``Problems``.
    """
    known = by_outcome(causes)
    lines: list[LedgerLine] = []
    for report, outcomes in audited:
        for own in [outcomes] if report else _by_organ(outcomes):
            own_causes = {id(cause): cause for one in own if (cause := known.get(id(one)))}.values()
            problems = Problems(own, own_causes, decided.get(report.source if report else "", _NOTHING_DECIDED))
            for problem in problems.all:
                root = len(lines) + 1
                lines += [
                    LedgerLine(number, report, one, problem, root, problems)
                    for number, one in enumerate(problem.outcomes, root)
                ]
    return lines


def _by_organ(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """The outcomes of each organ, in their order."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.agency or outcome.source, []).append(outcome)
    return list(found.values())
