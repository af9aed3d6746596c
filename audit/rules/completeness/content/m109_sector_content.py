"""未写明行业应公开的内容

依据：核查方案逐项写明（如条例第二十条、第二十一条对各级各类机关应主动公开内容的规定，主管部门的信息公开指南）；没有规定写入年度报告的，不作为错误。
核对：使用的核查方案列有内容要求、且适用于本机关的，指定部分的文字是否写有该项要求所列词语之一，每项要求一个结果。
不判：没有使用含内容要求的核查方案时不核对；写得是否充实、是否实际公开不判；没有读取到指定部分文字、报告可能有图片页，或词语只见于其他部分的，为无法核对；2019年以前的报告不核对。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import SECTION_NAMES, Named, Part, Parts, lacks
from audit.model import Passage, Report
from audit.profiles import Requirement
from audit.rules.kit import Case, Facts, Outcome, part_name, passage_evidence, rule, stated, why_open
from audit.text import fold

#: Sections that are text by the form; the others may be a table alone.
_WRITTEN = (1, 5)


@rule(severity="info", also=("warning", "error"), cause="part", matter="required")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per requirement of the profile; silent without any."""
    for requirement in case.profile.requires:
        yield _outcome(case, requirement)


def _outcome(case: Case, requirement: Requirement) -> Outcome:
    text = [passage for passage in case.report.passages if not passage.heading]
    asked = [p for p in text if p.section in requirement.sections] if requirement.sections else text
    place, locus = Parts(tuple(requirement.sections)), f"requires:{requirement.name}"
    missing = Named(requirement.name, requirement.message)
    if found := _first(asked, requirement.any_of):
        passage, word = found
        facts = stated("{where}写有“{found}”（{name}）", where=place, found=word, name=requirement.name)
        return case.outcome(
            "pass", facts, locus, [passage_evidence(passage, label=part_name(passage))], basis=requirement.basis
        )
    if reason := _unread(case.report, requirement, asked):
        unread = stated("{reason}，无法核对{name}", reason=reason, name=requirement.name)
        return case.outcome("undecided", unread, locus, basis=requirement.basis)
    if elsewhere := _first(text, requirement.any_of):
        passage, word = elsewhere
        form = "{where}{missing}，{elsewhere}写有“{found}”，请人工核对"
        facts = lacks(form, missing=missing, where=place, elsewhere=Part(passage.section), found=word)
        places = [passage_evidence(passage, label=part_name(passage))]
        return case.outcome("undecided", facts, locus, places, basis=requirement.basis)
    return case.outcome(
        "fail",
        lacks("{where}{missing}", missing=missing, where=place),
        locus,
        [passage_evidence(passage, label=part_name(passage)) for passage in asked[:1]],
        severity=requirement.severity,
        basis=requirement.basis,
        confidence=0.8,
    )


def _first(passages: Sequence[Passage], words: Sequence[str]) -> tuple[Passage, str] | None:
    """The first passage with one of ``words``, which a line break may cut; None where there is none."""
    texts = [fold(passage.text) for passage in passages]
    for word in words:
        folded = fold(word)
        for number, text in enumerate(texts):
            following = texts[number + 1][: len(folded) - 1] if number + 1 < len(texts) else ""
            if folded in text + following:
                return passages[number], word
    return None


def _unread(report: Report, requirement: Requirement, asked: Sequence[Passage]) -> Facts | None:
    """Why absent words prove nothing; None where they do."""
    found, written = {section.number for section in report.sections}, {passage.section for passage in asked}
    wanted = requirement.sections or _WRITTEN
    if any(number not in (written if number in _WRITTEN else found) for number in wanted):
        return stated("没有完整读取到{where}的文字", where=Parts(tuple(requirement.sections)))
    return next(filter(None, (why_open(report, number) for number in requirement.sections or SECTION_NAMES)), None)
