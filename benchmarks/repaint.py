"""How quickly the desk is seen: ``python -m benchmarks.repaint [--agencies 1000] [--actions 200]``; needs chromium.

A real server, kernel and browser, from a warm cache: the samples, then a made-up city with about ten causes a report.
Keys are pressed as somebody at the desk presses them: the next cause, the next agency, a decision, one taken back.

p50 p95 milliseconds from a key to the picture in which the browser shows what it did; worst is the slowest, by its key
MB      what server and kernel have in memory afterwards, together
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import defaultdict
from itertools import cycle
from pathlib import Path
from statistics import quantiles

import psutil
from playwright.sync_api import Browser, sync_playwright

from audit.score import shipped
from benchmarks.desk import city
from tests.components import CHROMIUM
from tests.desk.window import ARGUMENTS, Window, window
from tests.roots import ROOT
from tests.serving.server import DeskProcess

#: Notes when a key is pressed, and when the browser has drawn what it did: another cause with its evidence, another state.
CLOCK = """() => {
  const shown = () => document.querySelector(".pane.evidence:not([aria-busy])") && [
    document.querySelector(".causes [aria-selected=true]")?.getAttribute("aria-label"),
    document.querySelector(".pane.evidence .standing").textContent,
    document.querySelector(".agencies [aria-selected=true]")?.getAttribute("aria-label"),
    document.querySelector(".sheet").shadowRoot.querySelector(".badge")?.textContent,
  ].join();
  document.addEventListener("keydown", () => {
    const from = performance.now(), was = shown();
    window.took = new Promise((took) => {
      const look = () => {
        const now = shown(), since = performance.now() - from;
        if (now && now !== was) requestAnimationFrame(() => setTimeout(() => took(performance.now() - from)));
        else if (since < 5_000) requestAnimationFrame(look);
        else took(null);
      };
      requestAnimationFrame(look);
    });
  }, true);
}"""


def keys(rng: random.Random, ruling: str, causes: int) -> list[str]:
    """What is pressed on an agency with so many causes, from its first one on, and then to the next agency."""
    pressed = []
    for _ in range(min(causes, 4) - 1):
        pressed += [ruling, *("u" * rng.randrange(2)), "ArrowDown"]
    return [*pressed, "next"]


def act(desk: Window, key: str) -> float | None:
    """Milliseconds from a key to its picture; nothing where the key changed nothing."""
    desk.press("ArrowDown" if key == "next" else key)
    return desk.page.evaluate("window.took")


def worked(desk: Window, actions: int) -> dict[str, list[float | None]]:
    """The times of so many keys, by the key; nothing where a key changed nothing."""
    rng, rulings = random.Random(1), cycle("cq")
    ruling = next(rulings)
    desk.page.evaluate(CLOCK)
    spent: dict[str, list[float | None]] = defaultdict(list)
    while sum(map(len, spent.values())) < actions:
        causes = desk.causes.get_by_role("option")
        listed = int(causes.first.get_attribute("aria-setsize") or 0) if causes.count() else 0
        if listed:
            desk.causes.focus()
        for key in keys(rng, ruling, listed):
            if key == "next":
                desk.agencies.focus()
            spent[key].append(took := act(desk, key))
            # Below the last agency the first one follows; what is decided alike once more would show nothing.
            if took is None and key == "next":
                desk.press("Home")
                ruling = next(rulings)
    return spent


def told(browser: Browser, name: str, paths: list[Path], home: Path, actions: int) -> None:
    """Print what working on ``paths`` came to."""
    (folder := home / name).mkdir(parents=True)
    given = (*paths, "--rubric", shipped(), "--who", "张三")
    for is_warm in (False, True):
        served = DeskProcess(home, folder, *given)
        try:
            with window(browser, served.entrance) as desk:
                desk.agencies.get_by_role("option").first.wait_for(timeout=3_600_000)
                if not is_warm:
                    continue
                listed = desk.page.get_by_text(re.compile("^已认定")).first.text_content()
                spent = worked(desk, actions)
                memory = [psutil.Process(served.process.pid), *served.kernels()]
                most = [round(one.memory_info().rss / 2**20) for one in memory]
        finally:
            served.interrupt()
    every = sorted((each, key) for key, times in spent.items() for each in times if each is not None)
    idle = sum(each is None for times in spent.values() for each in times)
    cuts = quantiles((each for each, _ in every), n=100)
    print(
        f"{name} ({listed}): {len(every)} keys, p50 {cuts[49]:.0f}, p95 {cuts[94]:.0f}, "
        f"worst {every[-1][0]:.0f} ms ({every[-1][1]}), "
        f"{idle} changed nothing; {' + '.join(map(str, most))} MB"
    )


def main() -> None:
    """Print the figures of the samples and of the city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=1000)
    parser.add_argument("--actions", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        told(browser, "samples", [ROOT / "data" / "samples"], home, options.actions)
        if options.agencies:
            (reports := home / "reports").mkdir()
            city(reports, options.agencies)
            told(browser, "city", [reports], home, options.actions)
        browser.close()


if __name__ == "__main__":
    main()
