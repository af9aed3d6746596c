"""The beginning of the overview: one sentence, the numbers that matter, what to know beside them, what the page holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from audit.assessment import Assessment
from audit.coverage import together
from audit.decisions import StateCounts
from audit.ledgerrows import CauseFields
from audit.present import decided, facts
from audit.present.html import Html, page
from audit.present.overview._faults import gathered
from audit.present.overview._standing import ReviewStanding, standing
from audit.present.overview.decided import Closing, absent_closing, uncounted
from audit.present.overview.listing import AgencyLine, gravest_words, lines
from audit.present.problems.problemcounts import ProblemCounts

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


def head(
    review: Assessment,
    date: str = "",
    pages: Mapping[str, str] | None = None,
    news: Mapping[str, str] | None = None,
    beside: Mapping[str, str] | None = None,
) -> Html:
    """What the review comes to. It brings the style sheet along.

    ``pages`` are those of the reports by source, ``news`` tells by source which of them no earlier run has read. ``beside``
    tells by their names what other files lie in the folder: the rules' page ("handbook"), the ledger that was written along
    ("ledger"), others that people have filled in ("filled").
    """
    found = lines(review, pages, news)
    numbers = standing(review, found, gathered(found))
    reports = [report for report, _ in review.audited if report.status != "unreadable"]
    read = [facts.status(*pair) for pair in review.audited]
    sources = {line.report.source for line in found if line.is_listed and line.report}
    listed = [pair for pair in review.audited if pair[0].source in sources]
    return page(
        "overview/head.html.j2",
        standing=numbers,
        figures=_figures(numbers) + _decided(review, found) + _closed(review, found),
        decided=_review_words(found),
        worst=[line for line in found if line.is_listed and line.counts and line.counts.errors][:_WORST],
        gravest=gravest_words,
        contents=_CONTENTS,
        tally=review.tally(),
        intake=review.intake(),
        agencies=len({report.agency for report in reports if report.agency}),
        years=sorted({report.year for report in reports if report.year}),
        statuses=[(facts.STATUS_NAMES[key], sum(each == key for each in read)) for key in ("read", "partial")],
        rubric=review.terms.rubric.name if review.terms.rubric else "",
        asof=review.terms.asof,
        issuer=review.terms.office.issuer,
        office=review.terms.office.words,
        passed_over=review.corpus.passed_over(),
        due=review.corpus.other_due_year(),
        doubts=review.corpus.roster.notes,
        earlier=len(review.corpus.background),
        unprecedented=review.corpus.unprecedented(),
        counts=facts.counts(outcome for _, outcomes in listed for outcome in outcomes),
        dismissed=sum(one.verdict == "fail" and review.is_dismissed(one) for _, outcomes in listed for one in outcomes),
        besides=_besides(review, found),
        coverage=together(review.coverage(report, outcomes) for report, outcomes in listed),
        profiles=review.terms.profiles,
        handbook="".join(map(quote, named(beside, "handbook"))),
        ledgers=[(quote(name), name) for name in named(beside, "ledger")],
        filled=[(quote(name), name) for name in named(beside, "filled")],
        uncounted=uncounted(review, pages or {}),
        version=facts.toolkit_version(),
        date=date or decided.today().isoformat(),
    )


def named(beside: Mapping[str, str] | None, kind: str) -> list[str]:
    """The names of the files ``beside`` the page that are of the ``kind``."""
    return [name for name, one in (beside or {}).items() if one == kind]


def _decided(review: Assessment, found: Sequence[AgencyLine]) -> list[HeadFigure]:
    """How much of what was found is decided, and how much of it no number counts; nothing where people keep no record."""
    own = [line for line in found if line.is_listed and line.progress]
    if not own:
        return []
    counts = _progress(found)
    complete = sum(bool(line.progress and line.progress.is_complete) for line in own)
    parts = [f"共{counts.every}处", counts.ruled(), counts.unsettled(), f"{complete}家已全部认定" if complete else ""]
    absent = sum(review.absent_rulings.of(cause).state != "open" for cause in review.absent_causes)
    besides = StateCounts.total(line.progress for line in found if line.progress and not line.is_listed)
    left = [f"没有报告的机关{absent}处"] if absent else []
    left += [f"其他年度或同一年度另一份报告{besides.every - besides.open}处"] if besides.every > besides.open else []
    parts += [f"另有认定不在其中：{'、'.join(left)}"] if left else []
    return [HeadFigure(counts.settled, "处已认定", _LIST, remark="，".join(filter(None, parts)))]


def _closed(review: Assessment, found: Iterable[AgencyLine]) -> list[HeadFigure]:
    """How much of what was found for the year is put right and closed, as the ledger sums it up; nothing where nobody has closed anything and nothing is overdue."""
    reports = (line.closing for line in found if line.report and line.current)
    counts = Closing.total((*reports, *absent_closing(review)))
    gone = sum(CauseFields.of_gone(events).is_closed for events in review.gone.values())
    if not counts.closed and not counts.overdue and not gone:
        return []
    remark = [f"另有本次不再出现的{gone}处"] if gone else []
    remark += [f"{counts.overdue}处已过整改期限"] if counts.overdue else []
    return [HeadFigure(counts.closed, "处已销号", _LIST, remark="，".join(remark))]


def _progress(found: Iterable[AgencyLine]) -> StateCounts:
    """How many problems of the reports that count stand in which way."""
    return StateCounts.total(line.progress for line in found if line.is_listed and line.progress)


def _review_words(found: Sequence[AgencyLine]) -> str:
    """Whether people have looked at what was found (Chinese)."""
    counts = _progress(found)
    if counts.is_untouched:
        return "机器核查，未经人工复核"
    return f"机器核查，人工{counts.words()}{'；认定为不属实的不计入' if counts.dismissed else ''}"


def _besides(review: Assessment, found: Iterable[AgencyLine]) -> str:
    """How many reports were checked that no number of the page counts, and what they come to (Chinese); "" for none."""
    left = (line.counts for line in found if line.report and not line.is_listed and line.counts)
    words = review.intake().left_out()
    counts = ProblemCounts.total(left)
    return f"{words}（{counts.words()}），核查页和台账中有，没有计入本页各数" if words else ""


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
    errors, doubts, *_ = numbers.problems
    wrong = [f"错误共{errors}处"] if errors else []
    besides = f"，其中已认定属实{numbers.confirmed_besides}处" if numbers.confirmed_besides else ""
    wrong += [f"另有疑点{doubts - numbers.doubts}处{besides}"] if doubts > numbers.doubts else []
    found.append(HeadFigure(numbers.wrong, "家须更正", _LIST, "error" if numbers.wrong else "", "，".join(wrong)))
    confirmed = f"，其中已认定属实{numbers.confirmed}处" if numbers.confirmed else ""
    doubtful = f"疑点共{numbers.doubts}处{confirmed}" if numbers.doubts else ""
    found.append(HeadFigure(numbers.doubtful, "家有疑点无错误", _LIST, "warning" if numbers.doubtful else "", doubtful))
    rest = [f"{numbers.hinted}家只有提示"] if numbers.hinted else []
    rest += [f"{numbers.unsure}家只有无法核对的"] if numbers.unsure else []
    left = f"另有{'、'.join(rest)}" if rest else ""
    return [*found, HeadFigure(numbers.clean, "家未发现问题", _LIST, "ok" if numbers.clean else "", left)]
