"""Whether everything that the form asks for was read, and the sentences that tell people of what was not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from audit.forms import Form, form_for_year
from audit.match.tables import TableMatch
from audit.model import Status, notes_on_cells
from audit.persons import masked

#: Things without a place that are named, and characters of each that are shown.
_MOST_NAMED, _LONGEST_NAMED = 10, 20


def status_of(tables: TableMatch, form: Form | None, *, shattered: bool) -> Status:
    """“read” where every cell of ``form`` was read from a certain place."""
    return "read" if form and not shattered and all(key in tables.cells for key in form.cells) else "partial"


def notes_on(
    tables: TableMatch, form: Form | None, year: int | None, recognised: Collection[int], *, shattered: bool
) -> Iterator[str]:
    """What was not read (Chinese); ``recognised`` are the pages that were read as pictures."""
    if form is None:
        yield from _without_form(tables, year)
    elif shattered:
        unknown = sum(key not in tables.cells for key in form.cells)
        yield (
            "文件中的表格没有框线，或已被打散成零散的行（多因由PDF转成文字所致），"
            f"应有{len(form.cells)}个单元格，未能确定{unknown}个；有{len(tables.unplaced)}处数字无法归位，未作为数据读取。"
            "请改用原文件（如.docx）核查表格。"
        )
    else:
        yield from _incomplete(tables, form, recognised)


def _without_form(tables: TableMatch, year: int | None) -> Iterator[str]:
    """What there is to say where the document prints no edition of the form."""
    if year is None or form_for_year(year) is not None:
        yield "没有找到格式文件规定的表格，仅读取了文字；请确认文件是否完整，或表格是否为图片。"
        return
    yield f"{year}年度早于统一格式（2019年度起），没有统一表格，仅读取章节和文字，表格项不适用。"
    if tables.foreign_tables:
        yield f"文中{tables.foreign_tables}个表格为当时自行编制的统计表，未读取其中数字。"


def _incomplete(tables: TableMatch, form: Form, recognised: Collection[int]) -> Iterator[str]:
    """Which cells are missing, and what stands in tables without being read."""
    yield from notes_on_cells(form, tables.cells, tables.printed, recognised)
    if number := len(tables.unplaced):
        alike = Counter(_quoted(masked(item.raw)) for item in tables.unplaced)
        named = "、".join(f"{raw}{count}处" if count > 1 else raw for raw, count in list(alike.items())[:_MOST_NAMED])
        more = "等" if len(alike) > _MOST_NAMED else ""
        yield f"表格中有{number}处内容位置不确定，未作为数据读取：{named}{more}。"
    if tables.foreign_tables:
        yield f"另有{tables.foreign_tables}个表格不属于格式文件规定的表格，未读取其中数字。"


def _quoted(raw: str) -> str:
    return "“" + re.sub(r"\s+", " ", raw)[:_LONGEST_NAMED] + "”"
