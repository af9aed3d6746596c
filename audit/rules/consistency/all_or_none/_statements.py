"""Holding what the text says of all, or of no, applications or cases against the tables: the one outcome of such words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.findings import Claimed, Doubt, SaidOfAll, Side
from audit.model import SetClaim
from audit.rules.consistency.all_or_none._divisions import (
    CARRIED_OUT,
    PARTLY,
    Divided,
    agrees,
    divided,
    lacking,
    routes,
)
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_side
from audit.rules.kit import Case, Evidence, Outcome, Stated, cell_evidences, stated, sum_of, unread_cells, unread_table
from audit.text import added, minus

_CARRIED_ROW = "表三“结转下年度继续办理”"
#: Words that include all.
_OF_ALL = ("全部", "均", "都", "皆", "悉数", "全数", "一律")
#: The stage that all cases are said to have reached, by the end of the subject.
_STAGES: dict[str, Claimed] = {"concluded": "settled", "pending": "waiting"}


def judge(case: Case, statement: SetClaim, locus: str) -> Outcome | None:
    """The outcome on a statement about all or none; None where it is about something that the tables do not hold.

    It fails where cells of every reading speak against it and the number spoken of, where one is stated, is the tables'.
    """
    whole, part = statement.readings[0]
    about = _about(statement, part)
    if about in ("settled", "waiting") and not statement.none:
        return _stage(case, statement, whole, about, f"{locus}:{about}")
    found = [divided(case, statement, *reading) for reading in statement.readings]
    found = [one for one in found if one.against]
    known = agrees(case, statement, whole)
    if not found or (statement.scope != "report" and not known):
        return None
    if missing := [key for one in found for key in lacking(case, one)]:
        why = _lacking(case, about, missing)
        return _outcome(
            case, SaidOfAll(about, _words(statement), lacking=why), statement, f"{locus}:{about}", found[0].against
        )
    filled = [one.filled(case) for one in found]
    facts = SaidOfAll(
        about,
        _words(statement),
        _sides(case, about, filled[0] or filled[-1]),
        cases=_cases(statement) if about == "parts" else None,
    )
    if not any(filled):
        if known is False:
            return None
        facts = replace(facts, against=_sides(case, about, found[0].against) if about in ("unlost", "done") else ())
        return _outcome(case, facts, statement, f"{locus}:{about}", (*found[0].against, *found[0].cells))
    facts = replace(facts, doubt=_doubt(case, statement, found, filled, known=known))
    cells = (
        *(filled[0] or filled[-1]),
        *(found[0].cells if statement.division in ("column", "result", "case") else ()),
    )
    return _outcome(case, facts, statement, f"{locus}:{about}", cells)


def _about(statement: SetClaim, part: str) -> Claimed:
    ended = part.rpartition(".")[2]
    if statement.division == "flow":
        return "done"
    if statement.division == "outcome" and "+" not in part:
        if statement.none:
            return "unlost" if ended == "corrected" else "parts"
        return "upheld" if ended == "upheld" and not statement.excepted else _STAGES.get(ended, "parts")
    return "parts"


def _doubt(
    case: Case,
    statement: SetClaim,
    found: Sequence[Divided],
    filled: Sequence[Sequence[str]],
    *,
    known: bool | None,
) -> Doubt:
    """Why cells that speak against the words make no fault of them; "" where they do."""
    nearest, against = found[0], filled[0]
    if statement.none and not statement.numbers and nearest.against[0].endswith(".corrected"):
        return "unnamed_cases"
    if not all(filled):
        return "which_cases"
    if set(against) <= set(nearest.open):
        if any(key.startswith("litigation.") and key.endswith(".other") for key in against):
            return "other_results"
        if any(key.startswith(CARRIED_OUT) for key in against):
            return "due_only"
        return "partly_granted" if all(key.startswith(PARTLY) for key in against) else "concluded_only"
    if known is False:
        return "which_cases"
    if statement.none or nearest.whole is None or nearest.part is None:
        return ""
    # What is carried over may be none of those spoken of; what is concluded may be more than was received.
    spoken = added(claim.value for claim in statement.numbers) if statement.numbers else nearest.whole
    open_ = sum_of(case, nearest.open)
    return "" if nearest.part + open_ < spoken else "which_cases"


def _stage(case: Case, statement: SetClaim, whole: str, about: Claimed, locus: str) -> Outcome | None:
    """Hold “已审结” and “正在审理” against 尚未审结, where the number of cases right before is the one of table 四.

    “其余仍在审理” says it of that number less those taken away, as table 四 has these.
    """
    totals, keys = ([f"litigation.{route}.{name}" for route in routes(whole)] for name in ("total", "pending"))
    count = statement.numbers[-1] if statement.numbers else None
    if unread_cells(case, (*totals, *keys)):
        return None
    if count is None and about == "settled" and statement.scope == "report" and statement.text.startswith(_OF_ALL):
        return _settled(case, statement, tuple(keys), locus)
    if count is None or sum_of(case, totals) != count.value:
        return None
    taken = tuple(statement.excepted)
    if taken and (about == "settled" or any(key not in case.form.cells for key in taken) or unread_cells(case, taken)):
        return None
    pending = Side("table", "表四相应的“尚未审结”", sum_of(case, keys), tuple(keys))
    due = 0 if about == "settled" else minus(count.value, sum_of(case, taken))
    facts = SaidOfAll(about, _words(statement), (pending,), due, text_side(count))
    return _outcome(case, facts, statement, locus, tuple(keys), sure=0.7)


def _settled(case: Case, statement: SetClaim, keys: tuple[str, ...], locus: str) -> Outcome:
    """Hold “全部审结” of all cases, whose number is not stated, against 尚未审结."""
    pending = Side("table", "表四相应的“尚未审结”", sum_of(case, keys), keys)
    return _outcome(case, SaidOfAll("settled", _words(statement), (pending,), 0), statement, locus, keys, sure=0.7)


def _cases(statement: SetClaim) -> Side | None:
    return text_side(statement.numbers[-1]) if statement.numbers and statement.division != "flow" else None


def _words(statement: SetClaim) -> Side:
    return Side("text", "正文", None, words=statement.printed or statement.text, sentence=statement.sentence)


def _sides(case: Case, about: Claimed, keys: Sequence[str]) -> tuple[Side, ...]:
    cells = case.form.cells
    if about == "done":
        return tuple(Side("table", _CARRIED_ROW, case.report.value(key) or 0, (key,)) for key in keys)
    return tuple(Side("table", cells[key].label, case.report.value(key), (key,)) for key in keys)


def _outcome(
    case: Case, facts: SaidOfAll, statement: SetClaim, locus: str, keys: tuple[str, ...], *, sure: float = 0.8
) -> Outcome:
    """The outcome on the words, which shows the cells ``keys``."""
    keys = tuple(dict.fromkeys(keys))
    places = (Evidence(statement.place, statement.printed or statement.text, "正文"), *cell_evidences(case, keys))
    if facts.holds:
        return case.outcome("pass", facts, locus, places, cells=keys)
    if facts.lacking or facts.doubt:
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
    return case.outcome("fail", facts, locus, places, confidence=sure, cells=keys)


def _lacking(case: Case, about: Claimed, keys: Sequence[str]) -> Stated:
    """What of the tables could not be read."""
    if about == "done":
        return stated("{row}未能读取", row=_CARRIED_ROW)
    if table := unread_table(case, keys):
        return table
    table_number = case.form.cells[keys[0]].table
    return stated("表{table}有未能读取的单元格", table=table_number)
