"""What whoever settles a problem does, or looks at, and what the organ is told to do about it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from audit.causes import Problem
from audit.findings import Differs, Missing, Named, PersonalData, RuleMatter, WrongWords, filled
from audit.present.problems.settling import Settling, settling_of

#: Matters of which what is printed has to become what is expected, with what people call it.
_DUE_AS_EXPECTED: Mapping[RuleMatter, str] = {
    "title": "标题的年度",
    "period": "统计期限",
    "headings": "标题或序号",
    "": "项目名称",
}


def action(problem: Problem) -> str:
    """What whoever settles the problem does (Chinese): “改：…” where it is surely a fault, “查：…” where it is likely or open.

    What a person confirmed is a fault for sure, as far as the finding tells what is wrong. "" where the headline already says what to change for certain.
    """
    settling = settling_of(problem)
    if problem.verdict != "fail":
        return f"查：{settling.due if _is_file_wanted(problem) else settling.left_open}"
    if problem.cause and problem.cause.changes:
        is_told = problem.severity == "error"
        return "" if is_told else "改：已认定属实，按所列改正" if problem.is_confirmed else "查：核实后改正"
    return f"改：{settling.due}" if _is_sure(problem, settling, _named(problem)) else f"查：{settling.sought}"


def proposal(problem: Problem, changes: str = "") -> str:
    """What the organ is told (Chinese): what is due where that is surely a fault; else to verify it, and what is due if it is one.

    ``changes`` are the numbers of the tables to correct where they are known, "" elsewhere.
    """
    settling = settling_of(problem)
    known = changes or _named(problem)
    due = known or settling.due
    if _is_file_wanted(problem):
        return f"请{due}。"
    return f"{due}。" if _is_sure(problem, settling, known) else f"请{settling.asked}，{due}。"


def _is_file_wanted(problem: Problem) -> bool:
    """Whether a person found that the file at hand is not whole: the whole one is asked for, and nothing is corrected."""
    confirmed = problem.cause if problem.decided == "fail" else None
    return confirmed is not None and confirmed.is_of_material and confirmed.kind == "unread"


def _is_sure(problem: Problem, settling: Settling, known: str) -> bool:
    """Whether it is certain that what is due is due; ``known`` are the right words or numbers, "" where the facts do not tell them."""
    is_confirmed = problem.is_confirmed and (known or not settling.remains)
    return problem.verdict == "fail" and bool(problem.severity == "error" or is_confirmed)


def _named(problem: Problem) -> str:
    """What is due in the words of the thing itself, where the facts tell what should stand there (Chinese); "" elsewhere."""
    told, matter = problem.root.facts, problem.root.matter
    match told:
        case WrongWords():
            where, words = told.where.message(), told.found
            how = f"将{where}“{words}”改为“{told.correction}”"
            return how if words and told.correction else f"改正{where}“{told.shown or words}”处的文字"
        case PersonalData():
            return f"删去{told.where.message()}的{told.name}“{told.shown}”"
        case Differs() if matter in _DUE_AS_EXPECTED:
            printed, expected = (filled(f"{{{name}}}", **{name: told.value(name)}) for name in ("printed", "expected"))
            return f"将{_DUE_AS_EXPECTED[matter]}“{printed}”改为“{expected}”"
        case Missing() if problem.kind == problem.root.cause_kind == "part" and not matter:
            return _supplied(told)
    return ""


def _supplied(told: Missing) -> str:
    """To write what is missing where it is due (Chinese); "" where the facts name no one thing."""
    given = dict(told.values)
    name = given["missing"]
    if not isinstance(name, str | Named):
        return ""
    if "part" in given:
        return filled("补写{part}“{name}”", part=given["part"], name=name)
    thing = f"“{name.name}”" if isinstance(name, Named) else name
    return filled("在{where}补写{name}", where=given["where"], name=thing) if "where" in given else f"补写{thing}"
