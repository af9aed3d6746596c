"""Batches that are killed and started again: ``python -m benchmarks.kills``; exit code 1 where anything does not hold.

Killed at each planned point (tests/killing/points.py) and at random moments of processor time, in a new folder and in one
that holds the results of an earlier batch over some other versions of the reports, the batch has to leave no process and no
file that is neither old nor new; started again it has to end with the same bytes as one that was not killed, leave nothing
half written, and make no page again but those that were not finished and as many as there are workers.

--reports  files of the samples that the batch is over (default 10)
--random   random moments (default 15); after these the batch is started again at once, whatever of it still runs
--seed     for the moments and for how many workers there are
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.killing import POINTS, Batch, Killed, contents, faults
from tests.roots import ROOT

_SAMPLES = ROOT / "data" / "samples"
#: The suffixes of reports that cost little to read.
_QUICK = {".docx", ".txt", ".html", ".xlsx", ".pdf"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--random", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(Path(scratch), options.reports)
        print(f"one batch without a kill: {trial.cost:.1f} s of the processor, {len(trial.whole)} files", flush=True)
        for number, point in enumerate(POINTS):
            trial.hold(point.name, partial(Batch.killed_at, point=point), renewed=number % 4 == 3)
        for number in range(options.random):
            share, workers = rng.random(), rng.choice((1, 2, 3))
            kill = partial(Batch.killed_after, seconds=share * trial.cost, waits=False)
            trial.hold(f"at {share:.0%} of its time", kill, renewed=number % 3 == 2, workers=workers)
    print(f"{trial.kills} killed, {trial.missed} ended before, {trial.faulty} with faults")
    return int(bool(trial.faulty or trial.missed))


class Trial:
    """A batch over so many reports in the folder ``scratch``, whole, and the same over earlier versions of some of them."""

    def __init__(self, scratch: Path, reports: int) -> None:
        self._batch = Batch(scratch / "given", scratch / "out", scratch)
        self._before = scratch / "before"
        self.kills = self.missed = self.faulty = 0
        self._batch.given.mkdir()
        files = [path for path in sorted(_SAMPLES.iterdir()) if path.suffix in _QUICK]
        chosen = files[:: max(1, len(files) // reports)][:reports]
        for number, path in enumerate(chosen):
            if number % 4:
                shutil.copy(path, self._batch.given)
        for path in self._batch.given.glob("*.txt"):
            path.write_text(f"{path.read_text('utf-8')}\n（征求意见稿）\n", "utf-8")
        self._batch.whole()
        self._batch.out.rename(self._before)
        self._old = contents(self._before)
        for path in chosen:
            shutil.copy(path, self._batch.given)
        self.cost = self._batch.whole()
        self.whole = contents(self._batch.out)
        shutil.rmtree(self._batch.out)
        shutil.copytree(self._before, self._batch.out)
        self._batch.whole()
        self._renewed = contents(self._batch.out)  # its overview marks what is new

    def hold(self, name: str, kill: Callable[[Batch], Killed], *, renewed: bool, workers: int = 2) -> None:
        """Kill a batch, start it again, and print what does not hold; ``renewed`` begins with the results of the earlier one."""
        shutil.rmtree(self._batch.out, ignore_errors=True)
        shutil.rmtree(self._batch.scratch / "state", ignore_errors=True)
        if renewed:
            shutil.copytree(self._before, self._batch.out)
        batch = replace(self._batch, workers=workers)
        killed = kill(batch)
        batch.whole()
        found = list(faults(batch, killed, *((self._renewed, self._old) if renewed else (self.whole, {}))))
        self.kills += killed.reached
        self.missed += not killed.reached
        self.faulty += bool(found)
        said = "" if killed.reached else "ended before"
        print(
            f"{name:<40}{workers} workers  {'renewed' if renewed else 'new':<8}{len(killed.pages):>3} pages there, {batch.made():>2} made again  {said}",
            flush=True,
        )
        for one in found:
            print(f"    {one}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
