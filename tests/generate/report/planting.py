"""Faults to plant in a generated report: how each is made, where it stands and which rule must find it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from audit.forms import load
from tests.generate.report.truth import TextLine, Truth

Edit = Callable[[Truth], Truth]
Figures = Callable[[Mapping[str, str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault: how it is made, where it stands, what is wrong (Chinese), and what ``rule`` must show.

    ``cell`` must be among the cells of the finding, ``shows`` in its message or in the text of its places, one of
    which is in ``section`` (0 is before the first heading; None where nothing is printed, or only a table's cell).
    ``suggested`` says that the finding must propose ``cell`` as the one to correct. ``figures`` changes figures before
    the text is written, ``edit`` what is printed. ``at`` is the file under which the finding stands, where that is
    another one.
    """

    rule: str
    place: str
    what: str
    edit: Edit
    cell: str = ""
    shows: str = ""
    section: int | None = None
    suggested: bool = False
    figures: Figures = dict
    at: str = ""

    @property
    def across(self) -> bool:
        """Whether it only shows beside other reports: of other agencies, of other years, of the roster."""
        return self.rule[0] in "FHOP" or self.rule[1] == "9"


def unchanged(truth: Truth) -> Truth:
    """No edit: the fault is in the figures, in the words or in the file."""
    return truth


def shifted(rule: str, place: str, what: str, change: Mapping[str, int], *, shows: str = "", at: str = "") -> Fault:
    """Figures that are ``change`` higher, with the totals and the text to match: only other reports show it."""

    def figures(cells: Mapping[str, str]) -> dict[str, str]:
        made = dict(cells) | {key: str(int(cells[key]) + more) for key, more in change.items()}
        for total in load("2021").totals:
            made[total.key] = str(sum(int(made[part]) for part in total.parts))
        return made

    return Fault(rule, place, what, unchanged, cell=next(iter(change)), shows=shows, figures=figures, at=at)


def beside(rule: str, place: str, what: str, *, shows: str = "", cell: str = "") -> Fault:
    """A fault that lies in the file, the words or the figures as the collection has them."""
    return Fault(rule, place, what, unchanged, cell=cell, shows=shows)


def cell(
    rule: str, key: str, change: int | None, what: str, edition: str = "2021", *, suggested: bool = False
) -> Fault:
    """A figure printed ``change`` too high, or left blank for None; totals stay as they were."""

    def edit(truth: Truth) -> Truth:
        value = "" if change is None else str(truth.number(key) + change)
        return replace(truth, cells={**truth.cells, key: value})

    return Fault(rule, load(edition).cells[key].label, what, edit, cell=key, suggested=suggested)


def text(
    rule: str, section: int, old: str, new: str | Callable[[re.Match[str]], str], what: str, *, shows: str
) -> Fault:
    """The first match of ``old`` in a section (0 is the preamble, from the title on) printed as ``new``."""

    def edit(truth: Truth) -> Truth:
        for index, line in enumerate(truth.lines):
            if line.section == section and (changed := re.sub(old, new, line.text, count=1)) != line.text:
                return with_line(truth, index, replace(line, text=changed))
        raise ValueError(f"{truth.title}: nothing to change for {old}")

    return Fault(rule, _where(section), what, edit, shows=shows, section=section)


def counted(rule: str, pattern: str, change: int, what: str, key: str) -> Fault:
    """A number of section 一, behind ``pattern``, stated ``change`` higher than in the table."""
    fault = text(rule, 1, rf"({pattern})(\d+)(?=件)", lambda m: f"{m[1]}{int(m[2]) + change}", what, shows="")
    return replace(fault, cell=key)


def heading(rule: str, section: int, numeral: str, what: str, shows: str) -> Fault:
    """The heading of ``section`` numbered ``numeral``."""

    def edit(truth: Truth) -> Truth:
        index = next(i for i, line in enumerate(truth.lines) if line.kind == "heading" and line.section == section)
        return with_line(truth, index, replace(truth.lines[index], number=numeral))

    return Fault(rule, f"{_where(section)}标题", what, edit, shows=shows, section=section)


def without_section(section: int) -> Fault:
    """A section left out with its heading; the date and signature below stay."""

    def edit(truth: Truth) -> Truth:
        return replace(truth, sections=tuple(s for s in truth.sections if s.number != section))

    title = load("2021").sections[section]
    return Fault("M101", f"全文（{_where(section)}）", f"缺少“{title}”部分", edit, shows=title)


def swapped(first: int, second: int) -> Fault:
    """Two neighbouring sections in the wrong order; their headings keep the numbers of the form."""

    def edit(truth: Truth) -> Truth:
        order = {first: second, second: first}
        by_number = {section.number: section for section in truth.sections}
        return replace(truth, sections=tuple(by_number[order.get(n, n)] for n in by_number))

    what = f"{_where(first)}与{_where(second)}次序颠倒"
    return Fault("M102", f"{_where(first)}标题", what, edit, shows=load("2021").sections[first], section=first)


def without_aspect(name: str) -> Fault:
    """An aspect of section 一 left out, the ones behind it numbered anew."""

    def edit(truth: Truth) -> Truth:
        overall = truth.sections[0]
        start = next(i for i, line in enumerate(overall.lines) if line.number and line.text.startswith(name))
        behind = (i for i in range(start + 1, len(overall.lines)) if overall.lines[i].number)
        stop = next(behind, len(overall.lines))
        numerals = iter("一二三四")
        kept = tuple(
            replace(line, number=f"（{next(numerals)}）") if line.number and line.kind == "aspect" else line
            for line in (*overall.lines[:start], *overall.lines[stop:])
        )
        return replace(truth, sections=(replace(overall, lines=kept), *truth.sections[1:]))

    return Fault("M107", "第一部分", f"没有“{name}”方面", edit, shows=name, section=1)


def without_fee() -> Fault:
    """Section 六 without the statement on 信息处理费."""

    def edit(truth: Truth) -> Truth:
        last = truth.sections[-1]
        lines = (last.lines[0], TextLine("没有其他需要报告的事项。", section=6))
        return replace(truth, sections=(*truth.sections[:-1], replace(last, lines=lines)))

    return Fault("M601", "第六部分", "没有信息处理费收取情况的说明", edit, shows="信息处理费", section=6)


def transferred(key: str, change: int, what: str) -> Fault:
    """A figure and its total over the applicants both too high: only the balance of the columns fails."""
    total = f"{key.rsplit('.', 1)[0]}.total"

    def edit(truth: Truth) -> Truth:
        cells = {name: str(truth.number(name) + change) for name in (key, total)}
        return replace(truth, cells={**truth.cells, **cells})

    return Fault("A301", load("2021").cells[key].label, what, edit, cell=key)


def _where(section: int) -> str:
    return f"第{'零一二三四五六'[section]}部分" if section else "标题和引言"


def with_line(truth: Truth, index: int, line: TextLine) -> Truth:
    """``truth`` with the paragraph at ``index`` of ``truth.lines`` replaced."""
    lines = [*truth.lines]
    lines[index] = line
    front, rest = lines[: len(truth.front)], lines[len(truth.front) :]
    sections = []
    for section in truth.sections:
        count = len(section.lines)
        sections.append(replace(section, lines=tuple(rest[:count])))
        rest = rest[count:]
    return replace(truth, front=tuple(front), sections=tuple(sections), back=tuple(rest))
