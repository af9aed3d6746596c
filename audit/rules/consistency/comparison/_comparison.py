"""Comparing what the text states with what the tables state: the one place that decides, so that all rules speak alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from audit.findings import Agreement, Comparison, Counted, Side, may_be
from audit.model import JUDGED_SCOPES, Claim
from audit.rules.consistency.figures import figure, quantity
from audit.rules.consistency.nearby import beside
from audit.rules.consistency.weighing import (
    is_accounted_for,
    is_corroborated,
    is_explained,
    looks_like_a_slip,
    open_ways,
)
from audit.rules.kit import (
    BLANK_CONFIDENCE,
    Case,
    Evidence,
    Outcome,
    Verdict,
    cell_evidences,
    stated,
    sum_of,
    sureness,
    unread_cells,
    unread_table,
)
from audit.text import is_slip

#: Confidence where the sentence may speak of something else than the table.
UNCLEAR_CONFIDENCE = 0.5
#: Confidence of a verdict that rests on another than the usual way of counting.
ALTERNATIVE_CONFIDENCE = 0.9
#: The section on problems and measures, whose figures are mostly parts and examples.
_PROBLEMS = 5
#: The last section whose text is on the tables.
_TABLES = 4
#: Quantities that a report states as a whole: where words narrow one, whether they mean the whole is asked of a person.
_WHOLE = (
    "applications.received.total",
    "applications.accepted",
    "applications.concluded.total",
    ".issued",
    ".decisions",
    ".review.total",
    ".suit.total",
)
#: The verdict on each result of a comparison.
_VERDICTS: dict[Agreement, Verdict] = {
    "agrees": "pass",
    "zero": "pass",
    "alike": "pass",
    "differs": "fail",
    "off": "fail",
}
_VERDICTS |= dict.fromkeys(("unread", "blank", "far", "scope", "incomplete"), "undecided")


def judged(case: Case, wanted: Callable[[str], bool]) -> Iterator[tuple[Claim, str]]:
    """The number claims whose subject is ``wanted`` and whose scope may be held against the tables, each with its locus.

    The locus counts the claims of one subject in printed order, so that it stays the same from run to run.
    Denials (a zero without a unit and without a digit) are left to C004.
    """
    seen: Counter[str] = Counter()
    for claim in case.report.claims:
        if claim.subject is None or not wanted(claim.subject) or claim.denies:
            continue
        seen[claim.subject] += 1
        if claim.scope in JUDGED_SCOPES:
            yield claim, f"{claim.subject}#{seen[claim.subject]}"


def text_evidence(claim: Claim) -> Evidence:
    """The claim's place with its printed words."""
    return Evidence(claim.place, claim.printed or claim.text, "正文")


def text_side(claim: Claim) -> Side:
    """What the text says, as one side of a comparison."""
    return Side(
        "text",
        "正文",
        claim.value,
        words=claim.text,
        sentence=claim.sentence,
        unit=claim.unit,
        exact=claim.exact,
        scope=claim.scope,
        approximate=claim.approximate,
    )


def against_tables(
    case: Case, claim: Claim, locus: str, *, same: Callable[[Claim, Counted], bool] | None = None
) -> Outcome | None:
    """Hold ``claim`` against every documented way of counting its subject; None where the form has no such cell.

    Any way that fits passes. None fits: ``fail`` only for an exact number of certain scope against filled cells,
    else ``undecided`` with both figures. ``same`` replaces the comparison of equal numbers.
    """
    in_tables = quantity(claim.subject or "", case.form)
    if in_tables is None:
        return None
    figures = [figure(case, way) for way in open_ways(case, claim, in_tables)]
    figures += _further(case, claim, figures)
    usual = figures[0]
    fits = same or (lambda stated_one, found: found.value == stated_one.value)
    # “None at all” is not true of cases that are merely undecided: a zero is counted in the usual way only.
    possible = figures[:1] if claim.value == 0 else figures
    fitting = next((found for found in possible if found.value is not None and fits(claim, found)), None)
    others = tuple(way for way in figures[1:] if way is fitting or not (way.less and _contradicted(case, way)))
    facts = Comparison(in_tables.name, text_side(claim), usual, _result(case, claim, figures, fitting), others)
    if facts.result == "agrees" and fitting is not None and fitting is not usual:
        facts = replace(facts, counted_by=fitting.name)
    if facts.result == "unread":
        lacking = unread_table(case, usual.cells) or stated("{name}有未能读取的单元格", name=in_tables.name)
        facts = replace(facts, lacking=lacking)
    cells = facts.agreeing.cells
    places = (text_evidence(claim), *cell_evidences(case, cells))
    sure = _confidence(case, facts)
    return case.outcome(_VERDICTS[facts.result], facts, locus, places, confidence=sure, cells=cells)


def _further(case: Case, claim: Claim, known: Sequence[Counted]) -> list[Counted]:
    """What the tables give for the other quantities that the words may mean, in the usual way of counting each."""
    found = {way.cells: way for way in known}
    names = {way.name for way in known}
    for subject in claim.others:
        in_tables = quantity(subject, case.form)
        if in_tables is not None and in_tables.ways[0].keys not in found:
            way = figure(case, in_tables.ways[0])
            name = in_tables.name if way.name in names or way.name in in_tables.name else f"{in_tables.name}{way.name}"
            found[way.cells] = replace(way, name=name)
            names.add(name)
    return list(found.values())[len(known) :]


def _result(case: Case, claim: Claim, figures: Sequence[Counted], fitting: Counted | None) -> Agreement:
    """What comes of ``claim``: ``figures`` are the ways of counting, the usual one first, ``fitting`` the one that fits."""
    usual = figures[0]
    if fitting is not None and claim.exact:
        return "agrees"
    if usual.unread:
        return "unread"
    if usual.value is None:
        return "zero" if claim.value == 0 and not any(found.value for found in figures) else "blank"
    if claim.approximate is not None:
        may = [may_be(claim.value, claim.approximate, f.value) for f in figures if f.value is not None]
        if True in may:
            return "scope" if claim.narrowed else "alike"
        # A number of another order counts something else, by all appearance.
        alike = any(f.value and claim.value <= 2 * f.value and f.value <= 2 * claim.value for f in figures)
        sure = claim.scope == "report" and not usual.blanks and not any(found.unread for found in figures)
        return "off" if alike and sure and None not in may else "far"
    settled = is_corroborated(case, claim, usual)
    if claim.scope != "report" and not settled:
        return "scope"
    if usual.blanks or any(found.unread for found in figures):
        return "incomplete"
    if settled or claim.fully_named or claim.denies or any(looks_like_a_slip(case, claim, found) for found in figures):
        parts = is_accounted_for(case, claim, usual.value) or is_explained(case, claim, usual)
        return "scope" if parts or is_of_part(case, claim) else "differs"
    return "scope"


def is_of_part(case: Case, claim: Claim) -> bool:
    """Whether the number is exactly that of a part which its paragraph names and its sentence does not count by itself."""
    stated = {other.subject for other in beside(case, claim)}
    in_tables = (quantity(subject, case.form) for subject in claim.possible if subject not in stated)
    return claim.value != 0 and any(
        part is not None and figure(case, part.ways[0]).value == claim.value for part in in_tables
    )


def _confidence(case: Case, facts: Comparison) -> float:
    if _VERDICTS[facts.result] == "undecided":
        return UNCLEAR_CONFIDENCE
    if facts.result in ("zero", "alike"):
        return BLANK_CONFIDENCE
    sure = sureness(case, facts.agreeing.cells)
    if facts.counted_by:
        sure = min(sure, ALTERNATIVE_CONFIDENCE)
    return min(sure, BLANK_CONFIDENCE) if facts.agreeing.blanks else sure


def _contradicted(case: Case, way: Counted) -> bool:
    """Whether a total that ``way`` takes cells from differs from the sum of its parts: a rest of it then is no count."""
    plus = set(way.cells) - set(way.less)
    totals = [t for t in case.form.totals if t.key in plus and set(t.parts) & set(way.less)]
    return any(not unread_cells(case, t.parts) and sum_of(case, t.parts) != case.report.value(t.key) for t in totals)


def check_subjects(
    case: Case, wanted: Callable[[str], bool], *, aside: Callable[[Case, Claim], bool] | None = None
) -> Iterator[Outcome]:
    """One outcome per judged claim whose subject is ``wanted``, those that speak of something else (``aside``) left out.

    A figure of uncertain scope that does not fit is passed over where it is none of the year's totals by all
    appearance: it stands among the problems, is only about, or another figure of the same subject fits the table.
    """
    found = [
        (claim, outcome)
        for judgeable, locus in judged(case, wanted)
        if (claim := _of_known_cases(case, judgeable))
        and not (aside and aside(case, claim))
        and (outcome := against_tables(case, claim, locus))
    ]
    fitting = {claim.subject for claim, outcome in found if outcome.verdict == "pass" and claim.exact}
    for claim, outcome in found:
        minor = claim.scope != "report" and (
            _is_part(claim, outcome) or claim.section == _PROBLEMS or claim.subject in fitting or not claim.exact
        )
        # Cases corrected that are named as a problem may be some of them, but not more than there are.
        too_many = (claim.subject or "").endswith(".corrected") and claim.exact and _is_more(outcome)
        if outcome.verdict != "undecided" or not minor or too_many:
            yield outcome


def _is_part(claim: Claim, outcome: Outcome) -> bool:
    """Whether words make the number a part of a line, a column or a result: no total of the year is stated there.

    Decisions of one field (“建房规划许可22件”) are a part where they are fewer than all, and no misprint of that.
    """
    subject = claim.subject or ""
    whole = outcome.facts.expected if isinstance(outcome.facts, Comparison) else None
    less = whole is not None and claim.value < whole and not is_slip(claim.value, whole)
    return claim.narrowed and ((less and subject.endswith(".decisions")) or not subject.endswith(_WHOLE))


def _is_more(outcome: Outcome) -> bool:
    """Whether the text states more than the table does."""
    facts = outcome.facts
    return isinstance(facts, Comparison) and facts.expected is not None and facts.text.number > facts.expected


def _of_known_cases(case: Case, claim: Claim) -> Claim:
    """``claim``, of certain scope where it states a result of the cases whose number its sentence gives as the table does."""
    route, _, result = (claim.subject or "").rpartition(".")
    total = f"{route}.total"
    in_tables = quantity(total, case.form)
    if claim.scope == "report" or not route.startswith("litigation.") or result == "total" or claim.section > _TABLES:
        return claim
    known = figure(case, in_tables.ways[0]).value if in_tables else None
    for other in beside(case, claim):
        if other.subject == total and other.exact and other.value and other.value == known:
            return replace(claim, scope="report") if other.scope in JUDGED_SCOPES else claim
    return claim
