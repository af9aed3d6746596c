"""The page of many reports: who is there, who is missing, scores, faults, figures, shared text, what was not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from audit.assessment import Assessment
from audit.causes import verdict
from audit.coverage import coverage, together
from audit.present import charts, facts, scores
from audit.present.html import Html, join, page
from audit.present.overview._faults import by_report, common
from audit.present.overview._figures import outliers
from audit.present.overview._sharing import pairs
from audit.present.technical import technical
from audit.score import ScoreMove

NO_RUBRIC = "没有给出评分办法，未评分。可用 --rubric 给出评分办法（如随附的“通用”），再次核查。"


def head(review: Assessment, date: str = "", handbook: str = "") -> Html:
    """How many reports and agencies, how they were read, how many findings, how much of the text was decided.

    It brings the style sheet along.

    ``handbook`` is the file name of the rules' page, "" where there is none.
    """
    total = facts.counts(review.every_outcome())
    reports = [report for report, _ in review.audited if report.status != "unreadable"]
    return page(
        "overview/head.html.j2",
        tally=review.tally(),
        agencies=len({report.agency for report in reports if report.agency}),
        years=sorted({report.year for report in reports if report.year}),
        statuses=[(facts.STATUS_NAMES[key], sum(r.status == key for r in reports)) for key in ("read", "partial")],
        roster=len(review.corpus.roster.agencies) if review.corpus.roster.given else 0,
        missing=review.missing(),
        unsettled=len(review.unfiled()) - review.missing(),
        reviewed=review.year,
        rubric=review.terms.rubric.name if review.terms.rubric else "",
        asof=review.terms.asof,
        due=review.corpus.other_due_year(),
        doubts=review.corpus.roster.notes,
        earlier=len(review.corpus.background),
        unprecedented=review.corpus.unprecedented(),
        counts=total,
        verdict=verdict(review.every_outcome(), review.every_cause()) if reports or review.absent else "",
        coverage=together(coverage(report, outcomes) for report, outcomes in review.audited),
        profiles=review.terms.profiles,
        handbook=quote(handbook),
        version=facts.toolkit_version(),
        date=date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
    )


def ranking(
    review: Assessment,
    rules: Iterable[facts.RuleText] = (),
    pages: Mapping[str, str] | None = None,
    moved: Sequence[ScoreMove] = (),
) -> Html:
    """All scores with grades, the best first, and which rules are not scored; a word where there is no rubric.

    ``moved`` are the scores that another rubric had given otherwise.
    """
    if review.terms.rubric is None:
        return page("notice.html.j2", text=NO_RUBRIC)
    pieces = [scores.ranking(review.scores, pages), scores.unscored(review.terms.rubric, rules)]
    return join(*pieces, *([scores.moves(moved)] if moved else []))


def reports(
    review: Assessment, pages: Mapping[str, str] | None = None, earlier: Mapping[str, str] | None = None
) -> Html:
    """One row a report that could be read, with a link to its page where ``pages`` names one by source.

    ``earlier`` are pages of other reports that lie in the same folder, with the reports' sources: they are listed apart.
    """
    links = pages or {}
    rows = [
        {
            "report": report,
            "counts": facts.counts(outcomes),
            "verdict": verdict(outcomes, review.causes.get(report.source, ())),
            "sentences": coverage(report, outcomes).sentences,
            "status": facts.STATUS_NAMES[report.status],
            "href": quote(links[report.source]) if report.source in links else "",
        }
        for report, outcomes in facts.ordered(review.audited)
    ]
    left = [(quote(name), name.removesuffix(".html"), source) for name, source in sorted((earlier or {}).items())]
    return page("overview/reports.html.j2", rows=rows, earlier=left)


def faults(review: Assessment, pages: Mapping[str, str] | None = None) -> Html:
    """The heat map, the most common faults with examples, the findings by rule, then all of them by report and rule."""
    audited = review.audited
    return join(
        charts.picture(charts.heat_map(audited)),
        common(audited, pages),
        charts.picture(charts.findings_by_rule(audited)),
        by_report(audited, pages, review.absent),
    )


def figures(review: Assessment, pages: Mapping[str, str] | None = None) -> Html:
    """How the figures and rates of the year under review spread, and which rates lie far from the peers'."""
    under_review = {filing.report.source for filing in review.corpus.under_review()}
    audited = [pair for pair in review.audited if pair[0].source in under_review and pair[0].status != "unreadable"]
    return join(
        charts.picture(charts.distribution(audited)),
        charts.picture(charts.rates([report for report, _ in audited])),
        outliers(audited, pages),
    )


def originality(review: Assessment, pages: Mapping[str, str] | None = None) -> Html:
    """The map of reports that share text, then every pair."""
    return join(charts.picture(charts.clusters(review.reuse)), pairs(review.reuse, pages))


def unread(review: Assessment, failures: Mapping[str, str] | None = None) -> Html:
    """The inputs that could not be read, earlier reports included, and the pages that could not be made, with the reasons.

    What all of it was made with follows, folded.
    """
    every = [*(("", report) for report, _ in review.audited), *(("（以往年度）", one) for one in review.terms.previous)]
    unread = [(when, report) for when, report in every if report.status == "unreadable"]
    own = {report.source: report.error or "" for _, report in unread if report.failure} | dict(failures or {})
    files = [(f"{when}{r.source}", r.error or "原因不明") for when, r in unread if r.source not in own]
    return join(page("overview/unread.html.j2", files=files, failures=sorted(own.items())), technical())
