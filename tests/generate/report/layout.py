"""The printed layout of a generated report, free of any file format: lines and tables in reading order.

``blocks(truth, variant)`` is what every writer (docx, flat text, HTML, PDF …) prints. Tables are rows of cells
with spans, a cell standing in its first row only, so that a test can compare them with what a reader found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from audit.forms import Form, FormTable, Line, load
from tests.generate.report.truth import TextLine, Truth


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A printed cell; ``key`` is set where it is one of the form's cells. Lines of the text are paragraphs."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    key: str | None = None


Row = tuple[LayoutCell, ...]


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """A printed table, or a part of one; ``number`` is 二, 三 or 四, the first ``header_rows`` are its head."""

    number: str
    rows: tuple[Row, ...]
    header_rows: int = 0

    def placed(self) -> Iterator[tuple[int, int, LayoutCell]]:
        """Each cell with the grid row and column of its first place, from 1, row by row."""
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows, 1):
            column = 1
            for cell in row:
                while (number, column) in taken:
                    column += 1
                yield number, column, cell
                taken |= {(number + r, column + c) for r in range(cell.rowspan) for c in range(cell.colspan)}

    @property
    def columns(self) -> int:
        """Grid columns."""
        return sum(cell.colspan for cell in self.rows[0])


@dataclass(frozen=True, slots=True)
class Variant:
    """Ways in which real reports print the same thing; all are off by default.

    ``split`` cuts table 三 into tables of that many lines; ``repeat_header`` prints its head above each.
    """

    spaced_articles: bool = False  # 第二十条  第（一）项
    broken_labels: bool = False  # 商业⏎企业
    vertical_stub: bool = False  # 三⏎、⏎本⏎年⏎度 …
    comma_numbers: bool = False  # 1、 for 1.
    short_labels: bool = False  # 1.逾期不补正
    full_width: bool = False
    separators: bool = False  # 1,234
    nbsp: bool = False  # nbsp around numbers
    units: bool = False  # 12件, 3.5万元
    blank_zeros: bool = False
    slash_regulations: bool = False
    split: int = 0
    repeat_header: bool = False
    repeat_groups: bool = False  # group labels on every row instead of merged cells
    narrative: bool = False  # a sentence under the heading, before each table
    without: str = ""  # the key, with its table's prefix, of a line that is not printed
    pasted: str = ""  # the numbers of tables that stand as text, a line each row
    between: str = "\t"  # what stands between the cells of a row there: a line end makes each cell a line
    misprint: tuple[str, str] = ("", "")  # words of a line's label, and what is printed for them


PLAIN = Variant()
_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_SHORT = {
    "not_supplemented": "1.逾期不补正",
    "fee_unpaid": "2.逾期不缴费",
    "partial": "（二）部分公开",
}
_NARRATIVE = {
    "二": "本年度主动公开政府信息的具体数据见下表。",
    "三": "本年度收到和处理政府信息公开申请的具体数据见下表。",
    "四": "本年度政府信息公开行政复议、行政诉讼的具体数据见下表。",
}
_SECTION_TABLE = {2: "二", 3: "三", 4: "四"}


def blocks(truth: Truth, variant: Variant = PLAIN) -> tuple[TextLine | LayoutTable, ...]:
    """The whole report in reading order."""
    printed = {table.number: table for table in tables(truth, variant)}
    found: list[TextLine | LayoutTable] = list(truth.front)
    for section in truth.sections:
        found += section.lines
        number = _SECTION_TABLE.get(section.number)
        if number:
            if variant.narrative:
                found.append(TextLine(_NARRATIVE[number], section=section.number))
            if number in variant.pasted:
                found += _as_text(printed[number], variant, section.number)
            else:
                found += _fragments(printed[number], variant) if number == "三" else [printed[number]]
    return (*found, *truth.back)


def _as_text(table: LayoutTable, variant: Variant, section: int) -> Iterator[TextLine]:
    """The rows of a table as lines of text, as programs leave them that paste without its grid."""
    for row in table.rows:
        printed = variant.between.join(cell.text.replace("\n", "") for cell in row)
        yield from (TextLine(line, section=section) for line in printed.split("\n") if line.strip())


def tables(truth: Truth, variant: Variant = PLAIN) -> tuple[LayoutTable, ...]:
    """Tables 二, 三 and 四, uncut."""
    form = load(truth.edition)
    make = {"二": _disclosure, "三": _applications, "四": _litigation}
    return tuple(make[table.number](_printed_lines(table, variant), truth, variant) for table in form.tables)


def _printed_lines(table: FormTable, variant: Variant) -> FormTable:
    """The table with the lines that are printed, under the labels that are printed."""
    wrong, misprint = variant.misprint
    kept = (line for line in table.lines if f"{table.prefix}.{line.key}" != variant.without)
    return replace(table, lines=tuple(replace(line, label=line.label.replace(wrong, misprint)) for line in kept))


def form_of(truth: Truth) -> Form:
    """The form whose cells ``truth`` fills."""
    return load(truth.edition)


def figure(text: str, key: str, variant: Variant = PLAIN) -> str:
    """``text`` as ``variant`` prints it in the cell ``key``."""
    if variant.slash_regulations and key.startswith("disclosure.regulations."):
        return "/"
    if variant.blank_zeros and text == "0":
        return ""
    if variant.separators:
        text = re.sub(r"^(-?)(\d{4,})", lambda match: f"{match[1]}{int(match[2]):,}", text)
    if variant.units:
        text += ("万元" if key.endswith(".amount") else "件") if not text.startswith("-") else ""
    if variant.full_width:
        text = text.translate(_FULL_WIDTH)
    return f"\u00a0{text}\u00a0" if variant.nbsp else text


def _label(text: str, variant: Variant, key: str = "") -> str:
    if variant.short_labels:
        text = _SHORT.get(key.rsplit(".", 1)[-1], text)
    if variant.comma_numbers:
        text = re.sub(r"^(\d)\.", r"\1、", text)
    if variant.spaced_articles:
        text = re.sub(r"^(第二十条)(第)", r"\1  \2", text)
    if variant.broken_labels and len(text) == 4 and text[-2:] in ("企业", "机构"):
        text = f"{text[:2]}\n{text[2:]}"
    return text


def _value(truth: Truth, key: str, variant: Variant, colspan: int = 1) -> LayoutCell:
    return LayoutCell(figure(truth.cells[key], key, variant), colspan=colspan, key=key)


def _disclosure(table: FormTable, truth: Truth, variant: Variant) -> LayoutTable:
    """Groups of a title row, a header row and the lines, on one grid that fits every group."""
    values = math.lcm(*(len(line.columns) for line in table.lines))
    rows: list[Row] = []
    for title, group in groupby(table.lines, key=lambda line: line.group):
        lines = list(group)
        span = values // len(lines[0].columns)
        rows.append((LayoutCell(_label(title, variant), colspan=values + 1),))
        rows.append((LayoutCell("信息内容"), *(LayoutCell(label, colspan=span) for _, label in lines[0].columns)))
        rows += [
            (
                LayoutCell(_label(line.label, variant)),
                *(_value(truth, f"{table.prefix}.{line.key}.{column}", variant, span) for column, _ in line.columns),
            )
            for line in lines
        ]
    return LayoutTable(table.number, tuple(rows))


def _applications(table: FormTable, truth: Truth, variant: Variant) -> LayoutTable:
    """Three columns of labels (the stub, the group, the leaf) and seven of values under three header rows."""
    kinds = [label.rsplit("/", 1)[-1] for _, label in table.lines[0].columns]
    words = table.balance["words"] if table.balance else ""
    rows: list[Row] = [
        (LayoutCell(f"（{words}）", 3, 3), LayoutCell("申请人情况", colspan=len(kinds))),
        (LayoutCell(kinds[0], 2), LayoutCell("法人或其他组织", colspan=len(kinds) - 2), LayoutCell(kinds[-1], 2)),
        tuple(LayoutCell(_label(kind, variant)) for kind in kinds[1:-1]),
    ]
    counts = _group_counts(table.lines)
    seen: set[str] = set()
    for line in table.lines:
        groups = line.group.split("/") if line.group else []
        row: list[LayoutCell] = []
        for depth, name in enumerate(groups):
            path = "/".join(groups[: depth + 1])
            text = "\n".join(name) if variant.vertical_stub and depth == 0 else name
            if variant.repeat_groups and depth:
                row.append(LayoutCell(text))
            elif path not in seen:
                row.append(LayoutCell(text, counts[path]))
            seen.add(path)
        row.append(LayoutCell(_label(line.label, variant, line.key), colspan=3 - len(groups)))
        row += [_value(truth, f"{table.prefix}.{line.key}.{column}", variant) for column, _ in line.columns]
        rows.append(tuple(row))
    return LayoutTable(table.number, tuple(rows), header_rows=3)


def _group_counts(lines: tuple[Line, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        parts = line.group.split("/") if line.group else []
        for depth in range(len(parts)):
            path = "/".join(parts[: depth + 1])
            counts[path] = counts.get(path, 0) + 1
    return counts


def _litigation(table: FormTable, truth: Truth, variant: Variant) -> LayoutTable:
    """Three header rows over one row of fifteen values."""
    review, direct, after = table.lines
    labels = [label for _, label in review.columns]
    rows: tuple[Row, ...] = (
        (LayoutCell(review.label, colspan=5), LayoutCell(direct.group, colspan=10)),
        (
            *(LayoutCell(_label(label, variant), 2) for label in labels),
            LayoutCell(direct.label, colspan=5),
            LayoutCell(after.label, colspan=5),
        ),
        tuple(LayoutCell(label) for label in labels * 2),
        tuple(
            _value(truth, f"{table.prefix}.{line.key}.{column}", variant)
            for line in table.lines
            for column, _ in line.columns
        ),
    )
    return LayoutTable(table.number, rows, header_rows=3)


def _fragments(table: LayoutTable, variant: Variant) -> list[LayoutTable]:
    """``table`` cut by hand every ``variant.split`` lines; a label cut through goes on as an empty cell."""
    if not variant.split:
        return [table]
    head, size = table.header_rows, variant.split
    found = [LayoutTable(table.number, _cut(table, 0, head + size), head)]
    for start in range(head + size, len(table.rows), size):
        rows = _cut(table, start, min(start + size, len(table.rows)))
        header = table.rows[:head] if variant.repeat_header else ()
        found.append(LayoutTable(table.number, (*header, *rows), len(header)))
    return found


def _cut(table: LayoutTable, start: int, stop: int) -> tuple[Row, ...]:
    """Rows ``start`` to ``stop`` (from 0, excluded); spans end at the cuts."""
    rows: list[list[tuple[int, LayoutCell]]] = [[] for _ in range(stop - start)]
    for row, column, cell in table.placed():
        first, last = max(row - 1, start), min(row - 1 + cell.rowspan, stop)
        if first < last:
            text = cell.text if row - 1 >= start else ""
            rows[first - start].append((column, replace(cell, text=text, rowspan=last - first)))
    return tuple(tuple(cell for _, cell in sorted(row, key=lambda item: item[0])) for row in rows)
