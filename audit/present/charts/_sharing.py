"""The map of text that reports share: who is joined to whom, wider lines where more is shared."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from audit.present.charts import _style as style
from audit.present.facts import named
from audit.reuse import Copied, ReportSource, Reuse
from audit.words import REGION

#: Groups of three and more that are drawn, couples, and dots of one group.
_GROUPS, _COUPLES, _MEMBERS = 6, 12, 14
#: Inches that a row of groups and a couple take up.
_ROW, _LINE = 2.9, 0.3
_LABEL = 18
_REGION = re.compile(rf"[^{REGION}]{{1,8}}[{REGION}]")
_TITLE = "相同文字的机关分布图"


def clusters(reuse: Reuse | None) -> Figure:
    """A dot a report, a line a pair: groups of three and more in circles, couples below, each the most text first."""
    peers = [pair for pair in (reuse.pairs if reuse else ()) if pair.kind == "peer"]
    if not peers:
        alone = reuse is None or reuse.compared < 2
        return style.message(_TITLE, "没有可以相互比对的其他报告。" if alone else "各机关的报告之间未发现相同段落。")
    every = _joined(peers)
    groups = [group for group in every if len(group) > 2][:_GROUPS]
    couples = [group for group in every if len(group) == 2][:_COUPLES]
    drawn = [*groups, *couples]
    label, omitted = _labels([member for group in drawn for member in group])
    left = len(every) - len(drawn)
    title = _TITLE + (f"；另有{left}组未画出" if left else "")
    alt = f"{title}：" + "；".join("、".join(named(member) for member in group) for group in drawn)
    columns = min(2, len(groups)) or 1
    circles = _ROW * math.ceil(len(groups) / columns)
    height = circles + _LINE * len(couples) + 0.1
    chart, axes = style.figure(title + omitted, alt, 0.6 + height)
    axes.set_axis_off()
    axes.set_xlim(0, 2)
    axes.set_ylim(height, 0)
    for number, group in enumerate(groups):
        centre = (2 * (number % columns + 0.5) / columns, _ROW * (number // columns + 0.5))
        _circle(axes, group, centre, peers, label)
    for number, (one, other) in enumerate(couples):
        y = circles + _LINE * (number + 0.5)
        _draw(axes, {one: (0.92, y), other: (1.08, y)}, peers, label, 1)
    return chart


def _circle(
    axes: Axes,
    group: Sequence[ReportSource],
    centre: tuple[float, float],
    peers: Sequence[Copied],
    label: Callable[[ReportSource], str],
) -> None:
    members = group[:_MEMBERS]
    turns = [2 * math.pi * place / len(members) for place in range(len(members))]
    at = {
        member: (centre[0] + 0.2 * math.sin(turn), centre[1] - 0.34 * _ROW * math.cos(turn))
        for member, turn in zip(members, turns, strict=True)
    }
    _draw(axes, at, peers, label, centre[0])
    if len(group) > len(members):
        axes.text(*centre, f"共{len(group)}份", ha="center", va="center", fontsize=8.5)


def _draw(
    axes: Axes,
    at: dict[ReportSource, tuple[float, float]],
    peers: Sequence[Copied],
    label: Callable[[ReportSource], str],
    middle: float,
) -> None:
    """Dots with their labels outwards from the ``middle``, and the lines between them."""
    for pair in peers:
        if pair.a in at and pair.b in at:
            (x1, y1), (x2, y2) = at[pair.a], at[pair.b]
            axes.plot([x1, x2], [y1, y2], color=style.ORANGE, linewidth=min(5, 1 + pair.length / 200), zorder=1)
    for member, (x, y) in at.items():
        axes.scatter([x], [y], s=36, color=style.BLUE, zorder=2)
        side = "left" if x >= middle - 1e-9 else "right"
        axes.annotate(
            label(member),
            (x, y),
            (7 if side == "left" else -7, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=8,
        )


def _labels(members: Sequence[ReportSource]) -> tuple[Callable[[ReportSource], str], str]:
    """What stands beside each dot, and what the title says is left out there: the region and the year of most."""
    first, start = members[0].agency, 0
    while region := _REGION.match(first, start):
        if not all(m.agency.startswith(first[: region.end()]) and m.agency[region.end() + 1 :] for m in members):
            break
        start = region.end()
    year = Counter(member.year for member in members).most_common(1)[0][0]

    def label(member: ReportSource) -> str:
        text = member.agency[start:] or named(member)
        text = text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"
        return text if member.year == year or not member.year else f"{text}{member.year}"

    remarks = [f"名称省略“{first[:start]}”"] if start else []
    remarks += [f"未注年度的为{year}年度"] if year and any(member.year != year for member in members) else []
    return label, f"（{'，'.join(remarks)}）" if remarks else ""


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
