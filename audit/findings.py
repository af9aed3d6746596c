"""The result of a check: verdict, severity, confidence, evidence, a stable key.

Rules build outcomes through the comparisons of ``audit.rules``; the rest of the toolkit reads them here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from audit.document import Place
from audit.model import json_value
from audit.text import Value

Verdict = Literal["pass", "fail", "undecided"]
Severity = Literal["error", "warning", "info"]

#: All severities, the gravest first, and the place of each in that order.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
GRAVEST_FIRST: dict[Severity, int] = {severity: place for place, severity in enumerate(SEVERITIES)}
#: What people read for each verdict and severity.
VERDICT_NAMES: dict[str, str] = {"pass": "相符", "fail": "不符", "undecided": "无法核对"}
SEVERITY_NAMES: dict[str, str] = {"error": "错误", "warning": "疑点", "info": "提示"}
#: What people call the sections of a report; 0 is what stands before the first heading.
SECTION_NAMES = {0: "引言"} | {number: f"第{numeral}部分" for number, numeral in enumerate("一二三四五六", 1)}
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
    """A place with its text as printed; ``label`` says in Chinese what stands there (表三“自然人”总计)."""

    place: Place
    raw: str
    label: str = ""

    def as_json(self) -> dict[str, Any]:
        """The contract's object for a place."""
        return self.place.as_dict() | {"raw": self.raw} | ({"label": self.label} if self.label else {})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The cell that is most likely wrong, with the value that would mend it, and why (Chinese)."""

    cell: str
    value: Value
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """The contract's object."""
        data: dict[str, Any] = {"cell": self.cell, "value": json_value(self.value)}
        return data | ({"reason": self.reason} if self.reason else {})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check of one rule on one report.

    ``locus`` names what was checked in words that do not change from run to run (a cell key, a section, a
    phrase with its ordinal); with rule, agency and year it makes ``key``.
    ``section`` is the section (1 to 6, 0 for the whole report) that it is about where the rule says so, None where
    cells and places tell. ``places[0]`` is the primary place; ``expected``/``actual`` are the numbers or texts compared.
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

    @property
    def head(self) -> str:
        """What people read above the message: the fault's name, or for an open check the question that stays open."""
        if self.verdict != "undecided":
            return self.title
        return f"是否“{self.title.replace('“', '‘').replace('”', '’')}”"

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
        if self.candidates:
            data["candidates"] = [candidate.as_json() for candidate in self.candidates]
        return data
