"""``gkaudit extract``: what was read of each report, how it was read, and its pages drawn."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from audit import console, explain, pipeline, reading
from audit.commands.calls.output import UNREADABLE, exit_code, keep_faults, print_json, say
from audit.errors import Failure, UsageError
from audit.model import Report


def run(options: argparse.Namespace) -> int:
    """Read the reports and print what was read; the exit code."""
    codes, failures, readable = [], dict[str, Failure](), list[Report]()
    folder = _folder(options.draw) if options.draw is not None else None
    for report in pipeline.read_all(options.paths):
        codes.append(exit_code(report))
        readable += [report] if folder and report.status != "unreadable" else []
        failures |= {report.source: report.failure} if report.failure else {}
        if options.explain and report.status != "unreadable":
            _explain(report, as_json=options.json)
        elif options.json:
            print_json("report", report.as_json())
        elif report.status != "unreadable":
            print(console.printable(console.summary(report)))
    keep_faults(failures)
    if folder:
        _draw(readable, folder)
    return max(codes, default=UNREADABLE)


def _folder(given: str) -> Path:
    """The folder for drawings, asked for before anything is read."""
    from audit.render import drawings  # noqa: PLC0415 – not needed by any other use of the command

    if not given.strip():
        raise UsageError("--draw 后面应写文件夹的路径，给出的是空的。")
    return drawings.folder_for(given)


def _draw(reports: Sequence[Report], folder: Path) -> None:
    """Draw the pages of the reports, and say on standard error which files show them."""
    from audit.render import drawings  # noqa: PLC0415

    for report, path, why in drawings.draw(reports, folder):
        say(f"版面图：{report.source} → {path}" if path else f"没有版面图：{report.source}：{why}")


def _explain(report: Report, *, as_json: bool) -> None:
    """Print how the report was read."""
    source = report.source
    explanation = explain.explained(report, reading.stages(source), pipeline.check(report), reading.layout(source))
    if as_json:
        print_json("explanation", explanation.as_json())
    else:
        print(console.printable(console.explanation(report, explanation)))
