"""How large the overview of a made-up city is, what it costs to make, to open and to filter: ``python -m benchmarks.city``.

``--agencies`` are the sizes (default 300 1000); ``--out`` keeps the overviews in folders there. Reading and checking the
reports is not measured; their pages are not made, so that links lead nowhere.

make     processor seconds of the overview's notebook and its page, of which the kernel's start is about two
kB       the page
open     milliseconds of the processor that Chromium's main thread takes to open the page and to lay it out
filter   the same from pressing a radio button or box until the list is drawn anew, the most of all that there are

Both come from ``Performance.getMetrics`` of the DevTools protocol (``TaskDuration`` in ``threadTicks``), for a wall clock
says little on a shared machine.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from audit.assessment import Assessment
from audit.pipeline import Review
from audit.present import overview
from audit.render import notebook
from audit.render.notebooks import as_written, name_of_all, pages, parts
from tests.components import CHROMIUM
from tests.generate.county import city

_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
#: Resolves when everything that is due is laid out and drawn: two frames later.
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PRESS = "mark => document.getElementById(mark).click()"


@dataclass(frozen=True, slots=True)
class Line:
    """What one size came to; times in the units of the table."""

    agencies: int
    rows: int
    make: float
    size: int
    opened: float
    filtered: float
    slowest: str

    def words(self) -> str:
        """One line of the table."""
        return (
            f"{self.agencies:>9}{self.rows:>7}{self.make:>8.1f}{self.size:>8}{self.opened:>8.0f}{self.filtered:>8.0f}"
            f"  {self.slowest}"
        )


def write(review: Assessment, folder: Path) -> float:
    """The overview as a batch writes it, below ``folder``; the processor's seconds that it took."""
    names = {report.source: f"{report.agency}{report.year}年.html" for report, _ in review.audited}
    before = _spent()
    parts.write(folder, review, names)
    given = {"folder": ["city"], "pages": names, "beside": {"rules.html": "handbook"}, "date": "2025-04-01"}
    provided = {name_of_all(["city"], as_written(Review())): overview.shown(review)}
    pages.make(notebook("overview"), given, "核查总览", folder / "index", provided)
    return _spent() - before


def _spent() -> float:
    """Seconds of this process and of those that executed notebooks."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def measured(browser: Browser, page: Path) -> tuple[float, dict[str, float]]:
    """Milliseconds of the main thread until the page is drawn, and until each button's press is."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tools = tab.context.new_cdp_session(tab)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy(tools)
    tab.goto(page.as_uri())
    tab.evaluate(_DRAWN)
    opened = _busy(tools) - before
    pressed = {}
    for mark in tab.eval_on_selector_all(".filters input", "all => all.map(one => one.id)"):
        before = _busy(tools)
        tab.evaluate(_PRESS, mark)
        tab.evaluate(_DRAWN)
        pressed[mark] = _busy(tools) - before
    tab.close()
    return opened, pressed


def _busy(tools: CDPSession) -> float:
    """Milliseconds that the main thread has been at work."""
    metrics = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    print(f"{'agencies':>9}{'rows':>7}{'make':>8}{'kB':>8}{'open':>8}{'filter':>8}", flush=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        for size in options.agencies:
            folder = (options.out or Path(scratch)) / str(size)
            folder.mkdir(parents=True, exist_ok=True)
            review = city.review(options.seed, size)
            make = write(review, folder)
            page = folder / "index.html"
            opened, pressed = measured(browser, page)
            slowest = max(pressed, key=lambda mark: pressed[mark], default="")
            rows = page.read_text("utf-8").count('<tr class="x')
            filtered = pressed.get(slowest, 0.0)
            print(Line(size, rows, make, page.stat().st_size // 1000, opened, filtered, slowest).words(), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
