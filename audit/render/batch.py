"""The main job: read, assess, one notebook and page a report, then index, ledger and data."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from audit import reading, sources
from audit.assessment import Assessment
from audit.cache import Cache
from audit.disk import folders
from audit.disk.holding import held
from audit.limits import memory
from audit.machine import records
from audit.pipeline import Review
from audit.render import pageplan, steps
from audit.render.notebooks import PageJob, as_written, make_page, name_of_all
from audit.render.pageplan import HANDBOOK, INDEX
from audit.render.processes import Pool, Workers, cluster
from audit.render.results import (
    BatchResult,
    News,
    Pages,
    RunLog,
    ledgerfile,
    news,
    others,
    paper,
    runlog,
    store,
    unchanged,
    unreadable,
)
from audit.render.setting import Setting
from audit.settings.worksettings import NO_OFFICE, Office

#: A review on no terms but the rules.
_PLAIN = Review()


def audit_batch(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    workers: int = 2,
    review: Review = _PLAIN,
    date: str = "",
    pdf: bool = False,
    scheduler: str = "",
    progress: bool = True,
    office: Office = NO_OFFICE,
) -> BatchResult:
    """Audit every report under ``paths`` into the folder ``out``; RenderError only where ``out`` cannot be used.

    ``out`` is held against other batches, and told before anything is read where it cannot be written to. The same
    input gives the same files, byte for byte, in whatever order it is given and whatever the number of workers.

    ``workers`` processes work at once, or those of the Dask cluster whose ``scheduler`` is at that address: UsageError says,
    before anything is read, why it cannot be used; UsageError where the ``review`` names a faulty roster, rubric, profile or date;
    ``date`` is printed as the day of the audit, today where it is empty; with ``pdf`` each page is also printed into a
    PDF beside it; ``office`` is the one that checks, with the working days that it gives for what was found true;
    RenderError says where the machine has no browser for it. A report whose page was made before from the
    same input by the same toolkit is not made again. Where no report can be read nothing is made, not even ``out``.
    Faults of one report, its file or its notebook never cost the others.
    """
    memory.demand(memory.BATCH)
    browser = paper.demanded() if pdf else ""
    with held(Path(out)):
        store.refuse_newer(Path(out))
        cluster.clear(Path(out))
        with folders.temporary() as scratch, Workers(workers, str(scratch), progress=progress) as here:
            return _batch(
                here,
                Path(out),
                sorted(set(map(str, paths))),
                as_written(review),
                scheduler,
                date=date,
                browser=browser,
                progress=progress,
                office=office,
            )


def _batch(
    here: Workers,
    folder: Path,
    paths: Sequence[str],
    review: Review,
    scheduler: str,
    *,
    date: str,
    browser: str,
    progress: bool,
    office: Office,
) -> BatchResult:
    """The batch itself, in a folder that is its own until it ends."""
    cache = Cache(folder, steps.reading_code())
    audited = sources.expand(paths, review.roster)
    found = [*audited, *sources.expand(review.previous, review.roster)]
    elsewhere: AbstractContextManager[Pool] = (
        cluster.joined(scheduler, folder, found, review.profile, progress=progress) if scheduler else nullcontext(here)
    )
    with elsewhere as pool:
        setting = Setting(pool, here, cache, folder, tuple(paths), review, date, log=RunLog(audited=frozenset(audited)))
        more = (browser, steps.reading_code(), repr(office))
        setting.terms = replace(replace(review, previous=()).terms(), office=office)
        given = unchanged.digest(setting.contents(found), review, setting.terms, date, *more)
        result = unchanged.result(cache, folder, given)
        if result is None:
            result = _made(setting, browser)
            if not setting.has_moved:
                unchanged.keep(cache, folder, given, result)
            cache.settle()
    if not result.refused:
        setting.log.write(folder, setting.contents(found), setting.paths, review, result)
    return result


def _made(setting: Setting, browser: str) -> BatchResult:
    """The results of a batch, each made where it is not there as it would be made."""
    from audit.render.results import data  # noqa: PLC0415 - pandas takes half a second to import; only this process writes tables

    review, folder = setting.review, setting.folder
    stage = setting.log.stage
    with stage("read"):
        earlier = steps.read_all(setting, review.previous, review.roster, "读取往年报告")
        setting.terms = terms = replace(setting.terms, previous=tuple(earlier))
        reports = steps.read_all(setting, setting.paths, review.roster, "读取")
    if refused := reading.none_read(reports):
        failed, unread = setting.listed_failures(), unreadable([*reports, *terms.previous], setting.failed)
        kept = records.keep(setting.failures, folder)
        return BatchResult({}, failed, unread, record=kept, refused=refused, others=others(reports))
    with stage("check"):
        assessment = steps.assess_all(setting, reports)
    with stage("pages"):
        pages = _pages(setting, assessment)
    with stage("data"):
        place = ledgerfile.chosen(folder)
        names = {source: path.name for source, path in pages.made.items()}
        for name, error in data.write(folder, assessment, names, place.name).items():
            setting.fail(name, error)
        if place.name not in setting.failed:
            setting.note(ledgerfile.settle, place.name)
    with stage("overview"):
        found = news(reports, runlog.reports_read(folder))
        index = _index(setting, assessment, pages, found, place.name)
    if browser:
        with stage("print"):
            _print(setting, browser, index)
    return BatchResult(
        pages.made,
        setting.listed_failures(),
        unreadable([*reports, *terms.previous], setting.failed),
        frozenset(assessment.severities()),
        pages.reused,
        assessment.missing(),
        index,
        len(pages.earlier),
        records.keep(setting.failures, folder),
        tally=assessment.tally(),
        others=others(reports),
        arrived=found.count("arrived"),
        renewed=found.count("renewed"),
        ledger=place.name,
        ruled=assessment.ruled(),
        notes=tuple(
            filter(None, (place.why, assessment.corpus.passed_over(), _lost(assessment), _unsound(assessment)))
        ),
    )


def _lost(assessment: Assessment) -> str:
    """How many decisions do not count, and where that is told (Chinese); "" where all do."""
    from audit.present import overview, workbooks  # noqa: PLC0415 – they draw and count; only this process writes them

    words = overview.lost_words(assessment)
    return f"{words}逐项列在总览的机关清单之后，和台账的“{workbooks.LOST_SHEET}”中。" if words else ""


def _unsound(assessment: Assessment) -> str:
    """How many events of the record say what none can (Chinese); "" where there are none."""
    return assessment.terms.decided.unsound if assessment.terms.decided else ""


def _pages(setting: Setting, assessment: Assessment) -> Pages:
    """The pages by source, made where they are not up to date; those of other reports stay under their names.

    The handbook is made along with them, under its own file's name as its source.
    """
    folder, known = setting.folder, store.finished(setting.folder)
    if before := known.pop(Path(INDEX).stem, None):
        store.discard_print(folder, before)  # the overview is made anew
    plan = pageplan.PagePlan(folder, setting.paths, setting.review, setting.date)
    examined = pageplan.with_pages(assessment)
    names = pageplan.names(examined, known.values())
    wanted = [
        plan.handbook(setting.terms.profiles),
        *(plan.report(one, names[source]) for source, one in examined.items()),
    ]
    entries = {page.name: known[page.name] if known.get(page.name) == entry else entry for page, entry in wanted}
    ready = [entry for entry in entries.values() if known.get(entry.name) == entry]
    made = {entry.name for entry in ready}
    left = [entry for entry in known.values() if entry.name not in entries]
    for stale in (entry for entry in known.values() if entry.name in entries and entry.name not in made):
        store.discard_print(folder, stale)  # the page that it shows is made anew
    setting.note(store.rewrite, [*left, *ready])
    jobs = [page for page, _ in wanted if page.name not in made]
    for job, _, error in setting.pool.run(make_page, jobs, "生成核查页和规则手册"):
        entry = entries[job.name]
        if error is None:
            entries[job.name] = entry = store.with_digest(folder, entry)
            setting.note(store.remember, entry)
            made.add(entry.name)
        else:
            setting.fail(entry.source, error)
    done = [entries[name] for name in made]
    shown = {entry.sha256 for entry in done if entry.sha256}
    for entry in (entry for entry in left if entry.sha256 in shown):  # the same file's page under another name
        store.discard(folder, entry)
    earlier = [entry for entry in left if entry.sha256 not in shown]
    setting.note(store.rewrite, [*earlier, *done])
    pages = {source: folder / f"{name}.html" for source, name in names.items() if name in made}
    return Pages(pages, sum(entry.name in names.values() for entry in ready), earlier)


def _index(setting: Setting, assessment: Assessment, pages: Pages, found: News, ledger: str) -> Path | None:
    """The overview over all reports, which leads to the ``ledger``; None where it could not be made: an older one, which shows another batch, goes."""
    from audit.present import overview  # noqa: PLC0415 – it lays out lists with charts; only this process writes them
    from audit.render.notebooks import parts  # noqa: PLC0415

    provided = {name_of_all(setting.paths, setting.review): overview.shown(assessment)}
    names = {source: path.name for source, path in pages.made.items()}
    made = {HANDBOOK: "handbook", ledger: "ledger"}
    for part, trouble in parts.write(setting.folder, assessment, names, found.by_source).items():
        setting.fail(part, trouble)
    parameters = {
        "folder": list(setting.paths),
        **setting.review.as_parameters(),
        "pages": names,
        "news": dict(found.by_source),
        "beside": {
            **{name: kind for name, kind in made.items() if name not in setting.failed},
            **dict.fromkeys(ledgerfile.filled(setting.folder, ledger), "filled"),
        },
        "earlier": {f"{entry.name}.html": entry.source for entry in pages.earlier},
        "failed": dict(setting.listed_failures()),
        "date": setting.date,
    }
    title = "政府信息公开工作年度报告核查总览"
    index = PageJob("overview", setting.folder, INDEX.removesuffix(".html"), title, parameters, provided)
    ((_, _, error),) = setting.pool.run(make_page, [index], "生成总览")
    if error is None:
        return setting.folder / INDEX
    setting.fail(INDEX, error)
    store.discard(setting.folder, store.StoredPage(index.name, "", ""))
    return None


def _print(setting: Setting, browser: str, index: Path | None) -> None:
    """Print the overview and every page that has changed since it was printed."""
    entries = store.finished(setting.folder)
    if index:
        entries[index.stem] = store.StoredPage(index.stem, INDEX, "")
    begun, refused = paper.due(setting.folder, entries.values())
    setting.failed.update(refused)
    setting.note(store.rewrite, list((entries | begun).values()))
    jobs = [paper.PrintJob(browser, setting.folder, name) for name in begun]
    for job, digest in setting.results(
        paper.print_page, jobs, "打印为PDF", lambda job: f"{job.name}{store.PRINT_ENDING}", setting.here
    ):
        setting.note(store.remember, replace(begun[job.name], pdf=digest))
    setting.note(store.rewrite, store.finished(setting.folder).values())
