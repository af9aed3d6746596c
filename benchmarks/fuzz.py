"""Feeds damaged documents to every reader: ``python -m benchmarks.fuzz [--minutes N] [--reader NAME] [--seed S] [--out DIR]``.

Generated reports are damaged by a seed (bytes, markup, zip members, PDF objects, BIFF records) and read through the
whole flow, rules included; damaged ones that are still read, with an answer of a new kind, are damaged further.
Promised for each: a report comes back, never an exception or an internal error; within 20 seconds of processor time
and a gigabyte of address space; as JSON; the same when read again. What breaks a promise is saved to DIR with the reason beside it.

inputs      damaged documents (an archive may hold several reports)
read        reports that came back as read or partial
unreadable  reports refused with a reason
stopped     refused since the reader's own process was stopped by its bounds (PDF)
crashes     broken promises
changed     documents with a number that the undamaged report does not print in that cell: the damage moved or
            rewrote it. After a mere cut or noise behind the end that is a broken promise.
slowest     seconds of processor time of the slowest document, rules included

Minutes are of processor time too, of all processes that damage and read: a busy machine tries as many documents.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil
from reportlab import rl_config

from audit import pipeline
from audit.limits.meter import LOOK, Meter, use
from audit.model import Report
from audit.text import show
from benchmarks import damages
from benchmarks.damages import BYTES, Damage, inside_zip, lines, markup, pdf_objects, recoded
from tests.generate.formats import bars, broken, docx, flat, html, odt, ofd, pdf, xlsx
from tests.generate.report import pages
from tests.generate.report.layout import Variant
from tests.generate.report.truth import Truth, make

SECONDS = 20.0
#: Address space beyond what the process holds at the start, in bytes.
MEMORY = 1024 * 1024 * 1024
#: Seconds of processor time after which the process is ended: a reader with a process of its own is given the time to
#: end that one.
_PATIENCE = 45.0
#: Damaged documents of this size, in bytes, are not damaged further: they only grow.
_LARGE = 500_000
#: Each how many inputs one is read twice.
_TWICE = 10
_HARMLESS = (damages.truncate, damages.append)
_VARIANTS = (Variant(), Variant(blank_zeros=True, vertical_stub=True), Variant(split=5, separators=True, units=True))


@dataclass(frozen=True, slots=True)
class Seed:
    """An undamaged document, or a damaged one; ``cells`` are the true numbers of the report in it.

    ``whole`` says that what is there of it stands where it stood: nothing was done to it, or its end was cut or added to.
    """

    data: bytes
    cells: Mapping[str, str]
    whole: bool = True


def _made(write: Callable[[Truth, Variant, int], bytes], count: int = 6) -> list[Seed]:
    """Reports whose cells hold distinct numbers where the variant allows, in several layouts."""
    found = []
    for number in range(count):
        variant = _VARIANTS[number % len(_VARIANTS)]
        truth = make(number, "2019" if number % 3 == 2 else "2021", distinct=not variant.blank_zeros)
        found.append(Seed(write(truth, variant, number), truth.cells))
    return found


def _cycle(options: Mapping[str, Any], number: int) -> Any:
    return list(options.values())[number * 7 % len(options)]


_WORD = {
    "plain": {},
    "hard": {"tracked": True, "controls": True, "hidden": True},
    "numbered": {"numbered": True, "text_boxes": True},
    "nested": {"nested": True, "cut_runs": True, "strict": True},
    "grid": {"grid_before": True, "spacers": True, "macros": True},
}
_SHEETS = ({}, {"cut_rows": True, "page_numbers": "-{}-"}, {"rotated": True}, {"thin_rectangles": True, "twice": True})


def _docx() -> list[Seed]:
    return _made(lambda t, v, n: docx.write(t, docx.Layout(v if n % 5 != 1 else Variant(), **_cycle(_WORD, n))), 10)


def _pdf() -> list[Seed]:
    rl_config.pageCompression = 0
    return _made(lambda t, v, n: pdf.make_pdf(t, v, pages.Style(**_SHEETS[n % 4])))


def _xls() -> list[Seed]:
    if not shutil.which("soffice"):
        return []
    seeds = _made(lambda t, v, n: xlsx.write(t, v, _cycle(xlsx.BOOKS, n)), 4)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number}.xlsx" for number in range(len(seeds))]
        for path, seed in zip(paths, seeds, strict=True):
            path.write_bytes(seed.data)
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to"]
        command += ["xls", "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return [
            Seed(path.with_suffix(".xls").read_bytes(), seed.cells) for path, seed in zip(paths, seeds, strict=True)
        ]


def _zip() -> list[Seed]:
    found = []
    for number in range(3):
        truth = make(number, distinct=True)
        inner = ofd.package({"丁.txt": flat.write(truth), "说明.csv": "1"})
        members = {"甲.txt": flat.write(truth).encode(), "乙/丙.docx": docx.write(truth), "戊.zip": inner}
        data = damages.packed(random.Random(0), list(members.items()))
        found.append(Seed(data, truth.cells))
    return found


_XML = (*(damages.tree,) * 12, markup, *BYTES)
#: Reader → the ending of its files, what makes its seeds, and what damages them.
READERS: dict[str, tuple[str, Callable[[], list[Seed]], tuple[Damage, ...]]] = {
    "plain": (
        "txt",
        partial(_made, lambda t, v, n: flat.write(t, flat.Flattening(v, tabs=n % 2 == 0)).encode()),
        (lines, lines, lines, recoded, *BYTES),
    ),
    "bars": (
        "txt",
        partial(_made, lambda t, v, n: bars.write(t, _cycle(bars.WRITINGS, n), v).encode(), len(bars.WRITINGS)),
        (lines, lines, lines, recoded, *BYTES),
    ),
    "broken": (
        "txt",
        partial(_made, lambda t, v, n: broken.write(t, _cycle(broken.PAGES, n), v).encode(), len(broken.PAGES)),
        (lines, lines, lines, recoded, *BYTES),
    ),
    "docx": ("docx", _docx, (inside_zip(_XML),) * 5 + BYTES),
    "html": (
        "html",
        partial(_made, lambda t, v, n: html.write(t, v, _cycle(html.PAGES, n)), 12),
        (*(markup,) * 8, recoded, *BYTES),
    ),
    "mht": (
        "mht",
        partial(_made, lambda t, v, n: html.write_mht(t, v, html.SIMPLE, ("quoted-printable", "8bit")[n % 2])),
        (*(markup,) * 5, lines, lines, *BYTES),
    ),
    "xlsx": (
        "xlsx",
        partial(_made, lambda t, v, n: xlsx.write(t, v, _cycle(xlsx.BOOKS, n)), 7),
        (inside_zip(_XML),) * 5 + BYTES,
    ),
    "xls": ("xls", _xls, (damages.biff,) * 12 + BYTES),
    "odt": (
        "odt",
        partial(_made, lambda t, v, n: odt.write(t, v, _cycle(odt.TEXTS, n)), 8),
        (inside_zip(_XML),) * 5 + BYTES,
    ),
    "ofd": (
        "ofd",
        partial(_made, lambda t, v, n: ofd.make_ofd(t, v, pages.Style(**_SHEETS[n % 4]), template=n % 2 == 0)),
        (inside_zip(_XML),) * 5 + BYTES,
    ),
    "pdf": ("pdf", _pdf, (*(pdf_objects,) * 10, *BYTES)),
    "zip": ("zip", _zip, (inside_zip((lines, *BYTES)),) * 3 + BYTES),
}


# --- the process that reads -----------------------------------------------------------------------------------------


def _serve(connection: Connection) -> None:
    """Read what is asked for, until nothing more is."""
    _bound()
    while request := connection.recv():
        path, cells, twice = request
        try:
            connection.send(_judged(path, cells, twice))
        except BaseException as error:  # whatever it is, it is what is looked for
            connection.send({"crash": f"{type(error).__name__}: {error}"[:300], "kinds": ["exception"]})
            if isinstance(error, KeyboardInterrupt):
                return


def _bound() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 – not on every system

        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _judged(path: str, cells: Mapping[str, str], twice: bool) -> dict[str, Any]:
    printed, reports = _told(path)
    crash = next((report.error for report in reports if report.failure), None)
    if not reports:
        crash = "no report"
    if twice and (again := _told(path)[0]) != printed:
        crash = f"another answer when read again: {_difference(''.join(printed), ''.join(again))}"
    changed = [
        f"{key}={cell.value}"
        for report in reports
        for key, cell in report.cells.items()
        if cell.value is not None and key in cells and show(cell.value) != cells[key]
    ]
    return {
        "crash": crash,
        "changed": changed,
        "status": ["stopped" if report.error and "已停止" in report.error else report.status for report in reports],
        "kinds": [_kind(report) for report in reports],
    }


def _told(path: str) -> tuple[list[str], list[Report]]:
    """What has to be the same when read again: the reports and their outcomes as printed; and the reports."""
    printed, reports = [], []
    for report in pipeline.read_all([path]):
        reports.append(report)
        outcomes = pipeline.check(report)
        told = json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False, allow_nan=False)
        text = json.dumps(report.as_json(), ensure_ascii=False, allow_nan=False)
        (text + told).encode()
        printed += [text, told]
    return printed, reports


def _difference(first: str, second: str) -> str:
    """Where two answers part."""
    at = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    return f"{first[max(0, at - 60) : at + 60]} | {second[max(0, at - 60) : at + 60]}"


def _kind(report: Report) -> str:
    """What tells an answer from others: status, reason and notes without their figures, how much was read."""
    said = re.sub(r"\d+|“[^”]*”", "#", " ".join((report.error or "", *report.notes)))
    return f"{report.format} {report.status} {said} {len(report.sections)} {len(report.cells) // 20}"


# --- the process that asks ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """A process that reads; it is replaced when it takes too long or dies. ``seconds`` is what the last answer took."""

    process: Any = None
    connection: Any = None
    seconds: float = 0.0

    def ask(self, path: Path, cells: Mapping[str, str], twice: bool) -> dict[str, Any]:
        if self.process is None or not self.process.is_alive():
            context = multiprocessing.get_context("spawn")
            self.connection, other = context.Pipe()
            self.process = context.Process(target=_serve, args=(other,), daemon=True)
            self.process.start()
            other.close()
        system = psutil.Process(self.process.pid)
        before, meter = use(system).seconds, Meter(system, _PATIENCE)
        meter.grant(_PATIENCE)  # its own readers have taken time for the documents before
        overrun: str | None = None
        try:
            self.connection.send((str(path), dict(cells), twice))
            while not self.connection.poll(LOOK) and not overrun:
                overrun = meter.look()
            if not overrun:
                answer: dict[str, Any] = self.connection.recv()
                return answer
            reason = f"no answer within {_PATIENCE:g} s of processor time ({overrun})"
        except (EOFError, OSError):
            reason = "the process died"
        finally:
            self.seconds = max(0.0, use(system).seconds - before)
        self.end()
        return {"crash": reason, "kinds": [reason]}

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None


@dataclass(slots=True)
class Tally:
    """What came of one reader's inputs."""

    inputs: int = 0
    status: Counter[str] = field(default_factory=Counter)
    crashes: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    slowest: float = 0.0

    def row(self, reader: str) -> str:
        """One line of the table."""
        read = self.status["read"] + self.status["partial"]
        figures = (self.inputs, read, self.status["unreadable"], self.status["stopped"], sum(self.crashes.values()))
        return f"{reader:<8}" + "".join(f"{n:>11}" for n in (*figures, self.changed)) + f"{self.slowest:>9.2f}"


HEAD = (
    "reader  "
    + "".join(f"{name:>11}" for name in ("inputs", "read", "unreadable", "stopped", "crashes", "changed"))
    + "  slowest"
)


def damaged(rng: random.Random, seeds: list[Seed], kinds: tuple[Damage, ...]) -> Iterator[Seed]:
    """Endless damaged documents."""
    while True:
        seed = rng.choice(seeds)
        data, whole = seed.data, seed.whole
        for _ in range(rng.choice((1, 1, 1, 2))):
            damage = rng.choice(kinds)
            whole = whole and damage in _HARMLESS
            try:
                data = damage(rng, data) or b"\0"
            except (
                ValueError,
                KeyError,
                NotImplementedError,
                OSError,
                EOFError,
            ):  # a package damaged before cannot be unpacked
                data, whole = damages.flip(rng, data), False
            except Exception as error:
                if type(error).__module__ not in ("zlib", "zipfile"):
                    raise
                data, whole = damages.flip(rng, data), False
        yield Seed(data[:4_000_000], seed.cells, whole)


def fuzz(reader: str, minutes: float, seed: int, out: Path) -> Tally:
    """Damaged documents for one reader, for so many minutes of processor time."""
    ending, make_seeds, kinds = READERS[reader]
    originals = make_seeds()
    tally, known, seeds = Tally(), set(), list(originals)
    reading, rng = _Reading(), random.Random(f"{reader}/{seed}")
    taken, own = 0.0, time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"报告.{ending}"
        for made in damaged(rng, seeds, kinds) if originals else ():
            if taken + time.process_time() - own > 60 * minutes:
                break
            path.write_bytes(made.data)
            answer = reading.ask(path, made.cells, twice := tally.inputs % _TWICE == 0)
            taken += reading.seconds
            seconds = reading.seconds / (1 + twice)
            tally.inputs += 1
            tally.status.update(answer.get("status", ()))
            crash, changed = answer["crash"], answer.get("changed")
            if changed and made.whole:
                crash = f"wrong numbers: {', '.join(changed[:5])}"
            tally.changed += bool(changed)
            # Recognising pictures takes seconds a page and has bounds of its own.
            bounded = "stopped" in answer.get("status", ()) or any("图像识别" in kind for kind in answer["kinds"])
            if crash is None and seconds > SECONDS and not bounded:
                crash = f"{seconds:.0f} s"
            if tally.inputs > 1:  # the first one starts the process
                tally.slowest = max(tally.slowest, seconds)
            if crash:
                tally.crashes[crash] += 1
                _save(out / reader / f"crash-{tally.inputs}.{ending}", made.data, crash)
            kinds = "|".join(sorted(set(answer["kinds"])))
            is_read = {"read", "partial"} & set(answer.get("status", ()))
            if kinds not in known and is_read and not crash and len(made.data) < _LARGE:
                known.add(kinds)
                seeds.append(made)
                if len(seeds) > 200:
                    del seeds[rng.randrange(len(originals), len(seeds))]
    reading.end()
    return tally


def _save(path: Path, data: bytes, reason: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.with_name(path.name + ".why").write_text(reason, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Feeds damaged documents to every reader.")
    parser.add_argument("--minutes", type=float, default=1.0, help="minutes of processor time for each reader")
    parser.add_argument("--reader", choices=READERS, action="append", help="one reader; may be given several times")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("fuzz-out"), help="where broken inputs are saved")
    options = parser.parse_args()
    print(HEAD)
    broken = False
    for reader in options.reader or READERS:
        tally = fuzz(reader, options.minutes, options.seed, options.out)
        print(tally.row(reader), flush=True)
        for crash, times in tally.crashes.most_common(8):
            print(f"          {times} × {crash[:150]}", flush=True)
        broken |= bool(tally.crashes)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
