"""How soon the desk shows its list: ``python -m benchmarks.first_screen [--times 5] [--tree ANOTHER]``.

``gkaudit desk`` is started on the samples, and Chromium, which runs already, is led to the address as soon as it is printed.
The first opening reads the reports, those after it find them in the cache, as on any morning; the table gives the median and
the best of these. ``--tree`` measures another source tree of the toolkit in turns with this one.

address  seconds from the command to the address; list to the list of agencies
server, kernel, browser   seconds of the processor until then: on a busy machine these are the figures to compare
MB       memory of server and kernel then
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, sync_playwright

from tests.components import CHROMIUM
from tests.desk.sitting import ORGAN
from tests.roots import ROOT
from tests.serving.server import LONG, DeskProcess

COLUMNS = ("address", "list", "server", "kernel", "browser", "sum", "MB")


def opened(tree: Path, home: Path, browser: Browser) -> Mapping[str, float]:
    """What opening the desk of ``tree`` takes, whose user's state is in ``home``; by the names of ``COLUMNS``."""
    data = tree / "data"
    given = (data / "samples", "--roster", data / "roster.csv", "--rubric", data / "rubric.toml", "--who", "张三")
    page = browser.new_page(viewport={"width": 1280, "height": 760})
    page.goto("about:blank")
    before = sum(map(busy, browsers()))
    begun = time.perf_counter()
    desk = DeskProcess(home, work(home), *given, tree=tree)
    try:
        page.goto(desk.entrance, wait_until="commit")
        address = time.perf_counter() - begun
        page.wait_for_selector(f".gk-desk >> text={ORGAN}", timeout=LONG * 1000)
        shown = time.perf_counter() - begun
        server, kernels = psutil.Process(desk.process.pid), desk.kernels()
        spent = (busy(server), sum(map(busy, kernels)), sum(map(busy, browsers())) - before)
        memory = sum(one.memory_info().rss for one in (server, *kernels)) / 1e6
    finally:
        page.close()
        desk.interrupt()
    return dict(zip(COLUMNS, (address, shown, *spent, sum(spent), memory), strict=True))


def work(home: Path) -> Path:
    """The work folder of the user whose state is in ``home``."""
    folder = home / "工作"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def browsers() -> list[psutil.Process]:
    """The processes of the browser."""
    return [one for one in psutil.Process().children(recursive=True) if "chrom" in one.name()]


def busy(process: psutil.Process) -> float:
    """Seconds of the processor that a process has taken."""
    times = process.cpu_times()
    return times.user + times.system


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--tree", type=Path)
    options = parser.parse_args()
    trees = [ROOT, options.tree.resolve()] if options.tree else [ROOT]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        homes = {tree: Path(scratch) / str(number) for number, tree in enumerate(trees)}
        print(f"{'':<10}" + "".join(f"{name:>16}" for name in COLUMNS))
        for tree in trees:
            told("cold", [opened(tree, homes[tree], browser)])
        found = [{tree: opened(tree, homes[tree], browser) for tree in trees} for _ in range(options.times)]
        for tree in trees:
            told("warm", [one[tree] for one in found])
        browser.close()


def told(name: str, found: list[Mapping[str, float]]) -> None:
    """Print a line of the table."""
    cells = (f"{median(one[c] for one in found):.2f} ({min(one[c] for one in found):.2f})" for c in COLUMNS)
    print(f"{name:<10}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main()
