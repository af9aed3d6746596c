"""Rates of a result of cases, “行政复议5件，维持率100%”: so many of the cases had this result, never the number of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.findings import Counted, Share, Side, rate, rate_may_be
from audit.model import Claim
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.figures import figure, quantity
from audit.rules.consistency.shares._bases import stated_bases
from audit.rules.kit import Case, Outcome

#: How the subjects of cases begin.
CASES = "litigation."
#: What a court dismisses is won by the organ, although 表四 counts it as another result.
_WON = ("upheld", "other")
_DECIDED = ("upheld", "corrected")


def rate_of_result(
    case: Case, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Outcome | None:
    """Hold the rate at ``index`` against its result in table 四, over all cases of that route, the concluded or the decided ones.

    Where the text states the number of the result or of the cases, that is taken. ``above`` are the claims of the
    paragraph's earlier sentences.
    """
    share = claims[index]
    if share.narrowed or share.role == "base":
        return None
    stated = [c for c in (*above, *claims[:index]) if c.exact and c.scope == "report" and c.role in ("", "now")]
    places, subjects = (text_evidence(share),), (*_of_suits(share), share.part or "", *share.others)
    tried = [
        (part, whole, rate_may_be(share.value, share.approximate, rate(part.number, whole.number)))
        for subject in subjects
        for part in _parts(case, subject, share, stated)
        for whole in _wholes(case, subject, share, stated)
        if whole.value and part.number <= whole.number
    ]
    if not tried:
        return case.outcome("undecided", Share(text_side(share)), locus, places, confidence=UNCLEAR_CONFIDENCE)
    usual = tried[0][0]
    facts = Share(text_side(share), usual, tuple(whole for part, whole, _ in tried if part == usual))
    cells = tuple(dict.fromkeys(key for part, whole, _ in tried for key in (*part.cells, *whole.cells)))
    fitting = next(((part, whole) for part, whole, fits in tried if fits), None)
    if fitting is not None:
        facts = replace(facts, part=fitting[0], fitting=fitting[1])
        return case.outcome("pass", facts, locus, places, cells=cells)
    open_ = any(fits is None for _, _, fits in tried) or any(isinstance(p, Counted) and p.blanks for p, _, _ in tried)
    if open_:
        facts = replace(facts, doubt="scope")
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=cells)
    return case.outcome("fail", facts, locus, places, confidence=0.7, cells=cells)


def _of_suits(share: Claim) -> tuple[str, ...]:
    """The result in suits alone, where the words say that these are lost or won: a review is neither."""
    suits = [part for part in (share.part or "").split("+") if part.startswith(f"{CASES}suit")]
    return ("+".join(suits),) if suits and ("败诉" in share.text or "胜诉" in share.text) else ()


def _parts(case: Case, subject: str, share: Claim, stated: Sequence[Claim]) -> list[Side | Counted]:
    """The numbers of cases that had the result: as the text states it, else as table 四 does."""
    in_text = [text_side(c) for c in stated if c.subject == subject]
    if in_text:
        return list(in_text[-1:])
    subjects = [subject]
    if "胜诉" in share.text:
        subjects.append(_with(subject, _WON))
    return [found for one in subjects if (found := _table(case, one)) is not None and found.value is not None]


def _wholes(case: Case, subject: str, share: Claim, stated: Sequence[Claim]) -> list[Side | Counted]:
    """What the rate may be taken of: what its words name, else all cases of the routes, those concluded, those decided."""
    if share.base:
        return stated_bases(case, share, share.base, stated)
    total, concluded = _with(subject, ("total",)), _with(subject, ("concluded",))
    names = (total,) if subject == concluded else (total, concluded, _with(subject, _DECIDED))
    in_text: list[Side | Counted] = [text_side(c) for c in stated if c.subject in names[:2]]
    known = [*in_text, *(found for name in names if (found := _table(case, name)) is not None)]
    return list({one.value: one for one in reversed(known)}.values())[::-1]


def _with(subject: str, results: Sequence[str]) -> str:
    """The subject of the same routes with other results."""
    routes = dict.fromkeys(part.rpartition(".")[0] for part in subject.split("+"))
    return "+".join(f"{route}.{result}" for route in routes for result in results)


def _table(case: Case, subject: str) -> Counted | None:
    """The number that table 四 gives in the usual way of counting."""
    in_tables = quantity(subject, case.form)
    return replace(figure(case, in_tables.ways[0]), name=in_tables.name) if in_tables else None
