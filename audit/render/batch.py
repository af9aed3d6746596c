"""The main job: read, assess, one notebook and page a report, then index, ledger and data."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from audit import pipeline, readers, sources
from audit.assessment import Assessment, Examined, Terms
from audit.errors import RenderError
from audit.findings import Outcome, Severity
from audit.history import Sought
from audit.model import Report
from audit.pipeline import Review
from audit.present import filing, frames, ledger
from audit.profiles import Profile
from audit.render import handed, store
from audit.render.inputs import every, notebook, single
from audit.render.names import file_names
from audit.render.parallel import Workers

Job = TypeVar("Job")
Result = TypeVar("Result")
#: A review on no terms but the rules.
_PLAIN = Review()
INDEX, HANDBOOK = "index.html", "rules.html"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch made: pages by source, and what was not made or not read as (source, Chinese reason).

    ``severities`` are those of all findings; ``reused`` counts the pages that an earlier run had already made from the
    same input by the same toolkit; ``missing`` the agencies of the roster without a report.
    """

    pages: Mapping[str, Path]
    failed: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    severities: frozenset[Severity] = frozenset()
    reused: int = 0
    missing: int = 0

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some input was not read or there was none, 3 a failure of our own."""
        return 3 if self.failed else 1 if self.unreadable or not self.pages else 0


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all steps of a batch share; ``failed`` gathers what our own faults kept back, by source."""

    pool: Workers
    scratch: str
    folder: Path
    paths: tuple[str, ...]
    review: Review
    terms: Terms
    date: str
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Check:
    """A report to check, with the earlier reports that go with it."""

    report: Report
    earlier: tuple[Report, ...]
    profiles: tuple[Profile, ...]
    doubtful: Sought


@dataclass(frozen=True, slots=True)
class _Page:
    """A notebook to run and to write as ``folder/name.ipynb`` and ``.html``."""

    template: Path
    folder: Path
    name: str
    title: str
    parameters: Mapping[str, object]


def audit_batch(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    workers: int = 2,
    review: Review = _PLAIN,
    date: str = "",
    progress: bool = True,
) -> BatchResult:
    """Audit every report under ``paths`` into the folder ``out``; RenderError only where ``out`` cannot be used.

    ``workers`` processes work at once; UsageError where the ``review`` names a faulty roster, rubric, profile or date;
    ``date`` is printed as the day of the audit, today where it is empty. A report whose page was made before from the
    same input by the same toolkit is not made again. Where there is no report at all nothing is made. Faults of one report, its file or its notebook never cost the
    others.
    """
    terms, folder = review.terms(), Path(out)
    found = sources.expand(list(paths), review.roster)
    if not found and (folder.is_dir() or not folder.exists()):
        return BatchResult({})
    store.prepare(folder)
    with (
        tempfile.TemporaryDirectory(prefix="gkaudit-", ignore_cleanup_errors=True) as scratch,
        readers.prepared(pipeline.contents(found)),
        Workers(workers, scratch, progress=progress) as pool,
    ):
        setting = _Setting(pool, scratch, folder, tuple(map(str, paths)), _plain(review), terms, date)
        assessment = _assess(setting, found)
        pages, reused = _pages(setting, assessment)
        _data(setting, assessment)
        _index(setting, assessment, pages)
    reports = [*(report for report, _ in assessment.audited), *terms.previous]
    return BatchResult(
        pages,
        tuple(setting.failed.items()),
        tuple({report.source: report.error or "" for report in reports if report.status == "unreadable"}.items()),
        frozenset(outcome.severity for outcome in assessment.every_outcome() if outcome.verdict == "fail"),
        reused,
        assessment.missing(),
    )


def _assess(setting: _Setting, found: Sequence[str]) -> Assessment:
    """Every report read and checked, each by itself in the pool, then all of them together."""
    reports = dict(_done(setting, pipeline.read, found, "读取", str))
    corpus = pipeline.assemble([reports[source] for source in found if source in reports], setting.terms)
    jobs = [
        _Check(r, tuple(corpus.earlier(r)), setting.terms.profiles, corpus.sought(r))
        for r in (filing.report for filing in corpus.filings)
    ]
    outcomes: dict[str, Sequence[Outcome]] = {}
    for job, result in _done(setting, _check, jobs, "核对", lambda job: job.report.source):
        outcomes[job.report.source] = result
    assessment = pipeline.assess(corpus, setting.terms, outcomes)
    setting.failed.update(assessment.failed)
    return assessment


def _done(
    setting: _Setting, work: Callable[[Job], Result], jobs: Sequence[Job], label: str, name: Callable[[Job], str]
) -> Iterator[tuple[Job, Result]]:
    """Each job with its result; what our own faults kept back is noted by its name."""
    for job, result, reason in setting.pool.run(work, jobs, label):
        if result is None:
            setting.failed[name(job)] = reason or ""
        else:
            yield job, result


def _pages(setting: _Setting, assessment: Assessment) -> tuple[dict[str, Path], int]:
    """The pages by source, made where they are not up to date, and how many were.

    The handbook is made along with them, under its own file's name as its source.
    """
    folder, known = setting.folder, store.finished(setting.folder)
    examined = {one.report.source: one for one in assessment.examined() if one.report.status != "unreadable"}
    names = file_names([one.report for one in examined.values()])
    wanted = [_handbook(setting), *(_page(setting, one, names[source]) for source, one in examined.items())]
    entries = {page.name: entry for page, entry in wanted}
    ready = [entry for entry in entries.values() if known.get(entry.name) == entry]
    made = {entry.name for entry in ready}
    store.rewrite(folder, ready)
    jobs = [page for page, _ in wanted if page.name not in made]
    for source in (entries[job.name].source for job in jobs):
        if source in examined:
            handed.lay_down(setting.scratch, single(source, setting.paths, setting.review), examined[source])
    for job, _, reason in setting.pool.run(_make, jobs, "生成核查页"):
        entry = entries[job.name]
        if reason is None:
            store.remember(folder, entry)
            made.add(entry.name)
        else:
            setting.failed[entry.source] = reason
    reused = sum(entry.name in names.values() for entry in ready)
    return {source: folder / f"{name}.html" for source, name in names.items() if name in made}, reused


def _page(setting: _Setting, examined: Examined, name: str) -> tuple[_Page, store.Entry]:
    """The page of one report, and what it is made of."""
    report = examined.report
    parameters = {
        "report": report.source,
        "folder": list(setting.paths),
        **asdict(setting.review),
        "date": setting.date,
    }
    entry = store.Entry(
        name, report.source, store.fingerprint(report.sha256, setting.date, _digest(examined, parameters))
    )
    title = f"{report.agency or report.source} {report.year or ''} 核查页"
    return _Page(notebook("agency"), setting.folder, name, title, parameters), entry


def _digest(examined: Examined, parameters: Mapping[str, object]) -> str:
    """A digest over all that a page shows besides the report itself."""
    shown = (
        [outcome.as_json() for outcome in examined.outcomes],
        [profile.digest for profile in examined.profiles],
        repr(examined.copied),
        repr(examined.rates),
        [one.sha256 for one in examined.earlier],
        repr(examined.score),
        parameters,
    )
    return hashlib.sha256(json.dumps(shown, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _handbook(setting: _Setting) -> tuple[_Page, store.Entry]:
    """The page of the rules, and what it is made of; without examples, which cost a reading of the samples."""
    name = HANDBOOK.removesuffix(".html")
    parameters = {"profile": list(setting.review.profile), "samples": []}
    digests = [profile.digest for profile in setting.terms.profiles]
    entry = store.Entry(name, HANDBOOK, store.fingerprint("", *digests))
    return _Page(notebook("rules"), setting.folder, name, "核查规则手册", parameters), entry


def _index(setting: _Setting, assessment: Assessment, pages: Mapping[str, Path]) -> None:
    """The overview over all reports."""
    handed.lay_down(setting.scratch, every(setting.paths, setting.review), assessment)
    parameters = {
        "folder": list(setting.paths),
        **asdict(setting.review),
        "handbook": "" if HANDBOOK in setting.failed else HANDBOOK,
        "pages": {source: path.name for source, path in pages.items()},
        "failed": dict(setting.failed),
        "date": setting.date,
    }
    title = "政府信息公开工作年度报告核查总览"
    index = _Page(notebook("overview"), setting.folder, INDEX.removesuffix(".html"), title, parameters)
    for _, _, reason in setting.pool.run(_make, [index], "生成总览"):
        setting.failed.update({INDEX: reason} if reason else {})


def _data(setting: _Setting, assessment: Assessment) -> None:
    """The ledger and the data files; one that cannot be written, as where another program holds it, costs no other."""
    audited, given = assessment.audited, assessment.corpus.roster.given
    made: dict[str, Callable[[Path], object]] = {
        sources.LEDGER: lambda part: ledger.write(
            audited,
            part,
            assessment.terms.profiles,
            scores=assessment.scores if assessment.terms.rubric else None,
            missing=filing.missing_rows(assessment) if given else None,
            beyond=assessment.absent,
            settings=filing.setting_rows(assessment),
        ),
        "cells.parquet": lambda part: frames.cells(audited).to_parquet(part, index=False),
        "outcomes.parquet": lambda part: frames.outcomes(audited, assessment.absent).to_parquet(part, index=False),
        "reports.parquet": lambda part: frames.reports(audited).to_parquet(part, index=False),
        "rates.parquet": lambda part: frames.rates(assessment.corpus).to_parquet(part, index=False),
    }
    if assessment.terms.rubric:
        made["scores.parquet"] = lambda part: frames.scores(assessment.scores).to_parquet(part, index=False)
    for name, write in made.items():
        try:
            with store.whole(setting.folder / name) as part:
                write(part)
        except RenderError as error:
            setting.failed[name] = str(error)
        except Exception as error:  # a fault of our own must not cost the overview and the other files
            setting.failed[name] = f"工具内部错误（{type(error).__name__}：{error}）。请将本信息反馈给维护人员。"


def _plain(review: Review) -> Review:
    """The same review in lists and texts alone, as notebooks are given it."""
    previous, profile = [str(path) for path in review.previous], list(review.profile)
    return Review(previous, str(review.roster), str(review.rubric), profile, review.asof)


def _check(job: _Check) -> Sequence[Outcome]:
    return pipeline.check(job.report, job.earlier, job.profiles, job.doubtful)


def _make(job: _Page) -> None:
    from audit.render import engine  # noqa: PLC0415 – papermill takes seconds to import; only workers need it

    engine.make(job.template, job.parameters, job.title, job.folder / job.name)
