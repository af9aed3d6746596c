"""Whether a parent's figures are the sums of its children's: data for a rule over many reports, no verdicts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audit.forms import Form, load
from audit.model import Claim, Report
from audit.patterns import regex
from audit.text import Value, added, fold, minus
from audit.words import NUMERAL, REGION, ending, in_front

Relation = Literal["equal", "differs", "open"]

#: Whose figures a claim may be that names a sub-unit.
_SCOPES = frozenset(("sub_unit", "unclear"))
#: What may stand around a child's name in a list, so that the number is that child's alone.
#: Of the levels only the parent's own: in a city's report “市教育局” is the city's, “县教育局” is not.
_BEFORE = r"(?:其中|包括|含|由|全年|本年度?|[LEVELS、，,：:\s])*"
_BEHIND = regex(
    rf"""
    (?: 全年 | 本年度? | 共计? | 合计                                    # when, how it is counted
      | 收到 | 受理 | 新收 | 接到 | 接收 | 办理 | 答复 | 办结            # what was done
      | 政府信息公开 | 依申请公开 | 申请 | 为 | 了 | \s )*               # with what
    [0-9０-９{NUMERAL}]
    """,
    re.VERBOSE,
)
#: The parent itself in a list of its children, and the child that stands for it.
_ITSELF = regex(rf"[{REGION}]?(?:(?:人民)?政府(?:本级|机关)?|本级)")
#: Children whose tables are corrected together to explain one figure, at most: many would explain any.
_MAX_AT_ODDS = 3
OFFICE = regex(rf"(?:人民政府{ending('office')}|政府办|本级)$")


@dataclass(frozen=True, slots=True)
class CellSum:
    """One figure beside the sum of the children's cell ``key``.

    ``stated`` is the figure (None: not read or blank), ``total`` the sum over the children that have the cell, None where
    none has. ``relation`` is "open" where something is lacking; with children lacking it is still "differs" where the
    others alone exceed the figure, for counts are never negative. ``lacking`` names the children without a report
    or without a readable cell, ``blanks`` those whose cell is printed blank or “/” (counted as nothing, to be said).
    ``claim`` states the figure, None where it is the parent's own cell. ``at_odds`` names the children whose
    own tables do not add up, where the numbers with which they do would give the figure: "open", for the fault is there.
    """

    key: str
    relation: Relation
    stated: Value | None
    total: Value | None
    lacking: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    claim: Claim | None = None
    children: tuple[str, ...] = ()
    at_odds: tuple[str, ...] = ()

    @property
    def difference(self) -> Value | None:
        """``stated`` less ``total``, None where either is not known."""
        if self.stated is None or self.total is None:
            return None
        return minus(self.stated, self.total)


def table_keys(form: Form, tables: Collection[str]) -> tuple[str, ...]:
    """The cells of the tables numbered ``tables`` (“三”, “四”), in printed order, without those that may be negative."""
    return tuple(key for key, cell in form.cells.items() if cell.table in tables and not cell.signed)


def shared_keys(reports: Iterable[Report], tables: Collection[str]) -> tuple[str, ...]:
    """The cells of ``tables`` that the forms of all ``reports`` have; () where one has no unified form."""
    forms = [load(report.edition) if report.edition else None for report in reports]
    if not forms or forms[0] is None:
        return ()
    return tuple(key for key in table_keys(forms[0], tables) if all(form and key in form.cells for form in forms))


def cell_sums(parent: Report, children: Mapping[str, Report | None], keys: Iterable[str]) -> list[CellSum]:
    """``parent``'s cells ``keys`` beside the sums over ``children`` (None: no report), in the order of ``keys``.

    Without children there is nothing to compare: [].
    """
    sums = [_compared(key, parent.value(key), children, tuple(children)) for key in keys] if children else []
    return [_charged(item, children) for item in sums]


def _charged(item: CellSum, children: Mapping[str, Report | None]) -> CellSum:
    """``item`` left open where the tables of few children, once they add up, give the figure that is stated.

    A blank cell counts as nothing until then.
    """
    if item.relation != "differs" or item.difference is None or item.lacking:
        return item
    reached: dict[Value, tuple[str, ...]] = {0: ()}
    for name in item.children:
        child = children.get(name)
        cell = child.cells.get(item.key) if child else None
        if child is None or cell is None or cell.kind == "text":
            continue
        changes = {minus(number, cell.value or 0) for number in _needed(child, item.key) if number >= 0}
        for before, names in list(reached.items()):
            if len(names) < _MAX_AT_ODDS:
                for gap in (added((before, change)) for change in changes):
                    if gap not in reached or len(reached[gap]) > len(names) + 1:
                        reached[gap] = (*names, name)
    found = reached.get(item.difference)
    return replace(item, relation="open", at_odds=found) if found else item


def _needed(report: Report, key: str) -> Iterator[Value]:
    """The numbers that the cell ``key`` would need for each sum of its form in which it stands and that does not hold."""
    form = load(report.edition) if report.edition else None
    totals = [(total.parts, (total.key,)) for table in form.tables for total in table.totals] if form else []
    balances = [(balance.left, balance.right) for balance in form.balances] if form else []
    for left, right in (*totals, *balances):
        if key in left or key in right:
            cells = [report.cells.get(each) for each in (*left, *right)]
            if all(cell is not None and cell.kind != "text" for cell in cells):
                gap = minus(*(added(report.value(each) or 0 for each in side) for side in (right, left)))
                if gap:
                    yield added((report.value(key) or 0, gap if key in left else minus(0, gap)))


def listed_sums(
    parent: Report,
    children: Mapping[str, Report | None],
    words: Mapping[str, Sequence[str]],
    named: Callable[[str], str | None] = lambda _: None,
) -> list[CellSum]:
    """What the text of ``parent`` says of children (“各部门933件，其中县教育局102件”) beside the children's own cells.

    ``words`` are the ways in which the text may name one child or a group, each with the children meant; a claim that
    says more than one of them and its number (“教育局下属学校5件”, “教育局和水务局共5件”) is left out. What is counted is the claim's subject or, in a list, that of the claim before it
    in its sentence with the same unit; claims that state neither a cell nor an exact number are left out. ``named`` gives
    the one child that any other name means for certain.

    Where a list names children by themselves beside a group that they belong to (“县政府办4件、各部门5件”), or the parent
    itself, the group may be meant without them: a number that then agrees is taken to.
    """
    found: list[CellSum] = []
    before = _before(parent.agency)
    for claim, subject in _with_subjects(parent.claims):
        word = _named(claim.text, words, before)
        one = None if word else named(_name(claim.text, before))
        names = tuple(words[word]) if word else (one,) if one else ()
        if names and claim.exact and claim.scope in _SCOPES and subject:
            found.append(_compared(subject, claim.value, children, names, claim))
    parents = {_list(claim) for claim in parent.claims if _ITSELF.fullmatch(_name(claim.text, before))}
    single: dict[tuple[object, ...], set[str]] = {}
    for item in found:
        if len(item.children) == 1:
            single.setdefault((item.key, *_list(item.claim)), set()).add(item.children[0])
    sums = (_as_listed(item, single.get((item.key, *_list(item.claim)), set()), children, parents) for item in found)
    return [_charged(item, children) for item in sums]


def _as_listed(
    item: CellSum,
    single: Collection[str],
    children: Mapping[str, Report | None],
    parents: Collection[tuple[object, ...]],
) -> CellSum:
    """``item`` of a group without those that the same list names by themselves, ``single``, where it names any.

    A list that names the parent itself, as those of ``parents`` do, may mean its office by that.
    """
    listed = set(single)
    if _list(item.claim) in parents:
        listed |= {name for name in item.children if OFFICE.search(name)}
    rest = tuple(name for name in item.children if name not in listed)
    if len(item.children) < 2 or not rest or rest == item.children:
        return item
    without = _compared(item.key, item.stated, children, rest, item.claim)
    return item if item.relation == "equal" else without


def _list(claim: Claim | None) -> tuple[object, ...]:
    """The sentence that a claim stands in."""
    return (claim.place.paragraph, claim.place.line, claim.sentence) if claim else ()


def _before(agency: str | None) -> re.Pattern[str]:
    """What may stand before a child's name in the text of ``agency``."""
    regions = in_front(fold(agency or ""))[0]
    level = regions[-1][-1:] if regions and regions[-1][-1:] in REGION else REGION
    return re.compile(_BEFORE.replace("LEVELS", level))


def _name(text: str, leading: re.Pattern[str]) -> str:
    """What stands before the number and its verbs: “人社局” of “其中县人社局受理5件”; "" where there is no such thing."""
    before = leading.match(text)
    start = before.end() if before else 0
    return next((text[start:end] for end in range(start + 2, len(text)) if _BEHIND.match(text, end)), "")


def _named(text: str, words: Iterable[str], before: re.Pattern[str]) -> str | None:
    """The one of ``words`` whose number ``text`` gives; None where it says anything else besides."""
    for word in words:
        start = text.find(word)
        if start >= 0 and before.fullmatch(text, 0, start) and _BEHIND.match(text, start + len(word)):
            return word
    return None


def _with_subjects(claims: Iterable[Claim]) -> Iterator[tuple[Claim, str | None]]:
    sentence: str | None = None
    known: dict[str, str] = {}
    for claim in claims:
        place = f"{claim.place.paragraph}/{claim.place.line}/{claim.sentence}"
        if place != sentence:
            sentence, known = place, {}
        if claim.subject:
            known[claim.unit] = claim.subject
        yield claim, claim.subject or known.get(claim.unit)


def _compared(
    key: str,
    stated: Value | None,
    children: Mapping[str, Report | None],
    names: Sequence[str],
    claim: Claim | None = None,
) -> CellSum:
    lacking: list[str] = []
    blanks: list[str] = []
    values: list[Value] = []
    for name in names:
        report = children.get(name)
        cell = report.cells.get(key) if report else None
        if cell is None or cell.kind == "text":
            lacking.append(name)
        elif cell.value is None:
            blanks.append(name)
        else:
            values.append(cell.value)
    total = added(values) if values else None
    relation = _relation(stated, total, complete=not lacking)
    return CellSum(key, relation, stated, total, tuple(lacking), tuple(blanks), claim, tuple(names))


def _relation(stated: Value | None, total: Value | None, *, complete: bool) -> Relation:
    if stated is None or total is None:
        return "open"
    if complete:
        return "equal" if stated == total else "differs"
    return "differs" if total > stated else "open"
