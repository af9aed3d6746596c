"""The beginning of the overview: one sentence, the numbers that matter, what to know beside them, what the page holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from audit.assessment import Assessment
from audit.causes import verdict
from audit.coverage import coverage, together
from audit.present import facts
from audit.present.html import Html, page
from audit.present.overview._agencies import gravest_words, lines
from audit.present.overview._faults import gathered
from audit.present.overview._standing import ReviewStanding, standing

_LIST, _CALLS = "#jg", "#wb"
#: Agencies that the first screen names.
_WORST = 3
#: The parts of the page by their addresses.
_CONTENTS = (
    (_CALLS, "未报送"),
    (_LIST, "机关清单"),
    ("#gx", "共性问题"),
    ("#lt", "相同文字"),
    ("#fb", "数据分布"),
    ("#wj", "文件和页面"),
)


@dataclass(frozen=True, slots=True)
class HeadFigure:
    """A large number with its words, where on the page more of it stands, and how it is coloured."""

    number: int
    words: str
    href: str
    grade: str = ""
    remark: str = ""


def head(review: Assessment, date: str = "", handbook: str = "", pages: Mapping[str, str] | None = None) -> Html:
    """What the review comes to. It brings the style sheet along.

    ``handbook`` is the file name of the rules' page, "" where there is none; ``pages`` are those of the reports by source.
    """
    found = lines(review, pages)
    numbers = standing(review, found, gathered(found))
    reports = [report for report, _ in review.audited if report.status != "unreadable"]
    return page(
        "overview/head.html.j2",
        standing=numbers,
        figures=_figures(numbers),
        worst=[line for line in found if line.counted and line.counts and line.counts.wrong][:_WORST],
        gravest=gravest_words,
        contents=_CONTENTS,
        tally=review.tally(),
        agencies=len({report.agency for report in reports if report.agency}),
        years=sorted({report.year for report in reports if report.year}),
        statuses=[(facts.STATUS_NAMES[key], sum(r.status == key for r in reports)) for key in ("read", "partial")],
        rubric=review.terms.rubric.name if review.terms.rubric else "",
        asof=review.terms.asof,
        due=review.corpus.other_due_year(),
        doubts=review.corpus.roster.notes,
        earlier=len(review.corpus.background),
        unprecedented=review.corpus.unprecedented(),
        counts=facts.counts(review.every_outcome()),
        verdict=verdict(review.every_outcome(), review.every_cause()) if reports or review.absent else "",
        coverage=together(coverage(report, outcomes) for report, outcomes in review.audited),
        profiles=review.terms.profiles,
        handbook=quote(handbook),
        version=facts.toolkit_version(),
        date=date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
    )


def _figures(numbers: ReviewStanding) -> list[HeadFigure]:
    """The numbers by which a review is known; the agencies' states add up to those that were checked."""
    found = []
    if numbers.due is not None and numbers.missing is not None:
        unread = f"其中{numbers.unread}家未能核对完成" if numbers.unread else ""
        found += [HeadFigure(numbers.due, "家应报", _CALLS), HeadFigure(numbers.filed, "家已报", _LIST, remark=unread)]
        open_ = f"另有{numbers.unsettled}家未能确定或未到期" if numbers.unsettled else ""
        found.append(HeadFigure(numbers.missing, "家未报", _CALLS, "error" if numbers.missing else "", open_))
    else:
        unread = f"另有{numbers.unread}家未能核对完成" if numbers.unread else ""
        found.append(HeadFigure(numbers.checked, "家已核对", _LIST, remark=unread))
    wrong, doubtful, _ = numbers.causes
    found.append(
        HeadFigure(numbers.wrong, "家须更正", _LIST, "error" if numbers.wrong else "", f"共{wrong}处" if wrong else "")
    )
    found.append(
        HeadFigure(
            numbers.doubtful,
            "家只有疑点",
            _LIST,
            "warning" if numbers.doubtful else "",
            f"各家疑点共{doubtful}处" if doubtful else "",
        )
    )
    rest = f"另有{numbers.unsure}家只有无法核对的" if numbers.unsure else ""
    return [*found, HeadFigure(numbers.clean, "家未发现问题", _LIST, "ok" if numbers.clean else "", rest)]
