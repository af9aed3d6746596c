"""Text that reports share: passages side by side for one report, groups and pairs for many."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from matplotlib.figure import Figure

from audit.findings import SECTION_NAMES
from audit.present import style
from audit.present.html import Html, brief, page
from audit.reuse import Copied, Reuse, Source

#: Passages of a pair, and characters of a passage, that a page shows.
_PASSAGES, _CHARACTERS = 6, 600
#: Pairs that the list of many reports holds, and groups that the map draws.
_PAIRS, _GROUPS, _MEMBERS = 60, 6, 14


def side_by_side(pairs: Sequence[Copied], source: str) -> Html:
    """The passages that the report at ``source`` shares with each other report, as printed in both."""
    shown = [_pair(pair, first=pair.a.source == source) for pair in pairs]
    return page("originality_passages.html.j2", pairs=shown)


def pairs(reuse: Reuse | None, pages: Mapping[str, str] | None = None) -> Html:
    """Every pair of agencies whose reports share text, those with most of it first; then repeats of last year."""
    found = sorted(reuse.pairs if reuse else (), key=lambda pair: -pair.length)
    links = pages or {}
    rows = [
        {
            "a": _named(pair.a),
            "b": _named(pair.b),
            "a_href": quote(links[pair.a.source]) if pair.a.source in links else "",
            "b_href": quote(links[pair.b.source]) if pair.b.source in links else "",
            "passages": len(pair.passages),
            "longest": pair.passages[0].length,
            "shares": _shares(pair),
            "text": brief(pair.passages[0].text_a, 120),
        }
        for pair in found
        if pair.kind == "peer"
    ]
    return page(
        "originality_pairs.html.j2",
        rows=rows[:_PAIRS],
        more=max(0, len(rows) - _PAIRS),
        compared=reuse.compared if reuse else 0,
        repeats=sum(pair.kind == "last_year" for pair in found),
        groups=[(group.agencies, group.example, group.majority) for group in (reuse.groups if reuse else ())],
    )


def clusters(reuse: Reuse | None) -> Figure:
    """A map of the groups of reports that share text: a dot a report, a line a pair, wider where more is shared."""
    title = "相同文字的机关分布图"
    peers = [pair for pair in (reuse.pairs if reuse else ()) if pair.kind == "peer"]
    if not peers:
        return style.message(title, "各机关的报告之间未发现相同段落。")
    groups = _joined(peers)[:_GROUPS]
    columns = min(2, len(groups))
    rows = math.ceil(len(groups) / columns)
    alt = f"{title}：" + "；".join("、".join(_named(member) for member in group) for group in groups)
    chart, axes = style.figure(title, alt, 0.6 + 2.9 * rows)
    axes.set_axis_off()
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    for number, group in enumerate(groups):
        centre = (number % columns + 0.5, number // columns + 0.5)
        members = group[:_MEMBERS]
        at = {
            member: (
                centre[0] + 0.2 * math.sin(2 * math.pi * place / len(members)),
                centre[1] - 0.34 * math.cos(2 * math.pi * place / len(members)),
            )
            for place, member in enumerate(members)
        }
        for pair in peers:
            if pair.a in at and pair.b in at:
                (x1, y1), (x2, y2) = at[pair.a], at[pair.b]
                axes.plot([x1, x2], [y1, y2], color=style.ORANGE, linewidth=min(5, 1 + pair.length / 200), zorder=1)
        for member, (x, y) in at.items():
            axes.scatter([x], [y], s=36, color=style.BLUE, zorder=2)
            side = "left" if x >= centre[0] else "right"
            axes.annotate(
                brief(_named(member), 16),
                (x, y),
                (7 if side == "left" else -7, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                fontsize=8,
            )
        if len(group) > len(members):
            axes.text(*centre, f"共{len(group)}份", ha="center", va="center", fontsize=8.5)
    return chart


def _joined(pairs: Sequence[Copied]) -> list[list[Source]]:
    """The reports joined by pairs, directly or through others; the largest group first."""
    group_of: dict[Source, list[Source]] = {}
    for pair in pairs:
        one, other = group_of.setdefault(pair.a, [pair.a]), group_of.setdefault(pair.b, [pair.b])
        if one is not other:
            one += other
            group_of |= dict.fromkeys(other, one)
    unique = {id(group): sorted(group) for group in group_of.values()}
    return sorted(unique.values(), key=lambda group: (-len(group), group))


def _pair(pair: Copied, *, first: bool) -> dict[str, object]:
    """One pair as seen from one of its reports."""
    passages = [
        {
            "own": brief(passage.text_a if first else passage.text_b, _CHARACTERS),
            "its": brief(passage.text_b if first else passage.text_a, _CHARACTERS),
            "own_place": (passage.a if first else passage.b)[0].place.describe(),
            "its_place": (passage.b if first else passage.a)[0].place.describe(),
            "length": passage.length,
            "section": SECTION_NAMES.get(passage.section_a if first else passage.section_b, "其他"),
        }
        for passage in pair.passages[:_PASSAGES]
    ]
    return {
        "other": _named(pair.b if first else pair.a),
        "last_year": pair.kind == "last_year",
        "shares": _shares(pair, first=first),
        "passages": passages,
        "more": max(0, len(pair.passages) - _PASSAGES),
    }


def _shares(pair: Copied, *, first: bool = False) -> str:
    """“第一部分45%、第五部分80%” of one of the two reports, the second one unless told."""
    parts = [(SECTION_NAMES.get(s.number, "其他"), s.share_a if first else s.share_b) for s in pair.sections]
    return "、".join(f"{name}{share:.0%}" for name, share in parts if share >= 0.01) or "—"


def _named(source: Source) -> str:
    return f"{source.agency or source.source}{source.year or ''}"
