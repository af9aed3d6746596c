"""Which figures of the text state the same quantity, so that they have to agree."""

from __future__ import annotations

from collections.abc import Sequence

from audit.document import whole
from audit.model import Claim, Report
from audit.rules.consistency.comparison import is_of_part
from audit.rules.consistency.twice._again import is_other
from audit.rules.kit import Case
from audit.text import is_slip

#: Subjects that are no quantity which a report has but one number for, by their beginnings.
_NOT_QUANTITIES = ("change.", "mean.", "share", "rate.", "information_fee.", "disclosure.fees.")


def quantities(report: Report) -> dict[str, list[Claim]]:
    """The exact figures of the organ and the year by their subject, in the order of the text."""
    stated: dict[str, list[Claim]] = {}
    for claim in report.claims:
        certain = claim.subject and claim.scope == "report" and claim.exact and not claim.others and not is_other(claim)
        if certain and claim.subject and not claim.subject.startswith(_NOT_QUANTITIES):
            stated.setdefault(claim.subject, []).append(claim)
    return stated


def may_be_a_part(case: Case, claim: Claim, claims: Sequence[Claim]) -> bool:
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


def are_in_row(claims: Sequence[Claim]) -> bool:
    """Whether differing numbers all stand in one sentence, which counts several things: “前者68件，后者56件”."""
    first = claims[0]
    same = all((claim.sentence, whole(claim.place)) == (first.sentence, whole(first.place)) for claim in claims)
    return same and len({claim.value for claim in claims}) == len(claims)
