"""The ways to make the pages of reports, each as a process of its own runs it.

What comes before the first page (imports, reading and checking where pages are made from provided results, the warm process)
is told apart: each way writes into the file ``told`` how many seconds of processor time had been taken by then, and how
many seconds on the clock the pages took.
"""

from __future__ import annotations

import ast
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import papermill
from nbconvert import HTMLExporter

from audit import engine, pipeline, sources
from audit.assessment import Examined
from audit.pipeline import Review
from audit.render import notebook
from audit.render.notebooks import PageJob, crops_ahead, make_page, name_of_one
from audit.render.processes import Workers
from tests.cost import spent
from tests.family import adopt

_DATE = "2025-04-01"
#: The terms of the reviews here, as notebooks are given them.
_REVIEW = Review([], "", "", [], "")
_QUIET = {"progress_bar": False, "log_output": False}


def main() -> None:
    """Go the way that the arguments name."""
    way, given, out, told, number = sys.argv[1:]
    adopt()
    work = WAYS[way](given, Path(out), int(number))
    before, began = spent(), time.monotonic()
    pages = work()
    wall = time.monotonic() - began
    Path(told).write_text(json.dumps({"before": before, "pages": pages, "wall": wall}), "utf-8")


def _sources(given: str, most: int) -> list[str]:

    found = sources.expand([given])
    return found[: most or len(found)]


def in_kernels(given: str, out: Path, number: int) -> Callable[[], int]:
    """papermill in this process, a fresh kernel each, and nbconvert's own page; each notebook reads its report itself."""
    exporter = HTMLExporter(exclude_input=True)

    def work() -> int:
        found = _sources(given, number)
        for index, source in enumerate(found):
            made = out / f"{index}.ipynb"
            papermill.execute_notebook(notebook("agency"), made, {"report": source, "date": _DATE}, **_QUIET)
            text, _ = exporter.from_filename(str(made))
            made.with_suffix(".html").write_text(text, "utf-8")
        return len(found)

    return work


def _examined(given: str) -> list[Examined]:
    """Everything that is found in all reports under ``given``."""
    terms = Review().terms()
    assessment = pipeline.assess(pipeline.assemble(pipeline.read_all(_sources(given, 0)), terms), terms)
    return [one for one in assessment.examined() if one.report.status != "unreadable"]


def by_engine(given: str, out: Path, number: int) -> Callable[[], int]:
    """The pages alone as a batch makes them, from provided results, with ``number`` workers of a warm process that is ready."""
    jobs = []
    for index, one in enumerate(_examined(given)):
        parameters = {"report": one.report.source, "folder": [given], **asdict(_REVIEW), "date": _DATE}
        provided = {name_of_one(one.report.source, [given], _REVIEW): one}
        jobs.append(PageJob("agency", out, str(index), "核查页", parameters, provided))
    pool = Workers(number, str(out), progress=False)
    ready = list(pool.run(_nothing, [None], ""))
    assert ready[0][2] is None

    def work() -> int:
        with pool:
            for job, _, error in pool.run(make_page, jobs, ""):
                if error:
                    raise error
                assert (out / f"{job.name}.html").is_file()
        return len(jobs)

    return work


def _nothing(_: object) -> None:
    """What a worker does to say that the warm process is ready."""


def by_plain_calls(given: str, out: Path, number: int) -> Callable[[], int]:
    """The cells of the notebook as plain calls in this process, what they show written one after the other into a page."""
    found = _examined(given)[: number or None]
    cells = [_cell(source) for source in _code(notebook("agency"))]

    def work() -> int:
        for index, one in enumerate(found):
            source = one.report.source
            engine.provide({name_of_one(source, (), _REVIEW): one, **crops_ahead(one)})
            _write(out / f"{index}.html", cells, {"report": source, "date": _DATE})
        return len(found)

    return work


def _code(path: Path) -> list[str]:
    """The cells of code of a notebook."""
    return [
        "".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"
    ]


def _cell(source: str) -> tuple[Any, Any]:
    """A cell compiled: what it does, and the value of its last line, None where it has none."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    shown = compile(ast.Expression(last.value), "cell", "eval") if isinstance(last, ast.Expr) else None
    return compile(tree, "cell", "exec"), shown


def _write(path: Path, cells: Sequence[tuple[Any, Any]], parameters: Mapping[str, Any]) -> None:
    names: dict[str, Any] = {}
    parts = []
    for number, (does, shown) in enumerate(cells):
        exec(does, names)
        if number == 0:
            names |= parameters
        if shown is not None:
            value = eval(shown, names)
            parts.append(value._repr_html_() if hasattr(value, "_repr_html_") else str(value))
    path.write_text("\n".join(parts), "utf-8")


WAYS: Mapping[str, Callable[[str, Path, int], Callable[[], int]]] = {
    "kernels": in_kernels,
    "engine": by_engine,
    "plain": by_plain_calls,
}
