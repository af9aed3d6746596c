"""``gkaudit lab``: the notebooks with what they need in a folder, and JupyterLab on it."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit import render
from audit.commands.calls.output import DONE, say


def run(options: argparse.Namespace) -> int:
    """Lay out the folder and open JupyterLab unless told not to; the exit code."""
    if options.copy_only:
        render.lay_out(Path(options.dir), say)
        return DONE
    return render.open_lab(Path(options.dir), say, browser=not options.no_browser)
