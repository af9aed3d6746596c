"""What a rule is, and how a module declares one."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from audit.errors import RuleError
from audit.findings import KIND_OF_FAMILY, CauseKind, Outcome, RuleMatter, RuleRole, Severity
from audit.patterns import regex
from audit.rules._law import changes, grounds

#: A rule's function: given the ``Case`` of one report or, with ``scope="corpus"``, the ``Survey`` of many.
Check = Callable[[Any], Iterable[Outcome]]
Scope = Literal["report", "corpus"]
#: Where a slip of recognition could make a rule's findings: nowhere in what they rest on (figures, texts that are alike),
#: in the order in which words were put together around figures of the text, at their own places, or anywhere in the report,
#: in what they seek in vain too.
Misread = Literal["never", "order", "here", "anywhere"]
#: Where it could those of a family's rules that do not say otherwise.
_MISREAD_BY_FAMILY: Mapping[str, Misread] = {
    "arithmetic": "never",
    "consistency": "order",
    "hierarchy": "order",
    "peers": "never",
    "originality": "never",
    "wording": "here",
}
#: The letter with which the ids of each family begin.
FAMILY_OF_LETTER: Mapping[str, str] = {
    "F": "filing",
    "M": "completeness",
    "A": "arithmetic",
    "C": "consistency",
    "H": "hierarchy",
    "P": "peers",
    "O": "originality",
    "W": "wording",
}
#: What rules that a slip of recognition could deceive do not judge, by where.
_NOT_JUDGED_IN_PICTURES: Mapping[Misread, str] = {
    "order": "由图像识别的正文，文字先后不能确定的（如正文加有边框、分栏排印），列为无法核对",
    "here": "由图像识别的文字，列为无法核对",
    "anywhere": "由图像识别的文字，列为无法核对",
}
#: The name of a rule's module: its id, then what it looks at.
RULE_FILE = regex(r"[a-z]\d{3}(?:_\w+)?")
#: How the places of a skeleton begin that are still to be filled in.
TO_FILL_IN = "【待填写"
#: The parts that the documentation of every rule has.
_PARTS = ("依据", "核对", "不判")
#: One of them, to where the next begins.
_PART = regex(
    rf"^(?P<part>{'|'.join(_PARTS)})：(?P<text>.*?)(?=^(?:{'|'.join(_PARTS)})：|\Z)", re.MULTILINE | re.DOTALL
)
_REGISTERED: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``id`` is the file name's first part in capitals; texts are taken from the module's docstring.

    The id's first digit tells what is looked at: 2 to 6 the section of that number, 9 years that are compared.

    ``title`` names the fault; ``grounds`` (as written, with entries of ``law.toml``), ``compares`` and ``not_judged`` are
    the parts 依据, 核对, 不判.
    ``severity`` is what a finding has unless the rule grades it as one of ``also``. ``needs_form`` rules are silent
    where no unified form applies (reports before 2019). ``scope`` tells whether one report is judged or many together.
    ``misread`` tells where in a report that was recognised in pictures its findings may come of a slip: those are undecided.
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
    matter: RuleMatter = ""
    misread: Misread = "anywhere"

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
        lines = "\n".join((f"依据：{self.basis}", *before))
        return f"{self.id} {self.title}\n\n{lines}\n核对：{self.compares}\n不判：{self.not_judged}\n"


def rule(
    *,
    severity: Severity,
    also: tuple[Severity, ...] = (),
    needs_form: bool = True,
    scope: Scope = "report",
    role: RuleRole = "",
    cause: CauseKind | None = None,
    matter: RuleMatter = "",
    misread: Misread | None = None,
) -> Callable[[Check], Check]:
    """Register the decorated ``check``; id, title and grounds come from its module's name and docstring.

    ``also`` names the other severities that its findings may have, so that the catalogue can tell; ``role`` what the rule is
    to others that must know its outcomes; ``cause`` the kind of thing to correct that they are, where that is not the
    family's; ``matter`` what people have to look at to settle them, where the kind does not tell; ``misread`` where a slip of
    recognition could make them, if elsewhere than in the family's others. ``check`` is called with the ``Case`` of each report or, with ``scope="corpus"``, once with the ``Survey`` of all.
    """

    def register(check: Check) -> Check:
        module = importlib.import_module(check.__module__)
        rule_id = module.__name__.rsplit(".", 1)[-1].split("_", 1)[0].upper()
        if rule_id in _REGISTERED:
            raise RuleError(f"规则编号 {rule_id} 重复，请为新规则另取编号。")
        family = module.__name__.removeprefix(f"{__package__}.").split(".")[0]
        if FAMILY_OF_LETTER.get(rule_id[0]) != family:
            raise RuleError(f"规则 {rule_id} 放在 audit/rules/{family} 中，编号的首字母不是这一类规则的。")
        title, parts = _documentation(module.__doc__ or "", rule_id, f"{module.__name__.replace('.', '/')}.py")
        slips = misread or _MISREAD_BY_FAMILY.get(family, "anywhere")
        if slips in _NOT_JUDGED_IN_PICTURES:
            parts["不判"] = f"{parts['不判'].removesuffix('。')}；{_NOT_JUDGED_IN_PICTURES[slips]}。"
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
            matter,
            slips,
        )
        return check

    return register


def _documentation(doc: str, rule_id: str, file: str) -> tuple[str, dict[str, str]]:
    """The title and the labelled parts of a rule's documentation; RuleError where one lacks or is not filled in."""
    title, _, body = doc.strip().partition("\n")
    parts = {match["part"]: re.sub(r"\s*\n\s*", "", match["text"]).strip() for match in _PART.finditer(body)}
    if missing := [name for name in _PARTS if not parts.get(name)]:
        raise RuleError(f"规则 {rule_id} 的说明缺少：{'、'.join(missing)}（{file}）。")
    open_ = [name for name, text in {"标题（第一行）": title, **parts}.items() if TO_FILL_IN in text]
    if open_:
        raise RuleError(
            f"规则 {rule_id} 还没有写完，说明中待填写的有：{'、'.join(open_)}。"
            f"请填写{file}和用例中所有写有“{TO_FILL_IN}……】”之处。"
        )
    return title.strip().rstrip("。"), parts


def registered() -> tuple[Rule, ...]:
    """The rules of all modules imported so far, by id."""
    return tuple(_REGISTERED[rule_id] for rule_id in sorted(_REGISTERED))
