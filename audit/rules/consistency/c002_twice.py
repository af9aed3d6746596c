"""正文前后所述同一数字不一致

依据：{内容条}、{不准确}。同一报告对同一事项只应有一个数字，前后口径可能不同，故列为疑点。
核对：正文中同一事项（收到、办结、结转、各办理结果、复议、诉讼、规范性文件、主动公开信息总数等）在全年、本机关范围内出现两次以上的确数，逐一比较；同一段中回指前文的件数（“上述19件”“这19件申请”“办结的19件均……”“对19件不予公开的申请逐一……”），与前文所述比较。
不判：同一句中并列的数字、恰为某类申请人件数的数字、约数、其他年度、其他单位、分渠道和范围不能确定的数字不判；各数字分别符合表格的不同口径时判为相符并注明；主动公开信息总数不同时只列出，不判不符（两处都写作“全年（主动）公开信息若干条”、同段没有提到网站、专栏等渠道的除外）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.findings import Repeated
from audit.model import Claim
from audit.rules.consistency.comparison import ALTERNATIVE_CONFIDENCE, UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.figures import figure, quantity
from audit.rules.consistency.twice import again_outcomes, are_in_row, is_year_total, may_be_a_part, quantities
from audit.rules.kit import Case, Outcome, rule


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per quantity that is stated more than once."""
    stated = quantities(case.report)
    yield from again_outcomes(case)
    totals = [c for c in case.report.claims if is_year_total(case, c)]
    if len({claim.value for claim in totals}) > 1:
        stated.pop("published.items", None)
        yield _judge(case, "published.year", totals)
    for subject, claims in stated.items():
        same = [claim for claim in claims if not may_be_a_part(case, claim, claims)]
        if len(same) > 1 and not are_in_row(same):
            yield _judge(case, subject, same)


def _judge(case: Case, subject: str, claims: Sequence[Claim]) -> Outcome:
    places = tuple(text_evidence(claim) for claim in claims)
    locus, facts = f"twice:{subject}", Repeated(tuple(map(text_side, claims)))
    if facts.differing is None:
        return case.outcome("pass", facts, locus, places)
    if ways := _ways(case, subject, claims):
        facts = replace(facts, ways=ways)
        return case.outcome("pass", facts, locus, places, confidence=ALTERNATIVE_CONFIDENCE)
    if subject == "published.items":
        facts = replace(facts, unclear=True)
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)
    return case.outcome("fail", facts, locus, places, confidence=ALTERNATIVE_CONFIDENCE)


def _ways(case: Case, subject: str, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The ways of counting that the claims fit; none where one of them fits none."""
    in_tables = quantity(subject, case.form) if case.known_form else None
    if in_tables is None:
        return ()
    figures = (figure(case, way) for way in reversed(in_tables.ways))
    found = {way.value: way.name for way in figures if way.value is not None}
    names = [found.get(claim.value, "") for claim in claims]
    return tuple(dict.fromkeys(names)) if all(names) else ()
