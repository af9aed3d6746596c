"""What notebooks are given: paths found from wherever they run, many reports audited at once, the notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import audit
from audit import pipeline, sources
from audit.errors import RenderError
from audit.model import Report
from audit.present import Audited
from audit.profiles import Profile

_PACKAGE = Path(audit.__file__).parent


def find_input(path: str) -> str:
    """``path`` as it is where it exists, else below the project's root where it exists there, else unchanged.

    A notebook runs in its own folder when opened by hand and in the caller's when run by papermill. What is in
    neither is left for reading to report.
    """
    file, inner = sources.split(path)
    for candidate in (file, _PACKAGE.parent / file):
        if candidate.exists():
            return "!".join([str(candidate), *inner])
    return path


def find_inputs(paths: str | Sequence[str]) -> list[str]:
    """Each of ``paths`` (one path or several, "" is none) as ``find_input`` finds it."""
    return [find_input(path) for path in ([paths] if isinstance(paths, str) else paths) if path]


def audit_all(
    paths: str | Sequence[str], previous: str | Sequence[str] = (), profile: Sequence[Profile] = ()
) -> list[Audited]:
    """Read and check every report under ``paths``, in a fixed order; unreadable ones come without outcomes."""
    earlier = list(pipeline.read_all(find_inputs(previous)))
    return [
        (report, pipeline.check(report, same_agency(report, earlier), profile))
        for report in pipeline.read_all(find_inputs(paths))
    ]


def same_agency(report: Report, others: Iterable[Report]) -> list[Report]:
    """The earlier years' reports of the same agency among ``others``."""
    if report.agency is None or report.year is None:
        return []
    return [o for o in others if o.agency == report.agency and o.year is not None and o.year < report.year]


def notebook(name: str) -> Path:
    """The notebook ``name`` as it ships: in the source tree, or inside the installed package."""
    for folder in (_PACKAGE.parent / "notebooks", _PACKAGE / "notebooks"):
        path = folder / f"{name}.ipynb"
        if path.is_file():
            return path
    raise RenderError(f"找不到笔记本“{name}.ipynb”。请重新安装工具。")
