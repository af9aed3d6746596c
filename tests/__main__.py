"""Run everything that guards the project: ``python -m tests``. Exit code 0 only if all of it passes.

``python -m tests --fast`` runs what a change to a rule, to matching or to reading can break: the tests of those rooms
without the costly ones (``slow``), and no other step. Whatever else is given goes to pytest.

The tests are spread over the processors and show their progress; the other steps run beside them, one after the other,
and are shown as they end. Last, what each step took, and the tests that cost most.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
#: A worker that has run out of tests takes half of another's; tests of one file mostly stay together with what they share.
SPREAD = ["-n", "logical", "--dist", "worksteal"]
TESTS = [*PYTHON, "pytest", *SPREAD, "--costs", "20"]
#: What a change to a rule, to matching or to reading can break.
FAST = (
    *("causes", "corpus", "findings", "forms", "locate", "match", "metrics", "readers", "rules", "score", "words"),
    "project/test_samples.py",
)
BESIDE: Mapping[str, Sequence[str]] = {
    "ruff check": [*PYTHON, "ruff", "check", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy"],
    "import-linter": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "nbval": [*PYTHON, "pytest", "--nbval-lax", "notebooks", "-p", "no:cacheprovider", "-W", "default"],
}


@dataclass(frozen=True)
class Step:
    """A step that has ended, and the seconds on the clock that it took."""

    name: str
    passed: bool
    seconds: float


def run(name: str, command: Sequence[str], *, shown: bool = False) -> Step:
    """Run ``command``; what it prints is shown as it comes, or once it has ended."""
    start = time.monotonic()
    pipe = None if shown else subprocess.PIPE
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=pipe, stderr=pipe and subprocess.STDOUT)
    if not shown:
        print(f"\n── {name}\n{done.stdout.decode('utf-8', 'replace')}", flush=True)
    return Step(name, done.returncode == 0, time.monotonic() - start)


def beside() -> list[Step]:
    return [run(name, command) for name, command in BESIDE.items()]


def main(arguments: Sequence[str]) -> int:
    # The tests start hundreds of processes, each of which would compile the package anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "--fast" in arguments:
        rest = [argument for argument in arguments if argument != "--fast"]
        folders = [str(ROOT / "tests" / name) for name in FAST]
        return subprocess.run([*TESTS, "-q", "-m", "not slow", *folders, *rest], cwd=ROOT, check=False).returncode
    with ThreadPoolExecutor() as pool:
        others = pool.submit(beside)
        print("── pytest", flush=True)
        steps = [run("pytest", [*TESTS, *arguments], shown=True), *others.result()]
    print("── seconds: " + ", ".join(f"{step.name} {step.seconds:.0f}" for step in steps))
    failed = [step.name for step in steps if not step.passed]
    print(f"── {'not passed: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
