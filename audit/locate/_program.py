"""The general case as a mixed-integer program (HiGHS), for faults that few steps do not explain."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from audit.locate._search import MARGIN, Mending, Mendings
from audit.locate._solution import MAX_SOLUTIONS
from audit.locate._step import step
from audit.locate._system import Residual, System
from audit.text import Value

#: Work after which the enumeration stops: nodes of one solution, iterations of all. Bounds on work give the same answer
#: on every machine; they come to about two seconds on a slow one.
MOST_NODES, MOST_ITERATIONS = 20, 6000
#: Seconds on the clock after which a solver that hangs is given up: far above what the bounds on work allow.
_HUNG = 600.0
#: Numbers beyond this would not be exact in the solver.
_MAX_EXACT_NUMBER = 10**7


def cheapest_cells(system: System, residual: Residual) -> tuple[list[Mending], bool]:
    """The cheapest sets of cells whose change mends everything, and whether all of them were found within bounds."""
    impossible = frozenset(k for k in system.known if not system.allowed(k, system.printed[k]))
    found = Mendings(system, impossible)
    if any(abs(int(system.printed[k])) > _MAX_EXACT_NUMBER for k in system.known):
        return [], False
    complete = False
    for changes in _enumerate(system, residual, impossible):
        if changes is None:
            complete = True
        elif not system.after(residual, tuple(changes.items())):
            found.add(step(system, "cell", {k: value}) for k, value in changes.items())
    explanations = found.within_margin()
    return explanations, complete and len(explanations) < MAX_SOLUTIONS


def _enumerate(system: System, residual: Residual, impossible: frozenset[int]) -> Iterator[dict[int, Value] | None]:
    """Supports in the order of their cost, each once; None at the end if the enumeration was exhaustive."""
    rows = _connected(system, residual)
    cells = sorted({k for i in rows for k in system.rows[i]})
    position = {k: p for p, k in enumerate(cells)}
    count = len(cells)
    offs = sum(abs(int(off)) + 1 for off in residual.values())
    largest = max(abs(int(system.printed[k])) + 1 for k in cells) + offs
    # Only heavily broken reports pay for loading the solver.
    highspy: Any = import_module("highspy")
    solver = _quiet_solver(highspy)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_max_nodes", MOST_NODES)
    solver.setOptionValue("time_limit", _HUNG)
    # Columns 0 to count - 1 are the new values, the rest says whether a cell changes.
    lower = [-largest if k in system.signed else 0 for k in cells] + [int(k in impossible) for k in cells]
    solver.addVars(2 * count, lower, [largest] * count + [1] * count)
    for p, k in enumerate(cells):
        solver.changeColCost(count + p, system.weights[k])
        solver.changeColIntegrality(p, highspy.HighsVarType.kInteger)
        solver.changeColIntegrality(count + p, highspy.HighsVarType.kInteger)
        printed = float(system.printed[k])
        solver.addRow(-highspy.kHighsInf, printed, 2, [p, count + p], [1, -offs])
        solver.addRow(printed, highspy.kHighsInf, 2, [p, count + p], [1, min(offs, printed - lower[p])])
    for i in rows:
        row = system.rows[i]
        solver.addRow(0, 0, len(row), [position[k] for k in row], list(row.values()))
        # Follows from the rest, but spares the solver most of its branching: a violated equation holds a wrong cell,
        # and in one that holds no cell is wrong alone.
        flags = [count + position[k] for k in row]
        if i in residual:
            solver.addRow(1, highspy.kHighsInf, len(flags), flags, [1] * len(flags))
        else:
            for n in range(len(flags)):
                coefs = [1] * len(flags)
                coefs[n] = -1
                solver.addRow(0, highspy.kHighsInf, len(flags), flags, coefs)
    best: float | None = None
    iterations = 0
    for _ in range(MAX_SOLUTIONS):
        if iterations >= MOST_ITERATIONS:
            return
        solver.run()
        iterations += solver.getInfo().simplex_iteration_count
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            yield None
            return
        if status != highspy.HighsModelStatus.kOptimal:
            return
        cost = solver.getInfo().objective_function_value
        best = cost if best is None else best
        if cost > best + MARGIN:
            yield None
            return
        values = [round(value) for value in solver.getSolution().col_value]
        yield {k: values[p] for p, k in enumerate(cells) if values[p] != system.printed[k]}
        chosen = [count + p for p in range(count) if values[count + p]]
        solver.addRow(-highspy.kHighsInf, len(chosen) - 1, len(chosen), chosen, [1] * len(chosen))


def _quiet_solver(highspy: Any) -> Any:
    """A solver that never prints: its constructor would announce itself on standard output, before it can be told."""

    def silently(solver: Any) -> None:
        solver.silent()
        highspy.Highs.enableCallbacks(solver)

    return type("QuietSolver", (highspy.Highs,), {"enableCallbacks": silently})()


def _connected(system: System, residual: Residual) -> list[int]:
    """The equations reachable from a violated one over shared cells."""
    reached, waiting = set(residual), list(residual)
    while waiting:
        for k in system.rows[waiting.pop()]:
            for i, _ in system.columns[k]:
                if i not in reached:
                    reached.add(i)
                    waiting.append(i)
    return sorted(reached)
