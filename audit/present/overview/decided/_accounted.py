"""What people decided beside the problems of the list: what does not count, so that none gets lost, and what they corrected and added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from audit.assessment import Assessment
from audit.causes import level_name
from audit.persons import masked_note
from audit.present import decided
from audit.present.facts import form_of
from audit.present.html import Html, page
from audit.present.overview.decided._decided import (
    LostLine,
    LostList,
    beyond,
    is_used,
    lost_lists,
    made_list,
    named_by,
    place_on,
)

#: Lines of one list before the rest is only counted.
_MOST_LINES = 300


def accounted(review: Assessment, pages: Mapping[str, str]) -> Html | None:
    """All of that, folded, list by list; None where people keep no record, or there is nothing of it."""
    if not is_used(review):
        return None
    lists, words, kept = lost_lists(review, pages, _MOST_LINES), beyond(review), _kept_lists(review, pages)
    if not lists and not words and not kept:
        return None
    return page("overview/decided.html.j2", lists=lists, kept=kept, beyond=words, names=decided.NAMES_RECORDED)


def _kept_lists(review: Assessment, pages: Mapping[str, str]) -> list[LostList]:
    """What counts and stands in no other list: cells as people corrected them, and what they added."""
    lists = (
        made_list(
            "有效的识读更正",
            "有关的核对按更正后的内容进行；撤销更正的，恢复原来的识读。",
            _corrected(review, pages),
        ),
        made_list("人工补充的问题", "计入问题数，不扣分。", _added(review, pages)),
    )
    return [
        replace(one, lines=one.lines[:_MOST_LINES], more=len(one.lines[_MOST_LINES:])) for one in lists if one.lines
    ]


def _corrected(review: Assessment, pages: Mapping[str, str]) -> Iterator[LostLine]:
    for report, _ in review.audited:
        form = form_of(report)
        for one in report.corrected:
            cell = form.cells.get(one.key) if form else None
            words = f"“{one.raw or '空白'}”更正为“{one.corrected or '空白'}”"
            why = "：".join(filter(None, (one.who, masked_note(one.why))))
            label = cell.label if cell else one.key
            yield LostLine(named_by(review, report), label, place_on(pages, report, "#sb"), [words, why])


def _added(review: Assessment, pages: Mapping[str, str]) -> Iterator[LostLine]:
    for report, _ in review.audited:
        for one in review.decided(report).added:
            at = place_on(pages, report, f"#bc-{one.number}")
            said = decided.line(one.event).words()
            yield LostLine(named_by(review, report), f"{one.name}：{one.title}", at, [f"级别：{level_name(one)}", said])
