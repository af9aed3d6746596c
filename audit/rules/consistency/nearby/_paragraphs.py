"""The claims of one sentence or paragraph, and the passages of a paragraph: looked up, since a text may state thousands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from audit.document import Place, whole
from audit.model import Claim, Passage, Report
from audit.rules.kit import Case
from audit.text import with_round_brackets

#: Farther claims of a paragraph tell nothing of one; a row of thousands costs its length.
_CLAIMS_ON_EACH_SIDE = 30
#: A claim with the character at which it begins and its ordinal in the report.
_Placed = tuple[int, int, Claim]


def paragraph(case: Case, place: Place) -> Sequence[Passage]:
    """The passages of the paragraph of ``place``, in printed order: several where a heading cuts it."""
    return case.once(_passages).get(whole(place), ())


def beside(case: Case, claim: Claim) -> Sequence[Claim]:
    """The claims of the sentence that ``claim`` stands in, itself among them where it is the report's own."""
    return case.once(_sentences).get((whole(claim.place), claim.sentence), ())


def around(case: Case, claim: Claim) -> Sequence[Claim]:
    """The claims of the paragraph that stand nearest to ``claim``, itself among them, ``_CLAIMS_ON_EACH_SIDE`` on each side at most."""
    placed = case.once(_placed).get(whole(claim.place), ())
    at = bisect_left(placed, (claim.place.start or 0,))
    return [other for _, _, other in placed[max(0, at - _CLAIMS_ON_EACH_SIDE) : at + _CLAIMS_ON_EACH_SIDE + 1]]


def near(case: Case, claim: Claim) -> Sequence[Claim]:
    """The claims ``around`` it that stand in its sentence."""
    return [other for other in around(case, claim) if other.sentence == claim.sentence]


def between(case: Case, place: Place, start: int, end: int) -> list[Claim]:
    """The claims that begin at the characters ``start`` to ``end`` of the paragraph of ``place``, in printed order."""
    placed = case.once(_placed).get(whole(place), ())
    first, last = (bisect_left(placed, (at,)) for at in (start, end))
    return [claim for _, _, claim in sorted(placed[first:last], key=lambda item: item[1])]


def by_sentence(case: Case) -> Iterator[tuple[Passage, list[Claim]]]:
    """The claims of each sentence that states a number, in printed order, with their paragraph.

    Of a paragraph cut by a heading inside it, the part is set so that the claims' places count from the paragraph's start.
    Insertions of any form stand in round brackets in it.
    """
    for (place, _), group in groupby(case.report.claims, key=lambda claim: (whole(claim.place), claim.sentence)):
        claims = list(group)
        first = claims[0].place.start or 0
        parts = [part for part in paragraph(case, place) if (part.place.start or 0) <= first and not part.heading]
        if parts:
            before = " " * (parts[-1].place.start or 0)
            text = with_round_brackets(parts[-1].text)
            yield (replace(parts[-1], text=before + text) if before or text != parts[-1].text else parts[-1]), claims


def _passages(report: Report) -> Mapping[Place, Sequence[Passage]]:
    found: dict[Place, list[Passage]] = {}
    for passage in report.passages:
        found.setdefault(whole(passage.place), []).append(passage)
    return found


def _sentences(report: Report) -> Mapping[tuple[Place, str], Sequence[Claim]]:
    found: dict[tuple[Place, str], list[Claim]] = {}
    for claim in report.claims:
        found.setdefault((whole(claim.place), claim.sentence), []).append(claim)
    return found


def _placed(report: Report) -> Mapping[Place, Sequence[_Placed]]:
    """The claims of each paragraph by the character at which they begin; brackets may put one before an earlier one."""
    found: dict[Place, list[_Placed]] = {}
    for number, claim in enumerate(report.claims):
        found.setdefault(whole(claim.place), []).append((claim.place.start or 0, number, claim))
    return {place: sorted(placed, key=lambda item: item[:2]) for place, placed in found.items()}
