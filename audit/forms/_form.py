"""An edition of the form: its tables, lines and cells, its totals and printed equations; nothing here knows a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: ``key`` without the table's prefix, ``group`` the labels above it, ``columns`` (key, label).

    ``money`` and ``signed`` name the columns whose value may be a decimal sum or negative.
    """

    key: str
    label: str
    group: str
    columns: tuple[tuple[str, str], ...]
    money: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Group and label as in the contract’s ``row``."""
        return f"{self.group}/{self.label}" if self.group else self.label


@dataclass(frozen=True)
class FormCell:
    """One cell the form asks for; ``row`` and ``column`` are its printed labels.

    ``shared`` are the headings over several lines or columns that people leave out when they name one.
    """

    key: str
    table: str
    line: str
    row: str
    column: str
    money: bool = False
    signed: bool = False
    shared: tuple[str, ...] = ()

    @cached_property
    def line_label(self) -> str:
        """The line as printed, behind the headings over it that tell it from others: （三）不予公开·1.属于国家秘密."""
        row = self._without_shared(self.row) if self.shared else self.row.rsplit("/", 1)[-1]
        return row.replace("/", "·")

    @cached_property
    def line_name(self) -> str:
        """How people name the line between quotation marks; those inside become single ones."""
        return self.line_label.replace("“", "‘").replace("”", "’")

    @cached_property
    def column_name(self) -> str:
        """How people name the column: 商业企业."""
        return self._without_shared(self.column)

    @cached_property
    def label(self) -> str:
        """How people name the cell: 表三“（一）予以公开”“自然人”."""
        return f"表{self.table}{self.name}"

    def _without_shared(self, label: str) -> str:
        return next((label.removeprefix(f"{each}/") for each in self.shared if label.startswith(f"{each}/")), label)

    @cached_property
    def name(self) -> str:
        """The label where the table is known: “（一）予以公开”“自然人”."""
        return f"“{self.line_name}”“{self.column_name}”"


@dataclass(frozen=True, slots=True)
class Total:
    """A cell that is the sum of ``parts``; ``direction`` is "row" or "column"."""

    key: str
    parts: tuple[str, ...]
    direction: str


@dataclass(frozen=True, slots=True)
class Balance:
    """A printed equation: the sum of ``left`` equals the sum of ``right``; ``words`` is what the form prints."""

    column: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the aspects that section 一 answers."""

    key: str
    title: str


@dataclass(frozen=True)
class FormTable:
    """One printed table; ``across`` means that its lines stand side by side in one printed row.

    ``article`` begins the headings of the blocks that its lines stand in, ``corner`` the head of a block's columns; "" where
    it has no blocks; ``shared`` the headings over several lines or columns.
    """

    number: str
    section: int
    prefix: str
    lines: tuple[Line, ...]
    across: bool
    total_column: str | None
    total_line: str | None
    balance: Mapping[str, Any] | None
    article: str = ""
    corner: str = ""
    shared: tuple[str, ...] = ()

    @cached_property
    def in_blocks(self) -> bool:
        """Whether its lines stand in blocks, each under a heading and columns of its own."""
        return len({line.columns for line in self.lines}) > 1

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """All cells in printed order."""
        return tuple(
            FormCell(
                f"{self.prefix}.{line.key}.{column}",
                self.number,
                line.key,
                line.path,
                label,
                column in line.money,
                column in line.signed,
                self.shared,
            )
            for line in self.lines
            for column, label in line.columns
        )

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Every total with its parts, by row and, where the table has a total line, by column."""
        found = []
        for line in self.lines:
            keys = [f"{self.prefix}.{line.key}.{column}" for column, _ in line.columns]
            if self.total_column:
                total = f"{self.prefix}.{line.key}.{self.total_column}"
                found.append(Total(total, tuple(k for k in keys if k != total), "row"))
        if self.total_line:
            total_line = next(line for line in self.lines if line.key == self.total_line)
            parts = [line.key for line in self.lines if line.group.startswith(total_line.group) and line != total_line]
            for column, _ in total_line.columns:
                part_keys = tuple(f"{self.prefix}.{key}.{column}" for key in parts)
                found.append(Total(f"{self.prefix}.{self.total_line}.{column}", part_keys, "column"))
        return tuple(found)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """The printed equation once per column."""
        if not self.balance:
            return ()
        return tuple(
            Balance(
                label,
                tuple(f"{self.prefix}.{key}.{column}" for key in self.balance["left"]),
                tuple(f"{self.prefix}.{key}.{column}" for key in self.balance["right"]),
                self.balance["words"],
            )
            for column, label in self.lines[0].columns
        )


@dataclass(frozen=True)
class Form:
    """One edition of the form. ``sections`` maps 1–6 to the title; ``from_year`` is the first year it applies to."""

    edition: str
    reference: str
    from_year: int
    sections: Mapping[int, str]
    aspects: tuple[Aspect, ...]
    tables: tuple[FormTable, ...]

    @cached_property
    def cells(self) -> Mapping[str, FormCell]:
        """All cells by key, in printed order."""
        return {cell.key: cell for table in self.tables for cell in table.cells}

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Every total of every table."""
        return tuple(total for table in self.tables for total in table.totals)

    def name_of(self, total: Total) -> str:
        """How people name the sum that a total stands for: “（一）予以公开”行, “自然人”列各项办理结果."""
        cell = self.cells[total.key]
        return f"“{cell.line_name}”行" if total.direction == "row" else f"“{cell.column_name}”列各项办理结果"

    @cached_property
    def applications(self) -> FormTable:
        """The table of applications, 表三."""
        return next(table for table in self.tables if table.prefix == "applications")

    @cached_property
    def applicants(self) -> tuple[str, ...]:
        """The kinds of applicants: the columns of 表三 but its total, in printed order."""
        table = self.applications
        return tuple(key for key, _ in table.lines[0].columns if key != table.total_column)

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """The kinds of applicants that stand under one heading, 法人或其他组织, in printed order."""
        return tuple(key for key, label in self.applications.lines[0].columns if "/" in label)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Every printed equation of every table."""
        return tuple(balance for table in self.tables for balance in table.balances)
