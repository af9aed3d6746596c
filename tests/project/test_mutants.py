"""The mutants that the benchmark makes, and what becomes of them."""

from __future__ import annotations

import subprocess

import pytest

from benchmarks.mutants.__main__ import report, tried
from benchmarks.mutants.record import make
from benchmarks.mutants.sample import draw, equivalents, is_another, mutants
from benchmarks.mutants.tree import ROOT

MODULE = '''\
"""A module."""

from dataclasses import dataclass

LIMIT = 3


@dataclass(frozen=True)
class Kept:
    """What is kept."""

    size: int = 5


def kept(values: list[int], *, few: bool = False) -> list[int]:
    """Those within the limit."""
    found = []
    for value in values:
        if value is None:
            continue
        if value > LIMIT and not few:
            raise ValueError(f"{value + 1}太大")
        found.append(value)
    return sorted(found)[:-1]
'''
STRICT = "[pytest]\nfilterwarnings = error\n"
TESTS = """\
import pytest

from audit.room.thing import kept


def test_kept():
    assert kept([2, 1, 3]) == [1, 2]


def test_refused():
    with pytest.raises(ValueError):
        kept([5])


def test_of_nothing_else():
    pass
"""


@pytest.fixture
def root(tmp_path):
    files = {"audit/room/thing.py": MODULE, "tests/room/test_thing.py": TESTS, "pytest.ini": STRICT}
    files |= dict.fromkeys(("audit/__init__.py", "audit/room/__init__.py"), "")
    for name, text in files.items():
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / name).write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "root", check=True)
    return tmp_path / "root"


def test_changes_are_of_what_runs(root):
    found = [mutant for mutant in mutants(root, "audit/room/thing.py") if is_another(root, mutant)]
    assert [(mutant.line, mutant.change) for mutant in found] == [
        (5, "3 → 4"),
        (5, "3 → 2"),
        (15, "False → True"),
        (19, "if value is None: continue → pass"),
        (19, "value is None → (value is not None)"),
        (20, "continue → break"),
        (21, 'if value > LIMIT and not few: raise ValueError(f"{value + 1}太大") → pass'),
        (21, "value > LIMIT and not few → (value > LIMIT or not few)"),
        (21, "value > LIMIT → (value >= LIMIT)"),
        (21, "value > LIMIT → (value <= LIMIT)"),
        (21, "not few → few"),
        (23, "found.append(value) → pass"),
        (24, "sorted(found)[:-1] → sorted(found)[:]"),
        (24, "sorted(found) → list(found)"),
        (24, "1 → 2"),
        (24, "1 → 0"),
    ]


def test_the_draw_outlives_edits_of_other_lines(root):
    drawn = draw(root, 5, 1)
    assert len({mutant.line for mutant in drawn}) == 5
    thing = root / "audit/room/thing.py"
    thing.write_text(MODULE.replace("LIMIT = 3\n", "LIMIT = 3\n\nMORE = None\n"), "utf-8")
    assert [mutant.name for mutant in draw(root, 5, 1)] == [mutant.name for mutant in drawn]
    assert draw(root, 5, 2) != draw(root, 5, 1)


@pytest.mark.slow
def test_what_no_test_notices_is_told(root, tmp_path, capsys):
    wanted = [mutant for mutant in draw(root, 20, 1) if mutant.line in (5, 20, 23, 24)]
    make(tmp_path / "record", root=root)
    results = tried(wanted, tmp_path / "record", tmp_path / "results", root=root)
    # The first of them is tried by a process of its own, the others in forks.
    states = {mutant.line: results[mutant.name].state for mutant in wanted}
    assert states == {5: "killed", 20: "not run", 23: "killed", 24: "killed"}
    assert {results[mutant.name].by.rpartition("::")[2] for mutant in wanted} == {"", "test_kept"}
    assert not report(wanted, results)
    said = capsys.readouterr().out
    assert "audit/room/thing.py:20: continue → break    (not run, 0 tests)" in said
    assert said.count("thing.py") == 1
    assert (root / "audit/room/thing.py").read_text("utf-8") == MODULE


def test_equivalents_are_mutants_of_the_package():
    known = {mutant.name for module in {name[0] for name in equivalents()} for mutant in mutants(ROOT, module)}
    assert set(equivalents()) <= known
