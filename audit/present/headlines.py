"""What is said first of a problem: what is wrong in one sentence, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping

from audit.causes import Problem, ways
from audit.findings import CauseKind, Comparison, NoNumber, NoNumbers
from audit.model import Report
from audit.present import facts
from audit.text import show

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
_FILLED = ("只填数字，删去单位和文字", "所填单位、文字，改为只填数字")
#: The same by what cells print that lack a number: words or units behind their numbers, or nothing where a total is due.
_BY_WHAT_IS_PRINTED: Mapping[NoNumber, tuple[str, str]] = {
    "text": _FILLED,
    "note": _FILLED,
    "total": ("按分项之和补填合计", "合计是否漏填，漏填的按分项之和补填"),
}
#: What whoever looks at a thing of some kinds that is left open needs (Chinese); at others he looks in the original.
_ACTIONS_OPEN: Mapping[CauseKind, str] = {
    "unread": "查：文件是否完整；可改用原文件重新核查",
    "missing": "查：原件中有无这些单元格",
    "carried": "查：补充以往年度的报告后重新核查",
    "units": "查：先核对所属单位的报告",
}
_IN_THE_ORIGINAL = "查：对照原件"
#: Quotation marks within quotation marks.
_INNER = {"“": "‘", "”": "’"}
#: Cells of one way that a headline names.
_NAMED_CELLS = 2


def action(problem: Problem) -> str:
    """What whoever settles the problem does (Chinese): “改：…” where it is surely a fault, “查：…” where it is likely.

    "" where the headline already says what to change for certain.
    """
    if problem.verdict != "fail":
        return _ACTIONS_OPEN.get(problem.kind, _IN_THE_ORIGINAL)
    told = problem.root.facts
    due, sought = _ACTIONS[problem.kind]
    if isinstance(told, NoNumbers):
        due, sought = _BY_WHAT_IS_PRINTED.get(told.why, (due, sought))
    if problem.cause and problem.cause.changes:
        return "" if problem.severity == "error" else "查：核实后改正"
    return f"改：{due}" if problem.severity == "error" else f"查：{sought}"


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


def headline(problem: Problem, report: Report | None) -> str:
    """What is wrong and what to change, in one sentence; see ``_headline``."""
    return quoted_within(_headline(problem, report))


def _headline(problem: Problem, report: Report | None) -> str:
    """What is wrong and what to change, in one sentence (Chinese): “表三…填为15，应为12”, else what was found, or what stays open.

    ``report`` tells what is printed; without it, or without a proposal, the sentence is that of the finding.
    """
    root, cause = problem.root, problem.cause
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
    if isinstance(root.facts, Comparison) and root.expected is not None:
        return (
            f"正文“{root.facts.text.words}”，{root.facts.name}为 {show(root.facts.table.value)}，请核实哪一个是实际数"
        )
    return root.message or root.head
