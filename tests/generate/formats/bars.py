"""Write a generated report as text whose table cells are parted by “|”, in the ways in which converters of web pages do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.generate.report.layout import PLAIN, LayoutTable, Variant, blocks
from tests.generate.report.truth import Truth


@dataclass(frozen=True, slots=True)
class Bars:
    """One way of writing rows. ``between`` parts two cells; ``padding`` adds a bar for each column that cells span."""

    before: str = ""
    between: str = " | "
    after: str = " |"
    padding: bool = False
    blanks: bool = True  # else blank cells are left out
    broken_blanks: bool = False  # a line break inside each blank cell
    one_a_line: bool = False  # each cell on a line of its own
    grid: bool = False  # Markdown: all columns of the grid, a rule below the first row
    spans: bool = False  # Markdown without what goes on from the row above
    drawn: bool = False  # a grid drawn with “+---+”
    repeated: bool = False  # the text of a merged cell stands in each column and row that it spans
    across: bool = False  # in each column only
    unruled: bool = False  # without the rule of Markdown


WRITINGS: dict[str, Bars] = {
    "cells end at bars": Bars(),
    "padded": Bars(padding=True),
    "padded, led by bars": Bars(before="| ", padding=True),
    "padded, blanks broken over lines": Bars(padding=True, broken_blanks=True),
    "padded, a cell a line": Bars(padding=True, one_a_line=True),
    "blanks lost": Bars(blanks=False),
    "blanks lost, padded": Bars(padding=True, blanks=False),
    "blanks lost, padded, a cell a line": Bars(padding=True, blanks=False, one_a_line=True),
    "blanks lost, a cell a line": Bars(blanks=False, one_a_line=True),
    "blanks lost, a cell a line, led by bars": Bars(before="|", after="", blanks=False, one_a_line=True),
    "blanks lost, doubled bars": Bars(before="|", between="||", after="|", blanks=False),
    "padded, text below its bar": Bars(before="| \n ", between="  | \n ", after="  |", padding=True),
    "bars on lines of their own": Bars(after="\n|", one_a_line=True),
    "bars between only": Bars(after="", between="| "),
    "Markdown": Bars(before="| ", grid=True),
    "Markdown with spans": Bars(before="| ", spans=True),
    "drawn": Bars(before="| ", grid=True, drawn=True),
    "Markdown, merged cells repeated": Bars(before="| ", grid=True, repeated=True),
    "Markdown, merged cells repeated across": Bars(before="| ", grid=True, across=True),
    "led by bars, merged cells repeated": Bars(before="| ", grid=True, repeated=True, unruled=True),
}


def write(truth: Truth, bars: Bars, variant: Variant = PLAIN) -> str:
    """The text of ``truth``, its tables written with ``bars``."""
    heading = "# " if bars.grid and not bars.drawn else ""
    lines: list[str] = []
    for block in blocks(truth, variant):
        if isinstance(block, LayoutTable):
            lines += ["", *_table(block, bars), ""] if bars.grid or bars.spans else _table(block, bars)
        else:
            lines.append(heading * (block.kind == "title") + block.printed)
    return "\n".join(lines) + "\n"


def _table(table: LayoutTable, bars: Bars) -> Iterator[str]:
    below = {(row + down, column): cell for row, column, cell in table.placed() for down in range(1, cell.rowspan)}
    begin = {(row, column): cell for row, column, cell in table.placed()}
    border = "+" + "----+" * table.columns
    rule = "|" + " --- |" * table.columns
    if bars.drawn:
        yield border
    elif bars.spans:
        yield from (f"|{'  |' * table.columns}", rule)
    for number in range(1, len(table.rows) + 1):
        cells: list[str] = []
        column = 1
        while column <= table.columns:
            cell = begin.get((number, column))
            span = (cell or below[number, column]).colspan
            again = below.get((number, column)) if bars.repeated else None
            if bars.repeated or bars.across:
                cells += [(cell or again).text if cell or again else ""] * span
                column += span
                continue
            if cell:
                cells.append(cell.text)
            if bars.grid or (bars.spans and cell):
                cells += [""] * (span - (cell is not None))
            column += span
        yield from _row(cells, table.columns, bars)
        if bars.drawn:
            yield border
        elif bars.grid and number == 1 and not bars.unruled:
            yield rule


def _row(cells: list[str], columns: int, bars: Bars) -> Iterator[str]:
    kept = [text.replace("\n", " ") for text in cells if text.strip() or bars.blanks]
    padding = "|" * (columns - len(kept)) if bars.padding and len(kept) < columns else ""
    if bars.one_a_line:
        yield from (f"{bars.before}{text}{bars.after}".strip() for text in kept)
        if padding:
            yield padding
        return
    if bars.broken_blanks:
        line = "".join(f"{text} | " if text.strip() else "\n| " for text in kept) + padding
    else:
        line = bars.before + bars.between.join(kept) + bars.after + (f" {padding}" if padding else "")
    yield from (part.strip() if bars.after else part.rstrip() for part in line.split("\n"))
