"""The texts of the report around what a problem quotes: the parts that were looked through, the headings that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.findings import AbsentParts, Missing, Outcome, Part, Parts, within
from audit.model import Report
from audit.present.agency.evidence._evidence import vain_places

#: Characters of a text that stand unfolded; those that a page, which shows the report besides, has of one text at all; those that paper has.
UNFOLDED, MOST_ON_A_PAGE, MOST_ON_PAPER = 160, 3_000, 400


@dataclass(frozen=True, slots=True)
class AroundText:
    """A text of the report in full: what it is (Chinese), its paragraphs; short ones stand unfolded.

    ``hides`` is whether private words of it are hidden.
    """

    title: str
    paragraphs: Sequence[str]
    hides: bool = False

    @property
    def length(self) -> int:
        """Its characters."""
        return sum(map(len, self.paragraphs))

    @property
    def unfolded(self) -> bool:
        """Whether it is short enough to be read at once."""
        return self.length <= UNFOLDED

    @property
    def on_paper(self) -> list[str]:
        """Its beginning as paper has it: all of a short one, else as much as ``MOST_ON_PAPER`` characters."""
        found: list[str] = []
        for each in self.paragraphs:
            if room := MOST_ON_PAPER - sum(map(len, found)):
                found.append(each[:room])
        return found

    @property
    def off_paper(self) -> int:
        """The characters that paper leaves out."""
        return max(0, self.length - MOST_ON_PAPER)


def around(report: Report, outcomes: Sequence[Outcome]) -> list[AroundText]:
    """What was looked through for something in vain, part by part; where a part is missing or empty, all headings in their order."""
    missing = [one for one in outcomes if isinstance(one.facts, Missing) or any(vain_places((one,), report))]
    numbers = dict.fromkeys(number for one in missing for number in _looked_through(one, report))
    parts = [(number, whole_part(report, number)) for number in sorted(numbers)]
    found = [text for _, text in parts if text.paragraphs]
    lacking = any(not text.paragraphs[1:] for number, text in parts if number)
    if lacking or any(any(within(one.facts, AbsentParts)) for one in missing):
        found.append(AroundText("报告各部分的标题", [section.printed.strip() for section in report.sections]))
    return [text for text in found if text.paragraphs]


def _looked_through(outcome: Outcome, report: Report) -> Iterator[int]:
    """The parts that the outcome looks at, 0 for what stands before the first heading."""
    for part in within(outcome.facts, Part):
        yield part.number
    for parts in within(outcome.facts, Parts):
        yield from parts.numbers
    if not any(within(outcome.facts, (Part, Parts, AbsentParts))):
        places = {place.place for place in outcome.places}
        yield from {passage.section for passage in report.passages if passage.place in places} or (0,)


def whole_part(report: Report, number: int) -> AroundText:
    """A part of the report with its heading."""
    passages = [one for one in report.passages if one.section == number and not one.in_table]
    name = Part(number).message()
    paragraphs = [text for one in passages if (text := one.shown().strip())]
    return AroundText(f"{name}全文", paragraphs, any(one.hides for one in passages))
