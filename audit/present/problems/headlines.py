"""What is said first of a problem: what is wrong and what to change, in one sentence."""

from __future__ import annotations

from audit.causes import Problem, ways
from audit.findings import Comparison, DifferingCells, Outcome, within
from audit.model import Report
from audit.present import facts
from audit.present.html import brief
from audit.text import show

#: Quotation marks within quotation marks.
_INNER = {"“": "‘", "”": "’"}
#: Characters of what one line of a list says.
_MOST_SHOWN = 160
#: Cells of one way that a headline names.
_NAMED_CELLS = 2


def quoted_within(sentence: str) -> str:
    """A sentence of ours with the marks of a quotation in a quotation as they are printed: “‘…’…”; unpaired ones stay as they are."""
    depth, found = 0, []
    for char in sentence:
        depth -= char == "”"
        found.append(_INNER[char] if char in _INNER and depth else char)
        depth += char == "“"
        if depth < 0:
            return sentence
    return "".join(found) if not depth else sentence


def on_one_line(problem: Problem, report: Report | None) -> str:
    """The headline as lists show it, and as a record keeps it of a problem that was decided: no longer than one reads at once."""
    return brief(headline(problem, report), _MOST_SHOWN)


def headline(problem: Problem, report: Report | None) -> str:
    """What is wrong and what to change, in one sentence; see ``_headline``."""
    return quoted_within(_headline(problem, report))


def _headline(problem: Problem, report: Report | None) -> str:
    """What is wrong and what to change, in one sentence (Chinese): “表三…填为15，应为12”, else what was found, or what stays open.

    ``report`` tells what is printed; without it, or without a proposal, the sentence is that of the finding.
    """
    root, cause = problem.root, problem.cause
    if differing := next(within(root.facts, DifferingCells), None):
        return differing.headline
    if root.verdict != "fail":
        return root.message or root.head
    found = ways(root, cause, facts.form_of(report)) if report else ()
    if len(found) == 1 and report and cause and cause.changes:
        (way,) = found
        printed = [facts.printed(report.cells.get(change.cell)) for change in cause.changes]
        word = "应为" if way.certain else "疑应为"
        each = [
            f"{label}{'' if raw == facts.KIND_NAMES['blank'] else '填'}为{raw}，{word}{show(value)}"
            for (label, value), raw in zip(way.cells, printed, strict=True)
        ]
        more = f"等{len(each)}格" if len(each) > _NAMED_CELLS else ""
        return "；".join(each[:_NAMED_CELLS]) + more
    return _question(root) or root.message or root.head


def _question(root: Outcome) -> str:
    """Which of two numbers that do not agree is right (Chinese); "" where no number of the text is held against the tables."""
    told = root.facts
    if not isinstance(told, Comparison) or root.expected is None:
        return ""
    return f"正文“{told.text.words}”，{told.name}为 {show(told.table.value)}，请核实哪一个是实际数"


def untold(root: Outcome, told: str) -> str:
    """The sentence of the finding, whole, where the headline ``told`` is another one (Chinese); "" where it asks which of the same two numbers is right."""
    whole = quoted_within(root.message)
    return "" if told in (whole, quoted_within(_question(root))) else whole
