"""The map of text that reports share: who is joined to whom, wider lines where more is shared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from audit.patterns import regex
from audit.present.charts import _style as style
from audit.present.charts._chart import Chart, sentence
from audit.present.charts._drawing import Drawing
from audit.present.charts._glyphs import fitted
from audit.present.facts import report_name
from audit.reuse import Copied, ReportSource, Reuse
from audit.words import REGION

#: Groups of three and more that are drawn, couples, dots of one group; names that the text in words gives.
_GROUPS, _COUPLES, _MEMBERS, _NAMED = 5, 10, 12, 3
#: Height of a line of labels, space around a group, half of a group's width and of the distance of a couple.
_LINE, _SPACE, _WIDE, _NEAR = 14.0, 12.0, 42.0, 14.0
_REGION = regex(rf"[^{REGION}]{{1,8}}[{REGION}]+")
_TITLE = "相同文字的机关分布图"


def clusters(reuse: Reuse | None) -> Chart:
    """A dot a report, a line a pair: groups of three and more in rings, couples below, each the most text first."""
    peers = [pair for pair in (reuse.pairs if reuse else ()) if pair.kind == "peer"]
    if not peers:
        alone = reuse is None or reuse.compared < 2
        return sentence(_TITLE, "没有可以相互比对的其他报告。" if alone else "各机关的报告之间未发现相同段落。")
    every = _joined(peers)
    groups = [group for group in every if len(group) > 2][:_GROUPS]
    couples = [group for group in every if len(group) == 2][:_COUPLES]
    drawn = [*groups, *couples]
    label, remarks = _labels([member for group in drawn for member in group])
    if left := len(every) - len(drawn):
        remarks.append(f"另有{left}组未画出")
    chart = Drawing(height=style.EDGE)
    for group in groups:
        _ring(chart, group, peers, label)
    for one, other in couples:
        y, middle = chart.height + _LINE / 2, chart.width / 2
        _draw(chart, {one: (middle - _NEAR, y), other: (middle + _NEAR, y)}, peers, label)
        chart.height += _LINE
    chart.height += style.EDGE
    named_ = "；".join("、".join(report_name(member) for member in group[:_MEMBERS]) for group in drawn[:_NAMED])
    alt = f"{_TITLE}：{len(every)}组报告有相同文字，共{len(peers)}对；{'' if len(every) == 1 else '较多的是'}{named_}。"
    notes = ("每点为一份报告，连线表示有相同文字，线越粗相同的越多。", *(f"{remark}。" for remark in remarks))
    return Chart(_TITLE, alt, chart, notes)


def _ring(
    chart: Drawing, group: Sequence[ReportSource], peers: Sequence[Copied], label: Callable[[ReportSource], str]
) -> None:
    """A group's dots on a ring, half of them on each side, each on a line of its own so that labels stand clear."""
    members = group[:_MEMBERS]
    right = members[: (len(members) + 1) // 2]
    high = max(2, len(right)) * _LINE
    middle = chart.height + high / 2
    at = {}
    for side, half in ((1, right), (-1, members[len(right) :])):
        for number, member in enumerate(half):
            y = (number - (len(half) - 1) / 2) * _LINE
            reach = math.sqrt(max(0.0, 1 - (y / (high / 2)) ** 2))
            at[member] = (chart.width / 2 + side * _WIDE * reach, middle + y)
    _draw(chart, at, peers, label)
    if len(group) > len(members):
        words = f"画出{len(group)}份中的{len(members)}份"
        chart.height += _LINE
        chart.text(chart.width / 2, chart.height + high - _LINE / 2 + 2, words, size=style.SMALL, anchor="middle")
    chart.height += high + _SPACE


def _draw(
    chart: Drawing,
    at: Mapping[ReportSource, tuple[float, float]],
    peers: Sequence[Copied],
    label: Callable[[ReportSource], str],
) -> None:
    """The lines between dots, the dots, and their labels outwards from the middle."""
    for pair in peers:
        if pair.a in at and pair.b in at:
            chart.line([at[pair.a], at[pair.b]], style.VERMILION, min(3.0, 0.5 + round(pair.length / 400) / 2))
    for member, (x, y) in at.items():
        chart.dot(x, y, style.BLUE)
        left = x < chart.width / 2
        room = (x if left else chart.width - x) - style.EDGE - 7
        words = fitted(label(member), style.SMALL, room)
        chart.text(x + (-7 if left else 7), y, words, size=style.SMALL, anchor="end" if left else "start")


def _labels(members: Sequence[ReportSource]) -> tuple[Callable[[ReportSource], str], list[str]]:
    """What stands beside each dot, and remarks on what is left out there: the region and the year of most."""
    first, start = members[0].agency, 0
    while region := _REGION.match(first, start):
        if not all(m.agency.startswith(first[: region.end()]) and m.agency[region.end() + 1 :] for m in members):
            break
        start = region.end()
    year = Counter(member.year for member in members).most_common(1)[0][0]

    def label(member: ReportSource) -> str:
        return report_name(
            replace(member, agency=member.agency[start:], year=0 if member.year == year else member.year)
        )

    remarks = [f"名称省略“{first[:start]}”"] if start else []
    remarks += [f"未注年度的为{year}年度"] if year and any(member.year != year for member in members) else []
    return label, remarks


def _joined(pairs: Sequence[Copied]) -> list[list[ReportSource]]:
    """The reports joined by pairs, directly or through others; the largest group first, then the one with most text."""
    group_of: dict[ReportSource, list[ReportSource]] = {}
    for pair in pairs:
        one, other = group_of.setdefault(pair.a, [pair.a]), group_of.setdefault(pair.b, [pair.b])
        if one is not other:
            one += other
            group_of |= dict.fromkeys(other, one)
    most: dict[int, int] = {}
    for pair in pairs:
        group = id(group_of[pair.a])
        most[group] = max(most.get(group, 0), pair.length)
    unique = {id(group): group for group in group_of.values()}
    ordered = sorted(unique, key=lambda group: (-len(unique[group]), -most[group], sorted(unique[group])))
    return [sorted(unique[group]) for group in ordered]
