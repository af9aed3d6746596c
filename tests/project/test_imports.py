"""The modules of the package import each other in one direction only, wherever in a module the import stands."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import audit

ROOT = Path(audit.__file__).parent


def modules(root: Path) -> dict[str, Path]:
    """Every module under ``root``, which is a package, by its dotted name."""
    found = {}
    for path in root.rglob("*.py"):
        parts = (root.name, *path.relative_to(root).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ``known`` that the module at ``path`` names in an import, in functions as well."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known or node.module in known:
                    yield inner if inner in known else str(node.module)


def circles(graph: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """The groups of modules of which each is reached from each other one; a module that imports itself is one, too."""

    def reached(start: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += graph[name]
        return frozenset(seen)

    below = {name: reached(name) for name in graph}
    return sorted({tuple(sorted(other for other in below[name] if name in below[other])) for name in graph} - {()})


def graph_of(root: Path) -> dict[str, frozenset[str]]:
    known = modules(root)
    return {name: frozenset(imported(path, known)) for name, path in known.items()}


def test_no_modules_import_each_other_in_a_circle():
    graph = graph_of(ROOT)
    assert len(graph) > 300
    assert sum(map(len, graph.values())) > 1000
    assert circles(graph) == []


def test_a_circle_is_seen_however_long_and_wherever_the_import_stands(tmp_path):
    package = tmp_path / "made"
    (package / "inner").mkdir(parents=True)
    for name, text in {
        "__init__": "from made.top import go\n",
        "top": "from made import first\n",
        "first": "from made.inner import second\n",
        "inner/__init__": "",
        "inner/second": "def go():\n    from made.third import go\n",
        "third": "import made.first\n",
    }.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    assert circles(graph_of(package)) == [("made.first", "made.inner.second", "made.third")]


def test_what_takes_long_to_load_is_loaded_where_it_is_used():
    """Each process of a batch and each kernel loads these doors, and few of them draw, count or run notebooks."""
    loaded = "import sys; from audit import present, render; present.agency, present.handbook; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT.parent)
    assert not {"matplotlib", "pandas", "ipywidgets", "papermill", "nbformat"} & set(names.stdout.split())
