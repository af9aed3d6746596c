"""What shared text looks like as evidence, and how its share is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import SECTION_NAMES, Evidence
from audit.model import Report
from audit.reuse import LONGEST, Copied, SectionShare, Shared, Source
from audit.rules import Survey

#: Passages shown as evidence of one pair.
_SHOWN = 2
#: Said of a report that is longer than what is compared.
CUT = f"报告的文字超过{LONGEST // 10_000}万字，远多于一份年度报告，其后的没有比对，请只保留年度报告部分后再核查"


def last_year(survey: Survey) -> Iterator[tuple[Report, Report, Copied | None]]:
    """Each report under review with the same agency's of the year before, and what was found that they share."""
    for filing in survey.corpus.under_review():
        report = filing.report
        before = next((one for one in survey.corpus.earlier(report) if one.agency == report.agency), None)
        if survey.reuse and before and report.year and before.year == report.year - 1:
            pairs = (p for p in survey.reuse.of(report.source) if p.kind == "last_year" and p.b.source == report.source)
            yield report, before, next(pairs, None)


def other(pair: Copied, source: str) -> Source:
    """The report of ``pair`` that is not the one at ``source``."""
    return pair.b if pair.a.source == source else pair.a


def share(pair: Copied, section: SectionShare, source: str) -> float:
    """How much of ``section`` of the report at ``source`` is shared, 0 to 1."""
    return section.share_a if pair.a.source == source else section.share_b


def said(pair: Copied, sections: Sequence[SectionShare], source: str) -> str:
    """“第一部分约45%、第五部分约80%”."""
    parts = [(SECTION_NAMES.get(s.number, "其他"), share(pair, s, source)) for s in sections]
    return "、".join(f"{name}约{percent:.0%}" for name, percent in parts if percent >= 0.01)


def evidence(pair: Copied, passages: Sequence[Shared], source: str) -> list[Evidence]:
    """The longest passages, each as printed in this report and then in the other."""
    there = other(pair, source)
    label = f"{there.agency or there.source}{there.year or ''}年度报告"
    first = pair.a.source == source
    found = []
    for passage in passages[:_SHOWN]:
        own, its = (passage.a, passage.b) if first else (passage.b, passage.a)
        found.append(Evidence(own[0].place, "\n".join(span.text for span in own), "本报告"))
        found.append(Evidence(its[0].place, "\n".join(span.text for span in its), label))
    return found
