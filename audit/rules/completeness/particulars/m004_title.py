"""标题缺失、没有年份或年份不一致

依据：{公布条}、{内容条}规定的是政府信息公开工作“年度报告”，标题应能看出年度；评估实务对标题年份错误扣分。
核对：是否读到标题；标题是否有四位年份；标题中的各个年份是否一致，是否与统计期限的年份一致；没有统计期限的，引言、第一部分的叙述和落款、发布日期中有两项以上同为相邻的另一年度的，标题是否与之一致；不一致的，哪一处有误由引言、正文、落款和发布日期、文件名中的年份确定。
不判：网页、纯文本中没有标题的，标题可能没有随正文导出，只作提示；第一个标题之前有未能读取的图片、页面等的，为无法核对；“年度”重复、年份写在机关名称之前或之后、标题分行均不作为差错；没有统计期限、正文或文件名中又写有标题年份的不比较；正文等与标题相符而与统计期限不同的，由统计期限规则（M003）提示；标题是否写有机关名称不判；按学年编制（“2023—2024学年度”）的，相连的两个年份不作为不一致。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import OtherPeriod, Period, differs, lacks
from audit.patterns import regex
from audit.rules.kit import Case, Evidence, Outcome, rule, stated, why_open
from audit.text import fold
from audit.words import DIGIT, ONE_TO_NINE, YEAR, ZERO, chinese_number

_YEAR = regex(rf"(?<!\d)({YEAR})(?!\d)|([二2][{ZERO}0OoＯ][{ONE_TO_NINE[:4]}][{DIGIT}])")
#: Schools report by school years.
_SCHOOL_YEAR = regex(rf"({YEAR})年?[-—–―~至到]{{1,2}}({YEAR})年?(?=学年)")
#: Formats in which the title may stand outside of what was exported.
_PAGES = ("html", "mht", "text")


@rule(severity="warning", also=("info",), needs_form=False, role="title", matter="title")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report; undecided where no text was read at all."""
    report = case.report
    if report.title is None:
        yield _untitled(case)
        return
    title, place = report.title
    places = [Evidence(place, title, "标题")]
    years = sorted({_year(match) for match in _YEAR.finditer(fold(title))})
    if not years:
        yield case.outcome("fail", stated("标题没有年份"), "title", places)
    elif (school := _SCHOOL_YEAR.search(fold(title))) and years == [int(school[1]), int(school[1]) + 1]:
        yield case.outcome("pass", stated("标题为{printed}学年", printed=school[0]), "title", places)
    elif len(years) > 1:
        yield case.outcome("fail", stated("标题有不同的年份：{found}", found=tuple(years)), "title", places)
    elif report.period and report.period_text and years[0] not in (report.period[0].year, report.period[1].year):
        places.append(Evidence(report.period_text[1], report.period_text[0], "统计期限"))
        year = report.period[1].year
        facts = OtherPeriod(years[0], Period(*report.period))
        if report.year == years[0]:
            # The period is then the odd one out, and M003 says so.
            yield case.outcome("undecided", facts, "title", places)
        elif report.year is None:
            open_which = stated("{years}，报告其他内容不能说明哪一处有误", years=facts)
            yield case.outcome("fail", open_which, "title", places)
        else:
            yield case.outcome("fail", facts, "title", places, expected=year, actual=years[0])
    elif report.year and not report.period and report.year != years[0]:
        # Preamble, text and day agree on another year: the report is read as that year's.
        otherwise = differs("标题为{printed}年，报告其他内容为{expected}年", printed=years[0], expected=report.year)
        yield case.outcome("fail", otherwise, "title", places)
    else:
        yield case.outcome("pass", stated("标题年份为{found}", found=years[0]), "title", places)


def _untitled(case: Case) -> Outcome:
    """The outcome on a report without a title."""
    report = case.report
    if not report.passages:
        return case.outcome("undecided", stated("没有读取到文字，无法核对标题"), "title")
    if report.format in _PAGES:
        facts = lacks("未读到报告{missing}；标题可能只在网页的栏目中，没有随正文导出", missing="标题")
        return case.outcome("fail", facts, "title", severity="info", confidence=0.5)
    if reason := why_open(report, 0):
        return case.outcome(
            "undecided", lacks("未读到报告{missing}；{reason}，请人工核对", missing="标题", reason=reason), "title"
        )
    return case.outcome("fail", lacks("未读到报告{missing}", missing="标题"), "title", confidence=0.7)


def _year(match: re.Match[str]) -> int:
    if match[1]:
        return int(match[1])
    digits = re.sub("[○0oo]", "〇", match[2].replace("2", "二"))
    return chinese_number(digits) or 0
