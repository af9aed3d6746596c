"""Narrower quantities that a figure may state: its words name none, but its paragraph does.

“商业企业提出的申请新收254件，办结260件” may speak of 商业企业 to its end. Where a figure differs from what its own words
name and is exactly such a narrower quantity, nobody is to say that it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.match.claims.frames import ENDED, LINES, SUITS
from audit.match.claims.lexicon import Tag

#: More of them than these are named in a paragraph that retells the whole table: they tell nothing then.
_MAX_PARTS = 40
#: Kinds of cases and those that are part of them.
_ROUTES = {"suit": SUITS, "total": ("review", "suit", *SUITS)}


#: The values of each kind that a text names so far.
Names = dict[str, dict[str, None]]


def add_names(names: Names, found: Iterable[Tag]) -> None:
    """Add to ``names`` what the tags ``found`` name."""
    for tag in found:
        names.setdefault(tag.kind, {})[tag.value] = None


def possible_parts(subject: str | None, names: Names) -> tuple[str, ...]:
    """The parts of the quantity ``subject`` that ``names`` hold, or those that it adds up; at most ``_MAX_PARTS``."""
    if subject is None:
        return ()
    if "+" in subject:
        return tuple(subject.split("+"))
    parts = [part for part in dict.fromkeys(_named_parts(subject, names)) if part != subject]
    return tuple(parts) if len(parts) <= _MAX_PARTS else ()


def _named_parts(subject: str, named: Names) -> Iterator[str]:
    """The subjects of the parts of ``subject`` that ``named`` holds: results and columns of a line, routes and results of cases."""
    table, _, quantity = subject.partition(".")
    if table == "litigation":
        route, _, outcome = quantity.rpartition(".")
        routes = [way for way in _ROUTES.get(route or "total", ()) if way in named.get("case", ())]
        outcomes = named.get("outcome", ()) if outcome == "total" else ()
        for way in (*routes, *([route] if route else ())):
            yield f"litigation.{way}.{outcome}"
            yield from (f"litigation.{way}.{found}" for found in outcomes)
    if table == "applications" and (subject.endswith(".total") or subject in LINES):
        line = LINES.get(subject) or quantity.removesuffix(".total")
        yield from (f"applications.{found}.total" for found in named.get("result", ()) if found.startswith(f"{line}."))
        columns = named.get("column", ())
        yield from (f"applications.{line}.{column}" for column in columns)
        if subject in ENDED:
            for result in named.get("result", ()):
                yield f"applications.{result}.total"
                yield from (f"applications.{result}.{column}" for column in columns)
