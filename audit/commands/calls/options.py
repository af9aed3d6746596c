"""What the options of a call ask for, and what is said of them before anything is read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from audit import decisions, pipeline
from audit.commands.calls.output import UNREADABLE, say
from audit.corpus import Roster
from audit.findings import GRAVEST_FIRST, Severity
from audit.recordplace import kept_at


def review(options: argparse.Namespace) -> pipeline.Review:
    """What the call asks for besides the reports; that a record can only be read is said."""
    where = record(options)
    if where and (why := decisions.unwritable(where)):
        say(why)
    return pipeline.Review(
        options.previous,
        options.roster,
        options.rubric,
        options.profile,
        options.asof,
        where,
        options.in_steps,
    )


def record(options: argparse.Namespace, *, made: bool = False) -> str:
    """The place of the record of decisions that counts, without any password; "" where there is none.

    That is the one asked for, else the one in the work folder, which with ``made`` may have to be made yet. UsageError as in
    ``recordplace.kept_at``.
    """
    where = options.decisions or (decisions.NAME if made or Path(decisions.NAME).is_file() else "")
    return kept_at(where, getattr(options, "out", "")) if where else ""


def tell_doubts(roster: Roster | None) -> None:
    """Say on standard error which words of the roster may be slips of the pen."""
    for note in roster.notes if roster else ():
        say(f"机关名录：{note}请核对名录。")


def graded(options: argparse.Namespace, code: int, found: Iterable[Severity]) -> int:
    """``code``, or at least 1 where one of the severities ``found`` is as grave as the call asks for."""
    grave = options.fail_on and any(GRAVEST_FIRST[each] <= GRAVEST_FIRST[options.fail_on] for each in found)
    return max(code, UNREADABLE) if grave else code
