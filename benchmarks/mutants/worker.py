"""A plugin of pytest that runs mutants: all tests are collected once, and each mutant is a fork with some code replaced.

It is loaded in a copy of the tree. A mutant is written to its file there, for processes that tests start, and put into
the functions that are loaded already. What runs while modules are imported or tests collected cannot be put right
afterwards: such a mutant is tried by a process of its own, which collects with the mutant in place.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import CodeType, FunctionType

import hypothesis
import pytest

from benchmarks.mutants import tree
from benchmarks.mutants.record import Record
from benchmarks.mutants.sample import Mutant

#: What tells the plugin what to do: a pickled Job, or a file with the tests that one mutant is tried by.
JOB, TRIED = "MUTANTS_JOB", "MUTANTS_TRIED"
#: The file where failing tests are named.
FAILURES = "MUTANTS_FAILURES"
#: A mutant may take so many seconds of processor time, and so many times those of its tests, in each of its processes.
_SECONDS, _TIMES = 30, 2
#: The wall clock is the last resort: so many times the processor time.
_PATIENCE = 15
#: Bytes of data that a mutant may hold in each of its processes.
_MEMORY = 4 * 2**30
#: What keeps tests from passing besides a failure, by exit code.
_ENDS = {-signal.SIGXCPU: "time", -signal.SIGKILL: "time", 2: "the import", 4: "the import", 5: "no test"}


@dataclass(frozen=True, slots=True)
class Job:
    """Mutants for one worker, with the folders of the record and of the results."""

    mutants: Sequence[Mutant]
    record: Path
    results: Path


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mutant: "killed" (by the test ``by``, or by what became of the process) or "survived".

    It is "not run" by any test, or "untried" where those that should run it fail without it. ``tests`` counts those it was tried by, ``seconds`` are of processor time.
    """

    name: tuple[str, str, str]
    line: int
    state: str
    by: str
    tests: int
    seconds: float


class Worker:
    """Tries the mutants of a job, one after the other, in place of the session's tests."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.record = Record(job.record)
        self.changed = itertools.count(int(time.time()) + 1000)
        self.failing: set[str] = set()
        self.passing: set[str] = set()
        self.is_fork = False
        self.notes = Path(os.environ["TMPDIR"])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        items = {item.nodeid: item for item in session.items}
        functions = _functions()
        for mutant in self.job.mutants:
            result, known = None, False
            while not known:
                if (result := self._try(session, mutant, items, functions)) is None:
                    return None  # in a fork: pytest goes on with what is left of its items
                if not (known := result.by not in items or result.by in self.passing):
                    # A test that fails without any mutant notices nothing.
                    if (ended := self._fork(session, [items[result.by]])) is None:
                        return None
                    (self.failing if ended.by else self.passing).add(result.by)
                    known = not ended.by
            self._tell(result)
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if self.is_fork:
            os._exit(exitstatus)  # to clear up all that was collected takes longer than most tests

    def _try(
        self,
        session: pytest.Session,
        mutant: Mutant,
        items: Mapping[str, pytest.Item],
        functions: Mapping[str, Sequence[FunctionType]],
    ) -> Result | None:
        """What became of the mutant; None in the fork that is to run its tests."""
        path = Path(mutant.module).resolve()
        original, stamp = path.read_text("utf-8"), path.stat().st_mtime
        source = mutant.source(original)
        runs = self.record.runs(mutant, original)
        candidates = self.record.candidates(mutant, runs, list(items))
        tests = [test for test in candidates if test not in self.failing]
        result = Result(mutant.name, mutant.line, "not run", "", 0, 0.0)
        if not tests:
            return replace(result, state="untried") if candidates else result
        bound = _SECONDS + _TIMES * sum(map(self.record.seconds, tests))
        _write(path, source, next(self.changed))
        swaps = _swaps(path, original, source, mutant, functions) if mutant.inside and "" not in runs else None
        if swaps is None:
            ended: Ended | None = self._apart(tests, bound)
        else:
            ended = self._fork(session, [items[test] for test in tests], bound=bound, swaps=swaps)
            if ended is None:
                return None
        _write(path, original, stamp)
        state = "survived" if ended.by == "" else "killed"
        return replace(result, state=state, by=ended.by, tests=len(tests), seconds=ended.seconds)

    def _fork(
        self,
        session: pytest.Session,
        items: Sequence[pytest.Item],
        *,
        bound: float = 600.0,
        swaps: Sequence[tuple[FunctionType, CodeType]] = (),
    ) -> Ended | None:
        """Run the tests in a fork with the functions' code replaced; None in the fork itself."""
        failures = self.notes / "failed"
        failures.write_text("", "utf-8")
        sys.stdout.flush()
        if pid := os.fork():
            return _ended(pid, bound, failures)
        os.setsid()
        for function, code in swaps:
            function.__code__ = code
        os.environ[FAILURES] = str(failures)
        self.is_fork = True
        session.items[:] = items
        session.config.option.maxfail = 1
        return None

    def _apart(self, tests: Sequence[str], bound: float) -> Ended:
        """Run the tests in a process that imports the mutant."""
        failures, tried = self.notes / "failed", self.notes / "tried"
        failures.write_text("", "utf-8")
        tried.write_text(json.dumps(tests), "utf-8")
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        environment = {name: value for name, value in os.environ.items() if name != JOB}
        process = subprocess.Popen(
            tree.pytest("-x", "-p", "benchmarks.mutants.worker", *files),
            env=environment | {TRIED: str(tried), FAILURES: str(failures)},
            start_new_session=True,
        )
        ended = _ended(process.pid, bound, failures)
        process.returncode = 0  # it has been waited for
        return ended

    def _tell(self, result: Result) -> None:
        with self.job.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process with tests ended: the tests that ``failed``, or in ``by`` what else kept them from passing."""

    failed: Sequence[str]
    by: str
    seconds: float


def _ended(pid: int, bound: float, failures: Path) -> Ended:
    """Wait for a process that leads a group, in bounds that hold for those it starts too, and end whatever it has left."""
    with contextlib.suppress(ProcessLookupError):  # it has ended already
        for name, most in ((resource.RLIMIT_CPU, int(bound) + 1), (resource.RLIMIT_DATA, _MEMORY)):
            resource.prlimit(pid, name, (most, resource.getrlimit(name)[1]))
    patience = time.monotonic() + _PATIENCE * bound
    while (found := os.wait4(pid, os.WNOHANG))[0] == 0:
        if time.monotonic() > patience:
            os.killpg(pid, signal.SIGKILL)
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    code, usage = os.waitstatus_to_exitcode(found[1]), found[2]
    failed = failures.read_text("utf-8").splitlines()
    by = failed[0] if failed else "" if code == 0 else _ENDS.get(code, f"exit code {code}")
    return Ended(failed, by, round(usage.ru_utime + usage.ru_stime, 2))


def _write(path: Path, source: str, changed: float) -> None:
    """A time of change that no other version has keeps Python from taking a compiled one for it."""
    path.write_text(source, "utf-8")
    os.utime(path, (changed, changed))


def _functions() -> Mapping[str, Sequence[FunctionType]]:
    """The functions that are loaded, by the file they come from."""
    found: dict[str, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType):
            found.setdefault(thing.__code__.co_filename, []).append(thing)
    return found


def _swaps(
    path: Path, original: str, source: str, mutant: Mutant, functions: Mapping[str, Sequence[FunctionType]]
) -> list[tuple[FunctionType, CodeType]] | None:
    """The loaded functions with the code that the mutant gives them; None where that is not all there is to do."""
    loaded = functions.get(str(path))
    if loaded is None:  # nothing has imported it yet
        return []
    old, new = (_code(compile(text, str(path), "exec", dont_inherit=True), mutant) for text in (original, source))
    if old is None or new is None or old.co_freevars != new.co_freevars:
        return None
    return [(function, new) for function in loaded if function.__code__ == old] or None


def _code(within: CodeType, mutant: Mutant) -> CodeType | None:
    """The code of the function around the mutant."""
    for code in within.co_consts:
        if isinstance(code, CodeType):
            last = max((line for *_, line in code.co_lines() if line), default=0)
            if code.co_qualname == ".".join(mutant.scope) and code.co_firstlineno <= mutant.lines[0] <= last:
                return code
            if (found := _code(code, mutant)) is not None:
                return found
    return None


class Tried:
    """Keeps of the session's tests those that one mutant is tried by, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.order = {test: at for at, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.register_profile("mutants", database=None, derandomize=True)
    hypothesis.settings.load_profile("mutants")
    if JOB in os.environ:
        config.pluginmanager.register(Worker(pickle.loads(Path(os.environ[JOB]).read_bytes())))
    if TRIED in os.environ:
        config.pluginmanager.register(Tried(json.loads(Path(os.environ[TRIED]).read_text("utf-8"))))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed and FAILURES in os.environ:
        with Path(os.environ[FAILURES]).open("a", encoding="utf-8") as file:
            file.write(report.nodeid + "\n")
