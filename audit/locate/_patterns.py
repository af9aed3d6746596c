"""The ways in which people and converters move numbers about in a table, each as the step that undoes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from audit.locate._step import Kind, Step, step
from audit.locate._system import Grid, Residual, System
from audit.text import Value, added, minus


def moves(system: System) -> list[Step]:
    """Every swap of neighbours and every shift by one that would change something, cheapest first."""
    found: dict[tuple[tuple[int, Value], ...], Step] = {}
    for grid in system.grids:
        for candidate in (*_swaps(system, grid), *_shifted_lines(system, grid), *_shifted_columns(system, grid)):
            known = found.get(candidate.changes)
            if candidate.changes and (known is None or candidate.cost < known.cost):
                found[candidate.changes] = candidate
    return sorted(found.values(), key=lambda move: (move.cost, move.changes))


def replaced_lines(system: System, residual: Residual) -> Iterator[Step]:
    """A line that adds up in itself but carries other numbers, last year's for example.

    Every violated equation is charged to the one cell of the line that stands in it.
    """
    for grid in system.grids:
        for line in grid:
            values: dict[int, Value] = {}
            for i, off in residual.items():
                cells = [k for k in line if k in system.rows[i]]
                if len(cells) != 1 or cells[0] not in system.known:
                    break
                value = system.printed[cells[0]] - off * system.rows[i][cells[0]]
                if values.setdefault(cells[0], value) != value or not system.allowed(cells[0], value):
                    break
            else:
                candidate = step(system, "line", values)
                if len(candidate.changes) > 1 and not system.after(residual, candidate.changes):
                    yield candidate


def stale_totals(system: System, residual: Residual) -> Iterator[Step]:
    """Totals that all lack, or count too much of, one and the same part: it was changed and they were not.

    Where they then break a printed equation, a line that follows from it belongs to the step: whoever did not update the
    totals did not update that line either. A single total that mends everything is a wrong cell like any other.
    """
    for part, totals in sorted(system.above.items()):
        off = (
            _lacking(system, residual, part, totals) if part in system.known and system.known.issuperset(totals) else 0
        )
        if not off:
            continue
        values = {total: added((system.printed[total], off)) for total in totals}
        if not all(system.allowed(total, value) for total, value in values.items()):
            continue
        if len(totals) > 1:
            yield step(system, "totals", values, part)
        left = system.after(residual, tuple(values.items()))
        for line in replaced_lines(system, left) if left else ():
            if _follows(system, line, values, part, off):
                yield step(system, "totals", {**values, **dict(line.changes)}, part)


def _follows(system: System, line: Step, values: Mapping[int, Value], part: int, off: Value) -> bool:
    """Whether a line changes as it must where the totals do: one cell and its total, by the same, in another line than the part's."""
    cells = [k for k, _ in line.changes]
    offs = {minus(value, system.printed[k]) for k, value in line.changes}
    own = any(part in other and cells[0] in other for grid in system.grids for other in grid)
    return len(cells) == 2 and offs in ({off}, {minus(0, off)}) and not own and not {*cells} & values.keys()


def _lacking(system: System, residual: Residual, part: int, totals: Sequence[int]) -> Value:
    """What each total that ``part`` itself stands under lacks; 0 where they do not all lack the same."""
    found: set[Value] = set()
    for total in totals:
        for i, _ in system.columns[part]:
            if abs(coef := system.rows[i].get(total, 0)) == 1:
                found.add(-residual.get(i, 0) * coef)
    return found.pop() if len(found) == 1 else 0


def _swaps(system: System, grid: Grid) -> Iterator[Step]:
    across = [pair for line in grid for pair in pairwise(line)]
    down = [pair for upper, lower in pairwise(grid) for pair in zip(upper, lower, strict=True)]
    for a, b in (*across, *down):
        first, second = system.printed[a], system.printed[b]
        if first != second and {a, b} <= system.known and system.allowed(a, second) and system.allowed(b, first):
            yield step(system, "swap", {a: second, b: first})


def _shifted_lines(system: System, grid: Grid) -> Iterator[Step]:
    for line in grid:
        for kind, values, lost in _shifts(system, line, "right", "left"):
            yield from _completed(system, kind, values, lost)


def _shifted_columns(system: System, grid: Grid) -> Iterator[Step]:
    for column in zip(*grid, strict=True):
        for kind, values, lost in _shifts(system, column, "down", "up"):
            yield from _completed(system, kind, values, lost)


def _shifts(
    system: System, cells: Sequence[int], forward: Kind, backward: Kind
) -> Iterator[tuple[Kind, dict[int, Value], int]]:
    """Stretches of ``cells`` that begin with a gap and may have been moved by one: (kind, undone values, lost cell).

    A stretch moved forward has its gap first and pushed its last number out; backward is the mirror image.
    """
    for kind, order in ((forward, cells), (backward, cells[::-1])):
        for start, (gap, following) in enumerate(pairwise(order)):
            if system.printed[gap] == 0 and system.printed[following] != 0:
                values: dict[int, Value] = {}
                for here, there in pairwise(order[start:]):
                    if not {here, there} <= system.known:
                        break
                    values[here] = system.printed[there]
                    yield kind, dict(values), there


def _completed(system: System, kind: Kind, values: Mapping[int, Value], lost: int) -> Iterator[Step]:
    """The shift undone; the number that was pushed out is what an equation of its cell asks for, each in turn."""
    now = {**values, lost: system.printed[lost]}
    for i, coef in system.columns[lost]:
        off = added(c * now.get(k, system.printed[k]) for k, c in system.rows[i].items())
        undone = {**values, lost: now[lost] - off * coef}
        if all(system.allowed(k, new) for k, new in undone.items() if new != system.printed[k]):
            yield step(system, kind, undone)
