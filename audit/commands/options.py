"""What the options of a call ask for, and what is said of them before anything is read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from audit import pipeline
from audit.commands.output import UNREADABLE, say
from audit.corpus import Roster
from audit.findings import GRAVEST_FIRST, Severity


def review(options: argparse.Namespace) -> pipeline.Review:
    """What the call asks for besides the reports."""
    return pipeline.Review(options.previous, options.roster, options.rubric, options.profile, options.asof)


def tell_doubts(roster: Roster | None) -> None:
    """Say on standard error which words of the roster may be slips of the pen."""
    for note in roster.notes if roster else ():
        say(f"机关名录：{note}请核对名录。")


def graded(options: argparse.Namespace, code: int, found: Iterable[Severity]) -> int:
    """``code``, or at least 1 where one of the severities ``found`` is as grave as the call asks for."""
    grave = options.fail_on and any(GRAVEST_FIRST[each] <= GRAVEST_FIRST[options.fail_on] for each in found)
    return max(code, UNREADABLE) if grave else code
