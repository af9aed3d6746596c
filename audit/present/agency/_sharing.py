"""Text that a report shares with others, passage beside passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.assessment import Examined
from audit.causes import Problem
from audit.findings import SECTION_NAMES, Evidence, Side, within
from audit.present import facts
from audit.present.agency.evidence import AlikeText, beside, whole_part
from audit.present.html import Html, page, unread
from audit.reuse import Copied, Shared

#: Reports that the first screen names.
_NAMED = 3
#: Passages of a pair that a page shows, and characters that it has folded of one.
_PASSAGES, _FOLDED = 6, 3_000


@dataclass(frozen=True, slots=True)
class SharingPair:
    """Another report that shares text: whose it is, how much of this report, where that is shown, the problem on it if any."""

    other: str
    shares: str
    anchor: str
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class SharingLine:
    """What the first screen says of shared text: the reports that it names, how many ``more`` there are.

    With ``listed`` of all of them there is a problem on the report; ``standing`` says so where that is not all (Chinese).
    """

    pairs: tuple[SharingPair, ...]
    more: int
    listed: int
    standing: str


def sharing(found: Examined) -> SharingLine | None:
    """With whom the report shares text and whether that is a finding; None where it shares none."""
    if not found.copied:
        return None
    problems = _problems_by_source(found)
    own = found.report.source
    every = [(pair, pair.b if pair.a.source == own else pair.a) for pair in found.copied]
    pairs = tuple(
        SharingPair(
            facts.report_name(other),
            facts.shares(pair, first=pair.a.source == own),
            f"bd-{number}",
            problems.get(other.source),
        )
        for number, (pair, other) in enumerate(every[:_NAMED], 1)
    )
    listed = sum(other.source in problems for _, other in every)
    standing = (
        "" if listed == len(every) else "未列为本报告的问题。" if not listed else "没有问题序号的未列为本报告的问题。"
    )
    return SharingLine(pairs, len(every) - len(pairs), listed, standing)


def _problems_by_source(found: Examined) -> dict[str, Problem]:
    """The problems that count on text shared with other reports, by the source of the other one."""
    return {
        side.source: problem
        for problem in reversed(found.problems.standing)
        for outcome in problem.outcomes
        if outcome.family == "originality"
        for side in within(outcome.facts, Side)
        if side.source
    }


def side_by_side(found: Examined) -> Html:
    """The passages that a report shares with each other report, as printed in both; a word where it was compared with none."""
    if found.report.status == "unreadable":
        return unread()
    shown = [_pair(pair, first=pair.a.source == found.report.source) for pair in found.copied]
    return page("agency/sharing.html.j2", pairs=shown, compared=found.compared, most=_FOLDED)


def texts_beside(one: Examined, other: Examined, heads: Sequence[str]) -> Html:
    """The texts of two reports side by side, called ``heads``: the passages that they share, then part by part; all of each."""
    source, its = one.report.source, other.report.source
    shared = next((pair for pair in one.copied if {pair.a.source, pair.b.source} == {source, its}), None)
    passages = (
        [_texts(passage, first=shared.a.source == source, labels=heads) for passage in shared.passages]
        if shared
        else []
    )
    parts = [
        (SECTION_NAMES[number], [whole_part(each.report, number) for each in (one, other)])
        for number in sorted(SECTION_NAMES)
    ]
    shown = [(name, texts) for name, texts in parts if any(text.paragraphs for text in texts)]
    return page("agency/beside.html.j2", passages=passages, parts=shown, heads=heads)


def _texts(passage: Shared, *, first: bool, labels: Sequence[str] = ("", "")) -> tuple[AlikeText, AlikeText]:
    """A passage as printed in one of the reports, then in the other."""
    sides = ((passage.text_a, passage.a), (passage.text_b, passage.b))
    (own, mine), (its, there) = sides if first else reversed(sides)
    here, other = (Evidence(spans[0].place, "", label) for spans, label in zip((mine, there), labels, strict=True))
    return beside(own, its, (here, None), (other, None))


def _pair(pair: Copied, *, first: bool) -> dict[str, object]:
    """One pair as seen from one of its reports."""
    passages = [
        {
            "texts": _texts(passage, first=first),
            "length": passage.length,
            "exact": passage.exact,
            "section": SECTION_NAMES.get(passage.section_a if first else passage.section_b, "其他"),
        }
        for passage in pair.passages[:_PASSAGES]
    ]
    return {
        "other": facts.report_name(pair.b if first else pair.a),
        "last_year": pair.kind == "last_year",
        "shares": facts.shares(pair, first=first),
        "passages": passages,
        "more": max(0, len(pair.passages) - _PASSAGES),
    }
