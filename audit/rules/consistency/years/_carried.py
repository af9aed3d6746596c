"""The line of what was carried over, column by column, in this year's and the earlier year's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from audit.findings import YearPair
from audit.model import Report
from audit.rules.consistency.earlier import YearCell, in_reports, this_year
from audit.rules.kit import Case, Stated

_IN, _OUT = "applications.carried_in", "applications.carried_out"


@dataclass(frozen=True, slots=True)
class Column:
    """One column read on both sides: carried in ``now``, carried out ``then``."""

    key: str
    name: str
    now: YearCell
    then: YearCell

    @property
    def pair(self) -> YearPair:
        """Both numbers, as facts state them."""
        return YearPair(self.name, self.now.side, self.then.side)


def columns(case: Case, before: Sequence[Report]) -> tuple[list[Column], list[Stated]]:
    """The columns read in the report and in the versions ``before``, and of the others why not."""
    found: list[Column] = []
    troubles: list[Stated] = []
    for key, cell in case.form.cells.items():
        if not key.startswith(f"{_IN}."):
            continue
        now, then = this_year(case, key), in_reports(before, key.replace(_IN, _OUT))
        if now.printed and then.printed:
            found.append(Column(key, cell.column.rsplit("/", 1)[-1], now.printed, then.printed))
        else:
            troubles += [side.trouble for side in (now, then) if side.trouble]
    return found, troubles


def carried_in(case: Case) -> list[tuple[str, YearCell]]:
    """What the report itself says of the year before, by cell: the numbers that an earlier report would have to bear out."""
    keys = (key for key in case.form.cells if key.startswith(f"{_IN}."))
    every = ((key, this_year(case, key).printed) for key in keys)
    return [(key, printed) for key, printed in every if printed and not printed.blank]


def all_blank(columns: Sequence[Column]) -> Literal["", "本年", "上年", "两年"]:
    """Whose line is wholly blank, "" where both print a number."""
    if not columns:
        return ""
    now, then = all(column.now.blank for column in columns), all(column.then.blank for column in columns)
    return "两年" if now and then else "本年" if now else "上年" if then else ""
