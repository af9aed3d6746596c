"""What is read of scanned reports that lie askew: ``python -m benchmarks.scans [N]``, N reports an angle (default 4).

Every report is generated anew: the editions alternate, the pages are PDFs of pictures at 200 dots an inch with slight
noise and blur, compressed as JPEG, and each row turns all of them by one angle, positive to the left.

cells     printed cells of the reports of a row
read      share of them that is read rightly
left out  cells that are said to be unreadable, or missing
wrong     cells whose number is another than the one printed: must be 0
s a page  processor time
MB        memory of this process at its highest while the row is read
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from audit.cells import read_cell
from audit.match import match
from audit.readers.pdf import pdf
from tests.generate.formats.scan import Scan, image_pdf, picture
from tests.generate.report.layout import PLAIN, figure
from tests.generate.report.pages import pages
from tests.generate.report.truth import make

ANGLES = (-2.0, -1.5, -1.0, -0.5, -0.2, 0.0, 0.2, 0.5, 1.0, 1.5, 2.0)
_STATUS, _PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(slots=True)
class Row:
    """What became of the cells of one angle’s reports."""

    cells: int = 0
    right: int = 0
    wrong: int = 0
    pages: int = 0
    seconds: float = 0.0


def measure(angle: float, count: int) -> Row:
    """Read ``count`` reports turned by ``angle`` degrees."""
    row = Row()
    for seed in range(count):
        truth = make(seed, ("2021", "2019")[seed % 2], distinct=True)
        scan = Scan(200, skew=angle, noise=4, blur=0.1, quality=80)
        sheets = pages(truth)
        data = image_pdf([picture(sheet, scan, 10 * seed + n) for n, sheet in enumerate(sheets)], scan)
        start = time.process_time()
        found = match(pdf.read(data), "report", "").cells
        row.seconds += time.process_time() - start
        right = [key for key in found if found[key].value == read_cell(figure(truth.cells[key], key, PLAIN)).value]
        row.cells += len(truth.cells)
        row.right += len(right)
        row.wrong += len(found) - len(right)
        row.pages += len(sheets)
    return row


def _peak() -> int:
    """The most memory held since the peak was last set back, in MB; 0 where the system does not tell."""
    if not _STATUS.exists():
        return 0
    line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def main(count: int) -> None:
    """Print the table."""
    print(f"{'degrees':>8}{'cells':>8}{'read':>8}{'left out':>10}{'wrong':>7}{'s a page':>10}{'MB':>6}")
    for angle in ANGLES:
        if _PEAK.exists():
            _PEAK.write_text("5")
        row = measure(angle, count)
        missing = row.cells - row.right - row.wrong
        print(
            f"{angle:>+8.1f}{row.cells:>8}{row.right / row.cells:>8.2%}{missing:>10}{row.wrong:>7}"
            f"{row.seconds / row.pages:>10.2f}{_peak():>6}",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
