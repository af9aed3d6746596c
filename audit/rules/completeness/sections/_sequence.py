"""Running numbers in front of paragraphs (“（一）”, “1.”, “一是”): where they do not run on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.findings import Part
from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Evidence, Stated, part_name, passage_evidence, stated
from audit.words import NUMERAL, POINT, chinese_number
from audit.words.numbering import Numbering

#: Characters of the longest unnumbered line without a full stop that may be a sub-heading.
_LONGEST_HEADING = 30
#: A line that begins an annex: “附件：”, “附表1 ……”, “附：……”.
_ANNEX = regex(rf"\s*附\s*(?:[件表录]\s*[\d{NUMERAL}]*\s*(?:[：:.、．]|\s|$)|[：:]|$).{{0,40}}$")
_AGAIN = "{where}“{before}”之后为“{printed}”，序号重号"
_BROKEN = "{where}“{before}”之后为“{printed}”，序号不连续"
_MIXED = "{where}“{before}”之后为“{printed}”，两种序号混用"
#: A paragraph with the running number in front of it.
Numbered = tuple[Passage, Numbering]


@dataclass(frozen=True, slots=True)
class Break:
    """A number that does not follow the one before, and the paragraph that it begins; None where it stands within one.

    ``certain`` is False where the list only begins in its middle.
    """

    facts: Stated
    locus: str
    places: tuple[Evidence, ...]
    passage: Passage | None = None
    certain: bool = True


def breaks_in_list(
    numbered: Sequence[Numbered], passages: Sequence[Passage], heading: Numbering | None
) -> Iterator[Break]:
    """Faults in the running numbers of one section; every style counts by itself and may begin anew at 1.

    ``heading`` is the number of the section's own heading, which those of its paragraphs may carry on.
    """
    last: dict[str, Numbered] = {}
    previous: Numbered | None = None
    order = {passage: index for index, passage in enumerate(passages)}
    for passage, count in numbered:
        before = last.get(count.style)
        again = (
            before is not None
            and before is previous
            and count.number == 1
            and _twice_first(before, passages[order[before[0]] + 1 : order[passage]])
        )
        if before and (again or count.number not in (1, before[1].number + 1)):
            yield _fault(_AGAIN if count.number == before[1].number else _BROKEN, before, (passage, count))
        elif not before and count.number > 1 and not _carries_on(count, heading):
            if previous and previous[1].number == count.number - 1:
                yield _fault(_MIXED, previous, (passage, count))
            else:
                facts = stated("序号从“{printed}”开始，之前的序号未见", printed=count.printed)
                yield Break(facts, _locus(passage, count), (_shown(passage, count),), passage, certain=False)
        last[count.style] = previous = (passage, count)


def breaks_in_points(passage: Passage) -> Iterator[Break]:
    """Faults in “一是…二是…” within one paragraph."""
    before = 0
    for match in POINT.finditer(passage.text):
        number = chinese_number(match[1]) or 0
        if before and number not in (1, before + 1):
            facts = stated("第{before}点之后为“{printed}”，序号不连续或重复", before=before, printed=match[0])
            locus = f"points:{passage.section}:{passage.text[:12]}:{match[0]}"
            yield Break(facts, locus, (passage_evidence(passage, *match.span(), part_name(passage)),))
        before = number


def in_annex(passages: Sequence[Passage]) -> frozenset[Passage]:
    """The ``passages`` of a section from the line on that begins an annex, whose numbers are its own."""
    first = next((at for at, p in enumerate(passages) if "。" not in p.text and _ANNEX.match(p.text)), len(passages))
    return frozenset(passages[first:])


def _carries_on(count: Numbering, heading: Numbering | None) -> bool:
    return heading is not None and (count.style, count.number) == (heading.style, heading.number + 1)


def _twice_first(before: Numbered, between: Sequence[Passage]) -> bool:
    """Whether “（一）” follows ``before``, a “（一）” as well, with no line ``between`` them that could head a new list."""
    if before[1].number != 1 or before[1].style != "paragraph":
        return False
    return all(len(p.text.strip()) > _LONGEST_HEADING or "。" in p.text for p in between)


def _fault(form: str, before: Numbered, then: Numbered) -> Break:
    """The number of ``then`` does not follow that of ``before``."""
    facts = stated(form, where=Part(then[0].section), before=before[1].printed, printed=then[1].printed)
    return Break(facts, _locus(*then), (_shown(*then), _shown(*before)), then[0])


def _locus(passage: Passage, count: Numbering) -> str:
    return f"sub:{passage.section}:{count.printed}:{passage.text[count.end : count.end + 8]}"


def _shown(passage: Passage, count: Numbering) -> Evidence:
    return passage_evidence(passage, 0, count.end, part_name(passage))
