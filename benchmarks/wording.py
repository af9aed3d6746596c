"""Shows where the wrong words of ``confusions.toml`` stand in texts that are right: what has to be guarded or left out.

Give files or folders of edited prose, or lists of words, one a line (a dictionary's); each hit is printed with the
characters around it. Nothing is printed for text in which no wrong word stands.

    python -m benchmarks.wording PATH …
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audit.rules.wording.wrongwords import confused, confusions

AROUND = 8


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, or of all files of a folder, without the blanks in them."""
    for file in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if file.is_file():
            yield from ("".join(line.split()) for line in file.read_text("utf-8", errors="ignore").splitlines())


def main() -> None:
    """Print the hits and their number by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    counts: Counter[str] = Counter()
    characters = 0
    for path in parser.parse_args().paths:
        for line in lines(path):
            characters += len(line)
            for start, end, known in confused(line):
                counts[known.kind] += 1
                print(f"{known.wrong} → {known.right}: {line[max(0, start - AROUND) : end + AROUND]}")
    print(f"{len(confusions())} wrong forms, {characters} characters, {counts.total()} hits: {dict(counts)}")


if __name__ == "__main__":
    main()
