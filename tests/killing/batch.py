"""A batch as a user starts it, whole or killed on its way, and what is wrong with what it leaves."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.family import Family
from tests.killing.points import Point
from tests.roots import ROOT

HOOK = Path(__file__).parent / "hook"
#: The record of runs tells times, the cache is nobody's result.
_APART = ("运行记录.jsonl",)
#: Seconds on the clock within which all that a killed batch has started has to be gone, on a machine however busy.
_GONE = 120.0
_LIST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Killed:
    """What a batch left when it was killed: its files with their contents, the pages that its list has, what still ran."""

    reached: bool
    files: Mapping[str, bytes]
    listed: frozenset[str]
    gone: bool

    @property
    def pages(self) -> frozenset[str]:
        """The pages of reports that are written."""
        return frozenset(Path(name).stem for name in self.files if name.endswith(".html") and "年" in name)


@dataclass(frozen=True, slots=True)
class Batch:
    """``python -m audit audit given --out out`` with so many ``workers``; what it needs besides lies under ``scratch``."""

    given: Path
    out: Path
    scratch: Path
    workers: int = 2

    def whole(self) -> float:
        """Let it run to its end; the seconds of processor time that it takes."""
        family = self._started()
        try:
            family.wait()
            if family.process.returncode != 0:
                raise AssertionError(f"the batch ended with {family.process.returncode}: {self._said()}")
            return family.spent()
        finally:
            family.end()

    def killed_at(self, point: Point) -> Killed:
        """Let it run until it is killed at ``point``."""
        count = self.scratch / "count"
        count.unlink(missing_ok=True)
        plan = json.dumps([point.event, point.pattern, point.number, point.torn, str(count)])
        return self._left(self._started(KILL_AT=plan, PYTHONPATH=os.pathsep.join([str(HOOK), str(ROOT)])))

    def killed_after(self, seconds: float, *, waits: bool = True) -> Killed:
        """Let it run until all its processes have taken so many seconds of processor time, and kill it.

        Without ``waits`` what it has started may still run when this returns.
        """
        family = self._started()
        while family.process.returncode is None and family.spent() < seconds:
            time.sleep(0.005)
        if family.process.returncode is None:
            family.process.send_signal(signal.SIGKILL)
        return self._left(family, waits=waits)

    def _left(self, family: Family, *, waits: bool = True) -> Killed:
        """What is left once the command itself has ended and, with ``waits``, all that it started had its time to end."""
        while family.process.returncode is None:
            family.heads()
            time.sleep(0.01)
        listed = frozenset(line["name"] for line in _lines(self.out / _LIST) if "年" in line["name"])
        gone = not waits or family.wait(_GONE)
        if waits:
            family.end()
        return Killed(family.process.returncode == -signal.SIGKILL, contents(self.out), listed, gone)

    def made(self) -> int:
        """How many pages of reports the last run has made."""
        counts = list(_lines(self.out / "运行记录.jsonl"))[-1]["counts"]
        return int(counts["pages"]) - int(counts["reused"])

    def leftovers(self) -> list[str]:
        """What is half written, locked or forgotten in the folder of results, or among the temporary files."""
        rests = [path for path in self.out.rglob("*") if path.name.endswith((".part", ".lock", ".old"))]
        return sorted(str(path) for path in (*rests, *self._temporary().iterdir()))

    def _started(self, **environment: str) -> Family:
        options = ("--roster", "样例", "--rubric", "通用", "--workers", str(self.workers))
        command = [sys.executable, "-m", "audit", "audit", str(self.given), "--out", str(self.out), *options]
        self._temporary().mkdir(parents=True, exist_ok=True)
        own = {"TMPDIR": str(self._temporary()), "XDG_STATE_HOME": str(self.scratch / "state"), "PYTHONPATH": str(ROOT)}
        with (self.scratch / "said").open("wb") as said:
            return Family(command, env=os.environ | own | environment, cwd=ROOT, stdout=said, stderr=said)

    def _temporary(self) -> Path:
        return self.scratch / "tmp"

    def _said(self) -> str:
        return (self.scratch / "said").read_text("utf-8", "replace")[-2000:]


def contents(folder: Path) -> dict[str, bytes]:
    """The results in ``folder`` by name: all files that are seen, but the record of runs."""
    paths = folder.iterdir() if folder.is_dir() else ()
    return {
        path.name: path.read_bytes()
        for path in paths
        if path.is_file() and path.name[0] != "." and path.name not in _APART
    }


def _lines(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a file of lines; one that was cut off is passed over."""
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def faults(batch: Batch, killed: Killed, whole: Mapping[str, bytes], before: Mapping[str, bytes]) -> Iterator[str]:
    """What does not hold of a batch that was ``killed`` and then started again.

    ``whole`` are the results of one that was not, ``before`` what stood in the folder when it was first started.
    """
    if not killed.gone:
        yield "processes of the killed batch still run"
    torn = [
        name for name, data in killed.files.items() if name != _LIST and data not in (whole.get(name), before.get(name))
    ]
    yield from (f"killed: “{name}” is neither as it was nor as it is to be" for name in torn)
    after = contents(batch.out)
    yield from (
        f"started again: “{name}” is not as without a kill"
        for name in sorted(after.keys() | whole.keys())
        if after.get(name) != whole.get(name)
    )
    yield from (f"started again: “{name}” is left" for name in batch.leftovers())
    finished = {name for name in killed.pages if killed.files[f"{name}.html"] == whole.get(f"{name}.html")}
    every = sum(name.endswith(".html") and "年" in name for name in whole)
    if (made := batch.made()) > every - len(finished) + batch.workers:
        yield f"started again: {made} pages are made, though {len(finished)} of {every} were there"
