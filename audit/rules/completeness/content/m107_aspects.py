"""第一部分缺少规定的方面

依据：国办公开办函〔2021〕30号规定总体情况包括主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面（2019、2020年度格式无此要求，不核对）。
核对：第一部分的小标题或段首语是否点到五个方面（名称变体见 aspects.toml，一个小标题可含几个方面），每个方面一个结果。
不判：没有小标题时只在文字中找关键词，找到即视为有并降低把握程度，找不到为无法核对；小标题未点到而正文写有该方面全称的，或以“一是、二是”分点叙述工作措施而正文提到该方面的，为无法核对；文件在第一部分中断的，未见的方面为无法核对；内容是否充实不判。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.findings import Listed, Named, Part, lacks
from audit.rules.completeness.content._leads import mention, names_one, sub_headings
from audit.rules.kit import (
    Case,
    Outcome,
    broken_off,
    data_file,
    is_behind,
    narrative,
    rule,
    stated,
)
from audit.text import fold

#: Sub-headings that a sentence names.
_HEADINGS_NAMED = 8


@rule(severity="warning", cause="part")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per aspect that the form names; silent where section 一 was not found."""
    yield from (replace(outcome, section=1) for outcome in _aspects(case))


def _aspects(case: Case) -> Iterator[Outcome]:
    passages = [p for p in narrative(case.report) if p.section == 1]
    if not passages or not case.form.aspects:
        return
    leads, points = sub_headings(passages)
    known = {aspect.key: data_file(__package__, "aspects")[aspect.key] for aspect in case.form.aspects}
    headings = {
        key: [place for lead, place in leads if names_one(lead, words["headings"])] for key, words in known.items()
    }
    # Points that name one aspect at the most are a list of measures, not the aspects' sub-headings.
    measures = bool(leads) and points and sum(map(bool, headings.values())) < 2
    text = fold("".join(p.text for p in passages))
    listed = Listed(tuple(lead for lead, _ in leads[:_HEADINGS_NAMED]), _HEADINGS_NAMED, mark="”、“")
    where = Part(1)
    for aspect in case.form.aspects:
        words, named = known[aspect.key], headings[aspect.key]
        locus, title = f"aspect:{aspect.key}", Named(aspect.key, aspect.title)
        if named:
            facts = stated("{where}有“{found}”方面", where=where, found=title)
            yield case.outcome("pass", facts, locus, named[:1])
        elif leads and fold(aspect.title) in text:
            unsure = lacks("{where}的小标题未见“{missing}”，正文提到该方面", missing=title, where=where)
            yield case.outcome("undecided", unsure, locus, mention(passages, aspect.title), confidence=0.6)
        elif leads and is_behind(case.report, 1):
            form = "{where}未见“{missing}”方面；{reason}"
            unsure = lacks(form, missing=title, where=where, reason=broken_off(case.report))
            yield case.outcome("undecided", unsure, locus)
        elif measures and names_one(text, (*words["headings"], *words["text"])):
            form = "{where}分点叙述，各点未点明“{missing}”方面，正文提到有关内容"
            yield case.outcome("undecided", lacks(form, missing=title, where=where), locus, confidence=0.6)
        elif leads:
            form = "{where}未见“{missing}”方面；已有的小标题为“{found}”"
            gone = lacks(form, missing=title, where=where, found=listed)
            yield case.outcome("fail", gone, locus, [place for _, place in leads], confidence=0.9)
        elif names_one(text, words["text"]):
            facts = stated("{where}没有小标题，文字提到“{found}”方面", where=where, found=title)
            yield case.outcome("pass", facts, locus, confidence=0.7)
        else:
            unsure = lacks("{where}没有小标题，文字中未找到“{missing}”方面", missing=title, where=where)
            yield case.outcome("undecided", unsure, locus, confidence=0.6)
