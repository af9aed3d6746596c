"""Text that many reports share: the map, the groups, the pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.persons import masked
from audit.present import facts
from audit.present.html import Html, address, brief, page
from audit.reuse import Reuse, SharingGroup

#: Pairs that the list holds.
_PAIRS = 60


@dataclass(frozen=True, slots=True)
class _ListedGroup:
    """Agencies that use the same words: names with the addresses of their pages, an example with its length."""

    members: tuple[tuple[str, str], ...]
    majority: bool
    length: int
    text: str


def pairs(reuse: Reuse | None, pages: Mapping[str, str] | None, drawn: Html) -> Html:
    """The groups of agencies that share text, every pair, those with most of it first, and the map of them, ``drawn``."""
    found = sorted(reuse.pairs if reuse else (), key=lambda pair: -pair.length)
    links = pages or {}
    rows = [
        {
            "a": facts.report_name(pair.a),
            "b": facts.report_name(pair.b),
            "a_href": address(links, pair.a.source),
            "b_href": address(links, pair.b.source),
            "passages": len(pair.passages),
            "longest": pair.passages[0].length,
            "shares": facts.shares(pair),
            "text": brief(pair.passages[0].text_b, 120),
        }
        for pair in found
        if pair.kind == "peer"
    ]
    return page(
        "overview/sharing.html.j2",
        rows=rows[:_PAIRS],
        more=max(0, len(rows) - _PAIRS),
        compared=reuse.compared if reuse else 0,
        repeats=sum(pair.kind == "last_year" for pair in found),
        groups=[_group(group, links) for group in (reuse.groups if reuse else ())],
        map=drawn,
    )


def _group(group: SharingGroup, links: Mapping[str, str]) -> _ListedGroup:
    members = {one.agency or masked(one.source): one for one in reversed(group.members)}
    named = [(name, address(links, one.source)) for name, one in sorted(members.items())]
    return _ListedGroup(tuple(named), group.majority, group.example.length, group.example.text_a)
