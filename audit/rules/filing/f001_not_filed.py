"""未报送年度报告

依据：{公布期限}；{授权组织}。
核对：机关名录中的每家机关，是否有一份所查年度的报告。
不判：未给出机关名录的不核对；给出判断日期（`--asof`）且未到应报日期的，只列为尚未到期；名录没有写应报日期的，给出判断日期时按报告年度适用的法定期限判断是否到期（2019年度起，部门为次年1月31日、政府为次年3月31日；2018年度及以前，各级行政机关均为次年3月31日），期限由地方规定的乡镇、街道和类别不能确定的机关，按其中最晚的日期；收到的文件不能确定年度，或写作所查年度之后的年度，名称与名录中几家机关相符，名称与该机关只有一字或局、委员会之差（可能是名录或报告写错、机构更名），或文件名与文内机关不符、文内机关不在名录中的，列为无法核对；只收到无法读取的文件的，不作未报送处理；有无法读取的文件从文件名看不出属于哪家机关，或给出的路径下没有文件的，没有报告的机关都列为无法核对；乡镇、街道的报送由地方规定，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.corpus import Agency, Corpus, Filing, is_slip
from audit.findings import Outcome, Severity
from audit.rules import Survey, rule
from audit.rules._due import due
from audit.rules._survey import roster_line


@rule(severity="error", scope="corpus", also=("warning",), role="not_filed")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per agency of a given roster."""
    corpus, year = survey.corpus, survey.corpus.year
    if not corpus.roster.given or year is None:
        return
    absent = {agency.name for agency in corpus.missing()}
    for agency in corpus.roster.agencies:
        places = roster_line(agency)
        if agency.name not in absent:
            first = corpus.filed(agency, year)[0].report
            yield survey.outcome(first, "pass", f"已报送{year}年度报告", "filed", places)
        elif reason := _unsettled(corpus, agency, year):
            yield survey.outcome(agency, "undecided", reason, "filed", places, severity="warning")
        else:
            severity: Severity = "warning" if agency.kind == "乡镇街道" else "error"
            message = f"所给文件中没有{agency.name}的{year}年度报告{_hints(corpus, agency, year)}"
            yield survey.outcome(agency, "fail", message, "filed", places, severity=severity)


def _unsettled(corpus: Corpus, agency: Agency, year: int) -> str:
    """Why it cannot be said that ``agency`` has not reported: a file may be its report, or it still has time; else ""."""
    meant = f"{agency.name}的{year}年度报告"
    for filing in corpus.under_review():
        source = filing.report.source
        if filing.agency == agency:
            why = "，文内写的年份不一致" if filing.report.title and filing.report.period else ""
            return f"收到{agency.name}的文件“{source}”{why}，未能确定是否为{year}年度报告"
        if filing.filed.agency == agency and filing.agency and filing.printed and is_slip(filing.printed, agency):
            return (
                f"收到的文件“{source}”按文件名属于{agency.name}，文内机关写作“{filing.printed}”，只差一字，"
                f"未能确定是否为{meant}"
            )
        if filing.agency:
            continue
        if any(naming.how == "ambiguous" and agency in naming.candidates for naming in (filing.said, filing.filed)):
            return f"收到的文件“{source}”可能是{meant}，但名称与名录中几家机关相符，未能确定"
        if filing.filed.agency == agency:
            return (
                f"收到的文件“{source}”按文件名属于{agency.name}，但文内机关“{filing.printed}”不在名录中，"
                f"未能确定是否为{meant}"
            )
        if agency in filing.said.near:
            return (
                f"收到的文件“{source}”写作“{filing.printed}”，与{agency.name}只有一字或机构类别之差，"
                f"未能确定是否为{meant}"
            )
    if late := [f for f in (*corpus.later(), *_unread_later(corpus)) if f.agency == agency]:
        return (
            f"收到{agency.name}的文件“{late[0].report.source}”写作{late[0].year}年度，晚于所查的{year}年度，"
            "可能是年份写错，未能确定是否报送"
        )
    day, told = due(agency, year)
    if corpus.asof and corpus.asof <= day:
        return f"{agency.name}尚未报送{year}年度报告，{told}，截至{corpus.asof}尚未到期"
    return _may_be_among(corpus.unknown, meant) if corpus.unknown else ""


def _may_be_among(unknown: Sequence[Filing], meant: str) -> str:
    """That a report may be one of the files that could not be read, the first of them named."""
    first = unknown[0].report
    if first.absence == "nowhere":
        return f"给出的路径“{first.source}”下没有读取到文件，其中可能有{meant}，未能确定是否报送"
    more = f"等{len(unknown)}个文件" if len(unknown) > 1 else ""
    return f"文件“{first.source}”{more}无法读取，其中可能有{meant}，未能确定是否报送"


def _unread_later(corpus: Corpus) -> list[Filing]:
    """The unreadable files whose names bear the year after the one under review: perhaps that in which they came out."""
    unread = (filing for filing in corpus.filings if filing.report.status == "unreadable")
    return [filing for filing in unread if filing.year and corpus.year and filing.year == corpus.year + 1]


def _hints(corpus: Corpus, agency: Agency, year: int) -> str:
    """By which day it is overdue where the roster has none, what was received instead, and what may belong here."""
    said = [due(agency, year)[1]] if corpus.asof and not agency.due else []
    others = sorted({f.year for f in corpus.filings if f.agency == agency and f.year and f.year != year})
    said += [f"收到的是{'、'.join(map(str, others))}年度的报告"] if others else []
    unclear = [f.report.source for f in corpus.under_review() if not f.agency and agency in f.said.candidates]
    said += [f"文件“{unclear[0]}”可能属于该机关，请核对"] if unclear else []
    wrong = [f for f in corpus.under_review() if f.filed.agency == agency and f.agency not in (agency, None)]
    said += [f"文件“{wrong[0].report.source}”按文件名属于该机关，但文内机关为“{wrong[0].printed}”"] if wrong else []
    return f"（{'；'.join(said)}）" if said else ""
