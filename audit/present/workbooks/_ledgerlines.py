"""The rows of the ledger's findings: in which order they stand, how their causes are numbered, where a proposal is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.causes import Cause, by_outcome, has_proposal
from audit.findings import Outcome
from audit.model import Report
from audit.present import facts
from audit.present.linked import Linked, all_in_words


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row: its running number, the report (None for an organ without one), the outcome.

    ``problem`` is what people call its cause ("问题1"), "" where the cause is not known; ``root`` the running number of
    the cause's first row; ``linked`` the outcomes on the same report.
    """

    number: int
    report: Report | None
    outcome: Outcome
    problem: str
    root: int
    linked: Linked

    @property
    def called(self) -> str:
        """How other rows refer to it (Chinese)."""
        return f"序号{self.number}（{self.problem}）" if self.problem else f"序号{self.number}"

    @property
    def cause(self) -> Cause | None:
        """The cause of the outcome."""
        return self.linked.cause(self.outcome)

    @property
    def settled(self) -> str:
        """That nothing is to be changed here, since it agrees once another finding is corrected (Chinese), or ""."""
        return self.linked.settled(self.outcome)

    def proposal(self) -> str:
        """What to correct (Chinese), at the root of a cause; the rows of what it explains say where that stands."""
        if settled := self.settled:
            return f"{settled}（改正建议见序号{self.root}）"
        cause = self.cause
        if cause and has_proposal(cause) and cause.root is not self.outcome:
            return f"改正建议见序号{self.root}"
        return all_in_words(self.linked.ways(self.outcome, facts.form_of(self.report))) if self.report else ""


def numbered(audited: Iterable[tuple[Report | None, Sequence[Outcome]]], causes: Iterable[Cause]) -> list[LedgerLine]:
    """The rows of all findings: the outcomes of a cause stand together, its root first, the gravest causes of a report first.

    Causes are numbered agency by agency.
    """
    known = by_outcome(causes)
    lines: list[LedgerLine] = []
    problems: Counter[str] = Counter()
    for report, outcomes in audited:
        own = {id(cause): cause for one in outcomes if (cause := known.get(id(one)))}
        linked = Linked(outcomes, own.values())
        left = {id(one): one for one in (*facts.findings(outcomes), *facts.undecided(outcomes))}
        for first in list(left.values()):
            together = [one for one in _of_one_cause(linked, first) if left.pop(id(one), None)]
            problem, root = "", len(lines) + 1
            if together and linked.cause(first):
                whose = first.agency or first.source
                problems[whose] += 1
                problem = f"问题{problems[whose]}"
            lines += [
                LedgerLine(number, report, one, problem, root, linked) for number, one in enumerate(together, root)
            ]
    return lines


def _of_one_cause(linked: Linked, outcome: Outcome) -> tuple[Outcome, ...]:
    """All outcomes of the same cause, the root first; the outcome alone where its cause is not known."""
    cause = linked.cause(outcome)
    return cause.outcomes if cause else (outcome,)
