"""Makes evidence and facts of text that two reports share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import Role, SharedSection, Side
from audit.model import Report
from audit.reuse import MAX_COMPARED_CHARACTERS, Copied, ReportSource, SectionShare, Shared
from audit.rules.kit import Evidence, Survey, stated

#: Passages shown as evidence of one pair.
_PASSAGES_SHOWN = 2
#: Said of a report that is longer than what is compared.
CUT = stated(
    "报告的文字超过{limit}万字，远多于一份年度报告，其后的没有比对，请只保留年度报告部分后再核查",
    limit=MAX_COMPARED_CHARACTERS // 10_000,
)


def last_year(survey: Survey) -> Iterator[tuple[Report, Report, Copied | None]]:
    """Each judged report, of whatever year, with the same agency's of the year before, and what was found that they share."""
    for filing in survey.corpus.filings:
        report = filing.report
        before = next((one for one in survey.corpus.earlier(report) if one.agency == report.agency), None)
        if survey.reuse and before and report.year and before.year == report.year - 1:
            pairs = (p for p in survey.reuse.of(report.source) if p.kind == "last_year" and p.b.source == report.source)
            yield report, before, next(pairs, None)


def other(pair: Copied, source: str) -> ReportSource:
    """The report of ``pair`` that is not the one at ``source``."""
    return pair.b if pair.a.source == source else pair.a


def share(pair: Copied, section: SectionShare, source: str) -> float:
    """How much of ``section`` of the report at ``source`` is shared, 0 to 1."""
    return section.share_a if pair.a.source == source else section.share_b


def shared(pair: Copied, sections: Sequence[SectionShare], source: str) -> tuple[SharedSection, ...]:
    """How much of each of ``sections`` of the report at ``source`` is shared."""
    if pair.a.source == source:
        return tuple(SharedSection(each.number, each.shared_a, each.said_a) for each in sections)
    return tuple(SharedSection(each.number, each.shared_b, each.said_b) for each in sections)


def other_side(pair: Copied, source: str) -> Side:
    """The report of ``pair`` that is not the one at ``source``, as one side of a comparison."""
    there = other(pair, source)
    return Side(_role(pair), there.agency or there.source, None, year=there.year or None, source=there.source)


def shared_evidence(pair: Copied, passages: Sequence[Shared], source: str) -> list[Evidence]:
    """The longest passages, each as printed in this report and then in the other."""
    there = other(pair, source)
    label = f"{there.agency or there.source}{there.year or ''}年度报告"
    first = pair.a.source == source
    found = []
    for passage in passages[:_PASSAGES_SHOWN]:
        own, its = (passage.a, passage.b) if first else (passage.b, passage.a)
        found.append(Evidence(own[0].place, "\n".join(span.text for span in own), "本报告"))
        found.append(Evidence(its[0].place, "\n".join(span.text for span in its), label, _role(pair)))
    return found


def _role(pair: Copied) -> Role:
    return "earlier_report" if pair.kind == "last_year" else "other_report"
