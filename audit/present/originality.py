"""Text that reports share: passages side by side for one report, groups and pairs for many."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from audit.assessment import Examined
from audit.findings import SECTION_NAMES
from audit.present.html import Html, brief, page, unread
from audit.reuse import Copied, ReportSource, Reuse

#: Passages of a pair, and characters of a passage, that a page shows.
_PASSAGES, _CHARACTERS = 6, 600
#: Pairs that the list of many reports holds.
_PAIRS = 60


def side_by_side(found: Examined) -> Html:
    """The passages that a report shares with each other report, as printed in both; a word where it was compared with none."""
    if found.report.status == "unreadable":
        return unread()
    shown = [_pair(pair, first=pair.a.source == found.report.source) for pair in found.copied]
    return page("originality_passages.html.j2", pairs=shown, compared=found.compared)


def pairs(reuse: Reuse | None, pages: Mapping[str, str] | None = None) -> Html:
    """Every pair of agencies whose reports share text, those with most of it first; then repeats of last year."""
    found = sorted(reuse.pairs if reuse else (), key=lambda pair: -pair.length)
    links = pages or {}
    rows = [
        {
            "a": named(pair.a),
            "b": named(pair.b),
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
        "other": named(pair.b if first else pair.a),
        "last_year": pair.kind == "last_year",
        "shares": _shares(pair, first=first),
        "passages": passages,
        "more": max(0, len(pair.passages) - _PASSAGES),
    }


def _shares(pair: Copied, *, first: bool = False) -> str:
    """“第一部分45%、第五部分80%” of one of the two reports, the second one unless told."""
    parts = [(SECTION_NAMES.get(s.number, "其他"), s.share_a if first else s.share_b) for s in pair.sections]
    return "、".join(f"{name}{share:.0%}" for name, share in parts if share >= 0.01) or "—"


def named(source: ReportSource) -> str:
    """The agency and the year, or the file where the agency is not known."""
    return f"{source.agency or source.source}{source.year or ''}"
