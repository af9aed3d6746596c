"""``gkaudit extract``: what was read of each report, how it was read, and its pages drawn."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from audit import console, explain, pipeline, reading
from audit.commands.output import UNREADABLE, exit_code, print_json, record, say
from audit.errors import Failure
from audit.model import Report


def run(options: argparse.Namespace) -> int:
    """Read the reports and print what was read; the exit code."""
    codes, failures, readable = [], dict[str, Failure](), list[Report]()
    for report in pipeline.read_all(options.paths):
        codes.append(exit_code(report))
        readable += [report] if options.draw and report.status != "unreadable" else []
        failures |= {report.source: report.failure} if report.failure else {}
        if options.explain and report.status != "unreadable":
            _explain(report, as_json=options.json)
        elif options.json:
            print_json("report", report.as_json())
        elif report.status != "unreadable":
            print(console.printable(console.summary(report)))
    record(failures)
    if options.draw:
        _draw(readable, options.draw)
    return max(codes, default=UNREADABLE)


def _draw(reports: Sequence[Report], folder: str) -> None:
    """Draw the pages of the reports, and say on standard error which files show them."""
    from audit.render import drawings  # noqa: PLC0415 – not needed by any other use of the command

    for report, path, why in drawings.draw(reports, folder):
        say(f"版面图：{path}" if path else f"没有版面图：{report.source}：{why}")


def _explain(report: Report, *, as_json: bool) -> None:
    """Print how the report was read."""
    source = report.source
    explanation = explain.explained(report, reading.stages(source), pipeline.check(report), reading.layout(source))
    if as_json:
        print_json("explanation", explanation.as_json())
    else:
        print(console.printable(console.explanation(report, explanation)))
