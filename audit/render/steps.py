"""The steps of a batch before its pages: every report read and checked, once; what was before comes from the cache."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from audit import pipeline, readers, sources
from audit.assessment import Assessment
from audit.cache import unpack
from audit.findings import Outcome
from audit.machine.installed import code
from audit.model import Report
from audit.render.joined import Joined
from audit.render.notebooks import CheckJob, check_packed, read_packed
from audit.render.setting import Setting

#: Rooms of the toolkit on which nothing depends that is read or checked.
_AFTERWARDS = (
    "__main__",
    "cache",
    "commands",
    "console",
    "decisions",
    "desk",
    "engine",
    "explain",
    "ledgerrows",
    "ledgers",
    "notebooks",
    "present",
    "recordplace",
    "render",
    "rulings",
    "score",
)


def reading_code() -> str:
    """A digest over all that decides what is read and found in a file, other programs included."""
    program = readers.libreoffice()
    with suppress(OSError):
        stamp = Path(program).stat() if program else None
        return f"{code.digest(_AFTERWARDS)} {program} {(stamp.st_mtime_ns, stamp.st_size) if stamp else ''}"
    return code.digest(_AFTERWARDS)


def read_all(setting: Setting, paths: Sequence[str], left_out: str, label: str) -> list[Report]:
    """Every report under ``paths``, each by itself in the pool; one that our own fault kept back is unreadable: its organ has filed."""
    found = sources.expand(paths, left_out)
    names = {source: f"report {sha256} {source}" for source, sha256 in setting.contents(found).items() if sha256}
    reports: dict[str, Report] = {}
    for source, name in names.items():
        if (known := setting.cache.take(name)) is not None:
            reports[source] = known
            setting.log.fates[source] = "known"
    new = [source for source in found if source not in reports]
    with readers.prepared(pipeline.contents(new), setting.pool.shared):
        for source, packed in setting.results(read_packed, new, label, str):
            reports[source] = report = unpack(packed)
            setting.log.fates[source] = "read"
            if report.failure:
                setting.failures[source], setting.failed[source] = report.failure, report.failure.reason
            # What was not read may be read the next time: on a machine with more memory or other programs.
            elif report.status != "unreadable" and source in names:
                if report.sha256 == setting.contents([source])[source]:
                    setting.cache.keep(names[source], packed)
                else:  # the file was replaced after it was looked at
                    setting.has_moved = True
    lost = {name: Report(name, "", "unknown", "unreadable", error=why) for name, why in setting.failed.items()}
    return [reports.get(name) or lost[name] for name in found]


def assess_all(setting: Setting, reports: Sequence[Report], *, keep_joined: bool = False) -> Assessment:
    """Every report checked, each by itself in the pool, then all of them together.

    With ``keep_joined`` what follows from all of them together is kept too, and taken where it was.
    """
    corpus = pipeline.assemble(reports, setting.terms)
    jobs = {
        r.source: CheckJob(r, tuple(corpus.earlier(r)), setting.terms.profiles, corpus.sought(r))
        for r in (filing.report for filing in corpus.filings)
    }
    joined = None
    if keep_joined:
        scoring = code.digest(set(_AFTERWARDS) - {"decisions", "rulings", "score"})
        joined = Joined(setting.cache, scoring, corpus, setting.terms, lambda own: _outcomes_name(jobs[own.source]))
    outcomes: dict[str, Sequence[Outcome]] = {}
    new = []
    for job in jobs.values():
        known = joined.take(job.report) if joined else None
        if known is None:
            known = setting.cache.take(_outcomes_name(job))
        if known is None:
            new.append(job)
        else:
            outcomes[job.report.source] = known
    for job, packed in setting.results(check_packed, new, "核对", lambda job: job.report.source):
        outcomes[job.report.source] = unpack(packed)
        setting.cache.keep(_outcomes_name(job), packed)
    assessment = pipeline.assess(corpus, setting.terms, outcomes, joined.before() if joined else None)
    if joined:
        joined.keep(assessment, outcomes)
    setting.failures.update(own := assessment.failures())
    setting.failed.update({name: failure.reason for name, failure in own.items()})
    return assessment


def _outcomes_name(job: CheckJob) -> str:
    """The name under which the outcomes on a report are kept: everything that they follow from."""
    beside = [
        (one.source, one.sha256, one.agency, one.year, one.corrected) for one in (*job.earlier, *job.doubtful.doubtful)
    ]
    profiles = [profile.digest for profile in job.profiles]
    own = job.report
    # The corpus gives a report the name and year that roster and folder say it is of.
    called = (own.source, own.sha256, own.agency, own.year, own.edition, own.period, own.corrected)
    return repr(("outcomes", called, len(job.earlier), beside, profiles))
