"""The command, as ``benchmarks.mutants`` describes it."""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.mutants import record, sample, tree
from benchmarks.mutants.sample import Mutant
from benchmarks.mutants.worker import JOB, Job, Result

SEED, COUNT = 2026, 300
#: Killed in per cent, over all and in a package with so many mutants or more.
_OF_ALL, _OF_A_PACKAGE, _MANY = 90, 80, 20

Name = tuple[str, str, str]


def tried(
    mutants: Sequence[Mutant],
    folder: Path,
    results: Path,
    *,
    workers: int = 1,
    tests: Sequence[str] = (),
    root: Path = tree.ROOT,
) -> Mapping[Name, Result]:
    """What became of the mutants: what stands in ``results``, which is added to, and the rest tried."""
    known = {name: result for name, result in _read(results).items() if result.state == "killed"}
    left = [mutant for mutant in mutants if mutant.name not in known]
    with tempfile.TemporaryDirectory() as scratch:
        running = []
        for number in range(min(workers, len(left))):
            place = Path(scratch, str(number))
            place.mkdir()
            copied, job = tree.copy(place, root), place / "job"
            job.write_bytes(pickle.dumps(Job(left[number::workers], folder, results.resolve())))
            command = tree.pytest("-p", "benchmarks.mutants.worker", *(tests or ["tests"]))
            with (place / "log").open("wb") as log:
                environment = tree.environment(copied, **{JOB: str(job)})
                running.append(subprocess.Popen(command, cwd=copied, env=environment, stdout=log, stderr=log))
        for process in running:
            process.wait()
    return _read(results)


def _read(results: Path) -> dict[Name, Result]:
    found: dict[Name, Result] = {}
    for line in results.read_text("utf-8").splitlines() if results.is_file() else ():
        result = Result(**json.loads(line))
        name = tuple(result.name)
        found[name] = Result(name, result.line, result.state, result.by, result.tests, result.seconds)
    return found


def report(mutants: Sequence[Mutant], results: Mapping[Name, Result]) -> bool:
    """Print what became of the mutants; whether enough are killed."""
    equal = sample.equivalents()
    rows: dict[str, list[bool]] = defaultdict(list)
    seconds = 0.0
    for mutant in mutants:
        result = results.get(mutant.name)
        seconds += result.seconds if result else 0.0
        if mutant.name in equal:
            continue
        rows[mutant.package].append(result is not None and result.state == "killed")
        if result is None or result.state != "killed":
            state = f"{result.state}, {result.tests} tests" if result else "not tried"
            print(f"{mutant.module}:{mutant.line}: {mutant.change}    ({state})\n    {mutant.text}")
    print(f"\n{'package':<12}{'mutants':>9}{'killed':>8}{'%':>8}")
    good = True
    for name, killed in [*sorted(rows.items()), ("all", [one for row in rows.values() for one in row])]:
        share = 100 * sum(killed) / max(1, len(killed))
        least = _OF_ALL if name == "all" else _OF_A_PACKAGE if len(killed) >= _MANY else 0
        good = good and share >= least
        print(f"{name:<12}{len(killed):>9}{sum(killed):>8}{share:>8.1f}{'' if share >= least else '  too few'}")
    print(
        f"{sum(mutant.name in equal for mutant in mutants)} equivalents left out; {seconds / 60:.1f} minutes of processor time"
    )
    return good


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.mutants", description=sys.modules["benchmarks.mutants"].__doc__)
    kept = Path(tempfile.gettempdir(), "gongkai-mutants")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--within", default="audit")
    parser.add_argument("--record", type=Path, default=kept / "record")
    parser.add_argument("--tests", nargs="*", default=())
    parser.add_argument("--results", type=Path, default=kept / "results.jsonl")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    if not (given.record / "tests.json").is_file():
        record.make(given.record, given.tests, given.workers)
    given.results.parent.mkdir(parents=True, exist_ok=True)
    mutants = sample.draw(tree.ROOT, given.count, given.seed, given.within)
    return (
        0
        if report(mutants, tried(mutants, given.record, given.results, workers=given.workers, tests=given.tests))
        else 1
    )


if __name__ == "__main__":
    raise SystemExit(main())
