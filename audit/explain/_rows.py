"""What each printed row of a report’s tables was taken for, and what was read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, assert_never

from audit.document import Cell, Place
from audit.forms import FormTable, Line
from audit.match.tables import (
    AcrossRow,
    Attempt,
    DisorderedRow,
    GroupRow,
    HeadRow,
    LineRow,
    Refused,
    StrayRow,
    TableMatch,
    TableRow,
    WideRow,
)
from audit.model import Unplaced, WhyUnplaced

#: What a row was taken for.
RowType = Literal["line", "across", "group", "head", "stray", "disordered", "wide"]
_ROW_TYPES: Mapping[RowType, str] = {
    "line": "一个项目的行",
    "across": "一行列出全部项目的数字行",
    "group": "把几个项目合印为一行",
    "head": "表头",
    "stray": "不是格式文件中的项目",
    "disordered": "表头次序与格式文件不同",
    "wide": "单元格过多的行",
}
#: Why nothing was read of a row: nothing stands beside its label; another row of the same line was read.
_NO_FIGURES, _OTHER_ROW = "旁边没有数字或空格", "同一项目的其他行已读入"
#: Characters of a label that are shown.
_MAX_LABEL = 30


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One printed row, and what it was taken for; ``table`` is the number of the physical table, from 1.

    ``label`` is the row's label as printed, ``line`` the line of the form that it was taken for ("" where none), with the
    ``confidence`` of that. ``cells`` are the keys that were read from it, ``figures`` how many figures it prints; ``why``
    says why nothing, or not all, was read, "" where everything was.
    """

    table: int
    place: Place
    type: RowType
    label: str = ""
    line: str = ""
    confidence: float = 1.0
    figures: int = 0
    cells: tuple[str, ...] = ()
    why: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to explain: a head, or a line known by its own label and read to the end."""
        plain = bool(self.cells) and not self.why and self.confidence == 1.0
        return plain or self.type == "head" or (self.type == "stray" and not self.figures)

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        return {
            "table": self.table,
            "place": self.place.as_dict(),
            "type": self.type,
            "label": self.label,
            "line": self.line,
            "confidence": self.confidence,
            "figures": self.figures,
            "cells": list(self.cells),
            "why": self.why,
        }

    def words(self) -> str:
        """The same as people read it (Chinese)."""
        label = f"“{_short(self.label)}”" if self.label else "没有行标题"
        if self.line and self.confidence < 1:
            label += f"取作“{self.line}”（行标题与格式文件不完全相同，把握程度{self.confidence:.2f}）"
        elif self.line and not self.label:
            label = f"{self.line}的数字行"
        elif not self.line and (self.label or self.type != "stray"):
            label += ("" if self.label else "，") + _ROW_TYPES[self.type]
        read = f"读入{len(self.cells)}格" if self.cells else f"有{self.figures}个数字，未读取" if self.figures else ""
        why = self.why if self.label or self.type != "stray" else ""
        return "，".join(part for part in (f"{self.place.describe()}：{label}", read, why) if part)


@dataclass(frozen=True)
class RowExplainer:
    """Says of each row of ``tables`` what it was taken for and what was read of it."""

    tables: TableMatch

    @cached_property
    def attempts(self) -> Mapping[tuple[str, str, Place | None], Attempt]:
        """The rows that decided on a line, by table, line and the place of their first value."""
        return {(each.table.number, each.line.key, _first(each.values)): each for each in self.tables.attempts}

    def rows(self, row: TableRow) -> Iterator[ReadRow]:
        """``row`` as it is explained; where several lines were run together, one for each."""
        kind, plain = row.kind, ReadRow(row.table, row.place, "head")
        match kind:
            case LineRow():
                for each in kind.lines:
                    line = replace(plain, type="line", label=_label(each.label), confidence=each.hit.confidence)
                    yield self._of_line(line, each.hit.table, each.hit.line, each.values)
            case AcrossRow():
                yield self._of_line(replace(plain, type="across"), kind.table, kind.line, kind.values)
            case GroupRow():
                why = Unplaced("", row.place, WhyUnplaced.LINES_AS_ONE).reason
                yield replace(plain, type="group", label=_label(kind.label), figures=_figures(kind.values), why=why)
            case HeadRow():
                yield plain
            case StrayRow():
                yield self._left_out(plain, "stray", row.words, kind.figures)
            case DisorderedRow():
                yield self._left_out(plain, "disordered", row.words, kind.values)
            case WideRow():
                yield self._left_out(plain, "wide", row.words, kind.figures)
            case _:
                assert_never(kind)

    def _left_out(self, row: ReadRow, kind: RowType, words: str, values: Sequence[Cell]) -> ReadRow:
        return replace(row, type=kind, label=words, figures=_figures(values), why=self._why(values))

    def _of_line(self, row: ReadRow, table: FormTable, line: Line, values: Sequence[Cell]) -> ReadRow:
        """A row of ``line``: which of its cells were read from ``values``, and why not all were."""
        before = table.prefix if table.across else f"{table.prefix}.{line.key}"
        places = {cell.place for cell in values}
        keys = (f"{before}.{column}" for column, _ in line.columns)
        read = tuple(key for key in keys if key in self.tables.cells and self.tables.cells[key].place in places)
        attempt = self.attempts.get((table.number, line.key, _first(values)))
        why = self._why(values)
        if not why and not read:
            refused = attempt.result if attempt and isinstance(attempt.result, Refused) else None
            why = refused.reason if refused else ""
            why = why or (_NO_FIGURES if not values else _OTHER_ROW if attempt is None else "")
        name = line.label.replace("/", "·") if line.label else f"表{table.number}"
        return replace(row, line=name, figures=_figures(values), cells=read, why=why)

    def _why(self, values: Sequence[Cell]) -> str:
        """Why figures among ``values`` found no certain place (Chinese); "" where all did."""
        places = {cell.place for cell in values}
        return next((item.reason for item in self.tables.unplaced if item.place in places), "")


def _first(values: Sequence[Cell]) -> Place | None:
    return values[0].place if values else None


def _figures(values: Sequence[Cell]) -> int:
    return sum(any(map(str.isdigit, cell.text)) for cell in values)


def _label(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LABEL else f"{text[:_MAX_LABEL]}…"
