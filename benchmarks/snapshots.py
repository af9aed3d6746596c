"""What the toolkit says of folders of documents under one setting, got through its command line alone.

A setting may be another revision, so nothing of the package is imported here: ``extract --json``, ``check --json`` and
the data files of ``audit`` are the contract that all revisions keep.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
#: Where Linux keeps fonts.
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".fonts"))
_HIDE = 'for folder in {folders}; do [ -d "$folder" ] && mount -t tmpfs none "$folder"; done; exec "$@"'
#: Exit codes under which the output is whole: done, and done but for unreadable files.
_WHOLE = (0, 1)
#: What of a report is compared besides its cells.
_ABOUT = ("status", "error", "agency", "year", "edition", "period", "notes", "claims", "unplaced", "sections")
#: Of the samples: the roster that lies beside them.
_ROSTERS = {"samples": "data/roster.csv"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Under which conditions documents are read; ``workers`` 0 is ``extract`` and ``check``, else the whole batch."""

    rev: str = "."
    fonts: str = "machine"
    busy: int = 0
    workers: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """The setting “rev=HEAD,fonts=none,busy=12,workers=4”, any part of it; ValueError for anything else."""
        given = dict(part.split("=", 1) for part in text.split(",") if part)
        if unknown := set(given) - {each.name for each in fields(cls)}:
            raise ValueError(f"unknown: {sorted(unknown)}")
        if given.get("fonts", "machine") not in ("machine", "none"):
            raise ValueError("fonts are “machine” or “none”")
        numbers = {name: int(given[name]) for name in ("busy", "workers") if name in given}
        return cls(**(given | numbers))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Said:
    """What people read of one outcome."""

    verdict: str
    severity: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        return f"[{self.verdict} {self.severity}] {self.message}{self.suggestion}"


@dataclass(slots=True)
class Snapshot:
    """Reports by source, cells by (source, key), outcomes by (source, rule, key, ordinal among equal ones)."""

    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    outcomes: dict[tuple[str, str, str, int], Said] = field(default_factory=dict)

    def add(self, source: str, rule: str, key: str, said: Said) -> None:
        """Add one outcome."""
        number = 0
        while (source, rule, key, number) in self.outcomes:
            number += 1
        self.outcomes[source, rule, key, number] = said


def take(setting: Setting, folders: Sequence[Path]) -> Snapshot:
    """The snapshot of all ``folders``, each looked at as one collection of reports."""
    found = Snapshot()
    with ExitStack() as stack:
        tree = stack.enter_context(_tree(setting.rev))
        stack.enter_context(_busy(setting.busy))
        for folder in folders:
            (_batch if setting.workers else _commands)(setting, tree, folder, found)
    return found


def _commands(setting: Setting, tree: Path, folder: Path, found: Snapshot) -> None:
    for report in _run(setting, tree, ["extract", str(folder), "--json"]):
        source = report["source"]
        found.reports[source] = {name: report.get(name) for name in _ABOUT}
        for key, cell in report.get("cells", {}).items():
            found.cells[source, key] = f"{cell['value']} “{cell['raw']}” {cell['place']}"
    for outcome in _run(setting, tree, ["check", str(folder), "--json", *_roster(folder)]):
        said = Said(outcome["verdict"], outcome["severity"], outcome["message"], _suggested(outcome["suggestion"]))
        found.add(outcome["source"], outcome["rule"], outcome["key"], said)


def _batch(setting: Setting, tree: Path, folder: Path, found: Snapshot) -> None:
    import pandas as pd  # noqa: PLC0415 – only this way of looking needs it

    with tempfile.TemporaryDirectory(prefix="delta-") as out:
        batch = ["audit", str(folder), "--out", out, "--workers", str(setting.workers), *_roster(folder)]
        list(_run(setting, tree, batch))
        frames = {name: pd.read_parquet(Path(out) / f"{name}.parquet") for name in ("reports", "cells", "outcomes")}
        for row in _rows(frames["reports"]):
            found.reports[row.pop("source")] = row
        for row in _rows(frames["cells"]):
            found.cells[row["source"], row["key"]] = f"{row['value']} “{row['raw']}” {row['place']}"
        for row in _rows(frames["outcomes"]):
            suggested = f" ⇒ {row['suggested_cell']} = {row['suggested_value']}" if row["suggested_cell"] else ""
            said = Said(row["verdict"], row["severity"], row["message"], suggested)
            found.add(row["source"], row["rule"], row["key"], said)


def _rows(frame: Any) -> Iterator[dict[str, Any]]:
    yield from frame.astype(object).where(frame.notna(), None).to_dict("records")


def _suggested(suggestion: Mapping[str, Any] | None) -> str:
    return f" ⇒ {suggestion['cell']} = {suggestion['value']}" if suggestion else ""


def _roster(folder: Path) -> list[str]:
    roster = _ROSTERS.get(folder.name)
    return ["--roster", str(ROOT / roster)] if roster and folder.parent == ROOT / "data" else []


def _run(setting: Setting, tree: Path, arguments: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Each line of JSON that the command prints; RuntimeError where it did not come to its end."""
    command = [sys.executable, "-m", "audit", *arguments]
    if setting.fonts == "none":
        script = _HIDE.format(folders=" ".join(f"'{folder}'" for folder in _FONTS))
        command = ["unshare", "-m", "sh", "-c", script, "sh", *command]
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in _WHOLE:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    yield from map(json.loads, done.stdout.splitlines())


@contextmanager
def _tree(rev: str) -> Iterator[Path]:
    """The source tree of ``rev``: this one, or a copy that goes with the block."""
    if rev == ".":
        yield ROOT
        return
    archive = subprocess.run(["git", "archive", rev], cwd=ROOT, capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory(prefix="delta-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


@contextmanager
def _busy(number: int) -> Iterator[None]:
    """``number`` processes that do nothing but keep processors busy."""
    spinners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(number)]
    try:
        yield
    finally:
        for spinner in spinners:
            spinner.kill()
            spinner.wait()
