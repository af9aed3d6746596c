"""How the tables of a report were read: what each row was taken for, and why a cell of the form has no number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from audit.explain._rows import ReadRow, RowExplainer
from audit.explain._unread import UnreadLine, unread_lines
from audit.forms import Form
from audit.match import Stages
from audit.model import ReportCell

#: Lines of one reason that are named one by one.
_MAX_LINES = 4


@dataclass(frozen=True, slots=True)
class ReadTables:
    """How the tables were read: every printed row, and the lines of the form of which cells were not read.

    ``foreign`` counts the tables that are not the form's; ``noted`` are the cells of ``form`` that print no number, or one
    that was not read just as it stands.
    """

    rows: tuple[ReadRow, ...]
    unread: tuple[UnreadLine, ...]
    foreign: int
    noted: tuple[ReportCell, ...]
    form: Form | None

    def words(self) -> list[str]:
        """What there is to explain, a line each (Chinese): rows that are not plain, then cells that were not read."""
        heads = sum(row.type == "head" for row in self.rows)
        plain = sum(row.is_plain and bool(row.cells) for row in self.rows)
        listed = [row for row in self.rows if not row.is_plain]
        lines = [
            f"表格共{heads + plain + len(listed)}行：表头{heads}行，按行标题逐格读入{plain}行，其余{len(listed)}行"
            + (f"；另有{self.foreign}个表格不是格式文件中的表格" if self.foreign else "")
            + "。"
        ]
        lines += [f"· {words}" for words in _of_rows(listed)]
        lines += [f"· {_of_cell(cell, self.form)}" for cell in self.noted if self.form]
        missing = sum(len(line.cells) for line in self.unread)
        lines += [f"没有读到的单元格{missing}个："] if missing else []
        return lines + [f"· {words}" for words in self._unread()]

    def _unread(self) -> Iterator[str]:
        """The lines that were not read, those of one table and one reason together."""
        for (table, reason), group in groupby(self.unread, key=lambda line: (line.table, line.reason)):
            lines = list(group)
            cells = sum(len(line.cells) for line in lines)
            named = "".join(line.which for line in lines[:_MAX_LINES])
            more = f"等{len(lines)}行" if len(lines) > _MAX_LINES else ""
            yield f"表{table}{named}{more}，共{cells}格：{reason}"


def read_tables(stages: Stages) -> ReadTables:
    """What the rows of the document were taken for, and why cells of its form are missing."""
    tables, form = stages.condition.tables, stages.reading.form
    explainer = RowExplainer(tables)
    rows = tuple(one for row in tables.rows for one in explainer.rows(row))
    unread = tuple(unread_lines(tables, form, rows)) if form else ()
    noted = tuple(cell for cell in tables.cells.values() if cell.note or cell.kind == "text")
    return ReadTables(rows, unread, tables.foreign_tables, noted, form)


def _of_rows(rows: Sequence[ReadRow]) -> Iterator[str]:
    """Rows a line each (Chinese); many of one table that were read alike, for one reason, in one line."""
    for (_, why, read), group in groupby(rows, key=lambda row: (row.table, row.why, len(row.cells))):
        alike = list(group)
        if len(alike) > _MAX_LINES and why and read:
            ends = f"{alike[0].place.describe()}至{alike[-1].place.describe()}"
            yield f"{ends}，共{len(alike)}行：各读入{read}格，{why}"
        else:
            yield from (row.words() for row in alike)


def _of_cell(cell: ReportCell, form: Form) -> str:
    """What a cell prints, and how it was taken (Chinese)."""
    raw = " ".join(cell.raw.split())
    return f"{form.cells[cell.key].label}：原文“{raw}”，{cell.note or '不是数字，未取值'}"
