"""Plants faults in clean reports and shows what becomes of them: ``python -m benchmarks.faults [N] [--family …]``.

Faults of the tables are counted as ``tables`` says. Those of the text, the form and the wording are planted in reports
with prose: generated ones and those of ``benchmarks/reports``, which people wrote. Of these, figures are altered that
the clean report was found right in and that an inspector can call wrong (``text``); of generated reports any that is
counted.

found     some outcome fails that does not on the clean report
placed    one of these stands on the planted words, or names the part that is missing
open      none does, but an outcome there is undecided that was none on the clean report
misled    an outcome proposes to correct a cell, or other words than those that stood there
others    reports with errors or warnings besides that do not stand on the fault
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults import form, tables, text, wording
from benchmarks.faults.reports import Clean, Judged, Planted, Planter, cleans, judged

FAMILIES: Mapping[str, Mapping[str, Planter]] = {"text": text.KINDS, "form": form.KINDS, "wording": wording.KINDS}


@dataclass
class Tally:
    """Counts of the reports with a fault of one kind."""

    planted: int = 0
    found: int = 0
    placed: int = 0
    open: int = 0
    misled: int = 0
    others: int = 0

    def add(self, result: Judged) -> None:
        """Count one report."""
        self.planted += 1
        self.found += result.found
        self.placed += result.placed
        self.open += result.open
        self.misled += bool(result.misled)
        self.others += bool(result.others)

    def line(self, name: str) -> str:
        """One line of the table, found, placed and open in per cent."""
        shares = "".join(
            f"{100 * count / max(1, self.planted):>9.1f}" for count in (self.found, self.placed, self.open)
        )
        return f"{name:<34}{self.planted:>8}{shares}{self.misled:>9}{self.others:>9}"


def planted_in(reports: Sequence[Clean], family: str, *, show: bool) -> None:
    """Plant a fault of each kind of a family in each report that it fits, and print the counts."""
    heads = ("found", "placed", "open", "misled", "others")
    print(f"{family:<34}{'reports':>8}" + "".join(f"{head:>9}" for head in heads))
    whole = {"all": Tally(), "all, in generated prose": Tally(), "all, in people's prose": Tally()}
    for name, planter in FAMILIES[family].items():
        tally = Tally()
        for number, clean in enumerate(reports):
            planted = planter(random.Random(f"{name}/{number}"), clean)
            if planted is not None:
                result = judged(clean, planted)
                tally.add(result)
                whole["all"].add(result)
                whole["all, in people's prose" if clean.written else "all, in generated prose"].add(result)
                if show and not (result.placed and not result.misled and not result.others):
                    print(_shown(name, clean, planted, result))
        print(tally.line(name), flush=True)
    print(*(counts.line(head) for head, counts in whole.items()), "", sep="\n")


def _shown(name: str, clean: Clean, planted: Planted, result: Judged) -> str:
    told = f"    {name}: {clean.truth.agency}{'' if result.placed else ', missed'}: {planted.words} (right: {planted.right})"
    more = [("misled", item) for item in result.misled] + [("other", item) for item in result.others]
    return "\n".join((told, *(f"        {why} {item.rule}: {item.message}" for why, item in more)))


def main(options: argparse.Namespace) -> None:
    """Print what was asked for."""
    if options.family in ("", "tables"):
        tables.main(options.N)
    families = [family for family in FAMILIES if options.family in ("", family)]
    started = time.process_time()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        reports = [*cleans(Path(folder), options.N)] if families else []
        for family in families:
            planted_in(reports, family, show=options.show)
    print(f"{time.process_time() - started:.0f} s of processor time")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "N", nargs="?", type=int, default=40, help="generated reports: of each kind, size and edition for tables"
    )
    parser.add_argument("--family", default="", choices=("", "tables", *FAMILIES), help="only this family of faults")
    parser.add_argument(
        "--show", action="store_true", help="show the faults that are missed, and what is found besides"
    )
    main(parser.parse_args())
