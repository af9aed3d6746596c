"""The terminal: reports, outcomes and scores as plain text, and a parser that speaks Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from audit.causes import Cause, Way, by_outcome, correcting, has_proposal, settling, ways
from audit.findings import GRAVEST_FIRST, SEVERITY_NAMES, VERDICT_NAMES, Outcome
from audit.forms import load
from audit.model import Report, ReportCell
from audit.persons import masked
from audit.score import Score
from audit.steering import harmless
from audit.text import show

_USAGE = 2
#: Ways to correct that are named where one of them is due.
_MOST_WAYS = 4


def printable(text: str) -> str:
    """``text`` without characters that steer a terminal or turn its writing round; files and their names may hold them."""
    return harmless(text, "\ufffd")


def summary(report: Report) -> str:
    """What was read of a report: who, which year, how many cells, every cell that is neither zero nor blank."""
    period = "至".join(day.isoformat() for day in report.period) if report.period else "未写明"
    form = load(report.edition) if report.edition else None
    total = len(form.cells) if form else 0
    lines = [
        f"■ {report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度　{report.source}",
        f"  格式：{report.format}　版本：{report.edition or '无统一表格'}　统计期限：{period}",
        f"  章节：{'、'.join(section.printed for section in report.sections) or '未找到'}",
        f"  单元格：{len(report.cells)}/{total}已读取　文字中的数字：{len(report.claims)}处　位置不确定：{len(report.unplaced)}处",
        *(f"  说明：{note}" for note in report.notes),
    ]
    if form:
        filled = [(key, cell) for key, cell in report.cells.items() if cell.value or cell.kind == "text"]
        lines += [f"    {form.cells[key].label}：{_said(cell)}" for key, cell in filled]
        rest = "其余已读取的单元格为0或未填数字。" if report.cells else "没有读取到统计表的单元格。"
        lines.append(f"    {rest}")
    return "\n".join(lines)


def _said(cell: ReportCell) -> str:
    """The number, or what is printed instead of one."""
    return show(cell.value) if cell.kind == "number" else f"“{masked(cell.raw.strip())[:60]}”（不是数字，未取值）"


def findings(report: Report, outcomes: Sequence[Outcome], causes: Sequence[Cause] = ()) -> str:
    """Every outcome that is not a pass, the gravest first, each with place and raw text, and what ``causes`` propose."""
    counts: Counter[str] = Counter(outcome.verdict for outcome in outcomes)
    listed = "　".join(f"{name} {counts[verdict]}" for verdict, name in VERDICT_NAMES.items())
    lines = [
        f"■ {report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度　{report.source}",
        f"  {listed}",
    ]
    lines += [f"  说明：{note}" for note in report.notes]
    for outcome in _ranked(outcomes):
        level = SEVERITY_NAMES[outcome.severity] if outcome.verdict == "fail" else VERDICT_NAMES["undecided"]
        lines.append(f"  [{level}] {outcome.rule} {outcome.head}")
        lines.append(f"      {outcome.message}")
        if outcome.places:
            lines.append(
                f"      位置：{outcome.places[0].place.describe()}　原文：{outcome.places[0].raw.strip()[:60]}"
            )
        lines += _suspects(report, outcome, causes)
    return "\n".join(lines)


def _suspects(report: Report, outcome: Outcome, causes: Sequence[Cause]) -> list[str]:
    """The cells that are likely wrong: what each should be where that is certain, else what would do; what settles it."""
    if by := correcting(outcome, causes):
        return [f"      {settling([f'“{cause.root.rule} {cause.root.title}”' for cause in by], by)}"]
    cause = by_outcome(causes).get(id(outcome))
    if cause and has_proposal(cause) and cause.root is not outcome:
        return [f"      改正建议见“{cause.root.rule} {cause.root.title}”"]
    found = ways(outcome, cause, load(report.edition) if report.edition else None)
    if not found:
        return []
    if len(found) == 1 and found[0].certain:
        said = [f"{label}，应为{show(value)}" for label, value in found[0].cells]
        return [f"      可能填错的单元格：{'；'.join(said)}{found[0].remark()}"]
    alone = len(found) == 1
    shown = "；或".join(_would_do(way, alone=alone) for way in found[:_MOST_WAYS])
    more = len(found) - _MOST_WAYS
    single = all(len(way.cells) == 1 for way in found)
    rest = f"；另有{more}{'格' if single else '种改法'}同样可能" if more > 0 else ""
    return [f"      可能填错的单元格{'' if alone else '为其中之一'}：{shown}{rest}"]


def _would_do(way: Way, *, alone: bool) -> str:
    """The cells of a way that is not certain, with the numbers that would make things agree."""
    cells = "；".join(f"{label}（如改为{show(value)}则相符）" for label, value in way.cells)
    return cells + (way.remark(alone=alone) if len(way.cells) > 1 or alone else "")


def _ranked(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    shown = [outcome for outcome in outcomes if outcome.verdict != "pass"]
    yield from sorted(shown, key=lambda o: (o.verdict != "fail", GRAVEST_FIRST[o.severity]))


def absent(outcomes: Sequence[Outcome]) -> str:
    """What was found on agencies that have no readable report."""
    lines = ["■ 没有可读报告的机关"]
    for outcome in _ranked(outcomes):
        level = SEVERITY_NAMES[outcome.severity] if outcome.verdict == "fail" else VERDICT_NAMES["undecided"]
        lines.append(f"  [{level}] {outcome.rule} {outcome.message}")
    return "\n".join(lines)


def scores(found: Mapping[str, Score]) -> str:
    """One line an agency: total, grade, and between which values it lies while something is undecided."""
    lines = ["■ 得分"]
    for score in sorted(found.values(), key=lambda s: (-(s.total or 0), s.agency or "")):
        name = f"{score.agency or '（未识别机关名称）'}{score.year or ''}"
        if score.total is None:
            lines.append(f"  {name}：{score.grade}（{score.reason}）")
            continue
        between = f"（{score.low}至{score.high}）" if score.low != score.high else ""
        lines.append(f"  {name}：{score.total}{between}　{score.grade}")
    return "\n".join(lines)


def first_clause(text: str) -> str:
    """The first clause of ``text``; a bracket that it would leave open is closed."""
    first = re.split("[；。]", text)[0]
    return first + "）" * (first.count("（") - first.count("）"))


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and usage errors are Chinese; these end with exit code 2."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and how it is used."""
        self.print_usage(sys.stderr)
        sys.stderr.write(f"用法不正确：{printable(_translated(message))}。查看帮助：{self.prog} --help\n")
        raise SystemExit(_USAGE)

    def format_usage(self) -> str:
        """The usage with a Chinese head."""
        return _headed(super().format_usage())

    def format_help(self) -> str:
        """The help with a Chinese head."""
        return _headed(super().format_help())


def _headed(text: str) -> str:
    """``text`` with “usage:” in Chinese; lines that go on under it keep their place."""
    return re.sub(r"\Ausage: ", "用法：", text)


#: What argparse says of a wrong call, and how that is said in Chinese.
_MESSAGES = (
    (r"the following arguments are required: (.*)", "缺少{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数“{0}”"),
    (
        r"argument (\S+): invalid choice: '?(.*?)'? \((?:choose from|maybe you meant:?) (.*)\)",
        "{0}不能是“{1}”，可以是{2}",
    ),
    (r"argument (\S+): expected (?:one|at least one) argument", "{0}后面应有一个值"),
    (r"argument (\S+): invalid int value: '?(.*?)'?", "{0}应为整数，不能是“{1}”"),
    (r"argument (\S+): not allowed with argument (\S+)", "{0}与{1}只能给出一个"),
    (r"one of the arguments (.*) is required", "缺少参数，以下须给出一个：{0}"),
    (r"ambiguous option: (\S+) could match (.*)", "“{0}”可以是{1}，请写全"),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?", "{0}后面不应有值“{1}”"),
)


def _translated(message: str) -> str:
    """The message in Chinese, as it came where none is known."""
    for english, chinese in _MESSAGES:
        if match := re.fullmatch(english, message, re.DOTALL):
            return chinese.format(*(re.sub(r"'?, '?|'| (?=--)", _pause, group) for group in match.groups()))
    return message


def _pause(mark: re.Match[str]) -> str:
    """What stands between the entries of a list; nothing for the quotes round it."""
    return "" if mark[0] == "'" else "、"
