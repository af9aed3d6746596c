"""Results that are made of the open review: the page of one report, the ledger, or all that a batch makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock

from audit import render
from audit.assessment import Assessment
from audit.desk._asked import Answered, Asked
from audit.desk.opened import Work, WorkVerb
from audit.errors import RenderError, UsageError
from audit.machine.programs import showing
from audit.text import clauses

#: Where results go if nobody says so, below the work folder.
_USUAL_OUT = "核查结果"
#: How the files end that are opened from the desk.
_SHOWN = frozenset((".html", ".xlsx"))
#: Notebooks are executed one after the other: what one is provided with is the process's own.
_ONE_AT_A_TIME = Lock()


def _make(work: Work, asked: Asked) -> Answered:
    """Begin to make a page, the ledger or everything; what was made is told when it is there."""
    what = asked.text("what")
    work.catch_up()
    results = _results(work)
    if what == "page":
        row = work.row(asked.text("agency"))
        if row.report is None:
            raise UsageError(f"“{row.name}”没有可以读取的报告，没有核查页。")
        job, words = partial(_page, results, work.assessment(), row.source), f"{row.name}的核查页"
    elif what == "ledger":
        job, words = partial(_ledger, results, work.assessment()), "台账"
    elif what == "all":
        job, words = partial(_all, results), "全部核查页、总览和台账"
    else:
        raise UsageError("只能生成核查页、台账或全部结果。请刷新页面后重试。")
    return Answered(said=f"正在生成{words}……", later=partial(_one_at_a_time, job))


def _one_at_a_time(job: Callable[[], Answered]) -> Answered:
    with _ONE_AT_A_TIME:
        return job()


def _results(work: Work) -> render.ReviewResults:
    given, review = work.given, work.given.review()
    record = work.kept.place if work.kept else ""
    asked = replace(review, decisions=record)
    return render.ReviewResults(_out(work), given.paths, asked, office=given.office)


def _out(work: Work) -> Path:
    return Path(work.given.folder, work.given.out or _USUAL_OUT)


def _page(results: render.ReviewResults, assessment: Assessment, source: str) -> Answered:
    return _made(results.page(assessment, source), "核查页已生成：")


def _ledger(results: render.ReviewResults, assessment: Assessment) -> Answered:
    path, why = results.ledger(assessment)
    return _made(path, f"{why}台账已生成：")


def _all(results: render.ReviewResults) -> Answered:
    found = render.audit_batch(
        results.paths,
        results.out,
        review=results.review,
        progress=False,
        office=results.office,
    )
    if found.refused:
        raise RenderError(found.refused)
    kept_back = f"有{len(found.failed)}项未能生成（{clauses(found.failed[0][1])}）。" if found.failed else ""
    if found.index is None:
        raise RenderError(f"总览未能生成。{kept_back}")
    return _made(found.index, f"{kept_back}{''.join(found.notes)}全部结果已生成：")


def _made(path: Path, said: str) -> Answered:
    path = path.absolute()
    return Answered({"made": {"path": str(path), "name": path.name}}, f"{said}{path}")


def _show(work: Work, asked: Asked) -> Answered:
    """Open a result with the program that this machine has for it."""
    path, out = Path(asked.text("path")), _out(work).absolute()
    if path.parent != out or path.suffix not in _SHOWN or not path.is_file():
        raise UsageError("只能打开本次核查生成的核查页、总览和台账；所选文件不在其中，或已移走。")
    if not showing.shown(path):
        raise UsageError(f"本机没有桌面，或没有可以打开该文件的程序。文件在：{path}")
    return Answered(said=f"已打开{path.name}。")


VERBS: Mapping[str, WorkVerb] = {"make": _make, "show": _show}
