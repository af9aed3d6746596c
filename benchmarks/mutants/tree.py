"""A copy of the working tree, in which mutants stand: the tree itself is never touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: The folder where the record is written, and the test that runs now, as other processes see it.
FOLDER, TEST = "MUTANTS_RECORD", "MUTANTS_TEST"
SETTINGS = """\
[run]
data_file = {folder}/lines
parallel = true
sigterm = true
context = ${{MUTANTS_TEST}}
include = {tree}/audit/*
"""


def copy(folder: Path, root: Path = ROOT) -> Path:
    """What git knows of the working tree, and what is new in it, in the folder "tree" of ``folder``."""
    tree = folder / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (root / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, tree / name)
    return tree


def pytest(*arguments: str) -> list[str]:
    """The command that runs pytest so that tests are the same each time; what no test here needs is not loaded."""
    return [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:nbval", *arguments]


def environment(tree: Path, **more: str) -> Mapping[str, str]:
    """What processes that run in the copy see: its package, and a folder of their own for files."""
    temporary = tree.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    path = os.pathsep.join([str(tree), str(ROOT)])
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return ours | {"PYTHONPATH": path, "TMPDIR": str(temporary), "PYTHONHASHSEED": "0"} | more
