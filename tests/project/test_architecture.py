"""The picture in docs/ARCHITECTURE.md shows every room there is, and nothing is imported against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import grimp
import pytest

from tests.roots import ROOT

PAGE = ROOT / "docs" / "ARCHITECTURE.md"
#: What stands for further rooms of a row.
MORE = "…"
#: Rows of rooms, the topmost first.
Rows = Sequence[frozenset[str]]


@dataclass(frozen=True)
class Picture:
    """What the page draws: ``flow`` the rooms one behind the other, ``rows`` the rooms below “audit” (or a room, by its
    name), the topmost row first."""

    flow: tuple[str, ...]
    rows: Mapping[str, Rows]


def picture(text: str) -> Picture:
    """The picture in the page ``text``."""
    (drawn,) = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (flow,) = (line for line in drawn.splitlines() if "──▶" in line)
    rows: list[set[str]] = []
    inside: dict[str, Rows] = {}
    for mark, line in re.findall(r"^ +([├│]) ([^·\n]+)", drawn, re.MULTILINE):
        for name, inner in re.findall(r"([\w.]+)(?: +\[([^\]]*)\])?", line):
            if inner:
                inside[f"audit.{name}"] = [frozenset(row.split()) for row in inner.split(">")]
            if "." in name:
                continue
            if mark == "├" and line.startswith(name):
                rows.append(set())
            rows[-1].add(name)
    return Picture(tuple(re.split(r"\s*──▶\s*", flow.strip())), {"audit": [frozenset(row) for row in rows], **inside})


def against(rows: Rows, imports: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of ``imports`` (importer, imported) between rooms that do not lead to a row of ``rows`` further down.

    A room that is not drawn stands in the row that has “…”.
    """
    depth = {name: number for number, row in enumerate(rows) for name in row}
    pairs = [pair for pair in imports if pair[0] != pair[1]]
    places = {name: depth.get(name, depth.get(MORE, -1)) for pair in pairs for name in pair}
    return sorted((importer, imported) for importer, imported in pairs if places[importer] >= places[imported])


def unlike(rows: Rows, there: Iterable[str]) -> tuple[set[str], set[str]]:
    """The rooms that are ``there`` and not drawn, and those that are drawn and not there."""
    drawn = {name for row in rows for name in row}
    return set() if MORE in drawn else set(there) - drawn, drawn - {MORE} - set(there)


@pytest.fixture(scope="module")
def drawn() -> Picture:
    return picture(PAGE.read_text("utf-8"))


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("audit", cache_dir=None)


def packages(graph: grimp.ImportGraph) -> set[str]:
    """The packages, by their dotted names."""
    return {name for name in graph.modules if (ROOT.joinpath(*name.split(".")) / "__init__.py").exists()}


def rooms(graph: grimp.ImportGraph, parent: str) -> set[str]:
    """The rooms right below ``parent``: all modules and packages of the toolkit itself, the packages of a room."""
    found = graph.find_children(parent)
    return {name.rpartition(".")[2] for name in (found if parent == "audit" else found & packages(graph))}


def between(graph: grimp.ImportGraph, parent: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """The imports between the rooms ``names`` below ``parent``."""
    for importer in graph.find_descendants(parent):
        for imported in graph.find_modules_directly_imported_by(importer):
            ends = [_room(one, parent) for one in (importer, imported)]
            if set(ends) <= names:
                yield ends[0], ends[1]


def _room(module: str, parent: str) -> str:
    """The room below ``parent`` that ``module`` is in; "" where it is in none."""
    return module.removeprefix(f"{parent}.").partition(".")[0] if module.startswith(f"{parent}.") else ""


def test_every_room_is_drawn_and_no_other(drawn, graph):
    found = {parent: unlike(drawn.rows.get(parent, ()), rooms(graph, parent)) for parent in packages(graph)}
    wrong = {parent: each for parent, each in found.items() if each != (set(), set())}
    assert wrong == {}, "draw in docs/ARCHITECTURE.md what is there (first), and nothing else (second)"
    assert drawn.rows.keys() <= packages(graph)


def test_nothing_is_imported_against_the_picture(drawn, graph):
    found = {p: against(rows, set(between(graph, p, rooms(graph, p)))) for p, rows in drawn.rows.items()}
    assert {parent: imports for parent, imports in found.items() if imports} == {}
    assert len(set(between(graph, "audit", rooms(graph, "audit")))) > 100


def test_each_step_of_the_flow_knows_the_next_or_is_known_by_it(drawn, graph):
    """What a step hands on is a type that the one imports from the other, or both from what stands between them."""
    pairs = set(between(graph, "audit", set(drawn.flow)))
    assert [step for step in pairwise(drawn.flow) if not {step, step[::-1]} & pairs] == []
    assert len(drawn.flow) > 8


SMALL = """
```text
   a ──▶ b
   ├ a
   ├ b [x > y z … > w]   c        · a word, and another
   │ b.x [i j]
   │ d
   ├ e
```
"""


def test_the_picture_is_read_as_it_is_drawn():
    rows = picture(SMALL).rows
    assert rows["audit"] == [{"a"}, {"b", "c", "d"}, {"e"}]
    assert rows["audit.b"] == [{"x"}, {"y", "z", MORE}, {"w"}]
    assert rows["audit.b.x"] == [{"i", "j"}]
    assert picture(SMALL).flow == ("a", "b")


@pytest.mark.parametrize("wrong", [("b", "a"), ("b", "c"), ("e", "d")])
def test_an_import_against_the_picture_is_seen(wrong):
    rows = picture(SMALL).rows["audit"]
    assert against(rows, [("a", "e"), ("b", "e"), ("b", "b"), wrong]) == [wrong]


def test_a_room_that_is_not_drawn_and_one_that_is_gone_are_seen():
    assert unlike(picture(SMALL).rows["audit"], "abcdf") == ({"f"}, {"e"})


def test_a_room_of_a_kind_that_is_drawn_for_all_keeps_to_their_row():
    rows = picture(SMALL).rows["audit.b"]
    assert unlike(rows, "vwxyz") == (set(), set())
    assert against(rows, [("x", "v"), ("v", "w"), ("v", "y"), ("w", "v")]) == [("v", "y"), ("w", "v")]
