"""Run everything that guards the project: ``python -m tests``. Exit code 0 only if all of it passes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
STEPS = (
    ("ruff check", [*PYTHON, "ruff", "check", "."]),
    ("ruff format", [*PYTHON, "ruff", "format", "--check", "."]),
    ("mypy", [*PYTHON, "mypy"]),
    ("import-linter", [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]),
    ("pytest", [*PYTHON, "pytest", *sys.argv[1:]]),
    ("nbval", [*PYTHON, "pytest", "--nbval-lax", "notebooks", "-p", "no:cacheprovider", "-W", "default"]),
)


def main() -> int:
    failed = []
    for name, command in STEPS:
        print(f"── {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"── {'not passed: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
