"""Run everything that guards the project: ``python -m tests``. Exit code 0 only if all of it passes.

The tests show their progress; the other steps run beside them, one after the other, and are shown as they end.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
BESIDE: Mapping[str, Sequence[str]] = {
    "ruff check": [*PYTHON, "ruff", "check", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy"],
    "import-linter": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "nbval": [*PYTHON, "pytest", "--nbval-lax", "notebooks", "-p", "no:cacheprovider", "-W", "default"],
}
TESTS = [*PYTHON, "pytest", *sys.argv[1:]]


def beside() -> list[str]:
    """The names of the steps beside the tests that did not pass."""
    failed = []
    for name, command in BESIDE.items():
        done = subprocess.run(
            command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        print(f"\n── {name}\n{done.stdout}", flush=True)
        failed += [name] if done.returncode else []
    return failed


def main() -> int:
    with ThreadPoolExecutor() as pool:
        others = pool.submit(beside)
        print("── pytest", flush=True)
        tests = subprocess.run(TESTS, cwd=ROOT, check=False).returncode
        failed = [*(["pytest"] if tests else []), *others.result()]
    print(f"── {'not passed: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
