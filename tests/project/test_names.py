"""One name, one meaning: a class name stands for one thing over the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.roots import ROOT


def standing_twice(root: Path, paths: Iterable[Path]) -> dict[str, list[str]]:
    """The class names that stand more than once, each with its places; classes inside functions and classes as well.

    Whether a name is private to its module makes no difference to who reads it: ``_Page`` and ``Page`` are one name.
    """
    places = defaultdict(list)
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name.strip("_")].append(f"{path.relative_to(root)}:{node.lineno}")
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def test_no_class_name_stands_for_two_things():
    found = standing_twice(ROOT, sorted((ROOT / "audit").rglob("*.py")))
    assert not found, "\n".join(f"{name}: {', '.join(places)}" for name, places in found.items())


def test_a_name_that_stands_twice_is_seen_wherever_it_stands(tmp_path):
    (tmp_path / "a.py").write_text("class Page: ...\nclass _Line: ...\nclass Alone: ...\nclass Cell: ...\n", "utf-8")
    (tmp_path / "b.py").write_text(
        "def f():\n    class Page: ...\nclass Outer:\n    class _Line: ...\nclass _Cell: ...\n", "utf-8"
    )
    found = standing_twice(tmp_path, sorted(tmp_path.glob("*.py")))
    assert found == {"Page": ["a.py:1", "b.py:2"], "Line": ["a.py:2", "b.py:4"], "Cell": ["a.py:4", "b.py:5"]}
