"""The form's tables redrawn as printed, findings marked in their cells, the text's claims beneath them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import lcm

from audit.assessment import Examined
from audit.causes import Problem, Problems
from audit.forms import FormTable, Line
from audit.model import Report, ReportCell
from audit.present import facts
from audit.present.agency import _decided
from audit.present.agency._claims import claim_rows
from audit.present.agency.evidence import cells_of, speaking
from audit.present.html import Html, page, unread

#: One character a severity, so that marks can be read without colours.
MARKS = {"error": "错", "warning": "疑", "info": "示"}
#: Cells that may be wrong which are marked; with more of them none stands out.
_MAX_SUSPECTS = 4
#: Marks in one cell before the rest is only counted, and numbers of the text that are listed with a table.
_MOST_MARKS, _MOST_CLAIMS = 6, 24
NO_FORM = "本报告没有适用的统一表格，表格部分不适用。"


@dataclass(frozen=True, slots=True)
class Square:
    """One box of a drawn table; ``marks`` are (severity, number of the problem), ``css`` its classes, ``key`` the cell's.

    ``more_marks`` further problems are not named.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    css: str = ""
    marks: tuple[tuple[str, int], ...] = ()
    hint: str = ""
    key: str = ""
    more_marks: int = 0

    @property
    def scope(self) -> str:
        """What a head stands over: columns, or the rows beside it."""
        if "stub" in self.css:
            return "rowgroup" if self.rowspan > 1 else "row"
        return "colgroup" if self.colspan > 1 else "col"


@dataclass(frozen=True)
class _CellView:
    """A report's cells with the problems on them: ``suspects`` by number, ``touched`` where a cell only takes part.

    ``missing`` are those that are found not to be printed, ``corrected`` those that people read otherwise.
    """

    cells: Mapping[str, ReportCell]
    suspects: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    touched: dict[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    corrected: frozenset[str] = frozenset()

    @property
    def shown(self) -> frozenset[str]:
        """What stands in the cells besides plain numbers: all that the legend explains."""
        found: set[str] = {severity for marks in self.suspects.values() for severity, _ in marks}
        found |= {"touched"} if self.touched.keys() - self.suspects.keys() else set()
        kinds = {cell.kind for cell in self.cells.values()}
        found |= {"blank"} if "blank" in kinds else set()
        return frozenset(found)


def tables(found: Examined) -> Html:
    """All tables of the report's form with their legend; a sentence where no form applies."""
    report, outcomes = found.report, found.outcomes
    if report.status == "unreadable":
        return unread()
    form = facts.form_of(report)
    if form is None:
        return page("notice.html.j2", text=NO_FORM)
    view = _marked(report, found.problems)
    every = claim_rows(report, form, outcomes)
    claims = {
        table.number: [row for row in every if (row.claim.subject or "").split(".")[0] == table.prefix]
        for table in form.tables
    }
    drawn = [
        {
            "number": table.number,
            "section": table.section,
            "title": form.sections[table.section],
            "rows": (rows := _rows(table, view)),
            "heads": 0 if table.in_blocks else sum(all(cell.head for cell in row) for row in rows),
            "claims": claims[table.number][:_MOST_CLAIMS],
            "more_claims": max(0, len(claims[table.number]) - _MOST_CLAIMS),
            "unread": sum(cell.key not in report.cells and cell.key not in view.missing for cell in table.cells),
            "missing": sum(cell.key not in report.cells and cell.key in view.missing for cell in table.cells),
            "wide": table.across,
            "corrected": _decided.corrected(report, form, [cell.key for cell in table.cells]),
        }
        for table in form.tables
    ]
    return page(
        "agency/tables.html.j2",
        tables=drawn,
        legend=view.shown,
        marks=MARKS,
        unread=facts.UNREAD,
        missing=facts.NOT_PRINTED,
        corrected=_decided.MARK if report.corrected else "",
        lapsed=_decided.lapsed(found, form),
    )


def _marked(report: Report, every: Problems) -> _CellView:
    """A problem's number goes to the cells that it proposes to change, else to its primary cell; its other cells are tinted."""
    missing = facts.not_printed(outcome for problem in every.all for outcome in problem.outcomes)
    view = _CellView(report.cells, missing=missing, corrected=frozenset(one.key for one in report.corrected))
    for problem in every.standing:
        if problem.verdict != "fail":
            continue
        for key in likely_cells(problem, report):
            view.suspects.setdefault(key, []).append((problem.severity, problem.number))
        for outcome in speaking(problem):
            for key in cells_of(outcome):
                view.touched.setdefault(key, problem.severity)
    return view


def likely_cells(problem: Problem, report: Report) -> Sequence[str]:
    """The cells that are likely wrong, where these are few; else the primary cell of the finding."""
    root, cause = problem.root, problem.cause
    if cause and cause.changes:
        return [change.cell for change in cause.changes]
    guesses = [*([root.suggestion] if root.suggestion else []), *root.candidates]
    likely = list(dict.fromkeys(guess.cell for guess in guesses))
    if 0 < len(likely) <= _MAX_SUSPECTS:
        return likely
    first, cells = root.places[0].place if root.places else None, cells_of(root)
    primary = [key for key in cells if (cell := report.cells.get(key)) and cell.place == first]
    return primary or cells[:1]


def _rows(table: FormTable, view: _CellView) -> list[list[Square]]:
    if table.across:
        return _across(table, view)
    return _matrix(table, view) if table.total_column else _blocks(table, view)


def _blocks(table: FormTable, view: _CellView) -> list[list[Square]]:
    """Table 二: blocks of lines under a heading of their own, each block with its own columns."""
    width = lcm(*(len(line.columns) for line in table.lines))
    rows = []
    for (group, columns), lines in groupby(table.lines, key=lambda line: (line.group, line.columns)):
        span = width // len(columns)
        rows.append([Square(group, colspan=width + 1, head=True, css="group")])
        rows.append([_head(table.corner), *(_head(label, colspan=span) for _, label in columns)])
        for line in lines:
            cells = [_square(table, line, key, view, span) for key, _ in columns]
            rows.append([_head(line.label, css="stub"), *cells])
    return rows


def _matrix(table: FormTable, view: _CellView) -> list[list[Square]]:
    """Table 三: lines with nested labels at the left, one set of columns above."""
    columns = table.lines[0].columns
    stubs = [[*filter(None, line.group.split("/")), line.label] for line in table.lines]
    depth = max(map(len, stubs))
    heads = _tree([label.split("/") for _, label in columns])
    words = f"（{table.balance['words']}）" if table.balance else ""
    corner = Square(words, colspan=depth, rowspan=len(heads) + 1, head=True, css="note")
    rows = [[corner, _head("申请人情况", colspan=len(columns))]]
    rows += [
        [_head(label, colspan=along, rowspan=across, css="applicant") for label, along, across in row.values()]
        for row in heads
    ]
    levels = _tree(stubs)
    for index, line in enumerate(table.lines):
        labels = [
            _head(level[index][0], colspan=level[index][2], rowspan=level[index][1], css="stub")
            for level in levels
            if index in level
        ]
        rows.append(labels + [_square(table, line, key, view) for key, _ in columns])
    return rows


def _across(table: FormTable, view: _CellView) -> list[list[Square]]:
    """Table 四: all lines side by side above one row of figures."""
    paths = [
        [*filter(None, line.group.split("/")), line.label, label] for line in table.lines for _, label in line.columns
    ]
    rows = [
        [_head(label, colspan=along, rowspan=across) for label, along, across in row.values()] for row in _tree(paths)
    ]
    rows.append([_square(table, line, key, view) for line in table.lines for key, _ in line.columns])
    return rows


def _tree(paths: Sequence[Sequence[str]]) -> list[dict[int, tuple[str, int, int]]]:
    """Nested labels as levels: position → (label, places spanned along, levels spanned across)."""
    depth = max(map(len, paths))
    levels: list[dict[int, tuple[str, int, int]]] = [{} for _ in range(depth)]
    for position, path in enumerate(paths):
        for level, label in enumerate(path):
            last = level == len(path) - 1
            if not last and position and list(paths[position - 1][: level + 1]) == list(path[: level + 1]):
                continue
            same = 1
            while (
                not last and position + same < len(paths) and paths[position + same][: level + 1] == path[: level + 1]
            ):
                same += 1
            levels[level][position] = (label, same, depth - level if last else 1)
    return levels


def _head(label: str, *, colspan: int = 1, rowspan: int = 1, css: str = "") -> Square:
    return Square(label, colspan, rowspan, head=True, css=css)


def _square(table: FormTable, line: Line, column: str, view: _CellView, colspan: int = 1) -> Square:
    key = f"{table.prefix}.{line.key}.{column}"
    cell = view.cells.get(key)
    marks = tuple(view.suspects.get(key, ()))
    css = []
    if marks:
        css.append(f"suspect {min((severity for severity, _ in marks), key=list(MARKS).index)}")
    elif key in view.touched:
        css.append(f"touched {view.touched[key]}")
    css += ["corrected"] if key in view.corrected else []
    if cell is None or cell.kind != "number":
        css.append("none" if cell else "unread")
    if cell is None and key in view.missing:
        text, hint = facts.NOT_PRINTED, "报告没有印出该单元格"
    else:
        text, hint = facts.printed(cell), _hint(cell, corrected=key in view.corrected)
    more = max(0, len(marks) - _MOST_MARKS)
    return Square(text, colspan, css=" ".join(css), marks=marks[:_MOST_MARKS], hint=hint, key=key, more_marks=more)


def _hint(cell: ReportCell | None, *, corrected: bool) -> str:
    if cell is None:
        return "该单元格未能确定读取，不参与核对"
    told = (
        _decided.MARKED if corrected else "",
        cell.note,
        f"把握程度{cell.confidence:g}" if cell.confidence < 1 else "",
    )
    return "；".join(filter(None, told))
