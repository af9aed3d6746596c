"""Text that a report shares with others, passage beside passage."""

from __future__ import annotations

from audit.assessment import Examined
from audit.findings import SECTION_NAMES
from audit.present import facts
from audit.present.html import Html, brief, page, unread
from audit.reuse import Copied

#: Passages of a pair, and characters of a passage, that a page shows.
_PASSAGES, _CHARACTERS = 6, 600


def side_by_side(found: Examined) -> Html:
    """The passages that a report shares with each other report, as printed in both; a word where it was compared with none."""
    if found.report.status == "unreadable":
        return unread()
    shown = [_pair(pair, first=pair.a.source == found.report.source) for pair in found.copied]
    return page("agency/sharing.html.j2", pairs=shown, compared=found.compared)


def _pair(pair: Copied, *, first: bool) -> dict[str, object]:
    """One pair as seen from one of its reports."""
    passages = [
        {
            "own": brief(passage.text_a if first else passage.text_b, _CHARACTERS),
            "its": brief(passage.text_b if first else passage.text_a, _CHARACTERS),
            "own_place": (passage.a if first else passage.b)[0].place.describe(),
            "its_place": (passage.b if first else passage.a)[0].place.describe(),
            "length": passage.length,
            "exact": passage.exact,
            "section": SECTION_NAMES.get(passage.section_a if first else passage.section_b, "其他"),
        }
        for passage in pair.passages[:_PASSAGES]
    ]
    return {
        "other": facts.named(pair.b if first else pair.a),
        "last_year": pair.kind == "last_year",
        "shares": facts.shares(pair, first=first),
        "passages": passages,
        "more": max(0, len(pair.passages) - _PASSAGES),
    }
