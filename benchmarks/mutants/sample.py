"""Mutants of the package, drawn by a seed so that edits elsewhere leave the draw as it is."""

from __future__ import annotations

import ast
import hashlib
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile
from pathlib import Path

from benchmarks.mutants.changes import changes

EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
#: Characters up to which a node is shown whole; of a longer one those around its difference.
_SHOWN, _AROUND = 70, 20


@dataclass(frozen=True, slots=True)
class Mutant:
    """One module with one change.

    ``module`` is its path from the root; ``line`` counts from 1 and is for people: what names a mutant is the text of
    that line with the ``change``. ``lines``, ``scope`` and ``inside`` are as in Change. ``start`` and ``end`` count the
    characters of the module that ``new`` replaces.
    """

    module: str
    line: int
    text: str
    change: str
    lines: tuple[int, int]
    scope: tuple[str, ...]
    inside: bool
    start: int
    end: int
    new: str

    def source(self, original: str) -> str:
        """The whole module, changed."""
        return original[: self.start] + self.new + original[self.end :]

    @property
    def name(self) -> tuple[str, str, str]:
        """What names the mutant as long as its own line stays."""
        return self.module, self.text, self.change

    @property
    def package(self) -> str:
        """The first folder in the package; "audit" for what stands in none."""
        return package(self.module)


def package(module: str) -> str:
    """The first folder of a module's path below ``audit``; "audit" for what stands in none."""
    parts = Path(module).parts
    return parts[1] if len(parts) > 2 else parts[0]


def modules(root: Path) -> list[str]:
    """Paths from ``root`` of all modules of the package, in order."""
    return sorted(path.relative_to(root).as_posix() for path in (root / "audit").rglob("*.py"))


def mutants(root: Path, module: str) -> Iterator[Mutant]:
    """All changes of a module as mutants; some are no Python, or the same program (see ``is_another``)."""
    source = (root / module).read_text("utf-8")
    lines = source.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def at(line: int | None, column: int | None) -> int:
        """The character of the source; the tree counts bytes of a line."""
        number = (line or 1) - 1
        return starts[number] + len(lines[number].encode()[:column].decode())

    for change in changes(ast.parse(source)):
        node = change.node
        start, end = at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)
        yield Mutant(
            module,
            node.lineno,
            lines[node.lineno - 1].strip(),
            _shown(source[start:end], ast.unparse(node), change.text),
            change.lines,
            change.scope,
            change.inside,
            start,
            end,
            change.text,
        )


def is_another(root: Path, mutant: Mutant) -> bool:
    """Whether the mutant compiles and is not the same program."""
    original = (root / mutant.module).read_text("utf-8")
    program = _program(mutant.source(original))
    return program is not None and program != _program(original)


def _program(source: str) -> str | None:
    """What stands in the source, whatever its layout; None where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(source)
            compile(tree, "mutant", "exec")
    except SyntaxError:
        return None
    return ast.dump(tree)


def _shown(printed: str, unparsed: str, new: str) -> str:
    """The change in one line: of what is long, only where it differs, with a little on both sides."""
    old, new = " ".join(printed.split()), " ".join(new.split())
    if max(len(old), len(new)) <= _SHOWN:
        return f"{old} → {new}"
    old, new = " ".join(unparsed.split()), new.removeprefix("(").removesuffix(")") if new[:1] == "(" else new
    before = max(0, _alike(old, new) - _AROUND)
    after = max(0, _alike(old[before:][::-1], new[before:][::-1]) - _AROUND)
    return " → ".join(
        f"{'…' if before else ''}{text[before : len(text) - after]}{'…' if after else ''}" for text in (old, new)
    )


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def draw(root: Path, count: int, seed: int, within: str = "audit") -> list[Mutant]:
    """``count`` mutants of different lines of the modules whose path begins with ``within``, in the order of the modules.

    A line is drawn by its text and that of the line above, so that a draw survives moves and edits of other lines; of
    a line that is drawn, one change is.
    """
    places: list[tuple[int, list[Mutant]]] = []
    twins: Counter[tuple[str, str]] = Counter()
    for module in modules(root):
        lines = (root / module).read_text("utf-8").split("\n")
        for number, found in _by_line(root, module).items():
            place = (lines[number - 2].strip() if number > 1 else "", lines[number - 1].strip())
            twins[place] += 1
            if module.startswith(within):
                places.append((_key(seed, *place, str(twins[place])), found))
    drawn = (_one(root, found, seed) for _, found in sorted(places, key=lambda place: place[0]))
    return sorted(islice(filter(None, drawn), count), key=lambda mutant: (mutant.module, mutant.line))


def _by_line(root: Path, module: str) -> dict[int, list[Mutant]]:
    found: dict[int, list[Mutant]] = {}
    for mutant in mutants(root, module):
        found.setdefault(mutant.line, []).append(mutant)
    return found


def _one(root: Path, found: list[Mutant], seed: int) -> Mutant | None:
    """One of a line's mutants that is another program."""
    ordered = sorted(found, key=lambda mutant: _key(seed, mutant.change))
    return next((mutant for mutant in ordered if is_another(root, mutant)), None)


def _key(seed: int, *parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\0".join((str(seed), *parts)).encode()).digest()[:8], "big")


def equivalents() -> dict[tuple[str, str, str], str]:
    """Mutants that do the same as the original, by name, each with the reason."""
    with EQUIVALENTS.open("rb") as file:
        return {(one["module"], one["line"], one["change"]): one["reason"] for one in tomllib.load(file)["mutant"]}
