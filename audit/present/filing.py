"""Who reported and who did not: the roster against the files, for the page of many reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.assessment import Assessment
from audit.corpus import Agency
from audit.findings import Outcome
from audit.present import facts
from audit.present.html import Html, page

#: The family of rules about files and agencies.
FAMILY = "F"
_NOT_FILED = "F001"


def summary(assessment: Assessment) -> Html:
    """How many agencies of the roster reported, by level and kind; then those that did not, each with what is known."""
    corpus = assessment.corpus
    if not corpus.roster.given:
        return page("filing.html.j2", given=False, year=corpus.year, asof=corpus.asof, groups=[], absent=[])
    absent = {agency.name for agency in corpus.missing()}
    total: Counter[tuple[str, str]] = Counter((a.level, a.kind) for a in corpus.roster.agencies)
    lacking: Counter[tuple[str, str]] = Counter((a.level, a.kind) for a in corpus.roster.agencies if a.name in absent)
    groups = [(level or "—", kind or "—", number, lacking[level, kind]) for (level, kind), number in total.items()]
    rows = missing(assessment)
    return page("filing.html.j2", given=True, year=corpus.year, asof=corpus.asof, groups=groups, absent=rows)


def missing(assessment: Assessment) -> list[tuple[Agency, Outcome | None]]:
    """The agencies of a given roster without a report for the year under review, each with what was said of it."""
    said = {outcome.agency: outcome for outcome in assessment.absent if outcome.rule == _NOT_FILED}
    return [(agency, said.get(agency.name)) for agency in assessment.corpus.missing()]


def missing_rows(assessment: Assessment) -> list[dict[str, object]]:
    """The same as lines of the ledger, by column head."""
    return [
        {
            "机关": agency.name,
            "层级": agency.level,
            "地区": agency.region,
            "应报内容": agency.expected or (f"{assessment.year}年度报告" if assessment.year else "年度报告"),
            "应报日期": str(agency.due or ""),
            "联系电话": agency.telephone,
            "说明": outcome.message if outcome else "",
        }
        for agency, outcome in missing(assessment)
    ]


def irregular(assessment: Assessment) -> Html:
    """Files handed in twice, under another name or year, of unknown agencies, late or unreadable."""
    every = assessment.every_outcome()
    shown = [o for o in every if o.rule.startswith(FAMILY) and o.rule != _NOT_FILED]
    return page("filing_irregular.html.j2", rows=_ordered(shown))


def _ordered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [*facts.findings(outcomes), *facts.undecided(outcomes)]
