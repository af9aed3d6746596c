"""What an agency costs in a batch: ``python -m benchmarks.batch``; every way in one run, over the same reports.

Three tables: the samples of the repository; ``--papers`` scans and as many PDFs, each with pictures of its problems; with
``--generated N``, so many reports of a made-up city. Linux only; ``nice -n -10`` keeps others' work out of the clock.

commands       papermill, then nbconvert, each a command of its own (``--notebooks`` reports, default 3: each costs seconds)
kernels        papermill in one process, a fresh kernel each, and nbconvert's own page (as many reports)
plain          what the notebook's cells show, by plain calls in one process: no notebook is kept, no page laid out
engine, N      the pages alone as a batch makes them, from provided results, with N workers
audit, N       ``gkaudit audit`` whole: read, checked, every page, overview, ledger, data
again, N       the same command a second time

pages          reports of the row; the other figures are for one of them, or for the whole row where it says so
cpu            seconds of processor time a page, of all processes, whoever is their parent; without what comes once
once           seconds of processor time of what comes once: imports, the warm process, reports read for provided results
wall           seconds on the clock a page, without what comes once
MB             at its highest, the memory of the command, the warm process, a worker, a notebook's process: resident set
               size / proportional set size, which counts pages that processes share by their share; ``all`` is the
               proportional size of all processes together
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit import sources
from benchmarks.batch.memory import ROLES, Memory
from tests.family import Family
from tests.generate.county import corpus
from tests.generate.formats.pdf import make_pdf
from tests.generate.formats.scan import Scan, image_pdf, picture
from tests.generate.report.pages import pages
from tests.generate.report.truth import make
from tests.roots import ROOT

_SAMPLES = ROOT / "data" / "samples"
_NOTEBOOK = str(ROOT / "notebooks" / "agency.ipynb")
#: A module that is run by its name goes by another one in the processes that it asks for work.
_WAY = "from benchmarks.batch.ways import main; main()"
#: Loads, and so compiles, what the ways use.
_LOADED = (
    (
        "-c",
        "import benchmarks.batch.ways, audit.__main__, audit.render.results.data, nbconvert.nbconvertapp, ipykernel.kernelapp",
    ),
    ("-m", "audit", "check", str(_SAMPLES / "青禾县水利局2024.docx")),
)
#: Seconds between two looks at the memory.
_LOOK = 0.1
#: How the scans are: at 200 dots an inch, slightly askew, noisy and blurred, compressed.
_SCAN = Scan(dpi=200, skew=0.3, noise=4.0, blur=0.5, quality=70)


@dataclass(frozen=True, slots=True)
class Row:
    """What a way came to; seconds of the whole row."""

    way: str
    pages: int
    cpu: float
    once: float
    wall: float
    memory: Memory

    @property
    def page(self) -> float:
        """Seconds of processor time a page."""
        return self.cpu / self.pages

    def words(self) -> str:
        """One line of the table."""
        peaks = (self.memory.peak(role) for role in ROLES[:4])
        sizes = "".join(f"{f'{peak.rss:.0f}/{peak.pss:.0f}':>11}" for peak in peaks)
        return f"{self.way:<12}{self.pages:>6}{self.page:>9.3f}{self.once:>8.2f}{self.wall / self.pages:>9.3f}{sizes}{self.memory.together:>7.0f}"


def measured(command: Sequence[str], folder: Path) -> tuple[float, float, Memory]:
    """Seconds of processor time and on the clock that a command takes with all that it starts, and their memory."""
    memory = Memory()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(folder / "state"),
        "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"),
    }
    with (folder / "said").open("wb") as said:
        family = Family(command, env=environment, cwd=ROOT, stdout=said, stderr=said)
        while family.heads():
            memory.look(family)
            time.sleep(_LOOK)
        wall = family.elapsed()
    if family.process.returncode:
        raise SystemExit((folder / "said").read_text("utf-8", "replace"))
    return family.spent(), wall, memory


class Table:
    """The rows over the reports under ``given``, in a folder of its own."""

    def __init__(self, given: Path, scratch: Path, notebooks: int, workers: Sequence[int]) -> None:
        self._given, self._scratch, self._notebooks, self._workers = given, scratch, notebooks, workers
        self._sources = sources.expand([str(given)])

    def rows(self) -> Iterator[Row]:
        """Every way, the least costly last."""
        yield self._commands()
        yield self._way("kernels", self._notebooks)
        yield self._way("plain", 0)
        for number in self._workers:
            yield self._way("engine", number, f"engine, {number}")
        for number in self._workers:
            out = self._scratch / f"audit{number}"
            yield self._audit(f"audit, {number}", out, number)
            yield self._audit(f"again, {number}", out, number)

    def _commands(self) -> Row:
        cpu = wall = 0.0
        memory = Memory()
        chosen = self._sources[: self._notebooks]
        for source in chosen:
            made = str(self._scratch / "naive.ipynb")
            for command in (
                ("papermill", _NOTEBOOK, made, "-p", "report", source, "--no-progress-bar"),
                ("nbconvert", "--to", "html", "--no-input", "--log-level", "ERROR", made),
            ):
                spent, took, memory = measured([sys.executable, "-m", *command], self._scratch)
                cpu, wall = cpu + spent, wall + took
            if not (self._scratch / "naive.html").is_file():
                raise SystemExit((self._scratch / "said").read_text("utf-8", "replace"))
        return Row("commands", len(chosen), cpu, 0.0, wall, memory)

    def _way(self, way: str, number: int, name: str = "") -> Row:
        out, told = self._scratch / f"{way}{number}", self._scratch / "told"
        out.mkdir()
        told.unlink(missing_ok=True)
        command = [
            sys.executable,
            "-c",
            _WAY,
            way,
            str(self._given),
            str(out),
            str(told),
            str(number),
        ]
        cpu, _, memory = measured(command, self._scratch)
        said = json.loads(told.read_text("utf-8"))
        return Row(name or way, said["pages"], cpu - said["before"], said["before"], said["wall"], memory)

    def _audit(self, name: str, out: Path, workers: int) -> Row:
        command = [
            sys.executable,
            "-m",
            "audit",
            "audit",
            str(self._given),
            "--out",
            str(out),
            "--workers",
            str(workers),
        ]
        cpu, wall, memory = measured(command, self._scratch)
        return Row(name, len(self._sources), cpu, 0.0, wall, memory)


def show(title: str, table: Table) -> Mapping[str, Row]:
    """Print a table, row after row, and what follows from them."""
    load = " ".join(Path("/proc/loadavg").read_text("ascii").split()[:3])
    print(f"\n{title} (load {load}, {os.cpu_count()} processors)")
    heads = "".join(f"{f'{role} MB':>11}" for role in ROLES[:4])
    print(f"{'way':<12}{'pages':>6}{'cpu':>9}{'once':>8}{'wall':>9}{heads}{'all':>7}", flush=True)
    rows: dict[str, Row] = {}
    for row in table.rows():
        print(row.words(), flush=True)
        rows[row.way] = row
    return rows


def conclusions(rows: Mapping[str, Row], workers: Sequence[int]) -> Iterator[str]:
    """The ratios of one table."""
    naive, kernels, plain = rows["commands"], rows["kernels"], rows["plain"]
    for number in workers:
        own, whole, again = rows[f"engine, {number}"], rows[f"audit, {number}"], rows[f"again, {number}"]
        yield (
            f"{number} workers: a page costs {naive.page / own.page:.0f} times less than by commands, "
            f"{kernels.page / own.page:.0f} times less than in fresh kernels, "
            f"{1000 * (own.page - plain.page):.0f} ms more than plain calls; "
            f"the whole audit {naive.page / whole.page:.0f} times less than commands; again {again.cpu:.2f} s in all"
        )
        for role in ("warm", "worker", "notebook"):
            first, last = own.memory.growth(role)
            yield (
                f"  {role}: {first.rss:.0f}/{first.pss:.0f} MB over the first fifth of the time, "
                f"{last.rss:.0f}/{last.pss:.0f} over the last"
            )
    first, last = workers[0], workers[-1]
    for way in ("engine", "audit"):
        ratio = rows[f"{way}, {last}"].cpu / rows[f"{way}, {first}"].cpu
        yield f"{way}: {last} workers take {ratio:.2f} times the processor time of {first}"


def papers(folder: Path, number: int) -> None:
    """Write so many scans and as many PDFs into ``folder``; every third has faults in its figures."""
    folder.mkdir()
    for index in range(number):
        printed = make(100 + index, consistent=index % 3 != 0)
        pictures = [picture(sheet, _SCAN, index) for sheet in pages(make(200 + index, consistent=index % 3 != 0))]
        (folder / f"{index}.pdf").write_bytes(make_pdf(printed))
        (folder / f"扫描{index}.pdf").write_bytes(image_pdf(pictures, _SCAN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notebooks", type=int, default=3, help="reports of the ways that start kernels")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--papers", type=int, default=4, help="scans, and PDFs, of the second table; 0 is none")
    parser.add_argument("--generated", type=int, default=0, help="reports of the third table; 0 is none")
    parser.add_argument("--without-samples", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        given: dict[str, Path] = {} if options.without_samples else {"samples": _SAMPLES}
        if options.papers:
            given["scans and PDFs"] = Path(scratch) / "papers"
            papers(given["scans and PDFs"], options.papers)
        if options.generated:
            given["generated"] = Path(scratch) / "generated"
            generate(given["generated"], options.generated)
        for number, (title, folder) in enumerate(given.items()):
            own = Path(scratch) / str(number)
            own.mkdir()
            for command in _LOADED if number == 0 else ():
                measured([sys.executable, *command], own)  # modules are compiled, once for all ways
            rows = show(title, Table(folder, own, options.notebooks, options.workers))
            for line in conclusions(rows, options.workers):
                print(line, flush=True)


def generate(folder: Path, number: int) -> None:
    """Write so many reports of a made-up city into ``folder``, two of each agency."""
    folder.mkdir()
    made = corpus.corpus(1, -(-number // 2))
    made.write(folder)
    for path in sorted(folder.iterdir())[number:]:
        path.unlink()


if __name__ == "__main__":
    main()
