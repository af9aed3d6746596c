"""Why it cannot be said that an agency has not reported: a file may be its report, or it still has time."""

from __future__ import annotations

from audit.corpus import Agency, Corpus, Filing, is_slip
from audit.findings import Fact
from audit.rules.kit import Stated, due_day, stated

_MAY_BE = "未能确定是否为{agency}的{year}年度报告"
_YEAR_OPEN = "收到{agency}的文件“{file}”，未能确定是否为{year}年度报告"
_YEARS_DIFFER = "收到{agency}的文件“{file}”，文内写的年份不一致，未能确定是否为{year}年度报告"
_SLIP = "收到的文件“{file}”按文件名属于{agency}，文内机关写作“{printed}”，只差一字，" + _MAY_BE
_SEVERAL = "收到的文件“{file}”可能是{agency}的{year}年度报告，但名称与名录中几家机关相符，未能确定"
_UNLISTED = "收到的文件“{file}”按文件名属于{agency}，但文内机关“{printed}”不在名录中，" + _MAY_BE
_NEAR = "收到的文件“{file}”写作“{printed}”，与{agency}只有一字或机构类别之差，" + _MAY_BE
_LATER = "收到{agency}的文件“{file}”写作{found}年度，晚于所查的{year}年度，可能是年份写错，未能确定是否报送"
_NOT_DUE = "{agency}尚未报送{year}年度报告，{due}，截至{asof:%Y-%m-%d}尚未到期"
_NOWHERE = "给出的路径“{file}”下没有读取到文件，其中可能有{agency}的{year}年度报告，未能确定是否报送"
_UNREADABLE = "文件“{file}”无法读取，其中可能有{agency}的{year}年度报告，未能确定是否报送"
_ALL_UNREADABLE = "文件“{file}”等{number}个文件无法读取，其中可能有{agency}的{year}年度报告，未能确定是否报送"


def unsettled(corpus: Corpus, agency: Agency, year: int) -> Stated | None:
    """Why it cannot be said that ``agency`` has not reported: a file may be its report, or it still has time; else None."""
    for filing in corpus.under_review():
        if doubt := _doubt(filing, agency, year):
            return doubt
    if late := [f for f in (*corpus.later(), *_unread_later(corpus)) if f.agency == agency]:
        return stated(_LATER, agency=agency.name, year=year, file=late[0].report.source, found=late[0].year)
    day, deadline = due_day(agency, year)
    if corpus.asof and corpus.asof <= day:
        return stated(_NOT_DUE, agency=agency.name, year=year, due=deadline, asof=corpus.asof)
    if not corpus.unknown:
        return None
    first, number = corpus.unknown[0].report, len(corpus.unknown)
    if first.absence != "nowhere" and number > 1:
        return stated(_ALL_UNREADABLE, agency=agency.name, year=year, file=first.source, number=number)
    form = _NOWHERE if first.absence == "nowhere" else _UNREADABLE
    return stated(form, agency=agency.name, year=year, file=first.source)


def _doubt(filing: Filing, agency: Agency, year: int) -> Stated | None:
    """What makes it possible that the file is the report of ``agency``; None where nothing does."""
    whose: dict[str, Fact] = {"agency": agency.name, "year": year, "file": filing.report.source}
    if filing.agency == agency:
        return stated(_YEARS_DIFFER if filing.report.title and filing.report.period else _YEAR_OPEN, **whose)
    if filing.in_name.agency == agency and filing.agency and filing.printed and is_slip(filing.printed, agency):
        return stated(_SLIP, **whose, printed=filing.printed)
    if filing.agency:
        return None
    if any(naming.how == "ambiguous" and agency in naming.candidates for naming in (filing.in_text, filing.in_name)):
        return stated(_SEVERAL, **whose)
    if filing.in_name.agency == agency:
        return stated(_UNLISTED, **whose, printed=filing.printed)
    return stated(_NEAR, **whose, printed=filing.printed) if agency in filing.in_text.near else None


def _unread_later(corpus: Corpus) -> list[Filing]:
    """The unreadable files whose names bear the year after the one under review: perhaps that in which they came out."""
    unread = (filing for filing in corpus.filings if filing.report.status == "unreadable")
    return [filing for filing in unread if filing.year and corpus.year and filing.year == corpus.year + 1]
