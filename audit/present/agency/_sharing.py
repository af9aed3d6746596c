"""Text that a report shares with others, passage beside passage."""

from __future__ import annotations

from dataclasses import dataclass

from audit.assessment import Examined
from audit.causes import Problem
from audit.findings import SECTION_NAMES, Evidence, Side, within
from audit.present import facts
from audit.present.agency._alike import beside
from audit.present.html import Html, page, unread
from audit.reuse import Copied

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
            facts.named(other),
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


def _pair(pair: Copied, *, first: bool) -> dict[str, object]:
    """One pair as seen from one of its reports."""
    passages = []
    for passage in pair.passages[:_PASSAGES]:
        own, its = (passage.a, passage.b) if first else (passage.b, passage.a)
        texts = (passage.text_a, passage.text_b) if first else (passage.text_b, passage.text_a)
        mine, other = (Evidence(spans[0].place, "") for spans in (own, its))
        passages.append(
            {
                "texts": beside(*texts, (mine, None), (other, None)),
                "length": passage.length,
                "exact": passage.exact,
                "section": SECTION_NAMES.get(passage.section_a if first else passage.section_b, "其他"),
            }
        )
    return {
        "other": facts.named(pair.b if first else pair.a),
        "last_year": pair.kind == "last_year",
        "shares": facts.shares(pair, first=first),
        "passages": passages,
        "more": max(0, len(pair.passages) - _PASSAGES),
    }
