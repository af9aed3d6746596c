"""The parts of the overview that put several pieces together: common faults, scores in full, shared text, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from audit.assessment import Assessment
from audit.persons import masked
from audit.present import charts, facts, scores
from audit.present.html import Html, join, page
from audit.present.overview._faults import common, gathered
from audit.present.overview._filing import irregular_outcomes
from audit.present.overview._head import named
from audit.present.overview._paper import unprinted
from audit.present.overview._sharing import pairs
from audit.present.overview.listing import lines
from audit.present.technical import technical
from audit.score import ScoreMove

NO_RUBRIC = "没有给出评分办法，未评分。给出评分办法（如随附的“通用”）后再次核查，即列出得分和名次。"
#: Agencies whose points are listed item by item; of more, the ledger and the data files have them.
_MOST_SCORES = 1000


def faults(review: Assessment, pages: Mapping[str, str] | None = None, beside: Mapping[str, str] | None = None) -> Html:
    """The faults of the year under review that agencies have in common; ``beside`` as in ``head``."""
    return common(gathered(lines(review, pages)), "".join(map(quote, named(beside, "handbook"))))


def ranking(
    review: Assessment,
    rules: Iterable[facts.RuleText] = (),
    pages: Mapping[str, str] | None = None,
    moved: Sequence[ScoreMove] = (),
) -> Html:
    """All scores item by item, folded, the best first, and which rules are not scored; a word where there is no rubric.

    ``moved`` are the scores that another rubric had given otherwise.
    """
    if review.terms.rubric is None:
        return page("notice.html.j2", text=NO_RUBRIC)
    few = len(review.scores) <= _MOST_SCORES
    table = scores.ranking(review.scores, pages) if few else page("overview/scores_elsewhere.html.j2")
    pieces = join(table, scores.unscored(review.terms.rubric, rules))
    folded = page("overview/folded.html.j2", words="各评分项的得分", inside=pieces)
    return join(*([scores.moves(moved)] if moved else []), folded)


def originality(review: Assessment, pages: Mapping[str, str] | None = None) -> Html:
    """The groups of reports that share text, every pair, then the map of them."""
    return pairs(review.reuse, pages, charts.picture(charts.clusters(review.reuse)))


def files(
    review: Assessment, failures: Mapping[str, str] | None = None, earlier: Mapping[str, str] | None = None
) -> Html:
    """As ``unread``; what of it, and of all else that paper does not hold, stands there in a few lines.

    ``earlier`` are pages of other reports that lie in the same folder, with the reports' sources.
    """
    left_out = _left_out(review, failures or {})
    paper = unprinted(*left_out, irregular_outcomes(review), lines(review), len(earlier or {}))
    return join(_unread(*left_out, earlier or {}), paper, technical())


def unread(review: Assessment) -> Html:
    """The inputs that could not be read, earlier reports included, and what could not be made of others, with the reasons.

    What all of it was made with follows, folded.
    """
    return join(_unread(*_left_out(review, {}), {}), technical())


def _left_out(review: Assessment, failures: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The files that were not read, and what our own faults kept back, each with the reason."""
    every = [*(("", report) for report, _ in review.audited), *(("（以往年度）", one) for one in review.terms.previous)]
    unread = [(when, report) for when, report in every if report.status == "unreadable"]
    own = {report.source: report.error or "" for _, report in unread if report.failure} | dict(failures)
    refused = [(f"{when}{masked(r.source)}", r.error or "原因不明") for when, r in unread if r.source not in own]
    return refused, sorted((masked(source), why) for source, why in own.items())


def _unread(
    refused: Sequence[tuple[str, str]], kept_back: Sequence[tuple[str, str]], earlier: Mapping[str, str]
) -> Html:
    left = [(quote(name), name.removesuffix(".html"), masked(source)) for name, source in sorted(earlier.items())]
    return page("overview/unread.html.j2", files=refused, failures=kept_back, earlier=left)
