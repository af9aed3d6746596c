"""The cheapest explanations of the violated equations: exhaustive for up to two steps, or three single cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from audit.locate._patterns import moves, replaced_lines, stale_totals
from audit.locate._step import Step, step
from audit.locate._system import LEFT_IMPOSSIBLE, Residual, System
from audit.text import Value

#: Explanations that cost this much more than the cheapest are still taken for possible.
MARGIN = 35
#: Branches at most in which three wrong cells are searched for.
_MAX_BRANCHES = 4_000

Changes = tuple[tuple[int, Value], ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """Steps on different cells that together mend everything."""

    steps: tuple[Step, ...]
    cost: int


@dataclass
class Mendings:
    """The explanations met so far, one for each set of changes."""

    system: System
    impossible: frozenset[int]
    best: int | None = None
    by_changes: dict[Changes, Mending] = field(default_factory=dict)

    def add(self, steps: Iterable[Step]) -> None:
        """Keep an explanation unless a cheaper one makes the same changes."""
        chosen = tuple(sorted(steps, key=lambda item: item.changes))
        changes = tuple(sorted(change for item in chosen for change in item.changes))
        if not self.system.leaves_room(dict(changes)):
            return
        left = len(self.impossible.difference(k for k, _ in changes))
        cost = sum(item.cost for item in chosen) + LEFT_IMPOSSIBLE * left
        known = self.by_changes.get(changes)
        if known is None or cost < known.cost:
            self.by_changes[changes] = Mending(chosen, cost)
            self.best = cost if self.best is None else min(self.best, cost)

    def within_margin(self) -> list[Mending]:
        """The cheapest explanations, best first."""
        best = self.best or 0
        kept = [(item.cost, changes) for changes, item in self.by_changes.items() if item.cost <= best + MARGIN]
        return [self.by_changes[changes] for _, changes in sorted(kept)]


def search(system: System, residual: Residual) -> tuple[list[Mending], bool]:
    """The cheapest explanations of ``residual`` and whether nothing cheaper can have been missed."""
    impossible = frozenset(k for k in system.known if not system.allowed(k, system.printed[k]))
    found = Mendings(system, impossible)
    cells = {k for i in residual for k in system.rows[i]}
    cheapest = min((system.weights[k] for k in cells), default=0)
    for single in _singles(system, residual):
        found.add((single,))
    known_moves = moves(system) if _may_be_cheaper(found, 2 * cheapest) else []
    _one_move(system, residual, [*stale_totals(system, residual), *known_moves], found)
    if _may_be_cheaper(found, 2 * cheapest):
        _two_steps(system, residual, known_moves, found)
    complete = True
    if _may_be_cheaper(found, 3 * cheapest):
        complete = _cells(system, residual, 3, found)
    return found.within_margin(), complete


def _may_be_cheaper(found: Mendings, cost: int) -> bool:
    return found.best is None or cost <= found.best + MARGIN


def _singles(system: System, residual: Residual) -> Iterator[Step]:
    """The single cells whose change mends every violated equation and breaks none."""
    if not residual:
        return
    shortest = min(residual, key=lambda i: (len(system.rows[i]), i))
    for k in system.rows[shortest]:
        if len(system.columns[k]) != len(residual):
            continue
        value = _mended(system, residual, shortest, k)
        if value is not None and all(
            residual.get(i) == coef * (system.printed[k] - value) for i, coef in system.columns[k]
        ):
            yield step(system, "cell", {k: value})


def _mended(system: System, residual: Residual, i: int, k: int) -> Value | None:
    """The value of cell ``k`` with which equation ``i`` holds, where a count may have it."""
    coef = system.rows[i][k]
    if abs(coef) != 1:
        return None
    value = system.printed[k] - residual[i] * coef
    return value if system.allowed(k, value) else None


def _one_move(system: System, residual: Residual, known: list[Step], found: Mendings) -> None:
    for move in known:
        if not system.after(residual, move.changes):
            found.add((move,))
    for line in replaced_lines(system, residual):
        found.add((line,))


def _two_steps(system: System, residual: Residual, known: list[Step], found: Mendings) -> None:
    """Every pair out of wrong cells, moves and replaced lines, two replaced lines excepted."""
    by_effect: dict[frozenset[tuple[int, Value]], list[Step]] = {}
    for move in known:
        effect = system.after({}, move.changes)
        by_effect.setdefault(frozenset(effect.items()), []).append(move)
    for move in known:
        left = system.after(residual, move.changes)
        if not left:
            continue
        others = by_effect.get(frozenset((i, -off) for i, off in left.items()), ())
        _join(move, (*others, *_singles(system, left), *replaced_lines(system, left)), found)
    for k, value, left in _first_cells(system, residual):
        _join(step(system, "cell", {k: value}), (*_singles(system, left), *replaced_lines(system, left)), found)


def _join(first: Step, others: Iterable[Step], found: Mendings) -> None:
    taken = {k for k, _ in first.changes}
    for other in others:
        if taken.isdisjoint(k for k, _ in other.changes):
            found.add((first, other))


def _first_cells(system: System, residual: Residual) -> Iterator[tuple[int, Value, Residual]]:
    """Every change of one cell that mends at least one violated equation by itself."""
    seen = set()
    for i in sorted(residual):
        for k in system.rows[i]:
            value = _mended(system, residual, i, k)
            if value is not None and (k, value) not in seen:
                seen.add((k, value))
                yield k, value, system.after(residual, ((k, value),))


def _cells(system: System, residual: Residual, most: int, found: Mendings) -> bool:
    """Add every set of exactly ``most`` wrong cells; False when given up.

    Some equation of a minimal set of up to three cells holds just one of them, which it therefore determines: so it
    suffices to mend one violated equation wholly at a time.
    """
    clashes = _clashes(system)
    branches = 0
    seen: set[frozenset[tuple[int, Value]]] = set()
    stack: list[tuple[dict[int, Value], Residual]] = [({}, residual)]
    while stack:
        taken, left = stack.pop()
        free = most - len(taken)
        if free == 1:
            for single in _singles(system, left):
                if single.changes[0][0] not in taken:
                    found.add((*(step(system, "cell", {k: v}) for k, v in taken.items()), single))
            continue
        if _independent(left, clashes) > free:
            continue
        for k, value, after in _first_cells(system, left):
            chosen = frozenset({*taken.items(), (k, value)})
            if k in taken or chosen in seen or _independent(after, clashes) > free - 1:
                continue
            seen.add(chosen)
            branches += 1
            if branches > _MAX_BRANCHES:
                return False
            stack.append((dict(chosen), after))
    return True


def _clashes(system: System) -> list[set[int]]:
    """For each equation the equations with which it shares a cell."""
    shared: list[set[int]] = [set() for _ in system.rows]
    for column in system.columns:
        members = [i for i, _ in column]
        for i in members:
            shared[i].update(members)
    return shared


def least_wrong(system: System, residual: Residual) -> int:
    """How many cells are wrong at least."""
    return _independent(residual, _clashes(system))


def _independent(residual: Residual, clashes: list[set[int]]) -> int:
    """How many wrong cells there are at least: violated equations that share no cell, picked greedily."""
    most = 0
    for order in (sorted(residual), sorted(residual, reverse=True)):
        blocked: set[int] = set()
        count = 0
        for i in order:
            if i not in blocked:
                blocked |= clashes[i]
                count += 1
        most = max(most, count)
    return most
