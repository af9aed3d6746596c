"""Which tests run which lines of the package: recorded once, reused until the tests have moved."""

from __future__ import annotations

import difflib
import json
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from coverage import CoverageData

from benchmarks.mutants import tree
from benchmarks.mutants.sample import Mutant

#: Seconds of processor time, as recorded, of the tests that one mutant is run against at most, fastest first.
BUDGET = 30.0
_FEW_TESTS = 10
_RULES = "tests/rules/"


def make(folder: Path, tests: Sequence[str] = (), workers: int = 1, root: Path = tree.ROOT) -> None:
    """Run the tests (all, or those of ``tests``) in the copy of ``root`` under ``folder``, and record there what they run.

    The copy is made where there is none; what the record has of other tests stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copied = folder / "tree" if (folder / "tree").is_dir() else tree.copy(folder, root)
    settings = folder / "coverage.ini"
    settings.write_text(tree.SETTINGS.format(folder=folder, tree=copied), "utf-8")
    more = {tree.FOLDER: str(folder), tree.TEST: "", "COVERAGE_PROCESS_START": str(settings)}
    command = tree.pytest("-p", "benchmarks.mutants.recorder", "-n", str(workers), "--dist", "worksteal", *tests)
    subprocess.run(command, cwd=copied, env=tree.environment(copied, **more), check=False)
    lines = CoverageData(str(folder / "lines"))
    lines.read()
    for part in sorted(folder.glob("lines.*")):
        found = CoverageData(str(part))
        found.read()
        lines.update(found)
        part.unlink()
    lines.write()
    kept = folder / "tests.json"
    known: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    for part in sorted(folder.glob("tests-*.jsonl")):
        for line in part.read_text("utf-8").splitlines():
            known |= json.loads(line)
        part.unlink()
    kept.write_text(json.dumps(known, ensure_ascii=False, indent=0), "utf-8")


class Record:
    """What was recorded in a folder.

    Lines are those of the tree as it was then: a module that has changed since is compared line by line.
    """

    def __init__(self, folder: Path) -> None:
        self._tree = folder / "tree"
        self._data = CoverageData(str(folder / "lines"))
        self._data.read()
        self.tests: Mapping[str, Mapping[str, Any]] = json.loads((folder / "tests.json").read_text("utf-8"))
        self._users: dict[str, set[str]] = {}
        for test, known in self.tests.items():
            for fixture in known["shared"]:
                self._users.setdefault(fixture, set()).add(test)
        self.contexts = cache(self._contexts)

    def _contexts(self, module: str) -> Mapping[int, Collection[str]]:
        return self._data.contexts_by_lineno(str(self._tree / module))

    def runs(self, mutant: Mutant, original: str) -> set[str]:
        """Names under which the mutant's lines run: of tests, of fixtures; empty for the collection."""
        contexts = self.contexts(mutant.module)
        before = self._lines(mutant, original)
        return {name for line in before for name in contexts.get(line, ())}

    def _lines(self, mutant: Mutant, original: str) -> Iterator[int]:
        """The mutant's lines as they were counted when the record was made."""
        old, first, last = self._tree / mutant.module, *mutant.lines
        if not old.is_file():
            return
        matcher = difflib.SequenceMatcher(
            None, old.read_text("utf-8").split("\n"), original.split("\n"), autojunk=False
        )
        for a, b, size in matcher.get_matching_blocks():
            yield from (a + line - b + 1 for line in range(max(b, first - 1), min(b + size, last)))

    def candidates(self, mutant: Mutant, runs: Collection[str], collected: Collection[str]) -> list[str]:
        """The tests that should notice: of its package and the rules, that run the line, fastest first.

        Those of the package that the record does not know come first. Where no test of the package runs the line, all tests that do are
        of it: the command line is tried by what it runs. Where only the import runs the line, tests that run another line
        of the module do; and where few do, all others come last: what is kept from one test to the next hides the line.
        """
        names = set(runs) - {""}
        if not names and "" in runs:
            names = {name for found in self.contexts(mutant.module).values() for name in found} - {""}
        running = names | {test for name in names for test in self._users.get(name, ())}
        own = [test for test in collected if belongs(test, mutant.module)]
        unknown = [test for test in own if test not in self.tests]
        if running and not any(test in running and not test.startswith(_RULES) for test in own):
            own = list(collected)
        passed = sorted((test for test in own if self.tests.get(test, {}).get("outcome") == "passed"), key=self.seconds)
        chosen = [test for test in passed if test in running]
        if runs and len(chosen) < _FEW_TESTS:
            chosen += [test for test in passed if test not in running]
        spent = accumulate(map(self.seconds, chosen))
        within = [test for test, seconds in zip(chosen, spent, strict=True) if seconds <= BUDGET]
        return unknown + (within or chosen[:1])

    def seconds(self, test: str) -> float:
        """Processor time that the test took while it was recorded; 1 where that is not known."""
        return float(str(self.tests.get(test, {}).get("seconds", 1.0)))


def belongs(test: str, module: str) -> bool:
    """Whether a test is of the module's package or of the rules."""
    room, stem = module.split("/")[1], Path(module).stem
    return test.startswith((_RULES, f"tests/{room}/", f"tests/test_{stem}.py", f"tests/{stem}/"))
