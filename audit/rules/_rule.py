"""What a rule is, and how a module declares one."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from audit.errors import RuleError
from audit.findings import KIND_OF_FAMILY, CauseKind, Outcome, RuleRole, Severity
from audit.rules._law import changes, grounds

#: A rule's function: given the ``Case`` of one report or, with ``scope="corpus"``, the ``Survey`` of many.
Check = Callable[[Any], Iterable[Outcome]]
Scope = Literal["report", "corpus"]
#: The parts that the documentation of every rule has.
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
        family = module.__name__.removeprefix(f"{__package__}.").split(".")[0]
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


def registered() -> tuple[Rule, ...]:
    """The rules of all modules imported so far, by id."""
    return tuple(_REGISTERED[rule_id] for rule_id in sorted(_REGISTERED))
