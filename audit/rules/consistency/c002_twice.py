"""正文前后所述同一数字不一致

依据：{内容条}、{不准确}。同一报告对同一事项只应有一个数字，前后口径可能不同，故列为疑点。
核对：正文中同一事项（收到、办结、结转、各办理结果、复议、诉讼、规范性文件、主动公开信息总数等）在全年、本机关范围内出现两次以上的确数，逐一比较；同一段中回指前文的件数（“上述19件”“这19件申请”“办结的19件均……”“对19件不予公开的申请逐一……”），与前文所述比较。
不判：同一句中并列的数字、恰为某类申请人件数的数字、约数、其他年度、其他单位、分渠道和范围不能确定的数字不判；各数字分别符合表格的不同口径时判为相符并注明；主动公开信息总数不同时只列出，不判不符（两处都写作“全年（主动）公开信息若干条”、同段没有提到网站、专栏等渠道的除外）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.document import whole
from audit.findings import Repeated
from audit.model import Claim
from audit.rules.consistency._again import again_outcomes, is_other
from audit.rules.consistency._year_totals import is_year_total
from audit.rules.consistency.comparison import (
    ALTERNATIVE_CONFIDENCE,
    UNCLEAR_CONFIDENCE,
    is_of_part,
    text_evidence,
    text_side,
)
from audit.rules.consistency.figures import figure, quantity
from audit.rules.kit import Case, Outcome, rule
from audit.text import is_slip

_NOT_QUANTITIES = ("change.", "mean.", "share", "rate.", "information_fee.", "disclosure.fees.")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per quantity that is stated more than once."""
    stated: dict[str, list[Claim]] = {}
    for claim in case.report.claims:
        certain = claim.subject and claim.scope == "report" and claim.exact and not claim.others and not is_other(claim)
        if certain and claim.subject and not claim.subject.startswith(_NOT_QUANTITIES):
            stated.setdefault(claim.subject, []).append(claim)
    yield from again_outcomes(case)
    totals = [c for c in case.report.claims if is_year_total(case, c)]
    if len({claim.value for claim in totals}) > 1:
        stated.pop("published.items", None)
        yield _judge(case, "published.year", totals)
    for subject, claims in stated.items():
        same = [claim for claim in claims if not _may_be_a_part(case, claim, claims)]
        if len(same) > 1 and not _are_in_row(same):
            yield _judge(case, subject, same)


def _may_be_a_part(case: Case, claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the number may be a part of a greater one: of the applicants that its paragraph speaks of (“个人申请58件，上年结转3件”),
    or by words that nobody knows (“城区收到75件”), where it is no slip of the other.
    """
    values = {other.value for other in claims if other is not claim}
    greater = any(value > claim.value for value in values)
    if greater and case.known_form and is_of_part(case, claim):
        return True
    return (
        bool(claim.unknown_words) and greater and not any(v == claim.value or is_slip(claim.value, v) for v in values)
    )


def _are_in_row(claims: Sequence[Claim]) -> bool:
    """Whether differing numbers all stand in one sentence, which counts several things: “前者68件，后者56件”."""
    first = claims[0]
    same = all((claim.sentence, whole(claim.place)) == (first.sentence, whole(first.place)) for claim in claims)
    return same and len({claim.value for claim in claims}) == len(claims)


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
