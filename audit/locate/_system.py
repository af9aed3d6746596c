"""The identities of one report as equations over its cells.

Cells are numbered in the form's order; an equation maps cells to coefficients and holds when its sum is 0. A cell
that was not read may take any value: it is eliminated, so that only what the read cells owe each other remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from audit.forms import Form
from audit.model import Report, ReportCell
from audit.text import Value, added, minus

Row = dict[int, int]
Residual = dict[int, Value]
Grid = tuple[tuple[int, ...], ...]

#: What changing a cell costs, in hundredths of an ordinary detail.
DETAIL, TOTAL, BLANK = 100, 110, 80
CONFIRMED = 60
#: Where a cell gets the value that the text states; more than the search's margin, so that this decides between equals.
CLAIMED = -40
#: Besides, where a whole line repeats last year's report.
COPIED = -60
#: Added where a number stays that no count can be (negative, broken).
LEFT_IMPOSSIBLE = 100
#: A line whose total is at least this seldom is the same in two years.
SELDOM_EQUAL = 10
#: More blank totals than this are taken as the report's habit and not as errors.
MAX_BLANK_TOTALS = 2


@dataclass(frozen=True, slots=True)
class System:
    """Equations ``rows`` over the read cells; ``columns`` is the same matrix by cell.

    ``printed`` counts a blank as 0. ``known`` are the cells with a place in some equation of the form that were
    read; ``signed`` may be negative. ``limits`` are sums that must not be negative: what is left for a cell that was
    not read. ``grids`` are the cells of the tables in which neighbours can be mistaken, line by line, unread
    ones included.
    ``above`` maps a cell that is no total to the totals that it counts in, those that these count in last.
    ``claims`` maps a cell to the whole numbers that the text states for it, ``carried`` the cells of what was carried
    in to what last year's report carried out; ``copied`` are the cells of lines that repeat last year's report.
    """

    keys: tuple[str, ...]
    printed: tuple[Value, ...]
    known: frozenset[int]
    signed: frozenset[int]
    blank: frozenset[int]
    weights: tuple[int, ...]
    rows: tuple[Row, ...]
    columns: tuple[tuple[tuple[int, int], ...], ...]
    limits: tuple[Row, ...]
    grids: tuple[Grid, ...]
    above: Mapping[int, tuple[int, ...]]
    claims: Mapping[int, frozenset[Value]]
    carried: Mapping[int, Value]
    copied: frozenset[int]

    def stated(self, cell: int, value: Value) -> bool:
        """Whether the text or last year's report states ``value`` for the cell."""
        return value in self.claims.get(cell, ()) or self.carried.get(cell) == value

    def residual(self) -> Residual:
        """By how much each violated equation is off."""
        sums = {i: added(coef * self.printed[k] for k, coef in row.items()) for i, row in enumerate(self.rows)}
        return {i: value for i, value in sums.items() if value}

    def after(self, residual: Residual, changes: Iterable[tuple[int, Value]]) -> Residual:
        """The residual when cells take other values."""
        changed = dict(residual)
        for cell, value in changes:
            delta = minus(value, self.printed[cell])
            for i, coef in self.columns[cell]:
                left = added((changed.get(i, 0), coef * delta))
                if left:
                    changed[i] = left
                else:
                    changed.pop(i, None)
        return changed

    def allowed(self, cell: int, value: Value) -> bool:
        """Whether a count may have this value."""
        return value == int(value) and (value >= 0 or cell in self.signed)

    def leaves_room(self, changes: Mapping[int, Value]) -> bool:
        """Whether no unread cell would have to be negative that need not be as printed."""
        for limit in self.limits:
            if not limit.keys() & changes.keys():
                continue
            now = added(coef * changes.get(k, self.printed[k]) for k, coef in limit.items())
            if now < 0 and now < added(coef * self.printed[k] for k, coef in limit.items()):
                return False
        return True

    def determined(self, cells: Iterable[int]) -> bool:
        """Whether the equations leave each of ``cells`` only one value, the others being as printed."""
        basis: dict[int, dict[int, Fraction]] = {}
        for cell in cells:
            vector = {i: Fraction(coef) for i, coef in self.columns[cell]}
            while vector:
                lead = min(vector)
                if lead not in basis:
                    basis[lead] = vector
                    break
                factor = vector[lead] / basis[lead][lead]
                for i, value in basis[lead].items():
                    left = vector.get(i, Fraction(0)) - factor * value
                    if left:
                        vector[i] = left
                    else:
                        vector.pop(i, None)
            else:
                return False
        return True


def equations(form: Form) -> list[dict[str, int]]:
    """Every total and every printed equation as coefficients by cell."""
    sums = [dict.fromkeys(item.parts, 1) | {item.key: -1} for item in form.totals]
    return sums + [dict.fromkeys(item.left, 1) | dict.fromkeys(item.right, -1) for item in form.balances]


def fails(report: Report, form: Form) -> bool:
    """Whether some identity whose cells were all read does not hold."""
    return any(holds(report, equation) is False for equation in equations(form))


def holds(report: Report, equation: Mapping[str, int]) -> bool | None:
    """Whether an identity holds as printed; None where a cell of it was not read."""
    cells = [report.cells.get(key) for key in equation]
    if not all(map(_is_read, cells)):
        return None
    return not added(coef * _number(cell) for cell, coef in zip(cells, equation.values(), strict=True))


def build(
    report: Report, form: Form, carried: Mapping[str, Value] | None = None, before: Mapping[str, Value] | None = None
) -> System:
    """The equations of ``form`` over the cells of ``report``.

    ``carried`` is what last year's report says of a cell that continues it, ``before`` what it says of each cell.
    """
    named = equations(form)
    keys = tuple(key for key in form.cells if any(key in equation for equation in named))
    index = {key: k for k, key in enumerate(keys)}
    cells = [report.cells.get(key) for key in keys]
    rows = [{index[key]: coef for key, coef in equation.items()} for equation in named]
    free = {k for k, cell in enumerate(cells) if not _is_read(cell)}
    blank = frozenset(k for k, cell in enumerate(cells) if cell and cell.kind in ("blank", "not_applicable"))
    printed = tuple(_number(cell) for cell in cells)
    totals = {index[item.key] for item in form.totals}
    free |= _habitual_blanks(rows, printed, blank & totals)
    rows, limits = _eliminate(rows, sorted(free))
    columns: list[list[tuple[int, int]]] = [[] for _ in keys]
    for i, row in enumerate(rows):
        for k, coef in row.items():
            columns[k].append((i, coef))
    claims = _claims(report, form, index)
    continued = {index[key]: value for key, value in (carried or {}).items() if key in index}
    known = {
        k: claims.get(k, frozenset()) | {continued[k]} if k in continued else claims.get(k, frozenset())
        for k in index.values()
    }
    grids = tuple(
        tuple(tuple(index[f"{table.prefix}.{line.key}.{column}"] for column, _ in line.columns) for line in table.lines)
        for table in form.tables
        if table.total_line and table.total_column and not table.across
    )
    weights = tuple(_weight(cell, k in totals, known[k]) for k, cell in enumerate(cells))
    return System(
        keys,
        printed,
        frozenset(range(len(keys))) - free,
        frozenset(index[key] for key in keys if form.cells[key].signed),
        blank,
        weights,
        tuple(rows),
        tuple(map(tuple, columns)),
        tuple(limits),
        grids,
        _above([(index[item.key], [index[part] for part in item.parts]) for item in form.totals]),
        claims,
        continued,
        _copied(grids, keys, cells, before or {}),
    )


def _above(sums: Sequence[tuple[int, Sequence[int]]]) -> dict[int, tuple[int, ...]]:
    """For each part that is no total itself the totals over it, the nearest first."""
    over: dict[int, list[int]] = {}
    for total, parts in sums:
        for part in parts:
            over.setdefault(part, []).append(total)
    totals = {total for total, _ in sums}
    found: dict[int, tuple[int, ...]] = {}
    for part in over.keys() - totals:
        chain = dict.fromkeys(over[part])
        for total in over[part]:
            chain |= dict.fromkeys(over.get(total, ()))
        found[part] = tuple(chain)
    return found


def _copied(
    grids: Iterable[Grid], keys: Sequence[str], cells: Sequence[ReportCell | None], before: Mapping[str, Value]
) -> frozenset[int]:
    """The cells of lines with the same numbers as last year's, where these are too large to agree by chance."""
    found: set[int] = set()
    for line in (line for grid in grids for line in grid):
        if all(_is_read(cells[k]) and _number(cells[k]) == before.get(keys[k], 0) for k in line) and (
            max(_number(cells[k]) for k in line) >= SELDOM_EQUAL
        ):
            found.update(line)
    return frozenset(found)


def _is_read(cell: ReportCell | None) -> bool:
    return cell is not None and cell.kind != "text"


def _number(cell: ReportCell | None) -> Value:
    value = cell.value if cell else None
    if isinstance(value, Decimal) and value == int(value):
        return int(value)
    return value or 0


def _weight(cell: ReportCell | None, is_total: bool, claimed: frozenset[Value]) -> int:
    if cell is None or cell.value is None:
        return BLANK
    weight = TOTAL if is_total else DETAIL
    return round(weight * (0.5 + cell.confidence / 2)) + (CONFIRMED if cell.value in claimed else 0)


def _claims(report: Report, form: Form, index: Mapping[str, int]) -> dict[int, frozenset[Value]]:
    """What the text states exactly of this organ's whole year, by cell; a line without a column means its total."""
    lines = {item.key.rsplit(".", 1)[0]: item.key for item in form.totals if item.direction == "row"}
    found: dict[int, set[Value]] = {}
    for claim in report.claims:
        key = lines.get(claim.subject or "", claim.subject or "")
        if claim.exact and claim.scope == "report" and key in index:
            found.setdefault(index[key], set()).add(claim.value)
    return {k: frozenset(values) for k, values in found.items()}


def _habitual_blanks(rows: list[Row], printed: tuple[Value, ...], blank_totals: frozenset[int]) -> set[int]:
    """The blank totals of a report that leaves totals blank as a habit: they state nothing."""
    owed = {
        k
        for row in rows
        if added(coef * printed[cell] for cell, coef in row.items())
        for k, coef in row.items()
        if coef == -1 and k in blank_totals
    }
    return owed if len(owed) > MAX_BLANK_TOTALS else set()


def _eliminate(rows: list[Row], free: list[int]) -> tuple[list[Row], list[Row]]:
    """The equations without the cells ``free``, and what each of these would be in terms of the others."""
    limits: list[Row] = []
    for cell in free:
        holding = [row for row in rows if cell in row]
        if not holding:
            continue
        usable = [row for row in holding if abs(row[cell]) == 1]
        if not usable:
            rows = [row for row in rows if cell not in row]
            continue
        pivot = min(usable, key=len)
        rows = [row for row in rows if row is not pivot]
        sign = pivot[cell]
        limits.append({k: -coef * sign for k, coef in pivot.items() if k != cell})
        for row in holding:
            if row is not pivot:
                factor = row[cell] * sign
                for k, coef in pivot.items():
                    row[k] = row.get(k, 0) - factor * coef
                for k in [k for k, coef in row.items() if coef == 0]:
                    del row[k]
    left = set(free)
    return [row for row in rows if row], [limit for limit in limits if not limit.keys() & left]
