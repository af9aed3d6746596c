"""Where a cause lies, in words that stay the same while the thing to correct does: cell, line, table or sentence.

A place holds no figure, no ordinal and nothing that a format, a rule's id or its wording changes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from audit.document import Place
from audit.findings import CauseKind, Equation, Evidence, Outcome, Role
from audit.forms import Form, FormTable
from audit.locate import CellChange
from audit.model import Passage, Report
from audit.patterns import regex
from audit.text import fold, unspaced
from audit.words import MYRIADS, NUMERAL, without_province

_ENDS = regex(r"[。；;！？!?\n]")
_CLAUSES = regex(r"[，,；;。()]")
#: Whose evidence stands in another document.
_ELSEWHERE: frozenset[Role | None] = frozenset(("earlier_report", "other_report", "file_name", "roster"))
_NUMERALS = frozenset(NUMERAL + MYRIADS)


def of_changes(kind: CauseKind, changes: Sequence[CellChange], form: Form) -> str:
    """The cell, the two cells, the line or column, or the table that ``changes`` are in."""
    keys = [change.cell for change in changes]
    if kind == "totals":
        return of_table(_first_total(keys, form), form)
    if kind == "line":
        return of_line(keys, form)
    return f"cell:{'+'.join(sorted(keys))}"


def of_line(keys: Sequence[str], form: Form) -> str:
    """The line that all cells are in, else their column."""
    table, cells = _table(keys[0], form), [form.cells[key] for key in keys]
    if len({cell.line for cell in cells}) == 1:
        return f"line:{table.prefix}.{cells[0].line}"
    return f"column:{table.prefix}.{keys[0].rsplit('.', 1)[-1]}"


def of_table(key: str, form: Form) -> str:
    """The table of a cell."""
    return f"table:{_table(key, form).prefix}"


def of_sum(facts: Equation) -> str:
    """The total, or the first cell of another equation."""
    return f"cell:{(facts.right if facts.total else facts.left)[0].cell}"


def of_tables(keys: Iterable[str], form: Form) -> str:
    """All tables that cells are in; of no cells, the tables as a whole."""
    return f"table:{'+'.join(table.prefix for table in tables_of(keys, form))}"


def tables_of(keys: Iterable[str], form: Form) -> tuple[FormTable, ...]:
    """The tables that hold the cells, in the form's order."""
    wanted = set(keys)
    return tuple(table for table in form.tables if any(cell.key in wanted for cell in table.cells))


def is_in_text(place: str) -> bool:
    """Whether a cause lies in sentences as a whole."""
    return place.startswith("text:")


def of_sentences(sentences: Iterable[str]) -> str:
    """The place that ``sentences`` make: it names them by their words, whatever figures they state."""
    return f"text:{'|'.join(dict.fromkeys(map(_letters, sentences)))}"


def _letters(text: str) -> str:
    """The letters of a text without its figures, in whatever script they are written, and without spaces and marks."""
    folded = unicodedata.normalize("NFKC", fold(text))
    return "".join(char for char in folded if char.isalpha() and char not in _NUMERALS)


def of_locus(outcome: Outcome, report: Report | None = None) -> str:
    """What the outcome's rule calls the thing that it looked at, without the name of the file and the provinces of others.

    What the document prints of that is left without its figures; where it is nothing but figures (a telephone number),
    the words before them stand for it, else those of the sentence around.
    """
    named = unspaced(fold(outcome.locus.replace(outcome.source, "")))
    for name, _, _ in outcome.facts.beyond if outcome.facts else ():
        named = named.replace(unspaced(fold(name)), unspaced(fold(without_province(name))))
    printed = [unspaced(fold(place.raw)) for place in outcome.places if place.role is None]
    parts = [_without_figures(part, printed) for part in named.split(":")]
    return f"at:{':'.join(parts)}" if any(parts) else of_sentences(sentences_of(outcome, report))


def _without_figures(part: str, printed: Iterable[str]) -> str:
    """A part of a locus; a single character is a number of the form's and stays."""
    raw = next((raw for raw in printed if part in raw), "") if len(part) > 1 else ""
    if not raw or not any(char.isdigit() or char in _NUMERALS for char in part):
        return part
    return _letters(part) or _letters(_CLAUSES.split(raw[: raw.index(part)])[-1])


def sentences_of(outcome: Outcome, report: Report | None) -> tuple[str, ...]:
    """The sentences of the text that the outcome is about, as printed; of a place in the text the sentence around it."""
    if outcome.facts is not None and outcome.facts.sentences:
        return outcome.facts.sentences
    first = outcome.places[:1] if report else ()
    found = [sentence for one in first if report and (sentence := _around(one, report))]
    return tuple(found)


def printed_at(evidence: Evidence, report: Report | None) -> str:
    """What is printed at a place, without the words that its raw text shows around it."""
    place = evidence.place
    if (
        report is None
        or evidence.role in _ELSEWHERE
        or place.start is None
        or place.end is None
        or place.table is not None
    ):
        return evidence.raw
    passage = _passage(place, report.passages)
    offset = passage.place.start or 0 if passage else 0
    return passage.text[place.start - offset : place.end - offset] if passage else evidence.raw


def _around(evidence: Evidence, report: Report) -> str:
    place = evidence.place
    if place.table is not None or (place.paragraph is None and place.line is None):
        return ""
    passage = _passage(place, report.passages)
    if passage is None:
        return ""
    if place.start is None:
        return passage.text
    start = place.start - (passage.place.start or 0)
    ends = [match.end() for match in _ENDS.finditer(passage.text)]
    first = max((end for end in ends if end <= start), default=0)
    last = min((end for end in ends if end > start), default=len(passage.text))
    return passage.text[first:last]


def _passage(place: Place, passages: Sequence[Passage]) -> Passage | None:
    """The passage that the place is in; the last of those that begin at or before it, where a heading cuts a paragraph."""
    whole = place._replace(start=None, end=None)
    within = [p for p in passages if p.place._replace(start=None, end=None) == whole]
    before = [p for p in within if (p.place.start or 0) <= (place.start or 0)]
    found = before or within
    return found[-1] if found else None


def _first_total(keys: Sequence[str], form: Form) -> str:
    totals = {total.key for total in form.totals}
    return next(key for key in keys if key in totals)


def _table(key: str, form: Form) -> FormTable:
    return next(table for table in form.tables if key.startswith(f"{table.prefix}."))
