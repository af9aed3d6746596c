"""Programs of this machine that are run: on hostile documents, to print a page, to show a file."""

from __future__ import annotations

from audit.machine.programs._run import ProgramRun, run

__all__ = ["ProgramRun", "run"]
