"""Whether one quantity is a part of another, as the form defines them."""

from __future__ import annotations

from audit.match.claims.frames import LINES, SUITS

#: Quantities over whole lines of 表三, and the line that each is told of.
_LINES = {**LINES, "applications.granted_or_partial": "granted"}
#: Lines on all applications in hand: their parts are told by any line.
_LINES_OF_ALL = frozenset(("received", "concluded"))
#: Lines that are themselves parts of none but all.
_CARRIED = frozenset(("carried_in", "carried_out"))
#: Cases that are among others.
_ROUTES = {"suit": ("suit", *SUITS)}


def is_within(part: str, whole: str) -> bool:
    """Whether what ``part`` counts is among what ``whole`` counts; each term of a sum is to be among some term of the other."""
    wholes = whole.split("+")
    return all(any(_is_among(one, other) for other in wholes) for one in part.split("+"))


def _is_among(part: str, whole: str) -> bool:
    """Whether what one quantity counts is among what another one counts, where neither is a sum."""
    if part == whole:
        return True
    table, _, counted = part.partition(".")
    other, _, divided = whole.partition(".")
    if table == other == "litigation":
        return _is_among_cases(counted, divided)
    if table == other == "applications":
        return _is_among_applications(_line(part), _line(whole))
    if table == other == "information_fee":
        return counted != "notices" or divided == "notices"  # “应收4100元，……，实收1100元”
    return (table, other) == (
        "litigation",
        "applications",
    )  # “120件，其中引发行政复议5件”: what applications lead to is told by another table


def _is_among_cases(part: str, whole: str) -> bool:
    """The same for cases of 表四, told by their route and outcome: “suit_direct.upheld” is among “suit.total”."""
    route, _, outcome = part.rpartition(".")
    other, _, kind = whole.rpartition(".")
    among = not other or route in _ROUTES.get(other, (other,))
    return among and (kind in ("total", outcome) or (kind == "concluded" and outcome not in ("total", "pending")))


def _is_among_applications(part: tuple[str, str], whole: tuple[str, str]) -> bool:
    """The same for applications of 表三, told by their line and column."""
    line, column = part
    other, of = whole
    if of not in ("total", column) and not (of == "organisations" and column not in ("total", "natural")):
        return False
    if other in _LINES_OF_ALL:
        return other == "received" or line not in (*_CARRIED, "received")
    return line == other or line.startswith(f"{other}.")


def _line(subject: str) -> tuple[str, str]:
    """The line and the column of a quantity of 表三."""
    if subject in _LINES:
        return _LINES[subject], "total"
    line, _, column = subject.removeprefix("applications.").rpartition(".")
    return (line, column) if line else (column, "total")
