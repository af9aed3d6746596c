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
from audit.profiles import Profile
from audit.render import store
from audit.render.inputs import notebook, same_agency
from audit.render.names import file_names
from audit.render.parallel import Workers

INDEX, LEDGER, HANDBOOK = "index.html", "ledger.xlsx", "rules.html"


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
    profiles: tuple[Profile, ...]
    profile_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Examination:
    """A report to read and check, with the earlier reports that may go with it."""

    source: str
    earlier: tuple[Report, ...]
    profiles: tuple[Profile, ...]


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
    previous: Sequence[str | Path] = (),
    profile: Sequence[str] = (),
    date: str = "",
    progress: bool = True,
) -> BatchResult:
    """Audit every report under ``paths`` into the folder ``out``; RenderError only where ``out`` cannot be used.

    ``workers`` processes work at once; ``profile`` names profiles as ``pipeline.load_profiles`` takes them, UsageError
    where one is faulty; ``date`` is printed as the day of the audit, today where it is empty. A report whose page was
    made before from the same input by the same toolkit is not run again. Faults of one report, its file or its
    notebook never cost the others.
    """
    profiles, folder = pipeline.load_profiles(profile), Path(out)
    store.prepare(folder)
    found = sources.expand(list(paths))
    with (
        tempfile.TemporaryDirectory(prefix="gkaudit-", ignore_cleanup_errors=True) as scratch,
        readers.prepared(pipeline.contents(found)),
    ):
        pool, earlier = Workers(workers, scratch, progress=progress), tuple(pipeline.read_all(previous))
        setting = _Setting(pool, folder, earlier, date, profiles, tuple(profile))
        audited, failed = _examine(setting, found)
        pages, reused = _pages(setting, [r for r, _ in audited if r.status != "unreadable"], failed)
        _data(folder, audited, profiles)
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
                "profile": list(profile),
                "handbook": "" if HANDBOOK in failed else HANDBOOK,
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
    jobs = [_Examination(source, setting.earlier, setting.profiles) for source in found]
    for job, result, reason in setting.pool.run(_read_and_check, jobs, "读取核对"):
        if result is None:
            failed[job.source] = reason or ""
        else:
            done[job.source] = result
    return [done[source] for source in found if source in done], failed


def _pages(setting: _Setting, reports: Sequence[Report], failed: dict[str, str]) -> tuple[dict[str, Path], int]:
    """The pages by source, made where they are not up to date, and how many were; adds to ``failed``.

    The handbook is made along with them, under its own file's name as its source.
    """
    folder, known, names = setting.folder, store.finished(setting.folder), file_names(reports)
    wanted = [_handbook(setting), *(_page(setting, report, names[report.source]) for report in reports)]
    entries = {page.name: entry for page, entry in wanted}
    ready = [entry for entry in entries.values() if known.get(entry.name) == entry]
    made = {entry.source: entry for entry in ready}
    store.rewrite(folder, ready)
    jobs = [page for page, entry in wanted if entry.source not in made]
    for job, _, reason in setting.pool.run(_make, jobs, "生成核查页"):
        entry = entries[job.name]
        if reason is None:
            store.remember(folder, entry)
            made[entry.source] = entry
        else:
            failed[entry.source] = reason
    sources = [report.source for report in reports]
    reused = sum(entry.source != HANDBOOK for entry in ready)
    return {source: folder / f"{made[source].name}.html" for source in sources if source in made}, reused


def _page(setting: _Setting, report: Report, name: str) -> tuple[_Page, store.Entry]:
    """The page of one report, and what it is made of."""
    before = same_agency(report, setting.earlier)
    parameters = {
        "report": report.source,
        "previous": [other.source for other in before],
        "profile": list(setting.profile_names),
        "date": setting.date,
    }
    made_of = (report.source, setting.date, *_marks(setting), *(other.sha256 for other in before))
    entry = store.Entry(name, report.source, store.fingerprint(report.sha256, *made_of))
    title = f"{report.agency or report.source} {report.year or ''} 核查页"
    return _Page(notebook("agency"), setting.folder, name, title, parameters), entry


def _handbook(setting: _Setting) -> tuple[_Page, store.Entry]:
    """The page of the rules, and what it is made of; without examples, which cost a reading of the samples."""
    name = HANDBOOK.removesuffix(".html")
    parameters = {"profile": list(setting.profile_names), "samples": []}
    entry = store.Entry(name, HANDBOOK, store.fingerprint("", *_marks(setting)))
    return _Page(notebook("rules"), setting.folder, name, "核查规则手册", parameters), entry


def _marks(setting: _Setting) -> list[str]:
    """What the profiles add to a fingerprint: their content, in their order."""
    return [f"profile:{profile.digest}" for profile in setting.profiles]


def _data(folder: Path, audited: Sequence[Audited], profiles: Sequence[Profile]) -> None:
    """The ledger and the data files."""
    with store.whole(folder / LEDGER) as part:
        ledger.write(audited, part, profiles)
    for name, frame in (("cells", frames.cells), ("outcomes", frames.outcomes), ("reports", frames.reports)):
        with store.whole(folder / f"{name}.parquet") as part:
            frame(audited).to_parquet(part, index=False)


def _read_and_check(job: _Examination) -> Audited:
    report = pipeline.read(job.source)
    return report, pipeline.check(report, same_agency(report, job.earlier), job.profiles)


def _make(job: _Page) -> None:
    from audit.render import engine  # noqa: PLC0415 – papermill takes seconds to import; only workers need it

    engine.make(job.template, job.parameters, job.title, job.folder / job.name)
