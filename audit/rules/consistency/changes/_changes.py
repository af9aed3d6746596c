"""Changes that the text states (“同比增长20%”) against the earlier year's report, the sentence itself and the paragraph."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from audit.findings import Change, Counted, Side, rate, rounded_alike
from audit.model import JUDGED_SCOPES, Claim
from audit.patterns import regex
from audit.rules.consistency.changes._directions import GROWTH, LEVEL, RATIO, agrees
from audit.rules.consistency.changes._two_years import stands_behind
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.earlier import compared_year, earlier_places, earlier_sides
from audit.rules.consistency.figures import ALL, CONCLUDED, RECEIVED, figure, quantity
from audit.rules.consistency.nearby import UNITS_OF_RATES, counts_before
from audit.rules.kit import Case, Evidence, Outcome, Verdict
from audit.text import Value, added, minus
from audit.words import YEAR

_NAMED_YEAR = regex(rf"{YEAR}(?=年)")
#: The year compared with and the bracket behind it, and what closes that.
_COMPARED = regex(rf"(?:[较比]|与)(?:上一?年度?|去年|{YEAR}年度?)(?:同期)?[（(]\s*")
_CLOSED = regex(r"\s*[）)]")
_SENTENCES_REMEMBERED = 64
#: Characters between a year and the number that is of it: “2022年为91件”.
NEAR = 10
_DIVIDED = regex("其中|包括|包含|分别|[：:（(]")
#: What deals changes out to several names.
_DEALT = regex("分别|依次|各(?=[增减上下])")
_RISE = regex("(?P<up>增长|增加|上升|提高)|下降|减少|降低|回落")


class _Judged(NamedTuple):
    """One comparison of a change, before it is an outcome."""

    verdict: Verdict
    facts: Change
    locus: str
    places: tuple[Evidence, ...]
    confidence: float = 1.0

    def outcome(self, case: Case) -> Outcome:
        """The outcome on it."""
        return case.outcome(self.verdict, self.facts, self.locus, self.places, confidence=self.confidence)


def by_report_and_sentence(case: Case, claims: Sequence[Claim], index: int, locus: str) -> Iterator[Outcome]:
    """The outcomes on the change at ``index``, named ``locus``: by the earlier report and by the sentence itself.

    Two failures are told as one, because it is one number that is wrong. Where the change is true of the tables of both
    years and the sentence gives another number for one of them, it is that number that is wrong.
    """
    before = counts_before(claims, index)
    report = _by_report(case, claims, index, before, locus)
    sentence = _within_sentence(claims, index, before, f"{locus}:text")
    if report and sentence and report.verdict == "pass" and sentence.verdict == "fail":
        known = {side.value for side in (report.facts.now, *report.facts.before)}
        if not known >= {side.value for side in (sentence.facts.now, *sentence.facts.before)}:
            sentence = None
    judged = [one for one in (report, sentence) if one is not None]
    failures = [one for one in judged if one.verdict == "fail"]
    yield from (one.outcome(case) for one in judged if one.verdict != "fail")
    if failures:
        also = tuple(one.facts for one in failures[1:])
        yield failures[0]._replace(facts=replace(failures[0].facts, also=also)).outcome(case)


def change_alone(case: Case, claims: Sequence[Claim], above: Sequence[Claim], locus: str) -> Iterator[Outcome]:
    """Hold “较2023年的8件增长25%”, a sentence of its own, against the figures that its paragraph has stated before."""
    if len(claims) != 2 or claims[0].subject != "change.base" or claims[1].unit != "%" or not above:
        return
    base, change = claims
    rise = _RISE.search(change.text)
    counts = [c for c in above if c.unit == base.unit and c.exact and c.scope == "report" and c.value]
    if rise is None or not base.value or not base.exact or not change.exact or not counts:
        return
    places = (text_evidence(change), text_evidence(base), *(text_evidence(c) for c in counts[:1]))

    def fits(value: Value) -> bool:
        step = minus(value, base.value) if rise["up"] else minus(base.value, value)
        return rounded_alike(change.value, rate(step, base.value))

    fitting = next((c for c in counts if fits(c.value)), None)
    now = text_side(fitting or counts[0])
    facts = Change(
        "paragraph", text_side(change), now, (text_side(base),), "agrees" if fitting else "differs", bool(rise["up"])
    )
    if fitting is not None:
        yield case.outcome("pass", facts, locus, places)
        return
    tables = (figure(case, way) for way in (RECEIVED, ALL, CONCLUDED))
    in_tables = next((found for found in tables if found.value and fits(found.value)), None)
    if in_tables is not None:
        facts = replace(facts, result="unclear", elsewhere=in_tables)
        yield case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)
    else:
        yield case.outcome("fail", facts, locus, places, confidence=0.6)


def _by_report(case: Case, claims: Sequence[Claim], index: int, before: Sequence[Claim], locus: str) -> _Judged | None:
    """Hold a change against this year's number, of the text or of the tables, and what the report of the earlier year gives."""
    claim = claims[index]
    year, versions = compared_year(case, claim)
    in_tables = quantity(claim.about or "", case.form)
    if _DEALT.search(claim.sentence[: claim.end]) or not versions or in_tables is None:
        return None
    before = [c for c in before if c.role in ("", "now") and c.scope != "other_year"]
    count = next((c for c in reversed(before) if c.subject == claim.about), before[-1] if before else None)
    count = None if count is not None and count.subject not in (claim.about, None) else count
    if count is None and (claim.narrowed or (before and not _names_itself(claims, index))):
        return None
    tables = [table_side(found) for way in in_tables.ways if (found := figure(case, way)).value is not None]
    nows = [text_side(count)] if count is not None else tables
    earlier = earlier_sides(case, versions, year, claim.about or "")
    bases = {c.value for c in claims[:index] if c.role == "base" and c.subject in (claim.about, "change.base")}
    earlier = [side for side in earlier if side.value in bases] or earlier
    near = count is not None and index > 0 and claims[index - 1] is count and stands_behind(claims, index)
    same = {side.name for side in tables if count is not None and side.value == count.value}
    alike = same if near else set()
    earlier = [side for side in earlier if side.name in alike] or earlier
    if not nows or not earlier:
        return None
    places = (
        text_evidence(claim),
        *((text_evidence(count),) if count else ()),
        *earlier_places(versions[0], earlier[:1]),
    )
    facts = Change("report", text_side(claim), nows[0], tuple(earlier), "agrees", _rises(claim), ratio=_is_ratio(claim))
    results = []
    for now in (*nows, *(tables if count is not None and not alike else ())):
        ways = same if count is not None and now is nows[0] else {now.name}
        for side in (one for one in _counted_alike(earlier, ways) if one.value or claim.unit not in UNITS_OF_RATES):
            results.append(agrees(claim, now.number, side.number))
            if results[-1]:
                return _Judged("pass", replace(facts, now=now, before=(side,)), locus, places)
    usual = tuple(side for side in earlier if side.name == earlier[0].name)
    sure = not figure(case, in_tables.ways[0]).blanks if count is None else _is_certain(count, tables)
    certain = (
        sure
        and not claim.narrowed
        and not _may_be_of_another(claims, index)
        and len({side.value for side in usual}) == 1
        and None not in results
    )
    if certain and (usual[0].value or claim.unit not in UNITS_OF_RATES):
        return _Judged("fail", replace(facts, before=usual, result="differs"), locus, places, 0.8)
    return _Judged("undecided", replace(facts, before=usual, result="unknown"), locus, places, UNCLEAR_CONFIDENCE)


def _may_be_of_another(claims: Sequence[Claim], index: int) -> bool:
    """Whether a change that does not say of what it is stands behind a division: it may be of the whole or of its last part."""
    claim = claims[index]
    words = claim.sentence[: claim.end]
    return claim.part is None and len(counts_before(claims, index)) > 1 and _DIVIDED.search(words) is not None


def _is_certain(count: Claim, tables: Sequence[Side]) -> bool:
    """Whether the number that the text states is sure to be of the whole year: its words say so, or it is that of the tables."""
    of_tables = count.scope == "unclear" and count.value in {side.value for side in tables}
    return count.exact and (count.scope == "report" or of_tables)


def _names_itself(claims: Sequence[Claim], index: int) -> bool:
    """Whether the change says of what it is, other than what the number before it counts."""
    return claims[index].about not in {c.subject for c in claims[:index]} and claims[index].about is not None


def _counted_alike(earlier: Sequence[Side], ways: Collection[str]) -> Sequence[Side]:
    """The earlier numbers counted in one of ``ways``: both years of a change are counted alike. All where none is."""
    return [side for side in earlier if side.name in ways] or earlier


def table_side(found: Counted) -> Side:
    """A number of the tables as one side of a comparison."""
    return Side("table", found.name, found.value, found.cells)


def _rises(claim: Claim) -> bool:
    return claim.subject in (GROWTH, LEVEL)


def _is_ratio(claim: Claim) -> bool:
    return claim.subject == RATIO


def _within_sentence(claims: Sequence[Claim], index: int, before: Sequence[Claim], locus: str) -> _Judged | None:
    """Hold a change against the figure, the earlier figure and the other change that its sentence states besides."""
    claim = claims[index]
    now = _later(claims, index, before)
    if now is None or _DEALT.search(claim.sentence[: claim.end]):
        return None
    rises = _rises(claim)
    base = _earlier(claims, index, now)
    compared = _NAMED_YEAR.search(claim.text)
    if base is not None and compared and compared[0] not in base.sentence[: base.end][-2 * NEAR :]:
        return None
    near = claims[claims.index(now) + 1 : index + 2]
    step = next((c for c in near if c.subject == claim.subject != RATIO and c.unit == now.unit), None)
    if step is not None and _NAMED_YEAR.findall(step.text) != _NAMED_YEAR.findall(claim.text) and step is not claim:
        step = None if _NAMED_YEAR.search(claim.text) else step
    if base is not None and (base.unit != now.unit or not base.exact):
        return None
    if base is None and (step is None or step is claim or not step.exact):
        return None
    earlier = _before_step(now, base, step, rises=rises)
    places = tuple(text_evidence(c) for c in (claim, now, base, step) if c is not None)
    if claim.unit in ("%", "倍") and earlier.number <= 0:
        return None
    facts = Change("sentence", text_side(claim), text_side(now), (earlier,), "agrees", rises, ratio=_is_ratio(claim))
    result = agrees(claim, now.value, earlier.number)
    if result:
        return _Judged("pass", facts, locus, places)
    if result is None or (claim.narrowed and not (claim.part and now.role == "now")):
        return _Judged("undecided", replace(facts, result="unclear"), locus, places, UNCLEAR_CONFIDENCE)
    own = base is not None and base.role == "base" and not _is_bracketed(base)
    if (
        base is not None
        and base.scope == "other_year"
        and not own
        and (_is_bracketed(base) or base.subject != now.subject)
    ):
        return _Judged("undecided", replace(facts, result="unclear"), locus, places, UNCLEAR_CONFIDENCE)
    return _Judged("fail", replace(facts, result="differs"), locus, places, 0.8)


def _later(claims: Sequence[Claim], index: int, before: Sequence[Claim]) -> Claim | None:
    """This year's number that the change at ``index`` leads to: the last before it, or “达到120件” right behind it."""
    claim = claims[index]
    counts = [c for c in before if c.role in ("", "now") and c.scope in JUDGED_SCOPES and not _is_bracketed(c)]
    reached = bool(counts) and counts[-1].role == "now" and claim.part in (None, counts[-1].subject)
    if claim.about is None and not reached:
        counts = []
    if counts and counts[-1].exact and (counts[-1].subject == claim.about or reached):
        return counts[-1]
    behind = claims[index + 1] if index + 1 < len(claims) else None
    if not counts and behind is not None and behind.unit != "%" and behind.exact and behind.scope == "report":
        return behind if any(c.role == "base" for c in before) else None
    return None


def _earlier(claims: Sequence[Claim], index: int, now: Claim) -> Claim | None:
    """The earlier number of what ``now`` counts, nearest to it in the sentence."""
    position = claims.index(now)
    if now.role == "now":  # “由上年的40件增长到64件”
        return next((c for c in reversed(claims[:position]) if c.role == "base" and c.unit == now.unit), None)
    behind = claims[position + 1 : index + 2]
    found = next((c for c in behind if _is_earlier(c) and _is_same(c, now)), None)
    if found is None and position:
        last = claims[position - 1]
        found = last if _is_earlier(last) and _is_same(last, now) else None
    return found


def _is_same(base: Claim, now: Claim) -> bool:
    """Whether the earlier number may be of what ``now`` counts."""
    return base.subject in (now.subject, "change.base", None)


def _is_earlier(claim: Claim) -> bool:
    named = claim.subject == "change.base" or claim.role == "base" or claim.scope == "other_year"
    return claim.unit != "%" and (named or _is_bracketed(claim))


def _before_step(now: Claim, base: Claim | None, step: Claim | None, *, rises: bool) -> Side:
    """The earlier number: ``base``, or worked out from the ``step`` that the sentence states."""
    if base is not None:
        return text_side(base)
    more = step.value if step is not None else 0
    value = minus(now.value, more) if rises else added((now.value, more))
    return Side("text", "正文", value, sentence=now.sentence)


def _is_bracketed(claim: Claim) -> bool:
    """Whether the number stands in brackets behind the year compared with: “比2023年（31起）下降29%”."""
    number = claim.text.strip()
    return any(
        claim.sentence.startswith(number, start) and _CLOSED.match(claim.sentence, start + len(number))
        for start in _opened(claim.sentence)
    )


@lru_cache(_SENTENCES_REMEMBERED)
def _opened(sentence: str) -> tuple[int, ...]:
    """Where brackets are opened behind a year compared with."""
    return tuple(match.end() for match in _COMPARED.finditer(sentence))
