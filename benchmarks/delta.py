"""Says what moved: the same documents under two settings, ``python -m benchmarks.delta [FOLDER …]`` or ``make delta``.

Without further options the last commit is held against the working tree, over ``data/samples``, a generated corpus of
every format (``benchmarks.documents``, the correct reports of the tests among it) and each FOLDER given.

    --before SETTING, --after SETTING     a setting is a list of
        rev=REV        a revision, or “.” for the working tree (the default of --after; HEAD is that of --before)
        fonts=none     the machine's fonts are hidden (Linux, as root)
        busy=N         N busy processes stand beside
        workers=N      the whole batch with N workers, instead of ``extract`` and ``check``
    --scans, --no-generated               the corpus with scans (minutes), or no corpus
    --keep DIR                            keep the corpus in DIR, or use the one that lies there
    --all                                 print every line that moved, not the first ten of each rule

Printed are the cells that changed, and by rule the findings (fail and undecided) that are new, gone or changed, each with
its source and sentence, then how many passes moved. Exit code 0 where nothing moved, 1 where something did.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks import documents
from benchmarks.snapshots import Setting, Snapshot, take

ROOT = Path(__file__).resolve().parent.parent
#: Lines of each rule that are printed, and characters of a sentence.
_SHOWN, _WIDTH = 10, 150


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """One thing that differs between two snapshots.

    ``about`` is a rule's id, "cells" or "reading"; ``kind`` is new, gone or changed; ``passes`` says that both sides are
    passes or nothing, which people do not read.
    """

    about: str
    kind: str
    source: str
    text: str
    passes: bool = False


def moves(before: Snapshot, after: Snapshot) -> list[Move]:
    """Everything that differs, in a fixed order."""
    return sorted([*_reading(before, after), *_cells(before, after), *_outcomes(before, after)])


def _reading(before: Snapshot, after: Snapshot) -> Iterator[Move]:
    """What is said of each file as a whole: status, error, agency, year, edition, notes."""
    for source in sorted({*before.reports, *after.reports}):
        old, new = before.reports.get(source, {}), after.reports.get(source, {})
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                was, now = old.get(name), new.get(name)
                if isinstance(was, list) and isinstance(now, list):  # of claims and notes only those that differ
                    was, now = [item for item in was if item not in now], [item for item in now if item not in was]
                yield Move("reading", "changed", source, f"{name}: {was} → {now}")


def _cells(before: Snapshot, after: Snapshot) -> Iterator[Move]:
    for place in sorted({*before.cells, *after.cells}):
        old, new = before.cells.get(place), after.cells.get(place)
        if old != new:
            kind = "new" if old is None else "gone" if new is None else "changed"
            yield Move("cells", kind, place[0], f"{place[1]}: {old} → {new}")


def _outcomes(before: Snapshot, after: Snapshot) -> Iterator[Move]:
    for place in sorted({*before.outcomes, *after.outcomes}):
        source, rule, _, _ = place
        old, new = before.outcomes.get(place), after.outcomes.get(place)
        if old == new:
            continue
        passes = all(outcome is None or outcome.verdict == "pass" for outcome in (old, new))
        if old is None or new is None:
            yield Move(rule, "gone" if new is None else "new", source, str(old or new), passes)
        else:
            yield Move(rule, "changed", source, f"{old} → {new}", passes)


def _print(found: Sequence[Move], *, everything: bool) -> None:
    groups: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in found:
        if not move.passes:
            groups[move.about, move.kind].append(move)
    for (about, kind), group in groups.items():
        print(f"\n{about}  {kind}  {len(group)}")
        for move in group if everything else group[:_SHOWN]:
            print(f"  {move.source}\n      {move.text if everything else _short(move.text)}")
        if not everything and len(group) > _SHOWN:
            print(f"  … {len(group) - _SHOWN} more")
    passes = Counter((move.about, move.kind) for move in found if move.passes)
    if passes:
        print("\npasses  " + "  ".join(f"{about} {kind} {count}" for (about, kind), count in sorted(passes.items())))


def _short(text: str) -> str:
    return " ".join(part if len(part) <= _WIDTH else f"{part[:_WIDTH]}…" for part in text.split("\n"))


def compare(before: Setting, after: Setting, folders: Iterable[Path]) -> list[Move]:
    """What moved between the two settings over the documents of ``folders``."""
    wanted = list(folders)
    # A busy machine is part of a setting: the other one is not to be disturbed by it.
    with ThreadPoolExecutor(1 if before.busy or after.busy else 2) as pool:
        old, new = pool.map(lambda setting: take(setting, wanted), (before, after))
    print(f"{len(new.reports)} documents, {len(new.cells)} cells, {len(new.outcomes)} outcomes")
    return moves(old, new)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and return 1 where something moved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--before", default="rev=HEAD", type=Setting.parse)
    parser.add_argument("--after", default="rev=.", type=Setting.parse)
    parser.add_argument("--no-generated", action="store_true")
    parser.add_argument("--scans", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="delta-") as scratch:
        folders = [ROOT / "data" / "samples", *(folder.resolve() for folder in options.folders)]
        if not options.no_generated:
            corpus = (options.keep or Path(scratch) / "corpus").resolve()
            if not corpus.exists():
                documents.write(corpus, scans=options.scans)
            folders += [corpus / "generated", corpus / "correct"]
        found = compare(options.before, options.after, folders)
    _print(found, everything=options.all)
    print(f"\n{len(found)} moved" if found else "\nnothing moved")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
