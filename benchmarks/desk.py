"""How quickly the desk answers: ``python -m benchmarks.desk [--agencies 1000] [--actions 200]``.

First the samples, then a made-up city in which each report has about ten causes, opened cold and once more from the cache;
then actions as somebody at the desk takes them: another cause, another agency, a decision, a note, one taken back, the list
of what is alike, many decided at once.

opened   seconds until all is shown, cold and from the cache
p50 p95  milliseconds from a message of the browser to its answer as JSON, over all actions; busy those of the processor
worst    the slowest action, by its verb
MB       the most memory that the process had
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from audit import desk
from audit.score import shipped
from tests.generate.county import corpus
from tests.generate.formats import flat
from tests.generate.report import planting
from tests.roots import ROOT


def city(folder: Path, agencies: int) -> None:
    """Write the reports of a city, with about ten causes each, into ``folder``."""
    for name, truth in corpus.corpus(1, agencies).truths.items():
        if truth.year != corpus.YEARS[1]:
            continue
        wrong = planting.cell("A001", "applications.received.natural", 3, "多3件").edit(truth)
        text = flat.write(wrong)
        for part in ("第一季度", "第二季度", "第三季度", "第四季度", "上半年", "下半年", "前三季度", "全年"):
            text = text.replace("二、", f"{part}转结的申请均按装要求办理，做到既时公开。\n二、", 1)
        (folder / f"{Path(name).stem}.txt").write_text(text, "utf-8")


class Clerk:
    """Somebody who works at the desk on ``paths``; seconds of each action by its verb."""

    def __init__(self, paths: list[str], folder: Path) -> None:
        self.spent: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._seen: Any = ["", 0]
        self._desk = desk.Desk(desk.Given(tuple(paths), folder, "张三", rubric=str(shipped())), lambda _: None)
        begun = time.perf_counter()
        self.ask("hello")
        self._desk.wait(3600)
        shown = self.ask("hello")
        self.opened = time.perf_counter() - begun
        self.rows = [row for row in shown["agencies"]["rows"] if row["causes"]]
        self.causes = sum(row["causes"] for row in self.rows)
        self.spent.clear()

    def ask(self, verb: str, **said: Any) -> Any:
        """What the desk answers, as it goes to the browser."""
        begun, busy = time.perf_counter(), time.process_time()
        found = self._desk.answer({"n": 1, "do": verb, "seen": self._seen, **said})
        self._seen = found["parts"].get("seen", self._seen)
        json.dumps(found, ensure_ascii=False)
        self.spent[verb].append((time.perf_counter() - begun, time.process_time() - busy))
        return found["parts"]

    def work(self, actions: int) -> None:
        """Take so many actions."""
        for _, (verb, said) in zip(range(actions), self._actions(), strict=False):
            self.ask(verb, **said)
        self.ask("leave")

    def _actions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        rng = random.Random(1)
        while True:
            row = rng.choice(self.rows)
            agency = row["id"]
            causes = self.ask("look", agency=agency)
            listed = causes.get("causes", {}).get("rows") or self.ask("hello")["causes"]["rows"]
            for cause in listed[:4]:
                key = cause["key"]
                yield "look", {"agency": agency, "key": key}
                yield "decide", {"agency": agency, "key": key, "ruling": rng.choice(("confirmed", "dismissed"))}
            yield "note", {"agency": agency, "key": listed[0]["key"], "note": "与原件核对"}
            yield "undo", {}
            yield "alike", {"agency": agency, "key": listed[-1]["key"]}
            alike = self.ask("alike", agency=agency, key=listed[-1]["key"])["alike"]["rows"][:20]
            if alike:
                items = [[one["agency"], one["key"]] for one in alike]
                yield "decide_alike", {"items": items, "ruling": "pending"}


def told(name: str, paths: list[str], folder: Path, actions: int) -> None:
    """Print what working on ``paths`` came to."""
    cold = Clerk(paths, folder)
    cold.ask("leave")
    clerk = Clerk(paths, folder)
    clerk.work(actions)
    every = [1000 * wall for spent in clerk.spent.values() for wall, _ in spent]
    cuts = quantiles(every, n=100)
    busy = quantiles((1000 * each for spent in clerk.spent.values() for _, each in spent), n=100)
    slowest = max(clerk.spent, key=lambda verb: max(clerk.spent[verb]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name}: {len(clerk.rows)} reports with {clerk.causes} causes; opened {cold.opened:.1f} and {clerk.opened:.1f} s; "
        f"{len(every)} actions, p50 {cuts[49]:.0f}, p95 {cuts[94]:.0f} ms (busy {busy[94]:.0f}), worst {max(every):.0f} ms ({slowest}); {most} MB"
    )
    for verb, spent in sorted(clerk.spent.items()):
        wall, busy_ms = (1000 * median(each) for each in zip(*spent, strict=True))
        print(
            f"  {verb:<14}{len(spent):>5}  median {wall:.0f} ms (busy {busy_ms:.0f}), most {1000 * max(spent)[0]:.0f} ms"
        )


def main() -> None:
    """Print the figures of the samples and of the city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=1000)
    parser.add_argument("--actions", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        os.environ |= {"XDG_STATE_HOME": str(home / "state"), "XDG_CACHE_HOME": str(home / "cache")}
        for name in ("samples", "city"):
            (home / name).mkdir()
        told("samples", [str(ROOT / "data" / "samples")], home / "samples", options.actions)
        (home / "reports").mkdir()
        city(home / "reports", options.agencies)
        told("city", [str(home / "reports")], home / "city", options.actions)


if __name__ == "__main__":
    main()
