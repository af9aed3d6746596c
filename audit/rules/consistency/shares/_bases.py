"""What a share of the text may be a share of: named by its words, by what it stands in, by its list, or any total of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.findings import Counted, Side, rate, rounded_alike
from audit.model import JUDGED_SCOPES, Claim
from audit.rules.consistency.comparison import text_side
from audit.rules.consistency.figures import ALL, CONCLUDED, RECEIVED, WayOfCounting, figure, quantity
from audit.rules.consistency.weighing import NEW
from audit.rules.kit import Case
from audit.text import Value

#: Beginnings of subjects, and the total that they are shares of.
_CASES = (("litigation.review.", "litigation.review.total"), ("litigation.suit", "litigation.suit.total"))
_DECISIONS = "disclosure."
#: Other shares of a list that agree by one whole where it is the whole of them all.
_FEWEST_AGREEING = 2


def totals(case: Case, subjects: Sequence[str]) -> list[Counted]:
    """The totals of the tables that a part of ``subjects``, its own the first, may be a share of."""
    ways: list[WayOfCounting] = []
    if any(subject.startswith("applications.") for subject in subjects):
        ways += [RECEIVED, ALL, CONCLUDED]
    for name, total in _CASES:
        in_tables = quantity(total, case.form)
        if in_tables and any(subject.startswith(name) for subject in subjects):
            ways += [WayOfCounting(f"{in_tables.name}{way.name}", way.plus, way.minus) for way in in_tables.ways]
    if subjects and (whole := _whole_of(subjects[0])) and (in_tables := quantity(whole, case.form)):
        usual = in_tables.ways[0]
        if all(way.keys != usual.keys for way in ways):
            ways.append(WayOfCounting(in_tables.name, usual.plus, usual.minus))
    return [figure(case, way) for way in ways]


def totals_of_line(case: Case, subject: str) -> list[Counted]:
    """The totals of the tables that a part named by words may be a share of: a column of a line is one of that line."""
    row, _, column = subject.rpartition(".")
    if row in ("applications.received", "applications.concluded") and column != "total":
        ways = [RECEIVED, ALL] if row.endswith("received") else [CONCLUDED]
        return [figure(case, way) for way in ways]
    return sorted(totals(case, [subject]), key=lambda found: found.name != CONCLUDED.name)


def _whole_of(subject: str) -> str | None:
    """The group, line or kind that a part's subject belongs to: 重复申请 to 不予处理, 自然人 of a line to that line."""
    if subject.startswith(_DECISIONS) and subject.endswith(".decisions"):
        return "+".join(f"disclosure.{kind}.decisions" for kind in ("coercion", "licensing", "penalties"))
    if not subject.startswith("applications.") or "+" in subject:
        return None
    row, _, column = subject.rpartition(".")
    if column != "total":
        return f"{row}.total"
    group = row.rpartition(".")[0]
    return f"{group}.total" if group.count(".") == 1 else None


def stated_bases(case: Case, share: Claim, subject: str | None, stated: Iterable[Claim]) -> list[Side | Counted]:
    """The whole that the words of ``share`` name by ``subject`` (“占不予公开总数的”): as the text states it, and as the tables do."""
    in_tables = quantity(subject or "", case.form)
    if in_tables is None:
        return []
    ways = in_tables.ways[:1] if subject == RECEIVED.plus[0] and NEW.search(share.text) else in_tables.ways
    in_text = [text_side(c) for c in stated if c.subject == subject and c.exact and c.scope == "report"]
    figures = [figure(case, WayOfCounting(f"{in_tables.name}{way.name}", way.plus, way.minus)) for way in ways]
    return [*in_text, *(found for found in figures if found.value)]


def by_list(
    pairs: Sequence[tuple[Claim, Claim]], bases: Sequence[Side | Counted], least: int = _FEWEST_AGREEING
) -> tuple[Value, ...]:
    """The wholes by which the shares of ``pairs``, each with its part, agree, all of them; none where that is open.

    At least so many must agree where nothing else tells that they are shares of the same.
    """
    pairs = [(p, o) for p, o in pairs if {p.scope, o.scope} <= JUDGED_SCOPES and p.role in ("", "now")]
    pairs = [(part, other) for part, other in pairs if part.exact and other.exact and other.base is None]
    fitting = [
        one.number
        for one in {one.value: one for one in bases}.values()
        if pairs and all(rounded_alike(other.value, rate(part.value, one.number)) for part, other in pairs)
    ]
    return tuple(fitting) if len(pairs) >= least else ()


def alike(one: str | None, other: str | None) -> bool:
    """Whether two subjects are parts of one division: two columns of a line, or two results of applications."""
    lines = [(subject or "").rpartition(".") for subject in (one, other)]
    (row, _, column), (other_row, _, other_column) = lines
    if not row or not other_row:
        return False
    if "total" not in (column, other_column):
        return row == other_row
    return column == other_column and row.count(".") == other_row.count(".") and _family(row) == _family(other_row)


def _family(row: str) -> str:
    """What a line divides: all that is concluded, or the group of lines that it stands in."""
    return row.rpartition(".")[0]
