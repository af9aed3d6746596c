"""未报送年度报告

依据：{公布期限}；{授权组织}。
核对：机关名录中的每家机关，是否有一份所查年度的报告。
不判：未给出机关名录的不核对；给出判断日期（--asof）且未到应报日期的，只列为尚未到期；名录没有写应报日期的，给出判断日期时按报告年度适用的法定期限判断是否到期（2019年度起，部门为次年1月31日、政府为次年3月31日；2018年度及以前，各级行政机关均为次年3月31日），期限由地方规定的乡镇、街道和类别不能确定的机关，按其中最晚的日期；收到的文件不能确定年度，或写作所查年度之后的年度，名称与名录中几家机关相符，名称与该机关只有一字或局、委员会之差（可能是名录或报告写错、机构更名），或文件名与文内机关不符、文内机关不在名录中的，列为无法核对；只收到无法读取的文件的，不作未报送处理；有无法读取的文件从文件名看不出属于哪家机关，或给出的路径下没有文件的，没有报告的机关都列为无法核对；乡镇、街道的报送由地方规定，故为疑点。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.corpus import Agency, Corpus
from audit.findings import Listed
from audit.rules.filing._unsettled import unsettled
from audit.rules.kit import Outcome, Severity, Stated, Survey, due_day, roster_evidence, rule, stated

_ABSENT = "所给文件中没有{agency}的{year}年度报告"
#: Files of other years that a sentence names.
_FILES_NAMED = 3
_LOCAL = "；乡镇、街道的报送由地方规定，列为疑点"


@rule(severity="error", scope="corpus", also=("warning",), role="not_filed", matter="filed", misread="never")
def check(survey: Survey) -> Iterator[Outcome]:
    """One outcome per agency of a given roster."""
    corpus, year = survey.corpus, survey.corpus.year
    if not corpus.roster.given or year is None:
        return
    absent = {agency.name for agency in corpus.missing()}
    for agency in corpus.roster.agencies:
        places = roster_evidence(agency)
        if agency.name not in absent:
            first = corpus.filed(agency, year)[0].report
            yield survey.outcome(first, "pass", stated("已报送{year}年度报告", year=year), "filed", places)
        elif reason := unsettled(corpus, agency, year):
            yield survey.outcome(agency, "undecided", reason, "filed", places, severity="warning")
        else:
            severity: Severity = "warning" if agency.is_local else "error"
            why = _LOCAL if agency.is_local else ""
            facts = stated(_ABSENT + why, agency=agency.name, year=year)
            if hints := _hints(corpus, agency, year):
                listed = Listed(hints, len(hints), mark="；")
                facts = stated(_ABSENT + "（{hints}）" + why, agency=agency.name, year=year, hints=listed)
            yield survey.outcome(agency, "fail", facts, "filed", places, severity=severity)


def _hints(corpus: Corpus, agency: Agency, year: int) -> tuple[Stated, ...]:
    """By which day it is overdue where the roster has none, what was received instead, and what may belong here."""
    hints = [due_day(agency, year)[1]] if corpus.asof and not agency.due else []
    if others := [f for f in corpus.filings if f.agency == agency and f.year and f.year != year]:
        years = tuple(sorted({f.year for f in others if f.year}))
        files = Listed(tuple(stated("“{file}”", file=f.report.source) for f in others), _FILES_NAMED, "个", "")
        hints.append(stated("收到的是{found}年度的报告，文件为{files}", found=years, files=files))
    if unclear := [f for f in corpus.under_review() if not f.agency and agency in f.in_text.candidates]:
        hints.append(stated("文件“{file}”可能属于该机关，请核对", file=unclear[0].report.source))
    if wrong := [f for f in corpus.under_review() if f.in_name.agency == agency and f.agency not in (agency, None)]:
        form, first = "文件“{file}”按文件名属于该机关，但文内机关为“{printed}”", wrong[0]
        hints.append(stated(form, file=first.report.source, printed=first.printed))
    return tuple(hints)
