"""What every command says: on standard error what people should know, one JSON object a line, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from audit import console, schema
from audit.errors import Failure
from audit.text.steering import escaped

if TYPE_CHECKING:
    # Only named in annotations: the commands that read no report do without.
    from audit.model import Report

#: Exit codes of the contract.
DONE, UNREADABLE, USAGE, OWN_FAILURE = 0, 1, 2, 3
#: Where a record of our own faults is.
RECORDED = "故障记录（不含报告文字）在{}，反馈时请附上。"


def say(text: str) -> None:
    """Print ``text`` on standard error."""
    print(console.printable(text), file=sys.stderr)


def print_json(kind: str, *data: dict[str, Any]) -> None:
    """Print objects of the contract’s ``kind``, one a line."""
    for item in data:
        print(escaped(json.dumps(schema.stamped(kind, item), ensure_ascii=False, allow_nan=False)))


def exit_code(report: Report) -> int:
    """Say on standard error what could not be read; the exit code that follows from it."""
    if report.status != "unreadable":
        return DONE
    what = "未能核查" if report.failure else "未核查" if report.absence == "other" else "未能读取"
    say(f"{what}：{report.source}：{report.error}")
    return OWN_FAILURE if report.failure else UNREADABLE


def keep_faults(failures: Mapping[str, Failure]) -> None:
    """Keep a record of our own faults, if there are any, where the user's programs keep such things, and name it."""
    if failures:
        # Whatever it takes to describe the machine is loaded where there is a fault to be told of.
        from audit.machine import records  # noqa: PLC0415

        if kept := records.keep(failures):
            say(RECORDED.format(kept))


def nothing_read(reports: Sequence[Report], refused: str) -> int:
    """Say on standard error that no report could be read, and of several files what is wrong with each; the exit code."""
    for report in reports if len(reports) > 1 else ():
        exit_code(report)
    say(refused)
    failures = {report.source: report.failure for report in reports if report.failure}
    keep_faults(failures)
    return OWN_FAILURE if failures else UNREADABLE
