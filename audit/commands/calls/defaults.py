"""What a call leaves out is taken from the settings of the work folder, and then from what is usual."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from audit import ledgers
from audit.decisions import PASSWORD
from audit.errors import UsageError
from audit.settings.worksettings import NAME, WorkSettings

#: Reports that are worked on at once where nobody says how many.
USUAL_WORKERS = 2
#: What an option is that was not given, by its kind.
_NOT_GIVEN: tuple[object, ...] = (None, "", [])


def _are_single_files(paths: Sequence[str]) -> bool:
    # Sources load all readers, which most commands do without.
    from audit import sources  # noqa: PLC0415

    return sources.are_single_files(paths)


def fill_in(options: argparse.Namespace, work: WorkSettings) -> None:
    """Give the options of a call that were left out the values in ``work``; UsageError for one that is needed and given nowhere.

    The roster of the file says who has to file, and counts where all that was collected is looked at: in folders, archives.
    """
    # Who asks where a value comes from is told what the call itself says.
    options.by_call = dict(vars(options))
    # Which office checks, and what it gives organs for corrections, is said in the file alone.
    options.office = work.office
    options.in_steps = work.review
    # A filled ledger is given where a record is: it is taken into the record that is usual.
    if hasattr(options, "decisions"):
        options.ledger = options.decisions if ledgers.is_ledger(options.decisions) else ""
        options.decisions = "" if options.ledger else options.decisions
    if work.password and not os.environ.get(PASSWORD):
        os.environ[PASSWORD] = work.password
    if getattr(options, "who", None) == "":
        options.who = work.assessor
    for name, value in work.options.items():
        if name == "roster" and _are_single_files(getattr(options, "paths", ())):
            # Whoever looks at one report has not been told yet who else has filed.
            continue
        if hasattr(options, name) and getattr(options, name) in _NOT_GIVEN:
            setattr(options, name, list(value) if isinstance(value, tuple) else value)
    if getattr(options, "out", "") is None:
        raise UsageError(f"没有给出输出目录。请用 --out 目录 给出，或在{NAME}中写明 out。")
    if getattr(options, "workers", 0) is None:
        options.workers = USUAL_WORKERS
