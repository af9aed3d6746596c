"""The result of a check: verdict, severity, confidence, facts, evidence, a stable key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, Protocol, TypedDict, Unpack

from audit.document import Place
from audit.findings._facts import Facts, Role, hidden
from audit.findings._kinds import CauseKind, RuleMatter
from audit.model import json_value
from audit.persons import masked
from audit.text import Value
from audit.words import ORDINAL

Verdict = Literal["pass", "fail", "undecided"]
Severity = Literal["error", "warning", "info"]
#: What a rule is to others: they look for the role where they must know an outcome, never for the rule’s id.
#: "identity" checks totals and printed equations, "not_filed" looks for missing reports, "title" reads the title line,
#: "outlier" compares rates with those of peers.
RuleRole = Literal["", "identity", "not_filed", "title", "outlier"]

#: All severities, the gravest first, and the place of each in that order.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
GRAVEST_FIRST: dict[Severity, int] = {severity: place for place, severity in enumerate(SEVERITIES)}
#: What people read for each verdict and severity.
VERDICT_NAMES: dict[str, str] = {"pass": "相符", "fail": "不符", "undecided": "无法核对"}
SEVERITY_NAMES: dict[str, str] = {"error": "错误", "warning": "疑点", "info": "提示"}
#: The numerals of the sections by their numbers.
PART_NUMERALS = f"零{ORDINAL[:6]}"
#: How a severity may be written in a settings file: as in the outside contract or as people read it.
SEVERITY_WORDS: dict[str, Severity] = {word: each for each in SEVERITIES for word in (each, SEVERITY_NAMES[each])}
#: What people call the sections of a report; 0 is what stands before the first heading.
SECTION_NAMES = {0: "引言"} | {number: f"第{PART_NUMERALS[number]}部分" for number in range(1, len(PART_NUMERALS))}
#: What people read for each family of rules, in the order of the catalogue’s printed form.
FAMILY_NAMES: dict[str, str] = {
    "filing": "报送与公布",
    "completeness": "形式与内容是否齐全",
    "arithmetic": "表格的算术关系",
    "consistency": "正文、表格和以往年度是否一致",
    "hierarchy": "上下级数字是否相合",
    "peers": "与同类机关相比",
    "originality": "文字雷同",
    "wording": "文字规范",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place with its text as printed; ``label`` says in Chinese what stands there (表三“自然人”总计).

    ``role`` is set where that is the title, or no part of the report that is judged: another report, a file's name, the
    roster.
    """

    place: Place
    raw: str
    label: str = ""
    role: Role | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's object for a place."""
        data = self.place.as_dict() | {"raw": self.raw} | ({"label": self.label} if self.label else {})
        return data | ({"role": self.role} if self.role else {})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The cell that is most likely wrong, with the value that would mend it, and why (Chinese)."""

    cell: str
    value: Value
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        data: dict[str, Any] = {"cell": self.cell, "value": json_value(self.value)}
        return data | ({"reason": self.reason} if self.reason else {})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check of one rule on one report.

    ``locus`` names what was checked in words that do not change from run to run (a cell key, a section, a
    phrase with its ordinal); with rule, agency and year it makes ``key``.
    ``facts`` are what it states, ``message`` the sentence made from them. ``family``, ``role`` and ``chapter`` are its
    rule’s: the chapter is the section of the report (2 to 6) that all outcomes of the rule are about, else 0;
    ``across_years`` says that the rule compares years; ``cause_kind`` is the kind of thing to correct that the outcome is
    where nothing else explains it; ``matter`` is what the rule looks at. ``section`` is the section (1 to 6, 0 for the whole report) that
    the outcome is about where the rule says so, None where cells, places and chapter tell. ``places[0]`` is the primary
    place; ``expected``/``actual`` are the numbers or texts compared.
    """

    source: str
    rule: str
    title: str
    verdict: Verdict
    severity: Severity
    message: str
    basis: str
    locus: str
    agency: str | None = None
    year: int | None = None
    confidence: float = 1.0
    cells: tuple[str, ...] = ()
    expected: Value | str | None = None
    actual: Value | str | None = None
    difference: Value | None = None
    suggestion: Suggestion | None = None
    candidates: tuple[Suggestion, ...] = ()
    places: tuple[Evidence, ...] = field(default=())
    section: int | None = None
    facts: Facts | None = None
    family: str = ""
    role: RuleRole = ""
    chapter: int = 0
    across_years: bool = False
    cause_kind: CauseKind = "form"
    matter: RuleMatter = ""

    @property
    def head(self) -> str:
        """What people read above the message: the fault's name, or for an open check the question that stays open."""
        if self.verdict != "undecided":
            return self.title
        return f"有无“{self.title.replace('“', '‘').replace('”', '’')}”的情形"

    @property
    def key(self) -> str:
        """Stable id of this finding: 16 hexadecimal digits over agency, year, rule and locus."""
        who = self.agency or self.source
        text = "\x1f".join((who, str(self.year or ""), self.rule, self.locus))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """The contract's object for ``check --json``."""
        data: dict[str, Any] = {
            "source": self.source,
            "agency": self.agency,
            "year": self.year,
            "rule": self.rule,
            "title": self.title,
            "verdict": self.verdict,
            "severity": self.severity,
            "confidence": self.confidence,
            "cells": list(self.cells),
            "expected": self.expected if isinstance(self.expected, str) else json_value(self.expected),
            "actual": self.actual if isinstance(self.actual, str) else json_value(self.actual),
            "difference": json_value(self.difference),
            "message": self.message,
            "basis": self.basis,
            "suggestion": self.suggestion.as_json() if self.suggestion else None,
            "places": [evidence.as_json() for evidence in self.places],
            "key": self.key,
        }
        if self.facts is not None:
            data["facts"] = self.facts.as_json()
        if self.candidates:
            data["candidates"] = [candidate.as_json() for candidate in self.candidates]
        return data


class Details(TypedDict, total=False):
    """What may be said of an outcome besides verdict, facts, locus and places; the rule's own severity and grounds where absent."""

    severity: Severity
    basis: str
    confidence: float
    cells: tuple[str, ...]
    expected: Value | str | None
    actual: Value | str | None
    difference: Value | None
    section: int


class Whose(NamedTuple):
    """The report that an outcome is on."""

    source: str
    agency: str | None
    year: int | None


class Judge(Protocol):
    """What an outcome takes over from its rule."""

    @property
    def id(self) -> str:
        """The rule's id."""

    @property
    def title(self) -> str:
        """The fault it looks for."""

    @property
    def severity(self) -> Severity:
        """The severity that its findings have unless they say otherwise."""

    @property
    def family(self) -> str:
        """The family that the rule belongs to."""

    @property
    def role(self) -> RuleRole:
        """What the rule is to others that must know its outcomes; "" for nothing."""

    @property
    def chapter(self) -> int:
        """The section of the report (2 to 6) that all its outcomes are about, else 0."""

    @property
    def across_years(self) -> bool:
        """Whether it compares years."""

    @property
    def cause_kind(self) -> CauseKind:
        """The kind of cause that an outcome is by itself."""

    @property
    def matter(self) -> RuleMatter:
        """What it looks at, where the kind of cause does not tell; "" elsewhere."""

    def basis_for(self, year: int | None) -> str:
        """The grounds in force for the report of a year."""


def ranked(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """What is not a pass: what does not agree, the gravest first, then what is open; by rule and place."""
    findings = (outcome for outcome in outcomes if outcome.verdict != "pass")
    return sorted(
        findings,
        key=lambda o: (o.verdict != "fail", o.verdict == "fail" and GRAVEST_FIRST[o.severity], o.rule, o.locus),
    )


def _masked_place(place: Evidence, private: Sequence[str]) -> Evidence:
    shown = masked(place.raw, private)
    return place if shown == place.raw else replace(place, raw=shown)


def make_outcome(
    judge: Judge,
    whose: Whose,
    verdict: Verdict,
    facts: Facts,
    locus: str,
    *,
    places: Sequence[Evidence] = (),
    private: Sequence[str] = (),
    **details: Unpack[Details],
) -> Outcome:
    """An outcome of the rule ``judge``.

    Numbers and names of private people, and those that are known of the report (``private``), are masked in facts and places. Expected, actual and difference are those of the
    facts unless ``details`` give others.
    """
    shown: Facts = hidden(facts, private)
    given = {"expected": shown.expected, "actual": shown.actual, "difference": shown.difference}
    more: dict[str, Any] = {"severity": judge.severity, **given, **details}
    return Outcome(
        source=whose.source,
        rule=judge.id,
        title=judge.title,
        verdict=verdict,
        message=masked(facts.message(), private),
        basis=more.pop("basis", None) or judge.basis_for(whose.year),
        locus=locus,
        agency=whose.agency,
        year=whose.year,
        places=tuple([_masked_place(place, private) for place in places]),
        facts=shown,
        family=judge.family,
        role=judge.role,
        chapter=judge.chapter,
        across_years=judge.across_years,
        cause_kind=judge.cause_kind,
        matter=judge.matter,
        **more,
    )
