"""A thousand reports in all formats, layouts and editions: ``python -m benchmarks.mixed``; exit code 1 where a number is wrong or lost.

reports  reports of a format, made by tests/mixed.py
faults   those in which a number is read wrong, or lost without a word
"""

from __future__ import annotations

import sys

from tests.mixed import WAYS, faults


def main() -> int:
    broken = 0
    for ending, (_, reports) in WAYS.items():
        found = faults(ending)
        broken += len(found)
        print(f"{ending:<6}{reports:>4} reports{len(found):>4} faults", flush=True)
        for number, fault in found.items():
            print(f"    {number}: {fault}", flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
