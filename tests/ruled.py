"""A folder with reports and a record in which people decided on them, through the doors by which people do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import audit
from audit import decisions
from audit.assessment import Assessment, Examined
from audit.decisions import DecisionSubject, Entry, open_record
from audit.score import shipped


@dataclass(frozen=True)
class Ruled:
    """Reports under ``folder``/报告 and the record beside them."""

    folder: Path
    roster: str = ""
    previous: tuple[str, ...] = ()
    asof: str = ""

    @property
    def record(self) -> Path:
        """Where the record lies."""
        return self.folder / decisions.NAME

    def assess(self) -> Assessment:
        """The reports as they stand with what was decided."""
        self.keep()
        asked = audit.Review(
            previous=self.previous,
            roster=self.roster,
            rubric=str(shipped()),
            asof=self.asof,
            decisions=str(self.record),
        )
        terms = asked.terms()
        return audit.assess(audit.assemble(audit.read_all([str(self.folder / "报告")]), terms), terms)

    def keep(self, *entries: Entry, who: str = "张三") -> None:
        """Enter something; without ``entries`` only see to it that the record is there."""
        with open_record(self.record) as record:
            if entries:
                record.add(entries, who)

    def apart(self, first: Entry, second: Entry) -> None:
        """Have two people, 张三 and 李四, enter something without knowing of each other, then join what they have."""
        self.keep()
        with open_record(self.folder / "另一份.sqlite") as other, open_record(self.record) as record:
            record.add([first], "张三")
            other.add([second], "李四")
            record.take_over(other.events())


def subject(found: Examined, about: str = "", evidence: str = "") -> DecisionSubject:
    """What an event on the report is about."""
    return DecisionSubject(found.report.agency, found.report.year, about, evidence)


def on(found: Examined, number: int, *, evidence: str = "") -> DecisionSubject:
    """Problem ``number`` of the report; ``evidence`` is what was seen then, that of today where it is empty."""
    cause = found.problems.all[number - 1].cause
    return subject(found, cause.key, evidence or cause.evidence)
