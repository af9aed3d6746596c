"""Facts of the tables' arithmetic: an equation with its terms, totals that are wrong all along, numbers that are no counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from audit.findings._facts import Facts, Listed, Remedy, Side, Term
from audit.model import Report, is_blank
from audit.text import Value, added, distance, minus, show

#: Words printed in place of numbers that a remark lists, and equations that a sentence names.
_SHOWN = _NAMED = 3
_AS_PRINTED: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Equation(Facts):
    """Two sums of cells that must be equal; what should be there is the sum of ``left``.

    ``name`` is how people call it (表三“自然人”列). ``total`` says that ``right`` is the one cell printed as the total of
    the parts ``left``.
    """

    kind: ClassVar[str] = "equation"
    name: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    total: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of both sides."""
        return (*self.left, *self.right)

    @property
    def expected(self) -> Value:
        """The sum of the left side."""
        return summed(self.left)

    @property
    def actual(self) -> Value:
        """The sum of the right side."""
        return summed(self.right)

    @property
    def difference(self) -> Value | None:
        """The right side less the left one, None where they agree."""
        return minus(self.actual, self.expected) or None

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.expected == self.actual

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another number for any one of the terms."""
        gap = minus(self.actual, self.expected)
        return (*terms_with(self.left, gap), *terms_with(self.right, minus(0, gap)))

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether both sides would be equal."""
        return summed(self.left, cells) == summed(self.right, cells)

    def message(self) -> str:
        """“表三“自然人”列：12 + 3 = 15，14 + 0 = 14，差 1”, and which blanks count as nothing; a blank total is told as such."""
        expected, actual = self.expected, self.actual
        left = f"{added_up([term.value for term in self.left])} = {show(expected)}"
        if self.total and not any(term.value for term in self.left):
            left = "各分项均未填数字" if all(term.blank for term in self.left) else "各分项均为0"
        if self.total and self.right[0].blank:
            raw = self.right[0].raw.strip()
            return f"{self.name}：{left}{unfilled(self.left)}，合计{f'填“{raw}”' if raw else '空白'}"
        right = f"表中合计为 {show(actual)}"
        if len(self.right) > 1:
            right = f"{added_up([term.value for term in self.right])} = {show(actual)}"
        result = "，相符" if expected == actual else f"，差 {show(distance(actual, expected))}"
        return f"{self.name}：{left}，{right}{unfilled(self.terms)}{result}"


@dataclass(frozen=True, slots=True)
class WrongTotals(Facts):
    """The totals of a table that are 0 all along (``why`` is "zero"), or stand without any parts (“alone”).

    ``unit`` is what the equations are (行, 列); all of them fail.
    """

    kind: ClassVar[str] = "wrong_totals"
    table: str
    unit: str
    why: Literal["zero", "alone"]
    equations: tuple[Equation, ...]

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether all equations would hold."""
        return all(equation.holds_with(cells) for equation in self.equations)

    def message(self) -> str:
        """“表三有5行（列）合计填为0而分项之和不为0：“予以公开”行应为12、…”."""
        what = "合计填为0而分项之和不为0" if self.why == "zero" else "只填合计而各分项均为0"
        each = Listed(tuple(map(self._value, self.equations)), _NAMED)
        return f"表{self.table}有{len(self.equations)}{self.unit}{what}：{each}"

    def _value(self, equation: Equation) -> str:
        name = equation.name.removeprefix(f"表{self.table}")
        return f"{name}应为{show(equation.expected)}" if self.why == "zero" else f"{name}合计为{show(equation.actual)}"


@dataclass(frozen=True, slots=True)
class NoCounts(Facts):
    """Cells of a table whose numbers are below 0 or have decimals, where things are counted; each with its name and as printed."""

    kind: ClassVar[str] = "no_counts"
    table: str
    cells: tuple[Side, ...]

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether all of them would print counts."""
        return all(0 <= (value := cells.get(key, -1)) == int(value) for side in self.cells for key in side.cells)

    def message(self) -> str:
        """“表三：“予以公开”“自然人”为“-3””."""
        return f"表{self.table}：{'、'.join(f'{side.name}为“{side.words}”' for side in self.cells)}"


#: What cells without a plain number print, or that nothing is printed where a total is due or anywhere else.
NoNumber = Literal["text", "total", "blank", "note"]
_NO_NUMBER: Mapping[NoNumber, str] = {
    "text": "不能识别为数字",
    "total": "应为合计而{printed}，分项之和不为0",
    "blank": "{printed}，未填数字",
    "note": "除数字外另有内容",
}
#: Cells without a number that a sentence names.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class NoNumbers(Facts):
    """Cells of a table that print no number, or more than one number; each with its name and as printed.

    ``whole`` says that they are all cells of the table.
    """

    kind: ClassVar[str] = "no_numbers"
    table: str
    why: NoNumber
    cells: tuple[Side, ...]
    whole: bool = False

    @property
    def sort(self) -> str:
        """Why they print none: what stands blank is another matter than what has words beside its number."""
        return self.why

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether all of them would print numbers; what is blank in the same line as those given counts as 0."""
        keys = {key for side in self.cells for key in side.cells}
        empty = self.why in ("total", "blank") and len({key.rpartition(".")[0] for key in keys}) == 1
        return (keys == cells.keys() or (empty and bool(cells))) and min(cells.values()) >= 0

    def message(self) -> str:
        """“表二有2个单元格空白或填“/”，未填数字：“规章”“本年制发件数”（空白）、“规章”“本年废止件数”（“/”）”.

        What all of them print alike is said once.
        """
        marks = tuple(dict.fromkeys(side.words for side in self.cells if side.words))
        is_blank = any(not side.words for side in self.cells)
        words = (
            *(["空白"] if is_blank else []),
            *([f"填{Listed(tuple(map(_quoted, marks)), _NAMED)}"] if marks else []),
        )
        counted = f"{len(self.cells)}个单元格{_NO_NUMBER[self.why].format(printed='或'.join(words))}"
        if self.whole:
            return f"表{self.table}全部{counted}"
        is_alike = self.why in ("total", "blank") and is_blank + len(marks) == 1
        named = (side.name + ("" if is_alike else f"（{_quoted(side.words)}）") for side in self.cells)
        return f"表{self.table}有{counted}：{Listed(tuple(named), _NAMED)}"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "空白"


def term_of(report: Report, key: str) -> Term:
    """The cell ``key``, which must be read, as one term of an ``Equation``; a blank counts as 0."""
    cell = report.cells[key]
    return Term(key, cell.value or 0, cell.raw, blank=is_blank(report, key))


def equation_of(report: Report, name: str, left: Sequence[str], right: Sequence[str], *, total: bool) -> Equation:
    """The facts that the sum of the cells ``left`` should equal that of ``right``; all of them must be read."""
    terms, others = (tuple(term_of(report, key) for key in side) for side in (left, right))
    return Equation(name, terms, others, total)


def terms_with(terms: Sequence[Term], more: Value) -> tuple[Remedy, ...]:
    """The number for each of ``terms`` with which their sum is ``more`` greater; none below 0 where none is now."""
    if not more:
        return ()
    return tuple(Remedy(new, term.cell) for term in terms if (new := added((term.value, more))) >= min(term.value, 0))


def summed(terms: Sequence[Term], others: Mapping[str, Value] = _AS_PRINTED) -> Value:
    """The exact sum, some cells with ``others`` than their own numbers."""
    if not others:
        return added([term.value for term in terms])
    return added([others.get(term.cell, term.value) for term in terms])


def unfilled(terms: Sequence[Term]) -> str:
    """The remark that the blank cells among ``terms`` count as 0, with what they print instead of a number (Chinese)."""
    blank = [term for term in terms if term.blank]
    if not blank:
        return ""
    shown = tuple(dict.fromkeys(f"“{raw}”" if (raw := term.raw.strip()) else "空白" for term in blank))
    return f"（其中{len(blank)}个未填数字的单元格（{Listed(shown, _SHOWN)}）按未填计为0）"


def added_up(values: Sequence[Value]) -> str:
    """The sum as people write it: “12 + 3”; a long one names the terms that are not 0 and says that the rest are."""
    if len(values) <= 7 and (len(values) <= 2 or all(values)):
        return " + ".join(map(show, values))
    nonzero = [show(value) for value in values if value]
    if not nonzero:
        return "0"
    return " + ".join(nonzero) + ("（其余为0）" if len(nonzero) < len(values) else "")
