"""What a finding on cells is looked at beside: last year's figures, those of the peers."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from audit import history
from audit.assessment import Examined
from audit.causes import Problem
from audit.corpus import Corpus
from audit.findings import CauseKind, FarRate, NoNumbers
from audit.metrics import SMALLEST_GROUP
from audit.model import Report
from audit.present import facts
from audit.present.agency import cells_of
from audit.text import show

#: Kinds of problems that are about how large a number is.
_OF_SIZE: frozenset[CauseKind] = frozenset(("cell", "totals", "figure", "carried", "unusual"))
#: Cells of a problem whose figures are named.
_MOST_CELLS = 4


def last_year(found: Examined, problem: Problem) -> str:
    """What the same cells hold in the organ's report of the year before (Chinese).

    "" where there is none, where no cell is at issue, and where the finding itself compares two years, each with its cell.
    """
    before = next(iter(history.last_year(found.report, found.earlier)), None)
    if before is None or problem.kind == "carried":
        return ""
    told = _told(_cells(found.report, problem), before)
    return f"{before.year}年：{'；'.join(told)}" if told else ""


def among_peers(found: Examined, problem: Problem, corpus: Corpus) -> str:
    """How the numbers of the same cells lie among the reports of organs of the same kind (Chinese).

    These are the peers that the finding itself compares, where it compares any; how many others there are is said.
    "" where too few are known, and where the size of no number is in question: of a blank, of what is not a number, of
    what nobody could compare, peers tell nothing.
    """
    root = problem.root.facts
    if problem.verdict != "fail" or problem.kind not in _OF_SIZE or isinstance(root, NoNumbers):
        return ""
    source, form = found.report.source, facts.form_of(found.report)
    rate = root if isinstance(root, FarRate) else None
    peers = corpus.peers(source, rate.metric if rate else "")
    told = []
    for key in _cells(found.report, problem):
        values = sorted(value for one in peers if (value := one.value(key)) is not None)
        if form and len(values) >= SMALLEST_GROUP:
            lacking = f"（{len(peers) - len(values)}家没有数字，不计）" if len(values) < len(peers) else ""
            ends = f"{show(values[0])}～{show(values[-1])}"
            told.append(f"{form.cells[key].label}{lacking}为{ends}，居中的为{show(median_low(values))}")
    if not told:
        return ""
    apart = len(corpus.peers(source)) - len(peers)
    return f"同类{len(peers)}家{f'（另有{apart}家没有算出{rate.name}，不可比）' if rate and apart else ''}：{'；'.join(told)}"


def _cells(report: Report, problem: Problem) -> Sequence[str]:
    """The cells at issue, those to change first."""
    form = facts.form_of(report)
    changed = [change.cell for change in problem.cause.changes] if problem.cause else []
    keys = changed or cells_of(problem.root)
    return [key for key in keys if form and key in form.cells][:_MOST_CELLS]


def _told(keys: Sequence[str], report: Report) -> list[str]:
    form = facts.form_of(report)
    return [
        f"{form.cells[key].label}为{facts.printed(report.cells.get(key))}" for key in keys if form and key in form.cells
    ]
