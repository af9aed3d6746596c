"""What a rule on one report is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, Unpack

from audit.errors import RuleError
from audit.findings import Details, Evidence, Facts, Outcome, Verdict, Whose, make_outcome
from audit.forms import Form
from audit.history import NO_DOUBT, Sought
from audit.model import Report
from audit.profiles import UNCHANGED, Profile
from audit.rules._rule import Rule

Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule on one report is given.

    ``report`` is the report. ``form`` is the form that it follows; ``known_form`` is None where there was none yet (before
    2019). ``previous`` are the reports of earlier years that were given, of any agency. ``rule`` is the rule itself, and
    ``profile`` what the user has changed of the rules. ``listed`` is the agency's name in the roster, under which outcomes
    come where the report calls itself otherwise. ``sought`` says which reports of the year before may be the agency's.
    ``known`` keeps what ``once`` has worked out.
    """

    report: Report
    known_form: Form | None
    rule: Rule
    previous: Sequence[Report] = ()
    profile: Profile = UNCHANGED
    listed: str | None = None
    sought: Sought = NO_DOUBT
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, work: Callable[[Report], Known]) -> Known:
        """The value that ``work`` gives for the report, worked out once for all rules that ask for it."""
        if work not in self.known:
            self.known[work] = work(self.report)
        found: Known = self.known[work]
        return found

    @property
    def form(self) -> Form:
        """The report's form; only rules with ``needs_form=False`` run without one."""
        if self.known_form is None:
            raise RuleError(
                f"规则 {self.rule.id} 需要格式文件，但本报告没有适用的统一格式；请登记为 needs_form=False。"
            )
        return self.known_form

    def outcome(
        self,
        verdict: Verdict,
        facts: Facts,
        locus: str,
        places: Sequence[Evidence] = (),
        **details: Unpack[Details],
    ) -> Outcome:
        """An outcome of this rule on this report.

        ``facts`` say what was found (``stated`` makes plain ones). ``locus`` names the thing compared, the same from run to
        run, so that reviews of people find their outcome again. ``places`` show what was read. ``details`` are the rest
        (``Details``): ``severity`` if not the rule's own, ``confidence`` from 0 to 1, ``cells`` the keys of cells compared.
        """
        whose = Whose(self.report.source, self.listed or self.report.agency, self.report.year)
        private = self.report.private
        return make_outcome(self.rule, whose, verdict, facts, locus, places=places, private=private, **details)
