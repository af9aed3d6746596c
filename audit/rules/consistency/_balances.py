"""What the text itself says came in, was left from last year, was concluded and went on: the equations between these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from audit.document import whole
from audit.forms import Form, editions, load
from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.figures import figure, quantity
from audit.rules.kit import Case
from audit.text import added

_CASES = ("review", "suit", "suit_direct", "suit_after_review")
_ANSWERED = "applications.answered"
#: What says that only the year's own applications are counted.
_NEW = regex("新(?:收|增|接|登记|受理)")
#: What is left of a whole.
_REST = regex("(?:其余|余下|剩余|其它?余|另外?|剩下|[还仅只]剩)的?")
#: Words by which a figure contains another one: “（含上年结转3件）”.
_WITHIN = regex("含|包括|其中|[（(]")
#: Ends of an application beside an answer: what was answered then is not all that was concluded.
_OTHERWISE = regex("其[他它](?:方式)?处理|撤回|撤销|终止|不再处理|不再办理|作结|转办|移交|合并办理|补正|视为放弃")


class TextEquation(NamedTuple):
    """Figures that should add up to the same on both sides; ``most``: the right side are parts of the left one."""

    left: tuple[Claim, ...]
    right: tuple[Claim, ...]
    most: bool = False


def equations(case: Case) -> Iterator[TextEquation]:
    """The equations between the figures of each paragraph, one for what is stated of the applications of one column."""
    columns = _columns(case.known_form or load(editions()[-1]))
    for _, group in groupby(case.report.claims, key=lambda claim: whole(claim.place)):
        claims = list(group)
        stated = _stated(claims)
        sentences = "".join(dict.fromkeys(claim.sentence for claim in claims))
        for column in columns:
            yield from (one for one in _of_applications(stated, column, sentences) if _leaves_nothing_out(one, claims))
        for cases in _CASES:
            yield from _of_cases(stated, f"litigation.{cases}")


def _columns(form: Form) -> Sequence[str]:
    """The columns of 表三 of which a text states figures: all together, each kind of applicants, and all organisations."""
    others = [key for key in form.applicants if key not in form.organisations]
    return ("total", *others, "organisations", *form.organisations)


def holds(equation: TextEquation) -> bool:
    """Whether the equation is true, or true where a figure of what came in holds what was left from last year."""
    left, right = (added(claim.value for claim in side) for side in equation[:2])
    if left == right or (equation.most and right < left):
        return True
    return len(equation.left) > 1 and _contains(*equation.left) and equation.left[0].value == right


def _leaves_nothing_out(equation: TextEquation, claims: Sequence[Claim]) -> bool:
    """Whether what is left over is what the equation leaves: no other number was taken away before it."""
    used = [claim for side in equation[:2] for claim in side]
    if not any(map(is_rest, used)):
        return True
    places = [claims.index(claim) for claim in used]
    between = [c for c in claims[min(places) : max(places)] if c not in used and c.unit == used[0].unit and not c.role]
    wholes = {claim.value for claim in used} | {added(claim.value for claim in side) for side in equation[:2]}
    between = [claim for claim in between if claim.value not in wholes]
    return not between or added(claim.value for claim in between) in wholes


def is_in_tables(case: Case, equation: TextEquation) -> bool:
    """Whether the tables decide of each figure by itself whether it is right: a wrong one is then found there."""
    return all(_is_decided(case, claim) for side in equation[:2] for claim in side)


def _is_decided(case: Case, claim: Claim) -> bool:
    in_tables = quantity(claim.subject or "", case.form) if case.known_form else None
    if in_tables is None:
        return False
    values = [figure(case, way).value for way in in_tables.ways]
    return claim.value in values or (claim.scope == "report" and values[0] is not None)


def _stated(claims: Sequence[Claim]) -> Mapping[str, Claim]:
    """The figures by subject, of this organ's whole year as far as is known; none of a subject with two numbers."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        open_ = claim.subject == "applications.carried" and claim.value and not claim.narrowed
        certain = claim.scope == "report" or (claim.scope == "unclear" and (_is_in_part(claim) or open_))
        if claim.subject and certain and claim.exact and not (claim.role or claim.others or claim.reference):
            found.setdefault(claim.subject, []).append(claim)
    return {subject: same[0] for subject, same in found.items() if len({claim.value for claim in same}) == 1}


def _is_in_part(claim: Claim) -> bool:
    """Whether the figure is uncertain only because of the part of the report that it stands in, or counts what is left over."""
    in_part = claim.bound is not None and claim.bound.rule == "part" and not claim.narrowed
    return in_part or is_rest(claim)


def is_rest(claim: Claim) -> bool:
    """Whether the figure counts what is left of a whole: “剩余5件结转下年”. The figures before say of which whole."""
    return _REST.fullmatch(claim.narrowed_by) is not None


def _of_applications(stated: Mapping[str, Claim], column: str, sentences: str) -> Iterator[TextEquation]:
    new, left_over, ended, going_on = (
        stated.get(f"applications.{row}.{column}") for row in ("received", "carried_in", "concluded", "carried_out")
    )
    in_hand = stated.get(f"applications.carried_in.{column}+applications.received.{column}")
    if left_over is None and going_on and column == "total":
        left_over = stated.get("applications.carried")  # “86件新收申请和2件结转申请中，…剩余2件转下年度办理”
    if ended is None and column == "total" and not _OTHERWISE.search(sentences):
        ended = stated.get(_ANSWERED)
    came = (new, left_over) if new and left_over else ()
    left = (ended, going_on) if ended and going_on else ()
    if in_hand:
        yield from (TextEquation((in_hand,), side) for side in (came, left) if side)
    elif came and left:
        yield TextEquation(came, left)


def _of_cases(stated: Mapping[str, Claim], cases: str) -> Iterator[TextEquation]:
    total, ended, pending = (stated.get(f"{cases}.{name}") for name in ("total", "concluded", "pending"))
    if total and ended and pending and total.value != ended.value:
        yield TextEquation((total,), (ended, pending))
    results = tuple(claim for name in ("upheld", "corrected", "other") if (claim := stated.get(f"{cases}.{name}")))
    if total and len(results) > 1:
        yield TextEquation((total,), results, most=True)


def _contains(whole_: Claim, part: Claim) -> bool:
    """Whether what came in may hold what was left from last year: no word says “new”, or “含” stands between them."""
    return not _NEW.search(whole_.text) or _WITHIN.search(whole_.words_to(part) or "") is not None
