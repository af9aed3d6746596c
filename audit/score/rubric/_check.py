"""What a rubric must satisfy as a whole: its sums, its grades, its rules, each finding in one place only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from audit.errors import UsageError
from audit.findings import SEVERITIES, SEVERITY_NAMES, Severity
from audit.score.rubric._rubric import WILDCARD, Rubric, RubricItem, names, specificity
from audit.settings import nearest, twice
from audit.text import show


def check(rubric: Rubric, known_rules: Collection[str]) -> None:
    """UsageError (Chinese) for the first thing that is wrong with ``rubric``."""
    _sums(rubric)
    _grades(rubric)
    _vetoes(rubric)
    for where, patterns in _named(rubric):
        for pattern in patterns:
            _rule(pattern, where, known_rules)
    for item in rubric.items:
        _judging(item, known_rules)
    for rule in sorted(known_rules):
        for severity in SEVERITIES:
            _once(rubric, rule, severity)


def _sums(rubric: Rubric) -> None:
    _unique((item.name for item in rubric.items), "评分项")
    total = sum((item.points for item in rubric.items), Decimal(0))
    if total != rubric.total:
        more = "多" if total > rubric.total else "少"
        raise UsageError(
            f"各评分项合计{show(total)}分，与总分total = {show(rubric.total)}不符，"
            f"{more}{show(abs(total - rubric.total))}分。请调整各项的points或总分。"
        )


def _grades(rubric: Rubric) -> None:
    _unique((grade.name for grade in rubric.grades), "等次")
    for upper, lower in zip(rubric.grades, rubric.grades[1:], strict=False):
        if upper.start == lower.start:
            raise UsageError(
                f"等次“{upper.name}”和“{lower.name}”都从{show(upper.start)}分起，互相重叠。请改其中一个的from。"
            )
    if rubric.grades[0].start > rubric.total:
        raise UsageError(
            f"等次“{rubric.grades[0].name}”从{show(rubric.grades[0].start)}分起，超过总分{show(rubric.total)}。"
        )
    if rubric.grades[-1].start != 0:
        last = rubric.grades[-1]
        raise UsageError(f"低于{show(last.start)}分时没有等次。最低一个等次的from应为0。")


def _vetoes(rubric: Rubric) -> None:
    _unique((veto.name for veto in rubric.vetoes), "一票否决")
    grades = [grade.name for grade in rubric.grades]
    for veto in rubric.vetoes:
        where = f"一票否决“{veto.name}”"
        if veto.score is None and veto.grade is None:
            raise UsageError(f"{where}没有后果。请写score（总分最高为多少）或grade（等次最高为哪一等）。")
        if veto.score is not None and veto.score > rubric.total:
            raise UsageError(f"{where}的score为{show(veto.score)}，超过总分{show(rubric.total)}。")
        if veto.grade is not None and veto.grade not in grades:
            raise UsageError(f"{where}的grade为“{veto.grade}”，等次中没有这一等。可用：{'、'.join(grades)}。")
        if veto.no_items and veto.score != 0:
            raise UsageError(f"{where}写有no_items = true（没有报告可评），score应为0。")


def _unique(given: Iterable[str], what: str) -> None:
    if again := twice(given):
        raise UsageError(f"{what}“{again}”出现两次。请合并，或另取名称。")


def _named(rubric: Rubric) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of rules with the words for where it stands."""
    for item in rubric.items:
        for number, clause in enumerate(item.clauses, 1):
            yield f"评分项“{item.name}”的第{number}条扣分", clause.rules
    for veto in rubric.vetoes:
        yield f"一票否决“{veto.name}”", veto.rules
    yield "not_scored", rubric.not_scored
    yield "not_rated", rubric.not_rated


def _rule(pattern: str, where: str, known: Collection[str]) -> None:
    if WILDCARD in pattern[:-1]:
        raise UsageError(f"{where}的“{pattern}”不可用：“*”只能写在末尾，如M1*。")
    if any(specificity(pattern, rule) for rule in known):
        return
    if pattern.endswith(WILDCARD):
        raise UsageError(f"{where}的“{pattern}”没有对应任何规则。查看全部规则：gkaudit rules")
    family = [rule for rule in sorted(known) if rule[0] == pattern[0].upper()]
    hint = nearest(pattern.upper(), family or sorted(known)) or "。"
    raise UsageError(f"{where}有不存在的规则“{pattern}”{hint}查看全部规则：gkaudit rules")


def _judging(item: RubricItem, known: Collection[str]) -> None:
    """Rules without which the item is not checked must be rules that it deducts for."""
    where = f"评分项“{item.name}”的judged_by"
    scored = [pattern for clause in item.clauses for pattern in clause.rules]
    for pattern in item.judged_by:
        _rule(pattern, where, known)
        if not any(names(scored, rule) for rule in known if specificity(pattern, rule)):
            raise UsageError(f"{where}中的“{pattern}”不在该项的扣分规则内。请写该项[[items.deduct]]中的规则。")


def _once(rubric: Rubric, rule: str, severity: Severity) -> None:
    """Two equally specific places for one finding would deduct by chance."""
    found = [
        (specificity(pattern, rule), where)
        for where, severities, patterns in _places(rubric)
        for pattern in patterns
        if severity in severities and specificity(pattern, rule)
    ]
    best = max((rank for rank, _ in found), default=0)
    wheres = [where for rank, where in found if rank == best]
    if len(wheres) > 1:
        raise UsageError(
            f"规则“{rule}”（{SEVERITY_NAMES[severity]}）同时列在{wheres[0]}和{wheres[1]}，同一问题只能在一处扣分。"
            "请从其中一处去掉，或在一处写明规则编号（写明编号的优先于带“*”的）。"
        )


def _places(rubric: Rubric) -> Iterator[tuple[str, tuple[Severity, ...], tuple[str, ...]]]:
    for item in rubric.items:
        for number, clause in enumerate(item.clauses, 1):
            yield f"评分项“{item.name}”的第{number}条扣分", clause.severities, clause.rules
    yield "not_scored", SEVERITIES, rubric.not_scored
