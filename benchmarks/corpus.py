"""What is planted in a corpus of many agencies' reports of two years is found: ``python -m benchmarks.corpus``.

``--sizes`` are numbers of reports (default 500 2000 8000), ``--seed`` draws another corpus. Each size runs in a process
of its own. Reports are made in memory, so that nothing of reading them is measured.

seconds     wall clock; cpu is the processor's time, the better figure on a shared machine
n log n     cpu per n·log n, the first size being 1: it must not grow
MB          memory on top of the reports themselves, at its highest
found       planted and found; a group's member counts as found where it is grouped with the group's source
false       pairs of agencies, carried figures or sums reported where nothing is planted
"""

from __future__ import annotations

import argparse
import gc
import math
import multiprocessing
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from audit import reuse
from audit.corpus import Agency, Roster, assemble
from audit.findings import Outcome
from audit.forms import load
from audit.model import Report
from audit.rules import Case, Survey, catalogue
from tests.generate.county import corpus as county

_THEN, _NOW = county.YEARS
_FORM = load("2021")
_STATUS, _PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Line:
    """One measured stage of one size."""

    stage: str
    reports: int
    seconds: float
    cpu: float
    memory: float | None
    planted: int
    found: int
    false: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a stage made of the plan."""

    planted: int
    found: int
    false: int


Stage = Callable[[county.Corpus, list[Report]], dict[str, Score]]


def originality(corpus: county.Corpus, reports: list[Report]) -> dict[str, Score]:
    """Copies between agencies, and sections printed again."""
    found = reuse.find(reports)
    pairs = {frozenset(map(_who, (pair.a, pair.b))) for pair in found.pairs if pair.kind == "peer"}
    groups = [set(map(_who, group.members)) for group in found.groups]
    grouped = {copy.copy for copy in corpus.plan.copies if copy.how == "group"}
    grouped |= {copy.source for copy in corpus.plan.copies if copy.how == "group"}
    planted = [frozenset((copy.source, copy.copy)) for copy in corpus.plan.copies]
    copies = Score(
        len(planted),
        sum(pair in pairs or (pair <= grouped and any(pair <= group for group in groups)) for pair in planted),
        sum(pair not in planted and not pair <= grouped for pair in pairs),
    )
    years = {pair.b.agency: pair for pair in found.pairs if pair.kind == "last_year"}
    repeated = {(repeat.agency, number) for repeat in corpus.plan.repeats for number in repeat.sections}
    seen = {(name, s.number) for name, pair in years.items() for s in pair.sections if s.share_b >= 0.5}
    return {"copies": copies, "repeats": _score(repeated, seen)}


def years(corpus: county.Corpus, reports: list[Report]) -> dict[str, Score]:
    """Figures that do not follow from the year before."""
    rules = {item.id: item for item in catalogue()}
    known = {(report.agency, report.year): report for report in reports}
    seen = set()
    for (name, year), report in known.items():
        before = known.get((name, _THEN)) if year == _NOW else None
        if before is not None:
            for rule in (rules["C901"], rules["C902"]):
                seen |= {(name, key) for key in _failed(rule.check(Case(report, _FORM, rule, [before])))}
    return {"gaps": _score({(gap.agency, _family(gap.key)) for gap in corpus.plan.gaps}, seen)}


def sums(corpus: county.Corpus, reports: list[Report]) -> dict[str, Score]:
    """Governments whose figures are, or are not, the sums of their departments' and towns'."""
    covered = {child: item.parent for item in corpus.plan.sums for child in item.children}
    roster = Roster(
        tuple(
            Agency(body.name, level=body.level, kind=body.kind, region=body.region, parent=covered.get(body.name, ""))
            for body in corpus.bodies
        )
    )
    rule = next(item for item in catalogue() if item.id == "H001")
    survey = Survey(assemble(reports, roster, year=_NOW), rule)
    seen = {outcome.agency for outcome in rule.check(survey) if outcome.verdict == "fail"}
    return {"sums": _score({item.parent for item in corpus.plan.sums if not item.right}, seen)}


#: To measure another kind of plant, add a function that compares what is found with ``corpus.plan``.
STAGES: dict[str, Stage] = {"originality": originality, "years": years, "sums": sums}


def _who(source: reuse.ReportSource) -> tuple[str, int]:
    return source.agency, source.year


def _failed(outcomes: Iterable[Outcome]) -> set[str]:
    return {_family(key) for outcome in outcomes if outcome.verdict == "fail" for key in outcome.cells[:1]}


def _family(key: str) -> str:
    """The line of the form that ``key`` is in: a gap shows in a column and in its total."""
    return key.rsplit(".", 1)[0]


def _score(planted: set, seen: set) -> Score:
    return Score(len(planted), len(planted & seen), len(seen - planted))


def _megabytes(name: str) -> float | None:
    """``VmRSS`` or ``VmHWM`` of this process; None where the system does not tell."""
    match = re.search(rf"{name}:\s+(\d+) kB", _STATUS.read_text()) if _STATUS.exists() else None
    return int(match[1]) / 1024 if match else None


def measure(task: tuple[int, int]) -> list[Line]:
    """All stages on a corpus of about so many reports."""
    size, seed = task
    warm = county.corpus(seed, 4)
    for stage in STAGES.values():
        stage(warm, list(warm.reports()))
    corpus = county.corpus(seed, size // 2)
    reports = list(corpus.reports())
    lines = []
    for stage in STAGES.values():
        gc.collect()
        if _PEAK.exists():
            _PEAK.write_text("5")  # the highest use is counted from here
        before, wall, cpu = _megabytes("VmRSS"), time.perf_counter(), time.process_time()
        scores = stage(corpus, reports)
        spent = time.perf_counter() - wall, time.process_time() - cpu
        peak = _megabytes("VmHWM")
        memory = peak - before if peak is not None and before is not None else None
        lines += [
            Line(name, len(reports), *spent, memory, score.planted, score.found, score.false)
            for name, score in scores.items()
        ]
    return lines


def main() -> None:
    """Print one line per size and kind of plant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 8000])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    heads = ("planted", "reports", "seconds", "cpu", "n log n", "MB", "planted", "found", "false")
    print("".join(f"{head:>9}" for head in heads), flush=True)
    first: dict[str, float] = {}
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for lines in pool.imap(measure, [(size, options.seed) for size in options.sizes]):
            for line in lines:
                unit = line.cpu / (line.reports * math.log(line.reports))
                grown = unit / first.setdefault(line.stage, unit)
                memory = "–" if line.memory is None else f"{line.memory:.0f}"
                print(
                    f"{line.stage:>9}{line.reports:>9}{line.seconds:>9.1f}{line.cpu:>9.1f}{grown:>9.2f}{memory:>9}"
                    f"{line.planted:>9}{line.found:>9}{line.false:>9}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
