"""Processor time of reports made to be slow: ``python -m benchmarks.hostile [KIND …] [--characters N] [--seconds S]``.

Each kind of ``tests.hostile_texts`` whose name holds one of the KINDs (all without any) is read, matched and held against
every rule at N, 2 N and 4 N characters (default 25,000: 4 N is a fifth of what is read at all), in a process of its own
that ends at S seconds of processor time. The bounds on single steps of work are not in force: what is quadratic shows.

seconds   of all stages at each size; “>” where the process was ended
growth    how the time of the last doubling grows: 2 is linear, 4 quadratic; of times above a tenth of a second only
MB        largest resident memory
stages    those that take more than 0.2 seconds at 4 N, with their own growth: read, match, rules by id, locate, and of
          several reports assemble, reuse and the rules over many reports
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from audit import corpus, readers
from audit.forms import load
from audit.locate import attach
from audit.match import match
from audit.model import Report
from audit.reuse import find
from audit.rules import Case, catalogue, run_corpus
from audit.sources import rosters
from tests.hostile_texts import CORPORA, KINDS

Result = TypeVar("Result")
#: A stage that takes less is not told apart, and a growth of less is not told: clocks and caches make it up.
_SHOWN, _TOLD = 0.2, 0.1
SIZES = (1, 2, 4)


@dataclass(slots=True)
class Spent:
    """Seconds by stage, the largest memory in MB, and why the process ended early, if it did."""

    stages: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0
    ended: str = ""

    @property
    def seconds(self) -> float:
        """The time of all stages."""
        return sum(self.stages.values())


class _Clock:
    """Runs stages and writes down the processor time of each as soon as it has ended."""

    def __init__(self, line: int) -> None:
        self._line = line

    def stage(self, name: str, work: Callable[[], Result]) -> Result:
        started = time.process_time()
        result = work()
        os.write(self._line, (json.dumps([name, time.process_time() - started]) + "\n").encode())
        return result


def report(clock: _Clock, data: bytes, ending: str) -> None:
    """All stages of one report."""
    document = clock.stage("read", lambda: readers.read(data, f"报告.{ending}"))
    read = clock.stage("match", lambda: match(document, f"报告.{ending}", "0" * 64))
    form = load(read.edition) if read.edition else None
    outcomes, known = [], dict[Any, Any]()
    for rule in catalogue():
        if rule.scope == "report" and (form or not rule.needs_form):
            case = Case(read, form, rule, known=known)
            outcomes += clock.stage(rule.id, lambda case=case: list(case.rule.check(case)))  # type: ignore[misc]
    if form:
        clock.stage("locate", lambda: attach(outcomes, read, form))


def many(clock: _Clock, files: dict[str, bytes], listed: str) -> None:
    """All stages of several reports beyond those of each."""
    roster = None
    if listed:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "名录.csv"
            path.write_text(listed, "utf-8", "surrogatepass")
            roster = clock.stage("roster", lambda: rosters.load(path))
    reports: list[Report] = [match(readers.read(data, name), name, "0" * 64) for name, data in files.items()]
    review = clock.stage("assemble", lambda: corpus.assemble(reports, roster))
    reuse = clock.stage("reuse", lambda: find(reports)) if len(reports) > 1 else None
    for rule in catalogue():
        if rule.scope == "corpus":
            clock.stage(rule.id, lambda rule=rule: run_corpus(rule, review, reuse))  # type: ignore[misc]


def spent(kind: str, characters: int, seconds: int) -> Spent:
    """What ``kind`` takes at a size, in a process of its own that ends at so many ``seconds``."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        try:
            if kind in CORPORA:
                many(_Clock(writing), *CORPORA[kind](characters))
            else:
                ending, make = KINDS[kind]
                report(_Clock(writing), make(characters), ending)
        except BaseException as error:  # whatever it is, it is told
            os.write(writing, (json.dumps([f"{type(error).__name__}: {error}"[:200], None]) + "\n").encode())
        os._exit(0)
    os.close(writing)
    found = Spent()
    with os.fdopen(reading) as lines:
        for name, taken in map(json.loads, lines):
            if taken is None:
                found.ended = name
            else:
                found.stages[name] = taken
    _, status, used = os.wait4(pid, 0)
    found.memory = used.ru_maxrss / 1024
    if os.WIFSIGNALED(status):
        found.ended = f"ended after {list(found.stages)[-1] if found.stages else 'nothing'}"
    return found


def row(kind: str, sizes: list[Spent]) -> str:
    """One line of the table."""
    last, before = sizes[-1], sizes[-2]
    slow = [
        f"{name} {taken:.2f}{_growth(before.stages.get(name, 0.0), taken)}"
        for name, taken in sorted(last.stages.items(), key=lambda item: -item[1])
        if taken > _SHOWN
    ]
    seconds = "".join(f"{'>' if item.ended else ''}{item.seconds:.2f}".rjust(8) for item in sizes)
    ended = next((item.ended for item in sizes if item.ended), "")
    growth = _growth(before.seconds, last.seconds).strip(" ×") if not ended else ""
    return f"{seconds}{growth:>8}{last.memory:>7.0f}  {kind}  {', '.join(slow)} {ended}".rstrip()


def _growth(before: float, after: float) -> str:
    return f" ×{after / before:.1f}" if before > _TOLD else ""


def main(arguments: Iterable[str] | None = None) -> int:
    """Print the table; exit code 1 where a process was ended."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--characters", type=int, default=25_000)
    parser.add_argument("--seconds", type=int, default=30)
    asked = parser.parse_args(None if arguments is None else list(arguments))
    catalogue()
    sys.stdout.write("".join(f"{size} N".rjust(8) for size in SIZES) + "  growth     MB  kind  stages\n")
    ended = False
    for kind in (*KINDS, *CORPORA):
        if not asked.kinds or any(part in kind for part in asked.kinds):
            sizes = [spent(kind, size * asked.characters, asked.seconds) for size in SIZES]
            ended = ended or any(item.ended for item in sizes)
            sys.stdout.write(row(kind, sizes) + "\n")
            sys.stdout.flush()
    return int(ended)


if __name__ == "__main__":
    sys.exit(main())
