"""How the tables divide what the text says something of all of: the cells that must be 0 then, and those that leave it open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from audit.model import SetClaim
from audit.rules.consistency.figures import figure, quantity
from audit.rules.kit import Case, sum_of, unread_cells
from audit.text import Value, added
from audit.words import RESULTS

_ROUTES = ("review", "suit_direct", "suit_after_review")
_OUTCOMES = ("upheld", "corrected", "other", "pending")
CARRIED_OUT = "applications.carried_out"
PARTLY = "applications.partial"
#: Subjects of what is in hand until it is concluded or carried over: all of it is spoken of, not only what is due.
_IN_HAND = "applications.carried_in.total+applications.received.total"
#: Results that a looser use of the word covers as well.
_LOOSELY = {"granted": "partial"}


class Divided(NamedTuple):
    """One reading of a statement about all: the cells that must be 0, those of what all is, and those that leave it open.

    ``open`` are among ``against``: what is there speaks against the words only if they mean those as well. ``whole`` and
    ``part`` are what the tables give for what is spoken of and for what all of it is; None where that is not known.
    """

    against: tuple[str, ...]
    cells: tuple[str, ...]
    open: tuple[str, ...]
    whole: Value | None
    part: Value | None

    def filled(self, case: Case) -> tuple[str, ...]:
        """The cells that are not 0 although they must be."""
        return tuple(key for key in self.against if case.report.value(key))


def divided(case: Case, statement: SetClaim, whole: str, part: str) -> Divided:
    """The cells by which the tables bear out, or not, that all of ``whole`` is ``part``."""
    if statement.division == "outcome":
        return _by_outcome(case, statement, whole, part)
    if statement.division == "flow":
        key = f"{CARRIED_OUT}.total"
        against: tuple[str, ...] = () if key in statement.excepted else (key,)
        return Divided(against, (), () if whole == _IN_HAND else against, None, None)
    cells = _cells(case, part)
    if statement.division == "case":
        parts = _in_form(case, (f"litigation.{route}.total" for route in routes(whole)))
    elif statement.division == "column":
        rows = dict.fromkeys(key.rpartition(".")[0] for key in cells)
        parts = tuple(key for key in case.form.cells if key.rpartition(".")[0] in rows and not key.endswith(".total"))
    else:
        parts = _lines(case, whole, cells)
    taken = {key for subject in statement.excepted for key in _cells(case, subject)}
    against = tuple(key for key in parts if key not in cells and key not in taken)
    left: tuple[str, ...] = ()
    if statement.division == "result":
        columns = dict.fromkeys(key.rpartition(".")[2] for key in cells)
        near = [f"applications.{_LOOSELY[name]}" for name in _LOOSELY if any(f".{name}." in key for key in cells)]
        rows_ = near if _is_done(whole) else [*near, CARRIED_OUT]
        left = _in_form(case, (f"{row}.{column}" for row in rows_ for column in columns))
        against = (*against, *(key for key in left if key not in against and key not in taken))
    return Divided(against, cells, left, added(case.report.value(key) or 0 for key in parts), sum_of(case, cells))


def _by_outcome(case: Case, statement: SetClaim, whole: str, part: str) -> Divided:
    ended = {name.rpartition(".")[2] for name in part.split("+")}
    cells = _in_form(
        case, (f"litigation.{route}.{one}" for route in routes(whole) for one in _OUTCOMES if one in ended)
    )
    if statement.none:
        won = ("other", "pending") if "胜诉" in statement.text else ()  # of these none is won for certain
        unsure = _in_form(case, (f"litigation.{route}.{one}" for route in routes(whole) for one in won))
        return Divided((*cells, *unsure), (), unsure, None, None)
    taken = {name.rpartition(".")[2] for name in statement.excepted}
    if whole.endswith(".concluded"):
        taken.add("pending")
    left = {"pending"} if ended == {"concluded"} else set(_OUTCOMES) - ended - taken
    against = _in_form(
        case, (f"litigation.{route}.{one}" for route in routes(whole) for one in _OUTCOMES if one in left)
    )
    possible = tuple(key for key in against if key.endswith(".pending")) if ended != {"concluded"} else ()
    totals = _in_form(case, (f"litigation.{route}.total" for route in routes(whole)))
    return Divided(against, cells, possible, sum_of(case, totals), sum_of(case, cells))


def routes(subject: str) -> tuple[str, ...]:
    """The cases of table 四 that a subject speaks of, as cell keys name them."""
    found: list[str] = []
    for name in subject.split("+"):
        case = name.split(".")[1]
        found += [route for route in _ROUTES if case in ("total", route) or (case == "suit" and route != "review")]
    return tuple(dict.fromkeys(found))


def agrees(case: Case, statement: SetClaim, whole: str) -> bool | None:
    """Whether the number of what is spoken of is the one of the tables; None where none is stated."""
    if not statement.numbers:
        return None
    stated = added(claim.value for claim in statement.numbers)
    in_tables = quantity(whole, case.form)
    return in_tables is not None and any(figure(case, way).value == stated for way in in_tables.ways)


def lacking(case: Case, found: Divided) -> list[str]:
    """The cells of a reading that could not be read."""
    return unread_cells(case, (*found.against, *found.cells))


def _is_done(whole: str) -> bool:
    """Whether all that is spoken of has its result."""
    return whole.split(".")[1] in ("concluded", "answered", *RESULTS)


def _lines(case: Case, whole: str, cells: Sequence[str]) -> tuple[str, ...]:
    """The lines of 表三 among which the results of ``whole`` are divided, in the columns of ``cells``."""
    columns = {key.rpartition(".")[2] for key in cells}
    group = whole.split(".")[1]
    groups = (group,) if group in RESULTS else RESULTS
    return tuple(
        key
        for key in case.form.cells
        if key.startswith("applications.") and key.split(".")[1] in groups and key.rpartition(".")[2] in columns
    )


def _cells(case: Case, subject: str) -> tuple[str, ...]:
    in_tables = quantity(subject, case.form)
    return in_tables.ways[0].plus if in_tables else ()


def _in_form(case: Case, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in case.form.cells)
