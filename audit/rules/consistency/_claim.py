"""Comparing what the text states with what the tables state: the one place that decides, so that all rules speak alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from audit.findings import Evidence, Outcome
from audit.model import Claim
from audit.rules import Case
from audit.rules._compare import BLANK_CONFIDENCE, evidences, not_stated, sum_of, unfilled, unread, unread_table
from audit.rules.consistency._paragraphs import beside
from audit.rules.consistency._readings import Quantity, Reading, quantity
from audit.text import Value, apart, fold, minus, show

#: Confidence where the sentence may speak of something else than the table.
UNCLEAR_CONFIDENCE = 0.5
#: Confidence of a verdict that rests on another than the usual way of counting.
ALTERNATIVE_CONFIDENCE = 0.9
#: The section on problems and measures, whose figures are mostly parts and examples.
_PROBLEMS = 5
#: The last section whose text is on the tables.
_TABLES = 4
_RECEIVED, _CARRIED_IN = "applications.received.total", "applications.carried_in.total"
#: What says that only the year's own applications are counted, or that everything in hand is.
_NEW = re.compile("新(?:收|增|接)|本年新")
_ALL_TOLD = re.compile("共|总|合计|累计|办理|处理|受理")
#: Scopes that are held against the tables; a sentence about another year or body is not.
_JUDGED = frozenset(("report", "unclear"))


@dataclass(frozen=True, slots=True)
class Figure:
    """What the tables give for one reading: ``value`` is None where a cell is unread or all cells are blank."""

    reading: Reading
    value: Value | None
    blanks: int
    unread: int


def judged(case: Case, wanted: Callable[[str], bool]) -> Iterator[tuple[Claim, str]]:
    """The number claims whose subject is ``wanted`` and whose scope may be held against the tables, each with its locus.

    The locus counts the claims of one subject in printed order, so that it stays the same from run to run.
    Denials (a zero without a unit and without a digit) are left to C004.
    """
    seen: Counter[str] = Counter()
    for claim in case.report.claims:
        if claim.subject is None or not wanted(claim.subject) or is_denial(claim):
            continue
        seen[claim.subject] += 1
        if claim.scope in _JUDGED:
            yield claim, f"{claim.subject}#{seen[claim.subject]}"


def is_denial(claim: Claim) -> bool:
    """Whether the claim is a sentence that says “none” instead of a printed 0."""
    return claim.value == 0 and not claim.unit and not any(char.isdigit() or char in "零〇" for char in claim.text)


def text_evidence(claim: Claim) -> Evidence:
    """The claim's place with its printed words."""
    return Evidence(claim.place, claim.printed or claim.text, "正文")


def figure(case: Case, reading: Reading) -> Figure:
    """The value of ``reading`` in the tables, blanks counted as nothing where at least one cell is filled."""
    missing, blanks = unread(case, reading.keys), not_stated(case, reading.keys)
    if missing or len(blanks) == len(reading.keys):
        return Figure(reading, None, len(blanks), len(missing))
    return Figure(reading, minus(sum_of(case, reading.plus), sum_of(case, reading.minus)), len(blanks), 0)


def against_tables(
    case: Case, claim: Claim, locus: str, *, same: Callable[[Claim, Figure], bool] | None = None
) -> Outcome | None:
    """Hold ``claim`` against every documented reading of its subject; None where the form has no such cell.

    Any reading that fits passes. None fits: ``fail`` only for an exact number of certain scope against filled cells,
    else ``undecided`` with both figures. ``same`` replaces the comparison of equal numbers.
    """
    meant = quantity(claim.subject or "", case.form)
    if meant is None:
        return None
    figures = [figure(case, reading) for reading in _open_readings(case, claim, meant)]
    usual = figures[0]
    fits = same or (lambda stated, found: found.value == stated.value)
    places = (text_evidence(claim), *evidences(case, usual.reading.keys))
    said = f"正文“{claim.text}”"
    # “None at all” is not true of cases that are merely undecided: a zero has the usual reading only.
    possible = figures[:1] if claim.value == 0 else figures
    fitting = next((found for found in possible if found.value is not None and fits(claim, found)), None)
    if fitting is not None and claim.exact:
        return _passed(case, claim, locus, meant, fitting, usual=usual)
    keys = usual.reading.keys
    if usual.unread:
        lacking = unread_table(case, keys) or f"{meant.name}有未能读取的单元格"
        return _open(case, f"{said}：{lacking}，无法核对", locus, places, keys=keys, claim=claim)
    if usual.value is None:
        if claim.value == 0 and not any(found.value for found in figures):
            message = f"{said}：{meant.name}空白未填，与正文的0不矛盾"
            return case.outcome("pass", message, locus, places, confidence=BLANK_CONFIDENCE, cells=keys, actual=0)
        return _open(case, f"{said}：{meant.name}空白未填，无法核对", locus, places, keys=keys, claim=claim)
    shown = f"{said}，{meant.name}为 {show(usual.value)}"
    gap = show(apart(claim.value, usual.value))
    if not claim.exact:
        return _approximate(case, claim, locus, figures, places, shown=shown)
    if claim.scope != "report":
        message = f"{shown}，差 {gap}；正文此处的统计范围不能确定与表格相同，请人工核对"
        return _open(case, message, locus, places, keys=keys, claim=claim, expected=usual.value)
    if usual.blanks or any(found.unread for found in figures):
        return _open(case, f"{shown}，但有空白或未能读取的单元格，无法核对", locus, places, keys=keys, claim=claim)
    told = [f for f in figures[1:] if f.value is not None and not (f.reading.minus and _contradicted(case, f.reading))]
    others = "、".join(f"{f.reading.name}为 {show(f.value)}" for f in told)
    message = f"{shown}，差 {gap}" + (f"；按其他口径（{others}）亦不符" if others else "")
    return case.outcome(
        "fail",
        message,
        locus,
        places,
        confidence=_confidence(case, keys),
        cells=keys,
        expected=usual.value,
        actual=claim.value,
        difference=minus(claim.value, usual.value),
    )


def _contradicted(case: Case, reading: Reading) -> bool:
    """Whether a total that ``reading`` takes cells from differs from the sum of its parts: a rest of it then is no count."""
    totals = [t for t in case.form.totals if t.key in reading.plus and set(t.parts) & set(reading.minus)]
    return any(not unread(case, t.parts) and sum_of(case, t.parts) != case.report.value(t.key) for t in totals)


def _open_readings(case: Case, claim: Claim, meant: Quantity) -> Sequence[Reading]:
    """The readings of what was received: without what was carried in where the words say “new”, or where it is stated apart."""
    if claim.subject != _RECEIVED:
        return meant.readings
    near = beside(case, claim)
    once = sum(c.subject == _RECEIVED for c in near) == 1 and not _ALL_TOLD.search(claim.text)
    apart = once and any(c.subject == _CARRIED_IN and c.value and _is_apart(claim, c) for c in near)
    if not apart and not _NEW.search(claim.text):
        return meant.readings
    return [reading for reading in meant.readings if not any("carried_in" in key for key in reading.keys)]


def _is_apart(claim: Claim, carried: Claim) -> bool:
    """Whether ``carried`` follows ``claim`` right behind a comma: in brackets or behind “其中”, “含” it would be a part."""
    printed = fold(claim.sentence)
    end = printed.find(fold(claim.text)) + len(fold(claim.text))
    between = printed[end : max(end, printed.find(fold(carried.text), end))]
    return re.fullmatch("[,，、;；](?:另有|另|还有|加上)?", between) is not None


def _passed(case: Case, claim: Claim, locus: str, meant: Quantity, fitting: Figure, *, usual: Figure) -> Outcome:
    keys = fitting.reading.keys
    message = f"正文“{claim.text}”，{meant.name}为 {show(fitting.value)}，相符"
    confidence = _confidence(case, keys)
    if fitting is not usual:
        message += f"（按“{fitting.reading.name}”口径；按“{usual.reading.name}”为 {show(usual.value) or '空白'}）"
        confidence = min(confidence, ALTERNATIVE_CONFIDENCE)
    if fitting.blanks:
        message += unfilled(case, not_stated(case, keys))
        confidence = min(confidence, BLANK_CONFIDENCE)
    places = (text_evidence(claim), *evidences(case, keys))
    return case.outcome(
        "pass",
        message,
        locus,
        places,
        confidence=confidence,
        cells=keys,
        expected=fitting.value,
        actual=claim.value,
    )


def _approximate(
    case: Case, claim: Claim, locus: str, figures: list[Figure], places: tuple[Evidence, ...], *, shown: str
) -> Outcome:
    keys = figures[0].reading.keys
    near = [f for f in figures if f.value is not None and claim.value <= 2 * f.value and f.value <= 2 * claim.value]
    if near:
        message = f"{shown}；正文为约数，仅核对量级，大致相当"
        return case.outcome("pass", message, locus, places, confidence=BLANK_CONFIDENCE, cells=keys)
    return _open(case, f"{shown}；正文为约数，与表中数字相差较大，请人工核对", locus, places, keys=keys, claim=claim)


def _open(
    case: Case,
    message: str,
    locus: str,
    places: tuple[Evidence, ...],
    *,
    keys: tuple[str, ...],
    claim: Claim,
    expected: Value | None = None,
) -> Outcome:
    return case.outcome(
        "undecided",
        message,
        locus,
        places,
        confidence=UNCLEAR_CONFIDENCE,
        cells=keys,
        expected=expected,
        actual=claim.value,
    )


def _confidence(case: Case, keys: tuple[str, ...]) -> float:
    return min(case.report.cells[key].confidence for key in keys)


def check_subjects(
    case: Case, wanted: Callable[[str], bool], *, aside: Callable[[Case, Claim], bool] | None = None
) -> Iterator[Outcome]:
    """One outcome per judged claim whose subject is ``wanted``, those that speak of something else (``aside``) left out.

    A figure of uncertain scope that does not fit is passed over where it is none of the year's totals by all
    appearance: it stands among the problems, is only about, or another figure of the same subject fits the table.
    """
    found = [
        (claim, outcome)
        for stated, locus in judged(case, wanted)
        if (claim := _of_known_cases(case, stated))
        and not (aside and aside(case, claim))
        and (outcome := against_tables(case, claim, locus))
    ]
    fitting = {claim.subject for claim, outcome in found if outcome.verdict == "pass" and claim.exact}
    for claim, outcome in found:
        minor = claim.scope != "report" and (claim.section == _PROBLEMS or claim.subject in fitting or not claim.exact)
        # Cases corrected that are named as a problem may be some of them, but not more than there are.
        too_many = (claim.subject or "").endswith(".corrected") and claim.exact and _is_more(outcome)
        if outcome.verdict != "undecided" or not minor or too_many:
            yield outcome


def _is_more(outcome: Outcome) -> bool:
    """Whether the text states more than the table does."""
    stated, given = outcome.actual, outcome.expected
    return isinstance(stated, int) and isinstance(given, int) and stated > given


def _of_known_cases(case: Case, claim: Claim) -> Claim:
    """``claim``, of certain scope where it states a result of the cases whose number its sentence gives as the table does."""
    route, _, result = (claim.subject or "").rpartition(".")
    total = f"{route}.total"
    meant = quantity(total, case.form)
    if claim.scope == "report" or not route.startswith("litigation.") or result == "total" or claim.section > _TABLES:
        return claim
    known = figure(case, meant.readings[0]).value if meant else None
    for other in beside(case, claim):
        if other.subject == total and other.exact and other.value and other.value == known:
            return replace(claim, scope="report") if other.scope in _JUDGED else claim
    return claim


def rounded_alike(stated: Decimal | int, exact: Decimal) -> bool:
    """Whether ``stated`` is ``exact`` rounded or cut to the digits that ``stated`` prints."""
    step = Decimal(1).scaleb(Decimal(stated).as_tuple().exponent)  # type: ignore[arg-type]
    return abs(Decimal(stated) - exact) < step and (abs(exact) >= abs(Decimal(stated)) or _half(stated, exact, step))


def _half(stated: Decimal | int, exact: Decimal, step: Decimal) -> bool:
    return abs(Decimal(stated) - exact) <= step / 2
