"""The problems of one report as people count them: one a cause, numbered from the gravest, each with its ways out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.causes import Cause, Way, by_outcome, correcting, settling, ways
from audit.findings import CAUSE_NAMES, GRAVEST_FIRST, CauseKind, Comparison, Outcome, Severity, Verdict
from audit.forms import Form
from audit.model import Report
from audit.present import facts
from audit.text import show

#: Ways to correct a problem of which one is due; with more of them none stands out.
MAX_WAYS = 4
#: What settles a problem of each kind where no number is proposed (Chinese): what is to be done about one that is surely a
#: fault, and what is to be found out about one that is likely.
_ACTIONS: Mapping[CauseKind, tuple[str, str]] = {
    "cell": ("改正填错的一格", "该格及其合计"),
    "swap": ("两格对调", "两格是否填反"),
    "line": ("改正该行列", "该行列是否错位"),
    "totals": ("改正合计", "分项与合计哪一个不实"),
    "sums": ("核对各格后改正填错的", "各格哪一个不实"),
    "unread": ("重新提供完整文件", "文件是否完整"),
    "missing": ("补印缺少的表格或单元格", "表格或单元格是否缺少"),
    "blank": ("补填，没有的填0", "是否漏填，没有的填0"),
    "label": ("改正项目名称", "项目名称"),
    "figure": ("核对台账后改正不实的一处", "台账，哪一处不实"),
    "carried": ("核对两年台账后改正", "两年台账，改正或说明"),
    "unusual": ("核对数字后改正", "数字是否属实，属实的可以说明原因"),
    "units": ("与所属单位核对后改正", "所属单位的数字，改正或说明口径"),
    "part": ("补写", "是否应当写明，应当的补写"),
    "form": ("改正", "是否属实，属实的改正"),
    "wording": ("改正或删去", "是否属实，属实的改正"),
    "copied": ("重写", "是否照抄，属实的重写"),
    "filing": ("重新报送或说明", "报送的是哪一份、哪一机关的"),
}
_ACTIONS_OPEN = "查：请人工查看"
#: Cells of one way that a headline names.
_NAMED_CELLS = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """What one correction would settle: its number in the report (from 1), its outcomes, the root first.

    ``cause`` is None where the cause of the outcome is not known; the outcome then stands alone.
    """

    number: int
    outcomes: tuple[Outcome, ...]
    cause: Cause | None

    @property
    def name(self) -> str:
        """What page and ledger call it (Chinese)."""
        return f"问题{self.number}"

    @property
    def kind(self) -> str:
        """What kind of thing it is (Chinese)."""
        return CAUSE_NAMES[self.cause.kind if self.cause else self.root.cause_kind]

    @property
    def root(self) -> Outcome:
        """The outcome that it is known by."""
        return self.outcomes[0]

    @property
    def verdict(self) -> Verdict:
        """What does not agree for certain fails; else it is undecided."""
        return "fail" if any(outcome.verdict == "fail" for outcome in self.outcomes) else "undecided"

    @property
    def severity(self) -> Severity:
        """The gravest severity among the outcomes of its verdict."""
        graded = (outcome.severity for outcome in self.outcomes if outcome.verdict == self.verdict)
        return min(graded, key=GRAVEST_FIRST.__getitem__)

    @property
    def confidence(self) -> float:
        """How sure the root is, from 0 to 1."""
        return self.root.confidence


class Problems:
    """The problems of one report in their order: what fails before what is open, the gravest first."""

    def __init__(self, outcomes: Iterable[Outcome], causes: Iterable[Cause]) -> None:
        """Number what fails or is undecided among ``outcomes``; ``causes`` are those of the report."""
        given = list(outcomes)
        self._causes = tuple(causes)
        known = by_outcome(self._causes)
        left = {id(one): one for one in (*facts.findings(given), *facts.undecided(given))}
        gathered: list[Problem] = []
        for first in list(left.values()):
            cause = known.get(id(first))
            together = tuple(one for one in (cause.outcomes if cause else (first,)) if left.pop(id(one), None))
            if together:
                gathered.append(Problem(len(gathered) + 1, together, cause))
        self.all = tuple(gathered)
        self._of = {id(one): problem for problem in self.all for one in problem.outcomes}

    def of(self, outcome: Outcome) -> Problem | None:
        """The problem that ``outcome`` belongs to; None for one that passes."""
        return self._of.get(id(outcome))

    def by_key(self) -> dict[str, Problem]:
        """Each problem by the keys of its outcomes; of outcomes with one key the first counts."""
        found: dict[str, Problem] = {}
        for problem in self.all:
            for outcome in problem.outcomes:
                found.setdefault(outcome.key, problem)
        return found

    def settled(self, outcome: Outcome) -> str:
        """That nothing is to be changed here since it agrees once others are corrected (Chinese); "" where that is not so."""
        by = correcting(outcome, self._causes)
        roots = [self._of.get(id(cause.root)) for cause in by]
        names = [problem.name if problem else f"“{cause.root.title}”" for problem, cause in zip(roots, by, strict=True)]
        return settling(names, by) if by else ""

    def ways(self, outcome: Outcome, form: Form | None) -> tuple[Way, ...]:
        """The ways to correct it, see ``causes.ways``."""
        problem = self.of(outcome)
        return ways(outcome, problem.cause if problem else None, form)


def action(problem: Problem) -> str:
    """What whoever settles the problem does (Chinese): “改：…” where it is surely a fault, “查：…” where it is likely.

    "" where the headline already says what to change for certain.
    """
    if problem.verdict != "fail":
        return _ACTIONS_OPEN
    kind = problem.cause.kind if problem.cause else problem.root.cause_kind
    due, sought = _ACTIONS[kind]
    if problem.cause and problem.cause.changes:
        return "" if problem.severity == "error" else "查：核实后改正"
    return f"改：{due}" if problem.severity == "error" else f"查：{sought}"


def headline(cause: Cause | None, root: Outcome, report: Report | None) -> str:
    """What is wrong and what to change, in one sentence (Chinese): “表三…填为15，应为12”, else what was found, or what stays open.

    ``report`` tells what is printed; without it, or without a proposal, the sentence is that of the finding.
    """
    if root.verdict != "fail":
        return root.head
    found = ways(root, cause, facts.form_of(report)) if report else ()
    if len(found) == 1 and report and cause and cause.changes:
        (way,) = found
        printed = [facts.printed(report.cells.get(change.cell)) for change in cause.changes]
        word = "应为" if way.certain else "疑应为"
        each = [
            f"{label}填为{raw}，{word}{show(value)}" for (label, value), raw in zip(way.cells, printed, strict=True)
        ]
        more = f"等{len(each)}格" if len(each) > _NAMED_CELLS else ""
        return "；".join(each[:_NAMED_CELLS]) + more
    if isinstance(root.facts, Comparison) and root.expected is not None:
        return (
            f"正文“{root.facts.text.words}”，{root.facts.name}为 {show(root.facts.table.value)}，请核实哪一个是实际数"
        )
    return root.message or root.head


def in_words(found: Sequence[Way]) -> list[str]:
    """The first ways to correct as people read them (Chinese)."""
    return [_way_in_words(way, alone=len(found) == 1) for way in found[:MAX_WAYS]]


def _way_in_words(way: Way, *, alone: bool) -> str:
    if len(way.cells) == 1:
        ((label, value),) = way.cells
        return f"{label}，如改为{show(value)}则相符{way.remark()}"
    return "；".join(f"{label}，改为{show(value)}" for label, value in way.cells) + way.remark(alone=alone)


def all_in_words(found: Sequence[Way]) -> str:
    """All ways as one text (Chinese): alternatives with 或 between them, the cells of one proposal with ；."""
    head = f"{choice(found)}：" if choice(found) else ""
    return f"{head}{'；或'.join(in_words(found))}{rest(found)}"


def choice(found: Sequence[Way]) -> str:
    """That one of several ways is due (Chinese); "" where there is just one."""
    if len(found) < 2:
        return ""
    return "其中一格" if all(len(way.cells) == 1 for way in found) else "以下改法之一"


def rest(found: Sequence[Way]) -> str:
    """How many ways are not named (Chinese); "" where all are."""
    more = len(found) - MAX_WAYS
    if more <= 0:
        return ""
    return f"；另有{more}{'格' if all(len(way.cells) == 1 for way in found) else '种改法'}同样可能"
