"""Faults in the form: sections, headings, aspects, period, dates, contact, printed tables."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace

from audit.forms import load
from benchmarks.faults.reports import Clean, Planted, Planter, altered, lines
from tests.generate.report.layout import Variant
from tests.generate.report.planting import with_line, without_aspect
from tests.generate.report.truth import TextLine, Truth, make

_NUMERALS = "一二三四五六"
_ASPECTS = {
    "主动公开": ("主动公开",),
    "依申请公开": ("依申请公开",),
    "政府信息管理": ("政府信息管理", "信息管理"),
    "政府信息公开平台建设": ("政府信息公开平台建设", "平台建设"),
    "监督保障": ("监督保障",),
}
_RENAMED = {
    1: ("工作总体推进情况", "年度工作回顾"),
    2: ("主动公开工作数据", "公开信息统计"),
    3: ("申请办理数据", "申请件办理统计"),
    4: ("争议案件数据", "复议应诉工作"),
    5: ("工作不足和努力方向", "下一步工作打算"),
    6: ("附则", "补充说明"),
}
_LEAD = re.compile(r"^(?:（[一二三四五]）|[1-5]\.(?!\d))")
_FIRST_DAY = re.compile(r"(?P<year>20\d\d)年1月1日")
_LAST_DAY = re.compile(r"12月31日")
_TELEPHONE = re.compile(r"[，；、。]?(?:联系)?(?:电话|电话为|电话：)?[：:]?0\d{2,3}[-—－–]\d{7,8}(?:（[^（）]*）)?")
_AREA = re.compile(r"0\d{2,3}[-—－–]\d{7,8}|（0\d{2,3}）\d{7,8}")
_TOWN = re.compile("(?:[镇乡]人民政府|街道办事处)$")
_MISPRINTED = {
    "行政处罚": "行政处分",
    "行政强制": "行政强行",
    "部分公开": "部份公示",
    "1.信访举报投诉类申请": "1.举报类",
    "2.重复申请": "2.多次申请",
}


def _section(truth: Truth, number: int) -> int:
    """The number of the heading of a section among all lines."""
    return next(n for n, line in enumerate(truth.lines) if line.kind == "heading" and line.section == number)


def missing(rng: random.Random, clean: Clean) -> Planted:
    """A section left out with its heading."""
    number = rng.randint(2, 6)
    truth = replace(clean.truth, sections=tuple(s for s in clean.truth.sections if s.number != number))
    # The opening that counts six parts is then wrong as well.
    return Planted(truth, says=(f"第{_NUMERALS[number - 1]}部分", "正文识别出5个部分"), cells=_cells(number))


def _cells(number: int) -> frozenset[str]:
    """The cells of the table of a section."""
    form = load("2021")
    return frozenset(cell.key for table in form.tables if table.section == number for cell in table.cells)


def swapped(rng: random.Random, clean: Clean) -> Planted:
    """Two neighbouring sections in the wrong order, each with its own number."""
    number = rng.randint(1, 5)
    order = {number: number + 1, number + 1: number}
    by_number = {section.number: section for section in clean.truth.sections}
    truth = replace(clean.truth, sections=tuple(by_number[order.get(n, n)] for n in by_number))
    first, second = (by_number[n].lines[0].printed for n in order)
    return Planted(truth, says=(f"“{first}”排在“{second}”之后",))


def numeral(rng: random.Random, clean: Clean) -> Planted:
    """A heading with the number of another section."""
    number = rng.randint(2, 6)
    index = _section(clean.truth, number)
    wrong = rng.choice([n for n in range(1, 7) if n != number])
    line = clean.truth.lines[index]
    truth = with_line(clean.truth, index, replace(line, number=f"{_NUMERALS[wrong - 1]}、"))
    return Planted(truth, index, 0, 2)


def renamed(rng: random.Random, clean: Clean) -> Planted | None:
    """A heading in other words."""
    number = rng.randint(1, 6)
    index = _section(clean.truth, number)
    heading = clean.truth.lines[index].printed
    return altered(clean.truth, index, 2, len(heading), rng.choice(_RENAMED[number]))


def aspect(rng: random.Random, clean: Clean) -> Planted | None:
    """An aspect of section 一 left out."""
    if clean.written:
        return _written_aspect(rng, clean)
    name = rng.choice([*_ASPECTS])
    truth = without_aspect(name).edit(clean.truth)
    # Where the text names the aspect elsewhere, whether it is told of is left open.
    return (
        None
        if any(name in line.text for line in truth.lines if line.section == 1)
        else Planted(truth, says=_told(name))
    )


def _told(name: str) -> tuple[str, ...]:
    """How findings name the aspect, or what a government reports under it."""
    return (f"“{name}”", *(("工作考核", "社会评议", "责任追究") if name == "监督保障" else ()))


def _written_aspect(rng: random.Random, clean: Clean) -> Planted | None:
    """The same in prose by people, where the five aspects are lines that begin with their names."""
    first = clean.truth.sections[0]
    leads = {
        name: index
        for name, called in _ASPECTS.items()
        for index, line in enumerate(first.lines)
        if re.match(rf"{_LEAD.pattern}(?:{'|'.join(called)})", line.text)
    }
    if len(leads) < len(_ASPECTS):
        return None
    name, start = rng.choice([*leads.items()])
    stop = min((index for index in leads.values() if index > start), default=len(first.lines))
    kept = [*first.lines[:start], *first.lines[stop:]]
    numbered = iter(["一1", "二2", "三3", "四4"])
    leading = {first.lines[index] for index in leads.values()}
    anew = [
        replace(line, text=_LEAD.sub(lambda match: _renumbered(match[0], next(numbered)), line.text))
        if line in leading
        else line
        for line in kept
    ]
    rest = "".join(line.text for line in clean.truth.lines if line not in first.lines[start:stop])
    if name in rest:
        return None
    truth = replace(clean.truth, sections=(replace(first, lines=tuple(anew)), *clean.truth.sections[1:]))
    return Planted(truth, says=_told(name))


def _renumbered(mark: str, number: str) -> str:
    """The mark of an aspect, “（三）” or “3.”, with another number."""
    return f"（{number[0]}）" if mark[0] == "（" else f"{number[1]}."


def period(rng: random.Random, clean: Clean) -> Planted | None:
    """A period of another year, or that ends too early."""
    for index, line in lines(clean):
        text = line.printed
        if line.section or not (first := _FIRST_DAY.search(text)) or not (last := _LAST_DAY.search(text, first.end())):
            continue
        if rng.random() < 0.5:
            return altered(clean.truth, index, *last.span(), rng.choice(("11月30日", "12月21日", "10月31日")))
        return altered(clean.truth, index, *first.span("year"), str(clean.truth.year - 1))
    return None


def late(rng: random.Random, clean: Clean) -> Planted:
    """Signed on a day before the year ends, or after the last day that the law leaves an organ; to towns it sets none."""
    year = clean.truth.year
    before, behind = f"{year}年12月{rng.randint(10, 28)}日", f"{year + 1}年{rng.randint(4, 6)}月{rng.randint(1, 28)}日"
    day = before if _TOWN.search(clean.truth.agency) else rng.choice((before, behind))
    truth = replace(clean.truth, back=(TextLine(clean.truth.agency, section=6), TextLine(day, section=6)))
    return Planted(truth, len(truth.lines) - 1, 0, len(day))


def contact(_: random.Random, clean: Clean) -> Planted | None:
    """No telephone; no rule asks for one, so this is noted only."""
    truth = clean.truth
    for index, line in lines(clean):
        if (changed := _TELEPHONE.sub("", line.text)) != line.text:
            truth = with_line(truth, index, replace(line, text=changed))
    if truth == clean.truth or any(_AREA.search(line.printed) or "：；" in line.text for line in truth.lines):
        return None
    return Planted(truth, says=("未见联系电话",), noted=True)


def line_dropped(rng: random.Random, clean: Clean) -> Planted:
    """A line of table 二 or 三 that is not printed."""
    table = rng.choice(load(clean.truth.edition).tables[:2])
    line = rng.choice(table.lines)
    cells = frozenset(f"{table.prefix}.{line.key}.{column}" for column, _ in line.columns)
    return Planted(clean.truth, says=(line.label,), cells=cells, variant=Variant(without=f"{table.prefix}.{line.key}"))


def misprinted(rng: random.Random, clean: Clean) -> Planted:
    """The label of a line misprinted."""
    label = rng.choice([*_MISPRINTED])
    form = load(clean.truth.edition)
    cells = frozenset(
        f"{table.prefix}.{line.key}.{column}"
        for table in form.tables
        for line in table.lines
        if label in line.label
        for column, _ in line.columns
    )
    return Planted(
        clean.truth, says=(_MISPRINTED[label],), cells=cells, variant=Variant(misprint=(label, _MISPRINTED[label]))
    )


def old_form(_: random.Random, clean: Clean) -> Planted | None:
    """The tables of the form before, under a text that names the new one."""
    if clean.written:
        return None
    made = make(clean.truth.seed, "2019", "medium", year=clean.truth.year, agency=clean.truth.body)
    truth = replace(made, front=clean.truth.front)
    return Planted(truth, says=("2019",))


KINDS: Mapping[str, Planter] = {
    "section missing": missing,
    "sections swapped": swapped,
    "wrong number of a heading": numeral,
    "heading renamed": renamed,
    "aspect missing": aspect,
    "period wrong": period,
    "date too early or late": late,
    "no telephone": contact,
    "line of a table dropped": line_dropped,
    "label misprinted": misprinted,
    "old form": old_form,
}
