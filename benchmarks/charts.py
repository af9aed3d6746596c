"""Times charts and weighs them: ``python -m benchmarks.charts [N]``, N reports (default 40).

Figures are milliseconds of processor time once everything is warm, and kilobytes of a page; each report is drawn once, so that
nothing but letters and what reports have in common is remembered. Median and largest.

floor        the least that a picture out of matplotlib costs: an empty figure saved as SVG, once for each chart of a report
report       the charts of one report (``charts.gallery``), and what they are of the floor
many         each chart of the overview for N of the samples and for 25 times as many, the same ones over again: what they weigh
             must not follow the number of reports
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from matplotlib.figure import Figure

import audit
from audit.document import Document
from audit.match import match
from audit.model import Report
from audit.present import charts
from audit.readers.text import plain
from tests.generate.formats import flat
from tests.generate.report.truth import make
from tests.roots import ROOT

#: What is measured may take at most this on the machine that the figures of the note come from.
GOAL = {"ms": 45.0, "kB": 115.0, "kB of many": 60.0}
#: How many times the reports are counted for the large overview.
TIMES = 25
Audited = tuple[Report, Sequence[audit.Outcome]]


def report(seed: int) -> Report:
    """A generated report, small, medium or large."""
    document: Document = plain.read(flat.write(make(seed, "2021", ("small", "medium", "large")[seed % 3])).encode())
    return match(document, f"{seed}.txt", f"{seed:064}")


def samples(number: int) -> Sequence[Audited]:
    """The first reports among the samples, which have faults of every kind, with their outcomes."""
    papers = audit.read_all([ROOT / "data" / "samples"])
    return [(paper, audit.check(paper)) for paper in papers if paper.status != "unreadable"][:number]


def timed(draw: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    begun = time.process_time()
    draw()
    return 1000 * (time.process_time() - begun)


def empty() -> None:
    """As many empty pictures as a report has charts."""
    for _ in charts.CHARTS:
        Figure().savefig(io.StringIO(), format="svg")


def weight(page: str) -> float:
    """Kilobytes of a page."""
    return len(page.encode()) / 1000


def draw(paper: Report, pages: list[str]) -> None:
    """Draw the charts of a report, and keep the page."""
    pages.append(str(charts.gallery(paper).text))


def shown(chart: Callable[[], charts.Chart]) -> float:
    """Kilobytes of a chart on a page."""
    return weight(str(charts.picture(chart()).text))


def of_many(audited: Sequence[Audited]) -> dict[str, Callable[[], charts.Chart]]:
    """The charts of the overview."""
    return {
        "heat map": lambda: charts.heat_map(audited),
        "findings by rule": lambda: charts.findings_by_rule(audited),
        "figures": lambda: charts.distribution(audited),
        "rates": lambda: charts.rates([paper for paper, _ in audited]),
    }


def main(number: int) -> None:
    """Print the tables."""
    reports = [report(seed) for seed in range(number + 3)]
    for paper in reports[:3]:
        charts.gallery(paper)
        empty()
    floor = [timed(empty) for _ in reports[3:]]
    pages: list[str] = []
    drawn = [timed(partial(draw, paper, pages)) for paper in reports[3:]]
    sizes = [weight(page) for page in pages]
    middle = statistics.median(drawn)
    print(f"{'':18}{'ms':>8}{'most':>8}{'ratio':>8}{'kB':>8}{'most':>8}")
    print(f"{'floor':18}{statistics.median(floor):8.1f}{max(floor):8.1f}{1:8.1f}")
    ratio = middle / statistics.median(floor)
    print(f"{'report':18}{middle:8.1f}{max(drawn):8.1f}{ratio:8.1f}{statistics.median(sizes):8.1f}{max(sizes):8.1f}")
    print(f"{'goal':18}{GOAL['ms']:8.1f}{'':16}{GOAL['kB']:8.1f}")
    many = [
        (replace(paper, source=f"{time_}-{paper.source}", agency=f"{paper.agency}第{time_}分局"), outcomes)
        for paper, outcomes in samples(number)
        for time_ in range(TIMES)
    ]
    few = many[::TIMES]
    print(f"\n{'':18}{f'{len(few)}: kB':>12}{f'{len(many)}: kB':>12}{'ratio':>8}{'ms':>8}")
    for (name, large), small in zip(of_many(many).items(), of_many(few).values(), strict=True):
        light, heavy = shown(small), shown(large)
        ms = timed(partial(shown, large))
        print(f"{name:18}{light:12.1f}{heavy:12.1f}{heavy / light:8.2f}{ms:8.0f}")
    print(f"{'goal':30}{GOAL['kB of many']:12.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
