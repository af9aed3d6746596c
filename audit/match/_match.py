"""The whole match on one page: rescue → edition → tables → sections → identity → condition → claims → report."""

from __future__ import annotations

from dataclasses import replace

from audit.document import Document
from audit.forms import Form, editions, form_for_year, load
from audit.match._edition import fitting, is_without
from audit.match._report import report
from audit.match._script import in_simplified
from audit.match._stages import EditionReading, Stages
from audit.match.claims import read_claims
from audit.match.condition import condition
from audit.match.identity import identify
from audit.match.labels import labels
from audit.match.rescue import Gathered, Rescued, rescue
from audit.match.sections import find_sections
from audit.match.tables import TableMatch, loose_lines, match_tables
from audit.model import Report, Unplaced, WhyUnplaced

#: Cells of the unified form that a report prints whose year, before that form, is taken for a slip.
_CELLS_OF_FORM = 40


def match(document: Document, source: str, sha256: str) -> Report:
    """The report that ``document`` holds; ``source`` is its path as given.

    ``status`` is "read" where every cell of the form was read from a certain place, else "partial".
    """
    return report(match_in_stages(document, source), source, sha256)


def match_in_stages(document: Document, source: str) -> Stages:
    """What each stage finds in ``document``, one from what the former found; ``source`` is its path as given."""
    simplified = in_simplified(document)
    rescued = rescue(simplified)
    reading = _as_printed(rescued, source)
    who = reading.identity
    state = condition(
        document,
        rescued.document,
        reading.tables,
        reading.outline,
        form=reading.form,
        words=reading.words,
        year=who.year,
    )
    claims = read_claims(state.passages, who.year, who.agency, reading.form)
    return Stages(document, rescued, reading, state, claims, is_traditional=simplified is not document)


def _as_printed(rescued: Rescued, source: str) -> EditionReading:
    """A document read as the edition that it prints.

    That is the one whose own column and line labels are printed, and no more than these; the year only decides where they
    do not tell.
    """
    fit = fitting(rescued)
    reading = _as_edition(fit.gathered if fit else rescued.as_given, fit.form if fit else None, source)
    year = reading.identity.year
    due = form_for_year(year) if year else None
    if fit and due and due.edition != fit.form.edition and not fit.telling_labels(due.edition):
        other = _as_edition(rescued.gathered[due.edition], due, source)
        if not is_without(reading.tables, other.tables, fit.form, due):
            reading = other
    if _prints_own_statistics(reading):
        reading = _without_form(reading, rescued)
    is_report = bool(reading.outline.sections or reading.identity.title)
    if reading.form is None and is_report and (reading.identity.year is None or due):
        reading = replace(reading, form=due)
    loose = loose_lines(labels(reading.words.edition), reading.gathered.document.paragraphs)
    return replace(reading, tables=replace(reading.tables, printed=(*reading.tables.printed, *loose)))


def _as_edition(gathered: Gathered, form: Form | None, source: str) -> EditionReading:
    """Tables, sections and identity of a document, read as ``form``; by the words of the newest edition where that is None."""
    words = form or load(editions()[-1])
    tables = match_tables(gathered.document.tables, words, gathered.origin) if form else TableMatch()
    loose = [Unplaced(" ".join(row.text.split()), row.place, WhyUnplaced.LOOSE_ROW) for row in gathered.loose_rows]
    tables = replace(tables, unplaced=(*tables.unplaced, *loose))
    outline = find_sections(gathered.text, tables.narrative, words)
    identity = identify(gathered.text, outline.passages, gathered.document.meta, source)
    return EditionReading(form, words, gathered, tables, outline, identity)


def _prints_own_statistics(reading: EditionReading) -> bool:
    """Whether the tables are those of a year before the unified form: they share single labels with it (总计, 规范性文件)."""
    year = reading.identity.year
    too_early = reading.form is not None and year is not None and form_for_year(year) is None
    return too_early and len(reading.tables.cells) < _CELLS_OF_FORM


def _without_form(reading: EditionReading, rescued: Rescued) -> EditionReading:
    """``reading`` without tables of the form: those of the document are its organ's own."""
    given = rescued.as_given
    tables = TableMatch(narrative=reading.tables.narrative, foreign_tables=len(given.document.tables))
    outline = find_sections(given.text, tables.narrative, reading.words)
    return replace(reading, form=None, gathered=given, tables=tables, outline=outline)
