"""What notebooks are given: paths found from wherever they run, many reports audited at once, the notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audit import engine, pipeline, reading, score, sources
from audit.assessment import Assessment, Examined
from audit.errors import RenderError, UsageError
from audit.findings import Outcome
from audit.machine.installed import resources
from audit.model import Report
from audit.pipeline import Review
from audit.score import ScoreMove


def find_input(path: str) -> str:
    """``path`` as it is where it exists, else below ``resources.HOME`` where it exists there, else unchanged.

    A notebook runs in its own folder when opened by hand and in the caller's when run by papermill. What is in
    neither is left for reading to report.
    """
    file, inner = sources.split(path)
    supplied = resources.HOME / file
    return "!".join([str(supplied), *inner]) if not _exists(file) and _exists(supplied) else path


def find_inputs(paths: str | Sequence[str]) -> list[str]:
    """Each of ``paths`` (one path or several, "" is none) as ``find_input`` finds it."""
    return [find_input(path) for path in _listed(paths)]


def assess(
    paths: str | Sequence[str],
    previous: str | Sequence[str] = (),
    roster: str = "",
    rubric: str = "",
    *,
    profile: str | Sequence[str] = (),
    asof: str = "",
    decisions: str = "",
) -> Assessment:
    """Read and assess every report under ``paths``, on the terms that a ``Review`` takes.

    In a notebook that a batch runs over the same, what the batch has found. UsageError, in Chinese, where a path leads to
    nothing, or no report under ``paths`` can be read: nothing may be said of anybody then.
    """
    review = Review(_listed(previous), roster, rubric, _listed(profile), asof, decisions)
    taken: Assessment | None = engine.provided(name_of_all(_listed(paths), review))
    if taken is not None:
        return taken
    if not _listed(paths):
        raise UsageError("没有填写报告所在位置。请在参数单元填写文件、文件夹或压缩包的路径，如 data/samples。")
    found = _assess(find_inputs(paths), review)
    if refused := reading.none_read([filing.report for filing in found.corpus.filings]):
        raise UsageError(refused)
    return found


def examples(
    paths: str | Sequence[str], profile: str | Sequence[str] = ()
) -> Sequence[tuple[Report, Sequence[Outcome]]]:
    """The reports under ``paths`` with their outcomes, from which the handbook takes examples; none where no path is given."""
    return assess(paths, profile=profile).audited if _listed(paths) else ()


def examine(
    report: str,
    folder: str | Sequence[str] = (),
    previous: str | Sequence[str] = (),
    roster: str = "",
    rubric: str = "",
    *,
    profile: str | Sequence[str] = (),
    asof: str = "",
    decisions: str = "",
) -> Examined:
    """One report with everything found on it; ``folder`` holds the reports that it is compared with, if any.

    Of an archive it is the first report. In a notebook that a batch runs over the same, what the batch has found.
    UsageError, in Chinese, where a path leads to nothing or ``report`` is a folder; RenderError where a fault of our own
    kept the report from being checked.
    """
    review = Review(_listed(previous), roster, rubric, _listed(profile), asof, decisions)
    taken: Examined | None = engine.provided(name_of_one(report, _listed(folder), review))
    if taken is not None:
        return taken
    if not report:
        raise UsageError("没有填写报告文件。请在参数单元填写 report，如 data/samples/青禾县水利局2024.docx。")
    source = find_input(report)
    if Path(source).is_dir():
        raise UsageError(f"参数“report”应为一份报告文件，“{report}”是文件夹。多份报告请用 overview.ipynb。")
    paths = find_inputs(folder)
    # A report of the folder is named as the folder names it: read twice, it would be a copy of itself.
    own = next(iter(sources.expand([source])), source)
    known = next((name for name in sources.expand(paths) if _same_file(name, own)), "")
    found = _assess(paths if known else [source, *paths], review)
    one = next((one for one in found.examined() if one.report.source == (known or own)), None)
    if one is None:
        raise RenderError(f"“{report}”未能核查：{found.failed.get(known or own, '原因不明')}")
    return one


def moved(review: Assessment, before: str = "") -> Sequence[ScoreMove]:
    """Whose scores differ under ``review``'s rubric from those under the one in the file ``before``; "" is none."""
    if not before or review.terms.rubric is None:
        return []
    old = pipeline.load_rubric(find_input(before))
    return score.moved(pipeline.scores(review, old), review.scores)


def name_of_all(paths: Sequence[str], review: Review) -> str:
    """The name under which a batch provides notebooks with its assessment of ``paths``."""
    return repr((list(paths), review))


def name_of_one(report: str, paths: Sequence[str], review: Review) -> str:
    """The name under which a batch over ``paths`` provides notebooks with what it found on ``report``."""
    return repr((report, list(paths), review))


def _assess(paths: Sequence[str], review: Review) -> Assessment:
    roster = find_input(review.roster) if review.roster else ""
    terms = Review(
        find_inputs(review.previous),
        roster,
        find_input(review.rubric) if review.rubric else "",
        [find_input(name) for name in review.profile],
        review.asof,
        find_input(review.decisions) if review.decisions else "",
    ).terms()
    reports = [_there(report) for report in pipeline.read_all(paths, roster)]
    for earlier in terms.previous:
        _there(earlier)
    return pipeline.assess(pipeline.assemble(reports, terms), terms)


def _there(report: Report) -> Report:
    """``report``, unless its path leads to nothing: whoever fills in a notebook can mend the path at once."""
    if report.absence == "nowhere":
        raise UsageError(report.error or report.source)
    return report


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the system: reading it will say so
        return False


def _same_file(name: str, other: str) -> bool:
    """Whether two sources are the same file, however its path is written."""
    (path, inner), (again, inner_again) = sources.split(name), sources.split(other)
    try:
        return inner == inner_again and path.samefile(again)
    except OSError:  # one of them does not exist: reading will say so
        return False


def _listed(names: str | Sequence[str]) -> list[str]:
    return [name for name in ([names] if isinstance(names, str) else names) if name]


def notebook(name: str) -> Path:
    """The notebook ``name`` as it ships; RenderError where it is missing."""
    path = resources.HOME / "notebooks" / f"{name}.ipynb"
    if path.is_file():
        return path
    raise RenderError(f"找不到笔记本“{name}.ipynb”。请重新安装工具。")


def as_written(review: Review) -> Review:
    """The same review in lists and texts alone, as notebooks are given it; earlier reports in a fixed order."""
    previous, profile = sorted({str(path) for path in review.previous}), list(review.profile)
    return Review(
        previous, str(review.roster), str(review.rubric), profile, review.asof, review.decisions, review.in_steps
    )
