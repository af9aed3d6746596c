"""The line of what was carried over, column by column, in this year's and the earlier year's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.findings import Details
from audit.model import Report
from audit.rules import Case
from audit.rules.consistency._years import Printed, in_reports, this_year
from audit.text import apart, minus, show

_IN, _OUT = "applications.carried_in", "applications.carried_out"


@dataclass(frozen=True, slots=True)
class Column:
    """One column read on both sides: carried in ``now``, carried out ``then``."""

    key: str
    name: str
    now: Printed
    then: Printed

    @property
    def differs(self) -> bool:
        """Whether the two numbers are not the same."""
        return self.now.value != self.then.value

    def told(self) -> str:
        """Both numbers and how far they lie apart, in Chinese."""
        difference = show(apart(self.now.value, self.then.value))
        return f"“{self.name}”本年 {_shown(self.now)}，上年 {_shown(self.then)}，差 {difference}"


def columns(case: Case, before: Sequence[Report]) -> tuple[list[Column], list[str]]:
    """The columns read in the report and in the versions ``before``, and of the others why not (Chinese)."""
    found: list[Column] = []
    troubles: list[str] = []
    for key, cell in case.form.cells.items():
        if not key.startswith(f"{_IN}."):
            continue
        now, then = this_year(case, key), in_reports(before, key.replace(_IN, _OUT))
        if now.printed and then.printed:
            found.append(Column(key, cell.column.rsplit("/", 1)[-1], now.printed, then.printed))
        else:
            troubles += [side.trouble for side in (now, then) if side.trouble]
    return found, troubles


def all_blank(columns: Sequence[Column]) -> str:
    """Whose line is wholly blank: “本年”, “上年”, “两年”, or "" where both print a number."""
    if not columns:
        return ""
    now, then = all(column.now.blank for column in columns), all(column.then.blank for column in columns)
    return "两年" if now and then else "本年" if now else "上年" if then else ""


def numbers(wrong: Sequence[Column]) -> Details:
    """The numbers of the only wrong column, or of all of them in words, as fields of an outcome."""
    if len(wrong) == 1:
        now, then = wrong[0].now.value, wrong[0].then.value
        return {"expected": then, "actual": now, "difference": minus(now, then)}
    return {
        "expected": "，".join(f"{column.name} {_shown(column.then)}" for column in wrong),
        "actual": "，".join(f"{column.name} {_shown(column.now)}" for column in wrong),
    }


def _shown(cell: Printed) -> str:
    return "空白" if cell.blank else show(cell.value)
