"""引言所称的部分与正文不一致

依据：引言自称的部分数目、名称应与正文一致；统一格式（{格式}）为六个部分，2018年度及以前由各机关自定；评估实务按文字差错扣分。
核对：引言中“共六个部分”“由五部分组成”一类的数目与正文识别出的部分数是否相同，正文不全而所称少于格式的部分数的亦列出；数目与引言自己列举的名称是否相合；引言逐一列出部分名称的，有无重复或遗漏。2018年度及以前的报告，与正文印出的“一、二、三”各部分比较。
不判：引言没有写数目的不核对；没有识别出部分标题时不判；未识别出的部分可能在未能读取的图片、页面中，或文件中断、表格被打散的，为无法核对；列举以“等”结尾的不判遗漏；名称措辞不比较，只按关键词识别；“正文和附表两部分”不是部分的数目；2018年度及以前的报告，序号不是从一开始依次印出的不比较。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.findings import Named, Side, lacks
from audit.forms import Form, words
from audit.rules.completeness.sections._partscount import counted
from audit.rules.completeness.sections._partslist import StatedParts, statement_of_parts
from audit.rules.kit import Case, Evidence, Outcome, passage_evidence, rule, stated
from audit.text import fold


@rule(severity="warning", cause="part", needs_form=False, matter="introduction")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome for the number named and one for the list; nothing where the preamble names no number."""
    statement = statement_of_parts(case.report.passages)
    if statement is None:
        return
    printed = Side("text", "引言所称部分的数目", statement.number, words=statement.words)
    places = [passage_evidence(statement.passage, *statement.span, "引言")]
    found = counted(case.report, case.known_form, printed)
    if found:
        yield case.outcome(*found, "count", places)
    names = list(_named(case, case.known_form, statement)) if case.known_form else []
    yield from names
    bounds = statement.listed()
    failed = any(outcome.verdict == "fail" for outcome in names) or (found and found[0] == "fail")
    if bounds and not bounds[0] <= statement.number <= bounds[1] and not failed:
        facts = stated("引言称共“{printed}”，列举的为{found}项", printed=printed, found=min(bounds))
        yield case.outcome("fail", facts, "listed", [_evidence(statement)], confidence=0.8)


def _named(case: Case, form: Form, statement: StatedParts) -> Iterator[Outcome]:
    """The names of the form's parts in the sentence of the number."""
    sentence = fold(statement.sentence)
    counts = {number: len(re.findall(words()[str(number)]["named"], sentence)) for number in form.sections}
    if sum(map(bool, counts.values())) < 3:
        return
    places = [_evidence(statement)]
    titles = {number: Named(number, title) for number, title in form.sections.items()}
    twice = tuple(titles[number] for number, count in counts.items() if count > 1)
    missing = tuple(titles[number] for number, count in counts.items() if not count)
    if twice:
        facts = stated("引言列举的部分有重复：{found}", found=twice)
        yield case.outcome("fail", facts, "list", places, confidence=0.8)
    elif missing and "等" not in sentence:
        facts = lacks("引言列举的部分缺少：{missing}", missing=missing)
        yield case.outcome("fail", facts, "list", places, confidence=0.8)
    elif not missing:
        yield case.outcome("pass", stated("引言列举的六个部分齐全"), "list", places)


def _evidence(statement: StatedParts) -> Evidence:
    return passage_evidence(statement.passage, statement.start, statement.end, "引言")
