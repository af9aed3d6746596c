"""A folder has one door: what begins with an underscore stays below its folder, and others take what the door exports."""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.roots import ROOT

OURS = ("audit", "benchmarks", "tests")
#: A dotted name in a string, as patches take it.
_DOTTED = re.compile(rf"(?:{'|'.join(OURS)})(?:\.\w+)+")
_IMPORTS = re.compile(rf"^\s*(?:from|import)\s+(?:{'|'.join(OURS)})\b", re.MULTILINE)


@dataclass(frozen=True)
class Use:
    """A dotted name of ours that is used in a line of a file."""

    path: Path
    line: int
    name: str

    def __str__(self) -> str:
        return (
            f"{self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path}:{self.line}: {self.name}"
        )


def uses(path: Path, source: str, start: int = 0) -> Iterator[Use]:
    """Whatever of ours is imported, taken from what is imported, or named in a string: a program, the place of a patch."""
    tree = ast.parse(source)
    bound = dict(_imports(tree))
    for node in ast.walk(tree):
        line = start + getattr(node, "lineno", 0)
        for name in _names(node, bound):
            yield Use(path, line, name)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _IMPORTS.search(node.value):
            yield from _of_program(path, node.value, line - 1)


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that are bound by imports of ours, with what they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                yield alias.asname or first, alias.name if alias.asname else first


def _names(node: ast.AST, bound: Mapping[str, str]) -> Iterator[str]:
    """The dotted names of ours that one node of a program takes."""
    found: list[str] = []
    if isinstance(node, ast.ImportFrom):
        found = [f"{node.module}.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.Import):
        found = [alias.name for alias in node.names]
    elif isinstance(node, ast.Attribute):
        found = [_taken(node, bound)]
    elif isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
        # setattr and its like take the name as a text.
        found = [f"{_taken(node.args[0], bound)}.{node.args[1].value}"]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        found = [node.value]
    return (name for name in found if _DOTTED.fullmatch(name))


def _taken(node: ast.expr, bound: Mapping[str, str]) -> str:
    """The full name of ``a.b.c`` where ``a`` is bound by an import, "" for anything else."""
    if isinstance(node, ast.Name):
        return bound.get(node.id, "")
    if isinstance(node, ast.Attribute) and (before := _taken(node.value, bound)):
        return f"{before}.{node.attr}"
    return ""


def _of_program(path: Path, text: str, start: int) -> Iterator[Use]:
    """The uses in a string that is a program for another process; any other text that speaks of imports has none."""
    try:
        yield from uses(path, textwrap.dedent(text), start)
    except SyntaxError:
        return


@cache
def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def refused(use: Use) -> str:
    """Why the name may not be used there, or ""."""
    home = use.path.relative_to(ROOT).with_suffix("").parts if use.path.is_relative_to(ROOT) else ()
    parts = use.name.split(".")
    for number, part in enumerate(parts):
        above = tuple(parts[:number])
        if part.startswith("_") and not part.startswith("__"):
            return "" if home[:number] == above else f"{part} is private to {'.'.join(above)}"
        if number and home[:number] != above and (hidden := _not_exported(".".join(above), part)):
            return hidden
        if number and not is_module(".".join((*above, part))):
            return ""
    return ""


def _not_exported(module: str, name: str) -> str:
    """Why ``name`` is not to be had at the door of the package ``module``, or ""."""
    if not is_module(module) or find_spec(module).submodule_search_locations is None:
        return ""
    package = import_module(module)
    exported = getattr(package, "__all__", None)
    if exported is None or name in exported or name.startswith("__") or is_module(f"{module}.{name}"):
        return ""
    # What is not there at all is an example in a string, or fails by itself.
    if not hasattr(package, name):
        return ""
    return f"{module} does not export {name}"


def sources() -> Iterator[tuple[Path, str]]:
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, path.read_text("utf-8")
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                yield path, "".join(line for line in cell["source"] if not line.startswith("%"))


def faults(files: Iterable[tuple[Path, str]]) -> list[str]:
    return [f"{use}: {why}" for path, source in files for use in uses(path, source) if (why := refused(use))]


def test_every_name_is_taken_at_a_door():
    found = faults(sources())
    assert not found, "\n".join(found)


#: What is said of a private module; the examples name it HIDDEN, lest they be taken for uses of it.
PRIVATE = "_form is private to audit.forms"


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        ("from audit.forms import HIDDEN", PRIVATE),
        ("from audit.forms.HIDDEN import load", PRIVATE),
        ("import audit.forms.HIDDEN as known", PRIVATE),
        ("from audit import forms\nforms.HIDDEN.load('2021')", PRIVATE),
        ("from audit import forms\nsetattr(forms, 'HIDDEN', None)", PRIVATE),
        ("patch('audit.forms.HIDDEN.load')", PRIVATE),
        ("PROGRAM = 'import sys\\nfrom audit.forms import HIDDEN'", PRIVATE),
        ("from audit.forms import tomllib", ""),
        ("from audit import read, forms\nfrom audit.forms import load", ""),
        ("from audit.render import batch", ""),
        ("import audit\naudit.__main__\naudit.__version__", ""),
    ],
)
def test_what_is_private_is_seen_however_it_is_reached(tmp_path, program, fault):
    found = faults([(tmp_path / "test_x.py", program.replace("HIDDEN", "_form"))])
    assert {one.split(": ", 2)[2] for one in found} == ({fault} if fault else set())


def test_what_a_door_does_not_export_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.forms.hidden", "x", raising=False)
    program = "from audit.forms import hidden\n"
    outside, inside = tmp_path / "test_x.py", ROOT / "audit" / "forms" / "x.py"
    assert "does not export hidden" in "".join(faults([(outside, program)]))
    assert faults([(inside, program)]) == []
    assert faults([(inside, "from audit.forms.HIDDEN import load".replace("HIDDEN", "_form"))]) == []


def promised_in_vain(source: str) -> set[str]:
    """What ``__all__`` of a door names and the door does not take or make."""
    tree = ast.parse(source)
    has: set[str] = set()
    promised: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            has.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            has.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            has.add(node.id)
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "__all__" for to in node.targets):
            promised.update(ast.literal_eval(node.value))
    return promised - has


def test_every_door_has_what_it_promises():
    doors = sorted((ROOT / "audit").rglob("__init__.py"))
    found = {path.parent.relative_to(ROOT).as_posix(): promised_in_vain(path.read_text("utf-8")) for path in doors}
    assert {name: names for name, names in found.items() if names} == {}
    assert promised_in_vain('from audit.a import b\nc = 1\n__all__ = ["b", "c", "d"]') == {"d"}


def both_sides(path: Path) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What a lazy door tells those who check types, and those who run it, that it takes: names by module."""
    tree = ast.parse(path.read_text("utf-8"))
    (choice,) = (node for node in tree.body if isinstance(node, ast.If))
    checked: dict[str, set[str]] = {}
    for statement in choice.body:
        assert isinstance(statement, ast.ImportFrom)
        checked.setdefault(str(statement.module), set()).update(alias.name for alias in statement.names)
    (assigned,) = choice.orelse
    assert isinstance(assigned, ast.Assign)
    assert isinstance(assigned.value, ast.Call)
    return checked, {module: set(names) for module, names in ast.literal_eval(assigned.value.args[1]).items()}


LAZY = [
    path
    for path in sorted((ROOT / "audit").rglob("__init__.py"))
    if re.search(r"^from audit\.doors import", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("path", LAZY, ids=lambda path: path.parent.relative_to(ROOT).as_posix())
def test_a_lazy_door_gives_what_it_tells_those_who_check_types(path):
    checked, run = both_sides(path)
    assert checked == run
    package = import_module(".".join(path.parent.relative_to(ROOT).parts))
    names = {name for each in run.values() for name in each}
    assert names <= set(package.__all__) <= set(dir(package))
    assert all(getattr(package, name) is not None for name in names)


def test_a_lazy_door_refuses_what_it_does_not_have():
    assert len(LAZY) > 5
    package = import_module("audit.reuse")
    with pytest.raises(AttributeError, match=r"module 'audit\.reuse' has no attribute 'found'"):
        _ = package.found
