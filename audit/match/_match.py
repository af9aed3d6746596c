"""The whole match on one page: edition, tables, sections, identity, claims, status."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import NamedTuple

from audit.document import Document
from audit.forms import Form, editions, form_for_year, load
from audit.match._condition import (
    broken_off,
    ends_after,
    is_shattered,
    shattered,
    unread,
    without_blanks,
    without_cut_number,
)
from audit.match._edition import fitting, is_without
from audit.match._script import AsPrinted, in_simplified
from audit.match.claims import MAX_CLAIMS, read_claims
from audit.match.identity import Identity, identify
from audit.match.labels import labels
from audit.match.rescue import Gathered, rescue
from audit.match.sections import find_sections
from audit.match.tables import TableMatch, loose_lines, match_tables
from audit.model import Claim, Passage, Report, ReportCell, Section, SetClaim, Status, Unplaced, WhyUnplaced
from audit.persons import masked

#: A year before the unified form that prints at least so many of its cells is taken for a slip in the year.
_FEW_CELLS = 40


def match(document: Document, source: str, sha256: str) -> Report:
    """The report that ``document`` holds; ``source`` is its path as given.

    The edition is the one whose own column and line labels are printed, and no more than these; the year only decides
    where they do not tell.
    ``status`` is "read" where every cell of the form was read from a certain place, else "partial".
    """
    printed, document = document, in_simplified(document)
    traditional = document is not printed
    rescued = rescue(document)
    given = rescued.document
    fit = fitting(rescued)
    form, gathered = (fit.form, fit.gathered) if fit else (None, rescued.as_given)
    found = _find(gathered, form, source)
    due = form_for_year(found.who.year) if found.who.year else None
    if fit and due and due.edition != fit.form.edition and not fit.telling(due.edition):
        other = rescued.gathered[due.edition]
        read = _find(other, due, source)
        if not is_without(found.tables, read.tables, fit.form, due):
            form, gathered, found = due, other, read
    tables, who, sections, passages = found
    reading = form or load(editions()[-1])
    if form and _own_statistics(tables, who.year):
        form, gathered, tables = (
            None,
            rescued.as_given,
            TableMatch(narrative=tables.narrative, foreign_tables=len(given.tables)),
        )
        sections, passages = find_sections(gathered.text, tables.narrative, reading, labels(reading.edition))
    if form is None and (who.year is None or due) and (sections or who.title):
        form = due
    loose = loose_lines(labels(reading.edition), gathered.document.paragraphs)
    tables = replace(tables, printed=(*tables.printed, *loose))
    pieces = shattered(passages, reading, labels(reading.edition)) if form else frozenset()
    broken = is_shattered(document, tables, pieces)
    if broken:
        passages = tuple(passage for passage in passages if passage not in pieces)
        tables = without_blanks(tables)
    tables = without_cut_number(given, tables)
    tables = replace(tables, unplaced=tuple(replace(item, raw=masked(item.raw)) for item in tables.unplaced))
    status, notes = _status(tables, form, who.year, shattered=broken)
    stated, sets = read_claims(passages, who.year, who.agency)
    cut = len(stated) == MAX_CLAIMS
    doubts = [f"正文中的数字多达{MAX_CLAIMS:,}处，远多于一份年度报告，其后的没有读取。"] if cut else []
    doubts += [who.doubt] if who.doubt else []
    if traditional:
        own = AsPrinted(printed)
        sections, passages, stated = own.sections(sections), own.passages(passages), own.claims(stated)
        sets = own.sets(sets)
    shown = tuple(unread(printed, sections))
    return Report(
        source=source,
        sha256=sha256,
        format=document.format,
        status=status,
        agency=who.agency,
        year=who.year,
        edition=form.edition if form else None,
        period=who.period,
        period_text=who.period_text,
        title=who.title,
        published=_date(document.meta.get("published")),
        sections=sections,
        passages=passages,
        cells={key: _without_names(cell) for key, cell in tables.cells.items()},
        claims=tuple(map(_without_identity, stated)),
        sets=tuple(map(_anonymous, sets)),
        claims_cut=cut,
        unplaced=tables.unplaced,
        printed=tables.printed,
        unread=shown,
        broken_off=broken_off(given, reading, sections, tables),
        ends_after=ends_after(given, reading, sections, tables, shown),
        shattered=broken,
        recognised=frozenset(map(int, document.meta.get("recognised", "").split())),
        notes=(*document.notes, *notes, *doubts),
    )


class _Found(NamedTuple):
    tables: TableMatch
    who: Identity
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]


def _find(gathered: Gathered, form: Form | None, source: str) -> _Found:
    """What ``gathered`` holds, read as ``form``."""
    reading = form or load(editions()[-1])
    tables = match_tables(gathered.document.tables, reading, gathered.origin) if form else TableMatch()
    loose = [Unplaced(" ".join(row.text.split()), row.place, WhyUnplaced.LOOSE_ROW) for row in gathered.loose_rows]
    tables = replace(tables, unplaced=(*tables.unplaced, *loose))
    sections, passages = find_sections(gathered.text, tables.narrative, reading, labels(reading.edition))
    return _Found(tables, identify(gathered.text, passages, gathered.document.meta, source), sections, passages)


def _own_statistics(tables: TableMatch, year: int | None) -> bool:
    """Whether the tables are those of a year before the unified form: they share single labels with it (总计, 规范性文件)."""
    return year is not None and form_for_year(year) is None and len(tables.cells) < _FEW_CELLS


def _without_identity(claim: Claim) -> Claim:
    text, sentence, printed = masked(claim.text), masked(claim.sentence), masked(claim.printed)
    hidden = replace(claim, text=text, sentence=sentence, printed=printed)
    return claim if hidden == claim else hidden


def _anonymous(said: SetClaim) -> SetClaim:
    numbers = tuple(map(_without_identity, said.numbers))
    text, sentence, printed = masked(said.text), masked(said.sentence), masked(said.printed)
    return replace(said, text=text, sentence=sentence, printed=printed, numbers=numbers)


def _without_names(cell: ReportCell) -> ReportCell:
    """The cell as it may be shown; where it prints a number and nothing else there is nothing to hide."""
    if cell.kind == "number" and not cell.note:
        return cell
    raw = masked(cell.raw)
    return cell if raw == cell.raw else replace(cell, raw=raw)


def _status(
    tables: TableMatch, form: Form | None, year: int | None, *, shattered: bool = False
) -> tuple[Status, list[str]]:
    if form is None:
        if year is not None and form_for_year(year) is None:
            early = f"{year}年度早于统一格式（2019年度起），没有统一表格，仅读取章节和文字，表格项不适用。"
            own = f"文中{tables.foreign_tables}个表格为当时自行编制的统计表，未读取其中数字。"
            return "partial", [early, own] if tables.foreign_tables else [early]
        return "partial", ["没有找到格式文件规定的表格，仅读取了文字；请确认文件是否完整，或表格是否为图片。"]
    if shattered:
        unknown = sum(key not in tables.cells for key in form.cells)
        said = "文件中的表格没有框线，或已被打散成零散的行（多因由PDF转成文字所致），"
        said += f"应有{len(form.cells)}个单元格，未能确定{unknown}个；有{len(tables.unplaced)}处数字无法归位，未作为数据读取。"
        return "partial", [said + "请改用原文件（如.docx）核查表格。"]
    notes = []
    for table in form.tables:
        missing = [cell for cell in table.cells if cell.key not in tables.cells]
        if missing:
            notes.append(f"表{table.number}应有{len(table.cells)}个单元格，未能确定{len(missing)}个。")
    if tables.unplaced:
        listed = "、".join(_shown(item.raw) for item in tables.unplaced[:10])
        notes.append(
            f"表格中有{len(tables.unplaced)}处内容位置不确定，未作为数据读取：{listed}{'等' if len(tables.unplaced) > 10 else ''}。"
        )
    if tables.foreign_tables:
        notes.append(f"另有{tables.foreign_tables}个表格不属于格式文件规定的表格，未读取其中数字。")
    complete = all(cell.key in tables.cells for table in form.tables for cell in table.cells)
    return ("read" if complete else "partial"), notes


def _shown(raw: str) -> str:
    return "“" + re.sub(r"\s+", " ", raw)[:20] + "”"


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
