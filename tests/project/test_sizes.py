"""Rooms, modules and functions keep a size that is taken in at a look."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.roots import ROOT

#: The most modules of a folder, its door among them; lines of a module; lines of a function, its head among them.
MODULES, LINES, OF_FUNCTION = 12, 300, 60


def too_large(root: Path) -> Iterator[str]:
    """Each folder, module and function below ``root`` that is larger than it may be, with its size."""
    paths = sorted(root.rglob("*.py"))
    for folder, count in Counter(path.parent for path in paths).items():
        if count > MODULES:
            yield f"{folder.relative_to(root.parent)}: {count} modules"
    for path in paths:
        source = path.read_text("utf-8")
        if (lines := len(source.splitlines())) > LINES:
            yield f"{path.relative_to(root.parent)}: {lines} lines"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > OF_FUNCTION:
                    yield f"{path.relative_to(root.parent)}: {node.name} has {length} lines"


def test_nothing_is_larger_than_it_may_be():
    assert list(too_large(ROOT / "audit")) == []


def test_what_is_too_large_is_seen(tmp_path):
    made = tmp_path / "made"
    made.mkdir()
    for number in range(MODULES - 1):
        (made / f"m{number}.py").write_text("", "utf-8")
    (made / "m0.py").write_text("\n" * LINES, "utf-8")
    (made / "m1.py").write_text("class A:\n    def fits(self):\n" + "        pass\n" * (OF_FUNCTION - 1), "utf-8")
    assert list(too_large(made)) == []
    (made / "more.py").write_text("\n" * (LINES + 1), "utf-8")
    (made / "m1.py").write_text("class A:\n    async def long(self):\n" + "        pass\n" * OF_FUNCTION, "utf-8")
    (made / "one_too_many.py").write_text("", "utf-8")
    assert list(too_large(made)) == [
        f"made: {MODULES + 1} modules",
        f"made/m1.py: long has {OF_FUNCTION + 1} lines",
        f"made/more.py: {LINES + 1} lines",
    ]
