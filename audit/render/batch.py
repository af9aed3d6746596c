"""The main job: read and check everything, one notebook and page a report, then index, ledger and data."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit import pipeline, readers, sources
from audit.findings import Severity
from audit.model import Report
from audit.present import Audited, frames, ledger
from audit.render import store
from audit.render.inputs import notebook, same_agency
from audit.render.names import file_names
from audit.render.parallel import Workers

INDEX, LEDGER = "index.html", "ledger.xlsx"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch made: pages by source, and what was not made or not read as (source, Chinese reason).

    ``severities`` are those of all findings; ``reused`` counts the pages that an earlier run had already made from the
    same input by the same toolkit.
    """

    pages: Mapping[str, Path]
    failed: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    severities: frozenset[Severity] = frozenset()
    reused: int = 0

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some input was not read, 3 a failure of our own."""
        return 3 if self.failed else 1 if self.unreadable else 0


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all steps of a batch share."""

    pool: Workers
    folder: Path
    earlier: tuple[Report, ...]
    date: str


@dataclass(frozen=True, slots=True)
class _Examination:
    """A report to read and check, with the earlier reports that may go with it."""

    source: str
    earlier: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A notebook to run and to write as ``folder/name.ipynb`` and ``.html``."""

    template: Path
    folder: Path
    name: str
    title: str
    parameters: Mapping[str, object]
    entry: store.Entry | None = None


def audit_batch(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    workers: int = 2,
    previous: Sequence[str | Path] = (),
    date: str = "",
    progress: bool = True,
) -> BatchResult:
    """Audit every report under ``paths`` into the folder ``out``; RenderError only where ``out`` cannot be used.

    ``workers`` processes work at once; ``date`` is printed as the day of the audit, today where it is empty. A report
    whose page was made before from the same input by the same toolkit is not run again. Faults of one report, its file
    or its notebook never cost the others.
    """
    folder = Path(out)
    store.prepare(folder)
    found = sources.expand(list(paths))
    with (
        tempfile.TemporaryDirectory(prefix="gkaudit-", ignore_cleanup_errors=True) as scratch,
        readers.prepared(pipeline.contents(found)),
    ):
        setting = _Setting(
            Workers(workers, scratch, progress=progress), folder, tuple(pipeline.read_all(previous)), date
        )
        audited, failed = _examine(setting, found)
        pages, reused = _pages(setting, [r for r, _ in audited if r.status != "unreadable"], failed)
        _data(folder, audited)
        # What our own faults kept back before is kept from the index as well, or it would cost the whole index.
        links = {source: path.name for source, path in pages.items()}
        index = _Page(
            notebook("overview"),
            folder,
            "index",
            "政府信息公开工作年度报告核查总览",
            {
                "folder": [report.source for report, _ in audited] if failed else [str(path) for path in paths],
                "previous": [str(path) for path in previous],
                "pages": links,
                "failed": dict(failed),
                "date": date,
            },
        )
        for _, _, reason in setting.pool.run(_make, [index], "生成总览"):
            failed.update({INDEX: reason} if reason else {})
    unreadable = tuple((report.source, report.error or "") for report, _ in audited if report.status == "unreadable")
    severities = frozenset(o.severity for _, outcomes in audited for o in outcomes if o.verdict == "fail")
    return BatchResult(pages, tuple(failed.items()), unreadable, severities, reused)


def _examine(setting: _Setting, found: Sequence[str]) -> tuple[list[Audited], dict[str, str]]:
    """Every report with its outcomes in the order of ``found``; what our own faults kept back, by source."""
    done: dict[str, Audited] = {}
    failed: dict[str, str] = {}
    jobs = [_Examination(source, setting.earlier) for source in found]
    for job, result, reason in setting.pool.run(_read_and_check, jobs, "读取核对"):
        if result is None:
            failed[job.source] = reason or ""
        else:
            done[job.source] = result
    return [done[source] for source in found if source in done], failed


def _pages(setting: _Setting, reports: Sequence[Report], failed: dict[str, str]) -> tuple[dict[str, Path], int]:
    """The pages by source, made where they are not up to date, and how many were; adds to ``failed``."""
    folder, date = setting.folder, setting.date
    known, names = store.finished(folder), file_names(reports)
    template = notebook("agency")
    entries: list[store.Entry] = []
    jobs: list[_Page] = []
    for report in reports:
        before = same_agency(report, setting.earlier)
        mark = store.fingerprint(report.sha256, report.source, date, *(other.sha256 for other in before))
        entry = store.Entry(names[report.source], report.source, mark)
        if known.get(entry.name) == entry:
            entries.append(entry)
            continue
        title = f"{report.agency or report.source} {report.year or ''} 核查页"
        parameters = {"report": report.source, "previous": [other.source for other in before], "date": date}
        jobs.append(_Page(template, folder, entry.name, title, parameters, entry))
    reused = len(entries)
    store.rewrite(folder, entries)
    for job, _, reason in setting.pool.run(_make, jobs, "生成核查页"):
        if job.entry is None:
            continue
        if reason is None:
            store.remember(folder, job.entry)
            entries.append(job.entry)
        else:
            failed[job.entry.source] = reason
    made = {entry.source: folder / f"{entry.name}.html" for entry in entries}
    return {report.source: made[report.source] for report in reports if report.source in made}, reused


def _data(folder: Path, audited: Sequence[Audited]) -> None:
    """The ledger and the data files."""
    with store.whole(folder / LEDGER) as part:
        ledger.write(audited, part)
    for name, frame in (("cells", frames.cells), ("outcomes", frames.outcomes), ("reports", frames.reports)):
        with store.whole(folder / f"{name}.parquet") as part:
            frame(audited).to_parquet(part, index=False)


def _read_and_check(job: _Examination) -> Audited:
    report = pipeline.read(job.source)
    return report, pipeline.check(report, same_agency(report, job.earlier))


def _make(job: _Page) -> None:
    from audit.render import engine  # noqa: PLC0415 – papermill takes seconds to import; only workers need it

    engine.make(job.template, job.parameters, job.title, job.folder / job.name)
