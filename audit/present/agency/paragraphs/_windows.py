"""How much of a long text a page shows: all of it, or its paragraphs' beginnings and what stands around marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.present.agency.paragraphs._marks import PassageMarks

#: Characters and paragraphs of a report that its page shows: what is tried until the part is small enough, the last is taken in any case.
EXTENTS = ((16_000, 400), (9_000, 220), (5_000, 120), (2_500, 60))
#: The same where only the text is shown and the room is not shared.
WHOLE = (400_000, 8_000)
#: Characters of a paragraph, and around a mark, that are tried until all fits; the last is taken in any case.
_LIMITS = (2_000, 600, 300, 150, 80, 40, 20)
#: Windows of one paragraph.
_MOST_WINDOWS = 12

Windows = Sequence[tuple[int, int]]


def shown_parts(
    texts: Sequence[str], marked: Mapping[int, PassageMarks], most_characters: int, most_paragraphs: int
) -> list[Windows]:
    """Of each text the parts to show, as (start, end); all of each where that fits, none of texts far beyond the bound."""
    if len(texts) <= most_paragraphs and sum(map(len, texts)) <= most_characters:
        return [[(0, len(text))] for text in texts]
    with_marks = [number for number in range(1, len(texts) + 1) if number in marked and marked[number].problems]
    plain = [number for number in range(1, len(texts) + 1) if number not in set(with_marks)]
    kept = set([*with_marks, *plain][:most_paragraphs])
    chosen: list[Windows] = []
    for limit in _LIMITS:
        chosen = [
            _windows(text, marked.get(number), limit) if number in kept else [] for number, text in enumerate(texts, 1)
        ]
        if sum(end - start for windows in chosen for start, end in windows) <= most_characters:
            break
    return chosen


def _windows(text: str, marked: PassageMarks | None, limit: int) -> Windows:
    """The beginning of ``text`` and what stands around its marks, ``limit`` characters each."""
    if len(text) <= limit:
        return [(0, len(text))]
    spans = sorted((a, b) for a, b, _ in marked.spans) if marked else []
    around = [(max(0, a - limit // 2), min(len(text), min(b, a + limit) + limit // 2)) for a, b in spans]
    found: list[tuple[int, int]] = [(0, limit)] if not around else []
    for start, end in around[:_MOST_WINDOWS]:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
