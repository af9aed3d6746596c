"""``gkaudit check``: read and check reports, and print the outcomes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from audit import console, pipeline, reading
from audit.assessment import Assessment
from audit.causes import Cause, by_outcome, membership
from audit.commands import ledger
from audit.commands.calls.options import graded, review, tell_doubts
from audit.commands.calls.output import DONE, OWN_FAILURE, exit_code, keep_faults, nothing_read, print_json, say
from audit.commands.calls.profile import chosen_profiles
from audit.coverage import Coverage, coverage
from audit.findings import Outcome


def run(options: argparse.Namespace) -> int:
    """Check the reports and print what was found; the exit code."""
    chosen_profiles(options)
    ledger.take(options)
    asked = review(options)
    terms = asked.terms()
    tell_doubts(terms.roster)
    if terms.decided and terms.decided.unsound:
        say(terms.decided.unsound)
    code = max(map(exit_code, terms.previous), default=DONE)
    reports = list(pipeline.read_all(options.paths, options.roster))
    if refused := reading.none_read(reports):
        return nothing_read(reports, refused)
    assessment = pipeline.assess(pipeline.assemble(reports, terms), terms)
    code = max([code, *(exit_code(report) for report, _ in assessment.audited)])
    _show(assessment, as_json=options.json)
    if words := assessment.corpus.passed_over():
        say(words)
    if due := assessment.corpus.other_due_year():
        say(f"名录的应报日期为{due}年度的，所查年度为{assessment.year}，请核对名录。")
    if alone := assessment.corpus.unprecedented():
        say(f"给出的以往年度报告中没有以下{len(alone)}家机关的，其年度衔接未核对：{'、'.join(alone)}。")
    for name, reason in assessment.failed.items():
        say(f"未能核查：{name}：{reason}")
    keep_faults(assessment.failures())
    code = OWN_FAILURE if assessment.failed else code
    return graded(options, code, assessment.severities())


def _show(assessment: Assessment, *, as_json: bool) -> None:
    """Print the outcomes report by report, then those on agencies without one, then the scores."""
    causes = by_outcome(assessment.every_cause())
    for report, outcomes in assessment.audited:
        if as_json:
            covered = coverage(report, outcomes) if report.status != "unreadable" else None
            print_json("outcome", *(_outcome(outcome, causes, assessment, covered) for outcome in outcomes))
        elif report.status != "unreadable":
            causes_of, rulings = assessment.causes.get(report.source, ()), assessment.decided(report)
            print(console.printable(console.findings(report, outcomes, causes_of, rulings)))
    if as_json:
        print_json("outcome", *(_outcome(outcome, causes, assessment, None) for outcome in assessment.absent))
    elif assessment.absent:
        print(console.printable(console.absent(assessment.absent, assessment.standings)))
    readable = [report for report, _ in assessment.audited if report.status != "unreadable"]
    if len(readable) > 1 and not as_json:
        examined = [one for one in assessment.examined() if one.report.status != "unreadable"]
        counts = {one.report.source: one.counts for one in examined}
        counted = [one for one in examined if assessment.is_counted(one.report)]
        beside = [counts[one.report.source] for one in examined if not assessment.is_counted(one.report)]
        versions = [(one.report, one.versions) for one in counted if one.versions]
        print(
            console.printable(
                console.overall(
                    [one.report for one in counted],
                    counts,
                    assessment.intake(),
                    assessment.ruled(),
                    beside,
                    versions=versions,
                )
            )
        )
    _tell_uncounted(assessment, as_json=as_json)
    if assessment.scores:
        print(console.printable(console.scores(assessment.scores)), file=sys.stderr if as_json else sys.stdout)


def _tell_uncounted(assessment: Assessment, *, as_json: bool) -> None:
    """Tell what people decided and does not count: one by one, beside data in a sentence."""
    if not assessment.terms.decided:
        return
    # Most calls look at no record, and do without what pages are made of.
    from audit.present import overview  # noqa: PLC0415

    if as_json and (words := overview.lost_words(assessment)):
        say(words)
    elif rows := overview.lost_rows(assessment):
        print(console.printable(console.uncounted(rows)))


def _outcome(
    outcome: Outcome, causes: Mapping[int, Cause], assessment: Assessment, covered: Coverage | None
) -> dict[str, Any]:
    """The object of an outcome, with the cause that it belongs to, how people decided on it, and how much of its report's text was decided."""
    held = assessment.standing_of(outcome)
    ruled = {
        "decision": held.state if id(outcome) in causes else None,
        "decided_by": list(dict.fromkeys(event.who for event in held.by)),
    }
    covered_by = {"coverage": covered.as_json() if covered else None}
    return outcome.as_json() | membership(causes, outcome)._asdict() | ruled | covered_by
