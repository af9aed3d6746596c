"""PDFs as LibreOffice writes them, cell by cell: ``python -m benchmarks.soffice_pdf [N] [--first SEED]``.

N reports (default 60) of both editions in any mix of layouts, fonts and sizes are printed by LibreOffice, which must be
installed, and read. A cell is right, left out or wrong: no cell may be wrong, and 99.5 % are to be right.
"""

from __future__ import annotations

import argparse

from tests.generate.formats.dressed import Made, draw, judged, printed

#: Documents of one start of LibreOffice.
_AT_ONCE = 20


def line(made: Made, seed: int, pdf: bytes) -> tuple[int, int, int, str]:
    """The cells of one document right, left out and wrong, and what to say of it where any is."""
    wrong, missing = judged(pdf, made)
    count = len(made.truth.cells)
    rows = sorted({key.rsplit(".", 1)[0] for key in (*wrong, *missing)})
    said = f"{seed:>6}{count:>8}{len(missing):>10}{len(wrong):>8}  {'、'.join(rows[:4])}  {made.dress}" if rows else ""
    return count - len(missing) - len(wrong), len(missing), len(wrong), said


def main() -> None:
    """Print the documents with cells that were not read, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=60)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    print(f"{'seed':>6}{'cells':>8}{'left out':>10}{'wrong':>8}", flush=True)
    right = missing = wrong = 0
    end = options.first + options.count
    for start in range(options.first, end, _AT_ONCE):
        seeds = range(start, min(start + _AT_ONCE, end))
        made = [draw(seed) for seed in seeds]
        for seed, one, pdf in zip(seeds, made, printed([item.docx for item in made]), strict=True):
            *counts, said = line(one, seed, pdf)
            right, missing, wrong = right + counts[0], missing + counts[1], wrong + counts[2]
            if said:
                print(said, flush=True)
    total = right + missing + wrong
    print(f"{'all':>6}{total:>8}{missing:>10}{wrong:>8}  {right / total:.2%} right")


if __name__ == "__main__":
    main()
