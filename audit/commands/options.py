"""What the options of a call ask for, and what is said of them before anything is read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from audit import decisions, pipeline, sources
from audit.commands.output import UNREADABLE, say
from audit.corpus import Roster
from audit.errors import UsageError
from audit.findings import GRAVEST_FIRST, Severity


def review(options: argparse.Namespace) -> pipeline.Review:
    """What the call asks for besides the reports."""
    return pipeline.Review(
        options.previous, options.roster, options.rubric, options.profile, options.asof, record(options)
    )


def record(options: argparse.Namespace, *, made: bool = False) -> str:
    """The place of the record of decisions that counts, without any password; "" where there is none.

    That is the one asked for, else the one in the work folder, which with ``made`` may have to be made yet. UsageError as in
    ``kept_at``.
    """
    where = options.decisions or (decisions.NAME if made or Path(decisions.NAME).is_file() else "")
    return kept_at(where, getattr(options, "out", "")) if where else ""


def kept_at(where: str, out: str) -> str:
    """The place ``where`` of a record, without any password.

    UsageError where it lies in the folder of results ``out`` or in another one, which may be deleted at any time, or where
    a password cannot be put aside.
    """
    if decisions.is_address(where):
        return decisions.address(where)
    # A link may lie among results, or lead there.
    for path in (Path(where).absolute(), Path(where).resolve()):
        if (out and path.resolve().is_relative_to(Path(out).resolve())) or any(map(_holds_results, path.parents)):
            raise UsageError(
                f"人工记录“{where}”在输出目录中，而输出目录可以随时删除。请把人工记录放在输出目录之外，如工作文件夹中。"
            )
    return str(where)


def _holds_results(folder: Path) -> bool:
    is_ours = (folder / sources.MANIFEST).is_file() and (folder / "index.html").is_file()
    return is_ours or (folder / sources.LEDGER_NOTES).is_file()


def tell_doubts(roster: Roster | None) -> None:
    """Say on standard error which words of the roster may be slips of the pen."""
    for note in roster.notes if roster else ():
        say(f"机关名录：{note}请核对名录。")


def graded(options: argparse.Namespace, code: int, found: Iterable[Severity]) -> int:
    """``code``, or at least 1 where one of the severities ``found`` is as grave as the call asks for."""
    grave = options.fail_on and any(GRAVEST_FIRST[each] <= GRAVEST_FIRST[options.fail_on] for each in found)
    return max(code, UNREADABLE) if grave else code
