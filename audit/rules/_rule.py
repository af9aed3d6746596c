"""What a rule is, how it is found, and what it is given. Adding a rule never touches this file."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Unpack

from audit.errors import RuleError
from audit.findings import (
    KIND_OF_FAMILY,
    CauseKind,
    Details,
    Evidence,
    Facts,
    Outcome,
    RuleRole,
    Severity,
    TooMuch,
    Verdict,
    Whose,
    make_outcome,
)
from audit.forms import Form
from audit.history import NO_DOUBT, Sought, of_organ, sought
from audit.machine.bound import OverrunError, within
from audit.model import Report
from audit.profiles import UNCHANGED, Profile
from audit.rules._law import changes, grounds

#: A rule's function: given the ``Case`` of one report or, with ``scope="corpus"``, the ``Survey`` of many.
Check = Callable[[Any], Iterable[Outcome]]
Scope = Literal["report", "corpus"]
Known = TypeVar("Known")
#: Seconds of processor time that one rule may take on one report, and all of them together: a net below the bounds on
#: their work. On a report of three hundred pages the slowest takes some hundredths, all together about a second.
RULE_SECONDS, REPORT_SECONDS = 3.0, 8.0
_PARTS = ("依据", "核对", "不判")
_REGISTERED: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``id`` is the file name's first part in capitals; texts are taken from the module's docstring.

    The id's first digit tells what is looked at: 2 to 6 the section of that number, 9 years that are compared.

    ``title`` names the fault; ``grounds`` (as written, with entries of ``law.toml``), ``compares`` and ``not_judged`` are
    the parts 依据, 核对, 不判.
    ``severity`` is what a finding has unless the rule grades it as one of ``also``. ``needs_form`` rules are silent
    where no unified form applies (reports before 2019). ``scope`` tells whether one report is judged or many together.
    """

    id: str
    family: str
    title: str
    severity: Severity
    grounds: str
    compares: str
    not_judged: str
    check: Check
    needs_form: bool = True
    also: tuple[Severity, ...] = ()
    scope: Scope = "report"
    role: RuleRole = ""
    cause: CauseKind | None = None

    @property
    def cause_kind(self) -> CauseKind:
        """The kind of thing to correct that its outcomes are where nothing else explains them; the family's if it says none."""
        return self.cause or KIND_OF_FAMILY[self.family]

    @property
    def chapter(self) -> int:
        """The section of the report (2 to 6) that all its outcomes are about, else 0."""
        return int(self.id[1]) if self.id[1] in "23456" else 0

    @property
    def across_years(self) -> bool:
        """Whether it compares the report with those of other years."""
        return self.id[1] == "9"

    @property
    def basis(self) -> str:
        """The grounds by the law of today."""
        return grounds(self.grounds)

    def basis_for(self, year: int | None) -> str:
        """The grounds by the law in force for the report of ``year``."""
        return grounds(self.grounds, year)

    @property
    def severities(self) -> tuple[Severity, ...]:
        """All severities that its findings may have, the usual one first."""
        return (self.severity, *self.also)

    @property
    def reads_claims(self) -> bool:
        """Whether it holds the figures of the text against anything; what compares years compares tables."""
        return self.family == "consistency" and not self.across_years

    @property
    def condition(self) -> str:
        """What it takes for the rule to say anything, in Chinese."""
        if self.scope == "corpus":
            return "多份报告一起核对"
        reports = "有统一格式的报告（2019年度起）" if self.needs_form else "任何年度的报告"
        return f"{reports}，并给出以往年度的报告" if self.across_years else reports

    @property
    def documentation(self) -> str:
        """The whole documentation as printed by ``gkaudit rules ID``."""
        before = [f"依据（{since - 1}年度及以前）：{self.basis_for(since - 1)}" for since in changes(self.grounds)]
        told = "\n".join((f"依据：{self.basis}", *before))
        return f"{self.id} {self.title}\n\n{told}\n核对：{self.compares}\n不判：{self.not_judged}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule is given: the report, its form (None before 2019), the rule itself, earlier reports, the profile.

    ``listed`` is the agency's name in the roster, under which outcomes come where the report calls itself otherwise.
    ``sought`` tells of reports of the year before that may be the agency's.
    ``known`` is what rules have worked out of this report for each other.
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
        """What ``work`` gives for the report, worked out once for all rules that ask for it."""
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
        """An outcome of this rule on this report."""
        whose = Whose(self.report.source, self.listed or self.report.agency, self.report.year)
        return make_outcome(self.rule, whose, verdict, facts, locus, places=places, **details)


def rule(
    *,
    severity: Severity,
    also: tuple[Severity, ...] = (),
    needs_form: bool = True,
    scope: Scope = "report",
    role: RuleRole = "",
    cause: CauseKind | None = None,
) -> Callable[[Check], Check]:
    """Register the decorated ``check``; id, title and grounds come from its module's name and docstring.

    ``also`` names the other severities that its findings may have, so that the catalogue can tell; ``role`` what the rule is
    to others that must know its outcomes; ``cause`` the kind of thing to correct that they are, where that is not the
    family's. ``check`` is called with the ``Case`` of each report or, with ``scope="corpus"``, once with the ``Survey`` of all.
    """

    def register(check: Check) -> Check:
        module = importlib.import_module(check.__module__)
        rule_id = module.__name__.rsplit(".", 1)[-1].split("_", 1)[0].upper()
        if rule_id in _REGISTERED:
            raise RuleError(f"规则编号 {rule_id} 重复，请为新规则另取编号。")
        title, parts = _documentation(module.__doc__ or "", rule_id)
        family = module.__name__.split(".")[-2]
        _REGISTERED[rule_id] = Rule(
            rule_id,
            family,
            title,
            severity,
            parts["依据"],
            parts["核对"],
            parts["不判"],
            check,
            needs_form,
            also,
            scope,
            role,
            cause,
        )
        return check

    return register


def _documentation(doc: str, rule_id: str) -> tuple[str, dict[str, str]]:
    title, _, body = doc.strip().partition("\n")
    parts = {
        name: re.sub(r"\s*\n\s*", "", text).strip()
        for name, text in re.findall(
            rf"^({'|'.join(_PARTS)})：(.*?)(?=^(?:{'|'.join(_PARTS)})：|\Z)", body, re.MULTILINE | re.DOTALL
        )
    }
    if missing := [name for name in _PARTS if not parts.get(name)]:
        raise RuleError(f"规则 {rule_id} 的说明缺少：{'、'.join(missing)}。")
    return title.strip().rstrip("。"), parts


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by id."""
    for module in pkgutil.walk_packages([str(Path(__file__).parent)], f"{__package__}."):
        if not module.name.rsplit(".", 1)[-1].startswith("_"):
            importlib.import_module(module.name)
    return tuple(_REGISTERED[rule_id] for rule_id in sorted(_REGISTERED))


def run(
    report: Report,
    form: Form | None,
    previous: Sequence[Report] = (),
    profile: Profile = UNCHANGED,
    doubtful: Sought | None = None,
) -> Iterator[Outcome]:
    """The outcomes of all rules on ``report``, in the order of the rules' ids, switched off and graded by ``profile``.

    Rules know the report by the name that it gives itself. ``doubtful`` is what may be its report of the year before,
    where the names of more reports than ``previous`` were looked at.
    """
    own = replace(report, agency=report.called) if report.called else report
    same = {id(one) for one in of_organ(report, previous)}
    before = [replace(one, agency=own.agency) if id(one) in same else one for one in previous]
    found = sought(report, previous) if doubtful is None else doubtful
    known: dict[Any, Any] = {}
    left = REPORT_SECONDS
    for item in catalogue():
        if item.scope != "report" or profile.is_off(item.id) or (form is None and item.needs_form):
            continue
        severity = profile.severity(item.id)
        started = time.process_time()
        case = Case(own, form, item, before, profile, report.agency, found, known)
        for outcome in (*_bounded(case, left), *_cut(case)):
            yield replace(outcome, severity=severity) if severity else outcome
        left -= time.process_time() - started


def _bounded(case: Case, left: float) -> list[Outcome]:
    """The outcomes of the case's rule; one that says so where it takes more than its share of the seconds ``left``."""
    seconds = min(RULE_SECONDS, left)
    try:
        if seconds > 0:
            return within(seconds, lambda: list(case.rule.check(case)))
    except OverrunError:
        case.known.clear()  # what was being worked out when it was broken off may be half done
    return [case.outcome("undecided", TooMuch(), "bound", severity="info")]


def _cut(case: Case) -> list[Outcome]:
    """What a rule on the figures of the text could not look at."""
    if not (case.report.claims_cut and case.rule.reads_claims):
        return []
    return [case.outcome("undecided", TooMuch(len(case.report.claims)), "cut", severity="info")]
