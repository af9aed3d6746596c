"""One sheet of the ledger: its columns, what they look like, how it is filtered and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from audit.ledgerrows import as_cell, day_of
from audit.text import Value, show

TITLE = "政府信息公开工作年度报告核查台账"
_POINTS_OF_TEXT = 11
#: What new cells look like; the width of columns is counted in digits of this font.
DEFAULT_LOOK: Mapping[str, Any] = {"font_name": "宋体", "font_size": _POINTS_OF_TEXT}
#: Width of a digit and of the margins of a column, in pixels of 1/96 inch; of the widest font that stands in where 宋体 is missing.
_DIGIT, _CELL_MARGINS = 9.5, 6.8
#: Papers by their number in the format, with the width across that can be printed on, in pixels; A4 and A3.
_PAPERS = {9: 1_065, 8: 1_530}
#: Text of that size on paper stays at 8 points.
_LEAST_SCALE = 8 / _POINTS_OF_TEXT
_HEAD = {
    "font_name": "黑体", "font_size": _POINTS_OF_TEXT, "bg_color": "#E7ECF0", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center",
}  # fmt: skip
_BODY = {"font_name": "宋体", "font_size": _POINTS_OF_TEXT, "border": 1, "text_wrap": True, "valign": "top"}
_POINTS, _CENTRED = {"num_format": "0.00", "align": "right"}, {"align": "center"}
#: Text, so that what people type stays as they typed it; days are numbers that print as days.
_TYPED, _DAY = {"num_format": "@"}, {"num_format": "yyyy-mm-dd", "align": "center"}
_LINK = {"font_color": "#0B5394", "underline": 1, "align": "center"}
#: The ground of a column that people fill in.
_TO_FILL = {"bg_color": "#FFFBEA"}
_HEAD_TO_FILL = {"bg_color": "#FCE9B8"}
#: Whole numbers beyond fifteen digits would lose digits in a spreadsheet.
_DIGITS = 10**15
#: Rows below the last one that take what people add: lists to choose from, colours.
_SPARE_ROWS = 20
#: Links that a sheet may hold.
_MAX_LINKS = 60_000


class LedgerLink(NamedTuple):
    """A text that leads to a file beside the ledger, and there to a place."""

    text: str
    target: str


class LedgerFormula(NamedTuple):
    """A formula of our own, and what it gives at present."""

    formula: str
    value: int | float | str


LedgerCell = Value | str | LedgerLink | LedgerFormula | None


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column: its head and width in characters; whether its numbers are points, its entries short, it is printed.

    ``fills`` says that people fill it in, ``choices`` what they choose from, and whether they may write something else;
    ``day`` that it holds days. A ``hidden`` column is not seen. ``kept_by`` names the sheet in which people write what a column
    only repeats: office programs refuse what is typed into it.
    """

    title: str
    width: float
    points: bool = False
    centred: bool = False
    printed: bool = True
    fills: bool = False
    choices: tuple[str, ...] = ()
    free: bool = False
    day: bool = False
    hidden: bool = False
    kept_by: str = ""

    def look(self) -> dict[str, Any]:
        """How its cells look; what a hidden one holds makes no row higher."""
        if self.hidden:
            return dict(DEFAULT_LOOK)
        look = _POINTS if self.points else _CENTRED if self.centred else {}
        return (
            _BODY
            | look
            | (_TO_FILL if self.fills else {})
            | (_DAY if self.day else _TYPED if self.fills and not self.points else {})
        )


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a sheet has besides its rows: columns that stay in view; formats by formulas, which follow the cell; of what year it is.

    ``rules`` are formulas for the first row, in which {title} is the cell of that column, each with what it changes;
    ``remark`` stands below the title of each page on paper.
    """

    frozen: int = 1
    rules: Sequence[tuple[str, Mapping[str, Any]]] = ()
    of: str = ""
    limits: Mapping[int, Decimal] = field(default_factory=dict)
    remark: str = ""


_PLAIN_LOOK = SheetLook()


def write_sheet(
    book: Any,
    name: str,
    columns: Sequence[LedgerColumn],
    rows: Sequence[Sequence[LedgerCell]],
    look: SheetLook = _PLAIN_LOOK,
) -> None:
    """One sheet; the head and the first columns stay in view. Every text is written as text, so that none can act."""
    sheet = book.add_worksheet(name)
    head, head_to_fill = book.add_format(_HEAD), book.add_format(_HEAD | _HEAD_TO_FILL)
    link = book.add_format(_BODY | _LINK)
    bodies = [book.add_format(one.look()) for one in columns]
    days = book.add_format(_BODY | _TO_FILL | _DAY)
    for column, one in enumerate(columns):
        sheet.set_column(column, column, one.width, None, {"hidden": one.hidden})
        sheet.write_string(0, column, one.title, head_to_fill if one.fills else head)
    links = 0
    for row, values in enumerate(rows, 1):
        for column, (value, one, body) in enumerate(zip_longest(values, columns, bodies)):
            exact = isinstance(value, int) and abs(value) < _DIGITS
            if isinstance(value, LedgerLink):
                links += 1
                if value.target and links <= _MAX_LINKS:
                    sheet.write_url(row, column, f"external:{value.target}", link, plain(value.text))
                else:
                    sheet.write_string(row, column, plain(value.text), body)
            elif isinstance(value, LedgerFormula):
                sheet.write_formula(row, column, value.formula, body, value.value)
            elif exact or (one.points and isinstance(value, Decimal)):
                sheet.write_number(row, column, value, body)
            elif one.day and isinstance(value, str) and (day := day_of(value)):
                sheet.write_datetime(row, column, dt.datetime.combine(day, dt.time()), days)
            elif text := plain(value):
                sheet.write_string(row, column, text, body)
            else:
                sheet.write_blank(row, column, None, body)
    _choices(sheet, columns, len(rows), look)
    _colours(book, sheet, columns, len(rows), look)
    _for_paper(sheet, name, columns, len(rows), look)


def _choices(sheet: Any, columns: Sequence[LedgerColumn], number: int, look: SheetLook) -> None:
    """Lists to choose from, and between which numbers points lie."""
    for column, one in enumerate(columns):
        if one.choices:
            asked = {
                "validate": "list",
                "source": list(one.choices),
                "show_error": not one.free,
                "error_title": one.title,
                "error_message": f"请从列表中选择：{'、'.join(one.choices)}。",
            }
            sheet.data_validation(1, column, number + _SPARE_ROWS, column, asked)
        elif one.kept_by:
            told = f"本列只供查看，填写的内容不会导入。请在工作表“{one.kept_by}”中填写。"
            asked = {
                "validate": "custom",
                "value": "=FALSE",
                "ignore_blank": False,
                "error_title": one.title,
                "error_message": told,
            }
            sheet.data_validation(1, column, number + _SPARE_ROWS, column, asked)
        elif one.points and one.fills:
            for row, limit in look.limits.items():
                asked = {
                    "validate": "decimal",
                    "criteria": "between",
                    "minimum": 0,
                    "maximum": float(limit),
                    "error_title": one.title,
                    "error_message": f"应为0至{show(limit)}之间的数。",
                }
                sheet.data_validation(row, column, row, column, asked)


def _colours(book: Any, sheet: Any, columns: Sequence[LedgerColumn], number: int, look: SheetLook) -> None:
    places = {one.title: f"${xl_col_to_name(column)}2" for column, one in enumerate(columns)}
    for formula, format_ in look.rules:
        rule = {
            "type": "formula",
            "criteria": formula.format_map(places),
            "format": book.add_format(format_),
            "stop_if_true": True,
        }
        sheet.conditional_format(1, 0, number + _SPARE_ROWS, len(columns) - 1, rule)


def _for_paper(sheet: Any, name: str, columns: Sequence[LedgerColumn], number: int, look: SheetLook) -> None:
    sheet.autofilter(0, 0, max(1, number), len(columns) - 1)
    sheet.freeze_panes(1, look.frozen)
    sheet.repeat_rows(0)
    # What only helps to find a file or a finding again stays on the screen, so that the rest can be read on paper.
    sheet.print_area(0, 0, max(1, number), sum(one.printed for one in columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_paper(columns))
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.3, right=0.3, top=0.7, bottom=0.6)
    remark = f'\n&"宋体,常规"&9{look.remark}' if look.remark else ""
    sheet.set_header(f'&C&"黑体,常规"&16{TITLE}（{look.of}{name}）{remark}')
    sheet.set_footer(f"&L{name}&R第 &P 页，共 &N 页")


def _paper(columns: Sequence[LedgerColumn]) -> int:
    """The smallest paper across which the columns that are printed can be read, else the largest."""
    width = sum(one.width * _DIGIT + _CELL_MARGINS for one in columns if one.printed)
    return next(
        (paper for paper, across in _PAPERS.items() if across / width >= _LEAST_SCALE),
        max(_PAPERS, key=_PAPERS.__getitem__),
    )


def column_of(columns: Sequence[LedgerColumn], title: str) -> str:
    """The letters of the column with that head."""
    return str(xl_col_to_name([one.title for one in columns].index(title)))


def plain(value: Value | str | None) -> str:
    """``value`` as text that a workbook can hold: no control characters, no lone surrogates, not too long."""
    return "" if value is None else as_cell(value if isinstance(value, str) else show(value))
