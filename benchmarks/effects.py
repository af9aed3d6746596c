"""Whether what cards say of their changes is what a new check finds: ``python -m benchmarks.effects``; exit code 1 where it is not.

Each report has a few planted faults, of cells in one line, in one column, among totals or anywhere. The change of each card
is made and the report is checked again (tests/promises.py).

--first    seed of the first report (default 1000)
--reports  so many reports (default 400)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.promises import examine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--reports", type=int, default=400)
    options = parser.parse_args()
    counts, broken = [0, 0, 0], 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.first, options.first + options.reports):
            try:
                counts = [sum(pair) for pair in zip(counts, examine(Path(folder), seed), strict=True)]
            except AssertionError as error:
                broken += 1
                print(f"seed {seed}: {error}", flush=True)
    settling, waiting, appearing = counts
    print(
        f"{options.reports} reports: {settling} changes settle all, {waiting} wait for others, {appearing} bring up more"
    )
    print(f"{broken} reports with a promise that does not hold")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
