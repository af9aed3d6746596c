"""Where the running text of two versions of one report differs in what matters: letters and digits, not their setting."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from audit.forms import load
from audit.model import Passage, Report
from audit.patterns import regex
from audit.rules.kit import narrative
from audit.words import MYRIADS, NUMERAL, PAGE_NUMBER

#: Characters that may differ in one place, and in all, for it to be a slip of copying.
_MOST_IN_PLACE, _MOST_IN_ALL = 3, 12
#: Of texts whose differing parts are longer than this (product of lengths), only the first difference is looked for.
_LARGEST_PRODUCT = 400_000_000
_CHARACTERS_BEFORE, _CHARACTERS_QUOTED = 10, 24
#: A number, or a word that turns a sentence round, is never a slip of copying.
_WEIGHTY = regex(rf"[0-9{NUMERAL}{MYRIADS}未不无没非否]")
_SENTENCE = regex(r"[，。；：？！,;:?!]")


@dataclass(frozen=True, slots=True)
class TextDifference:
    """How two texts differ: ``few`` characters in place, or more; the first place as either prints it ("" for nothing)."""

    few: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Text:
    """The characters that matter, and for each the passage and the position that it stands at."""

    letters: str
    places: list[tuple[Passage, int]]

    def quoted(self, start: int, end: int) -> str:
        """The words around these characters as printed."""
        if not self.places:
            return ""
        passage, first = self.places[min(start, len(self.places) - 1)]
        last = next((at for other, at in reversed(self.places[start:end]) if other is passage), first)
        begin, stop = max(0, first - _CHARACTERS_BEFORE), min(last + _CHARACTERS_BEFORE, first + _CHARACTERS_QUOTED)
        text = passage.text
        return f"{'…' if begin else ''}{text[begin:stop].strip()}{'…' if stop < len(text) else ''}"


def difference(one: Report, other: Report, *, tables: bool = True) -> TextDifference | None:
    """Where the texts first differ, None where they say the same.

    Spaces, line breaks, punctuation, page numbers and heads of tables that a reader left in the text do not count; with
    ``tables`` off, neither do the lines of tables that only one reader took for such.
    """
    labels = _labels(one) | _labels(other)
    texts = [_text(report, labels) for report in (one, other)]
    one_text, other_text = (text.letters for text in texts)
    same = next((n for n, (a, b) in enumerate(zip(one_text, other_text, strict=False)) if a != b), 0)
    if (len(one_text) - same) * (len(other_text) - same) > _LARGEST_PRODUCT:
        return TextDifference(False, texts[0].quoted(same, same + 1), texts[1].quoted(same, same + 1))
    # The catalogue loads every rule, and few reviews have two versions of a report.
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    parts = [
        (one_text[op.src_start : op.src_end], other_text[op.dest_start : op.dest_end], op)
        for op in Levenshtein.opcodes(one_text, other_text)
        if op.tag != "equal"
    ]
    if not tables:
        parts = [part for part in parts if not _rows(part[0] or part[1], labels, both=bool(part[0] and part[1]))]
    if not parts:
        return None
    few = all(max(len(a), len(b)) <= _MOST_IN_PLACE and not _WEIGHTY.search(a + b) for a, b, _ in parts)
    few = few and sum(len(a) + len(b) for a, b, _ in parts) <= _MOST_IN_ALL
    place = parts[0][2]
    return TextDifference(
        few, texts[0].quoted(place.src_start, place.src_end), texts[1].quoted(place.dest_start, place.dest_end)
    )


def letters(report: Report) -> str:
    """What of a report's running text is compared with that of its other versions."""
    return _text(report, _labels(report)).letters


def _rows(run: str, labels: set[str], *, both: bool) -> bool:
    """Whether what only one text has is made of a table's labels and numbers."""
    return not both and all(char in labels or char.isdigit() for char in run)


def _text(report: Report, labels: set[str]) -> _Text:
    places = [
        (char, passage, at)
        for passage in narrative(report)
        if not PAGE_NUMBER.fullmatch(passage.text) and not _is_head(passage, labels)
        for char, at in _letters(passage.text)
    ]
    return _Text("".join(char for char, _, _ in places), [(passage, at) for _, passage, at in places])


def _letters(text: str) -> Iterator[tuple[str, int]]:
    for at, printed in enumerate(text):
        for char in unicodedata.normalize("NFKC", printed).lower():
            if char.isalnum():
                yield char, at


def _is_head(passage: Passage, labels: set[str]) -> bool:
    """Whether a passage is the labels of a table, left in the text: no sentence, no number."""
    letters = [char for char, _ in _letters(passage.text)]
    return (
        passage.section in (2, 3, 4)
        and not _SENTENCE.search(passage.text)
        and all(char in labels and not char.isdigit() for char in letters)
    )


def _labels(report: Report) -> set[str]:
    """The characters of the labels and titles of the form that the report follows."""
    form = load(report.edition) if report.edition else None
    words = (*(cell.label for cell in form.cells.values()), *form.sections.values()) if form else ()
    return {char for word in words for char, _ in _letters(word)}
