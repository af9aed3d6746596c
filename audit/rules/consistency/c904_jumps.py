"""主要数字与以往年度相比变化异常且正文未说明

依据：《政府信息公开条例》第五十条；国办公开办函〔2021〕30号（内容不准确并造成不良后果的，按《条例》第四十七条处理）。变化幅度的界限为本工具设定，见规则所附数据文件，仅供提示。
核对：新收申请、结转下年、许可、处罚、强制、现行有效规范性文件、复议、诉讼件数，与提供的同一机关以往年度报告比较。以往不足四年的，与上一年度相差的倍数和件数同时达到界限，且不在以往各年的范围之内，才作提示；满四年的，以中位数和绝对中位差衡量。
不判：没有以往年度报告、以往年度数字空白或未能读取、相差件数较小的不判；正文同一句中提到该项工作并说明增减、原因或职能调整的，视为已有说明；行政事业性收费因金额单位常有元、万元之别，不判。与同类机关的比较见P002。
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import floor
from statistics import median
from typing import Any

from audit.findings import Evidence, Outcome
from audit.history import by_year
from audit.model import Report
from audit.rules import Case, rule
from audit.rules._passages import narrative
from audit.rules.consistency._years import Printed, confidence, in_reports, this_year
from audit.text import Value, show, widened

#: Makes the median absolute deviation of normally spread figures their standard deviation.
_NORMAL = Fraction(14826, 10000)
_SENTENCE = re.compile(r"[^。；;\n]+")


@dataclass(frozen=True, slots=True)
class _Figure:
    """One of the figures compared, with its bounds; ``words`` name it in the text."""

    name: str
    keys: tuple[str, ...]
    ratio: int
    difference: int
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The data file."""

    figures: tuple[_Figure, ...]
    explains: re.Pattern[str]
    history: int
    history_ratio: int
    deviations: int


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure of one year with the cells that it is the sum of."""

    value: Value
    cells: tuple[Printed, ...]


@rule(severity="info")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per figure that can be compared with an earlier year."""
    years = by_year(case.report, case.previous)
    for figure in _bounds().figures if years else ():
        now = _known([this_year(case, key).printed for key in figure.keys if key in case.form.cells])
        if now is not None:
            past = _past(years, figure)
            outcome = _compared(case, figure, now, past)
            if outcome is not None:
                yield outcome


def _known(cells: Sequence[Printed | None]) -> _Known | None:
    """The sum of cells that all print a number; a blank states nothing."""
    read = tuple(cell for cell in cells if cell is not None and not cell.blank)
    if not read or len(read) < len(cells):
        return None
    total: Value = 0
    for cell in read:
        total = total + cell.value
    return _Known(total, read)


def _past(years: Mapping[int, Sequence[Report]], figure: _Figure) -> dict[int, _Known]:
    found: dict[int, _Known] = {}
    for year, reports in years.items():
        known = _known([in_reports(reports, key).printed for key in figure.keys])
        if known is not None:
            found[year] = known
    return found


def _compared(case: Case, figure: _Figure, now: _Known, past: Mapping[int, _Known]) -> Outcome | None:
    bounds, last = _bounds(), past.get((case.report.year or 0) - 1)
    values = [known.value for known in past.values()]
    if len(past) >= bounds.history:
        base = Fraction(median(map(Fraction, values)))
        jumped = _jumped(figure, now.value, base, bounds.history_ratio) and _far(now.value, base, values)
        told = f"以往{len(past)}年中位数 {_decimal(base)}（{_listed(past)}）"
    elif last is not None:
        base = Fraction(last.value)
        jumped = _jumped(figure, now.value, base, figure.ratio) and not min(values) <= now.value <= max(values)
        told = _listed(past)
    else:
        return None
    shown = [known for year, known in past.items() if last is None or year == (case.report.year or 0) - 1]
    cells = (*now.cells, *(cell for known in shown for cell in known.cells))
    places: list[Evidence] = [cell.evidence for cell in cells]
    keys = tuple(key for key in figure.keys if key in case.form.cells)
    message = f"“{figure.name}”本年 {show(now.value)}，{told}"
    details: dict[str, Any] = {"confidence": confidence(cells), "cells": keys, "actual": now.value}
    if not jumped:
        return case.outcome("pass", f"{message}，未见异常变化", figure.keys[0], places, **details)
    if _explained(case.report, figure):
        return case.outcome("pass", f"{message}，变化较大，正文已有说明", figure.keys[0], places, **details)
    apart = _decimal(abs(Fraction(now.value) - base))
    return case.outcome("fail", f"{message}，相差 {apart}，正文未见说明，请核实", figure.keys[0], places, **details)


def _jumped(figure: _Figure, now: Value, base: Fraction, ratio: int) -> bool:
    high, low = max(Fraction(now), base), min(Fraction(now), base)
    return high - low >= figure.difference and high >= ratio * low


def _far(now: Value, base: Fraction, values: Sequence[Value]) -> bool:
    deviation = Fraction(median(abs(Fraction(value) - base) for value in values))
    return abs(Fraction(now) - base) > _bounds().deviations * _NORMAL * deviation


def _explained(report: Report, figure: _Figure) -> bool:
    return any(
        figure.words.search(sentence) and _bounds().explains.search(sentence)
        for passage in narrative(report)
        for sentence in _SENTENCE.findall(widened(passage.text))
    )


def _listed(past: Mapping[int, _Known]) -> str:
    return "、".join(f"{year}年度 {show(known.value)}" for year, known in past.items())


def _decimal(value: Fraction) -> str:
    """``value`` as people write it; half of a whole number is the only part that a median of counts can have."""
    if value.denominator == 1:
        return str(value.numerator)
    whole, rest = divmod(floor(value * 100 + Fraction(1, 2)), 100)
    return f"{whole}.{rest:02d}".rstrip("0")


@cache
def _bounds() -> _Bounds:
    data = tomllib.loads(files("audit.rules.consistency").joinpath("jumps.toml").read_text("utf-8"))
    figures = tuple(
        _Figure(item["name"], tuple(item["keys"]), item["ratio"], item["difference"], re.compile(item["words"]))
        for item in data["figures"]
    )
    return _Bounds(figures, re.compile(data["explains"]), data["history"], data["history_ratio"], data["deviations"])
