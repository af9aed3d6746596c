"""The facts that an outcome states: typed fields, and the one sentence in Chinese that is made from them.

Whoever needs a number, a cell or a way of counting reads the field; nobody cuts it out of the sentence. Each kind of
facts is a frozen dataclass with ``message()`` beside its fields. ``stated`` serves what only one rule says.
"""

from __future__ import annotations

import datetime as dt
import string
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, ClassVar, Literal, TypeAlias

from audit.errors import RuleError
from audit.findings._within import field_names, within
from audit.model import Approximate, json_value
from audit.patterns import regex
from audit.persons import masked
from audit.text import Value, show

#: What ends the clause before another one; a mark within a number ends none.
_CLAUSE_ENDS = regex(r"[，。；：？！、（）“”]|(?<!\d)[,;:?!()](?!\d)")
#: Where one side of a comparison, or a piece of evidence, comes from; “review” is what the review was set to.
Role = Literal[
    "text", "table", "title", "earlier_report", "other_report", "file_name", "roster", "page", "form", "review"
]
#: The key of a cell of the form, such as ``applications.received.total``.
CellKey: TypeAlias = str
#: What fields are declared to hold that hold no text.
_NO_TEXT = frozenset(("CellKey", "tuple[CellKey, ...]", "bool", "int", "int | None", "Value", "Value | None"))


class Facts(ABC):
    """What an outcome states. Subclasses are frozen dataclasses; ``kind`` names them in JSON."""

    __slots__ = ()
    kind: ClassVar[str]

    @abstractmethod
    def message(self) -> str:
        """The sentence that an inspector reads (Chinese)."""

    @property
    def sort(self) -> str:
        """What tells facts of one kind apart that nobody decides on alike; "" where nothing does."""
        return ""

    @property
    def expected(self) -> Value | str | None:
        """What should be there, where the facts say so."""
        return None

    @property
    def actual(self) -> Value | str | None:
        """What is there instead."""
        return None

    @property
    def difference(self) -> Value | None:
        """``actual`` less ``expected``, where both are numbers."""
        return None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The numbers each of which alone would make the facts agree; none where they agree or cannot tell."""
        return ()

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the facts would agree if ``cells``, all of them among theirs, had these numbers.

        Where one number is not enough, kinds of facts that can tell say so themselves.
        """
        return len(cells) == 1 and any(
            remedy.cell and remedy.value == cells.get(remedy.cell) for remedy in self.remedies
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the text that the facts stand on, each once."""
        return tuple(dict.fromkeys(side.sentence for side in within(self, Side) if side.sentence))

    @property
    def beyond(self) -> tuple[tuple[str, int | None, object], ...]:
        """What other reports and lists say that the facts stand on: of whom or what, of which year, what."""
        own = ("text", "table")
        return tuple((side.name, side.year, side.value) for side in within(self, Side) if side.role not in own)

    def as_json(self) -> dict[str, Any]:
        """The fields under their names, the kind, and the remedies where there are any."""
        data: dict[str, Any] = _as_json(self)
        return data | ({"remedies": _as_json(self.remedies)} if self.remedies else {})


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a sum: the cell that prints it, the number that counts, ``blank`` where it prints none and counts as 0."""

    cell: CellKey
    value: Value
    raw: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: where it comes from, what people call it, its value, the cells that it is the sum of.

    ``words`` are the words of a text as printed and ``sentence`` the sentence that they stand in; ``exact`` is False for
    an approximate number, of which ``approximate`` says what it leaves possible, ``scope`` says of whom and when it speaks ("report" for the organ's whole year, as in
    ``Claim``). ``year`` and ``source`` tell another report than the one that is judged. ``blank`` says that nothing is
    printed there and counts as 0.
    """

    role: Role
    name: str
    value: Value | str | dt.date | None
    cells: tuple[CellKey, ...] = ()
    words: str = ""
    year: int | None = None
    source: str = ""
    sentence: str = ""
    unit: str = ""
    exact: bool = True
    scope: str = ""
    blank: bool = False
    approximate: Approximate | None = None

    @property
    def clause(self) -> str:
        """``words`` from where their clause begins: “本年度新收申请13件”; the words alone where the sentence does not say where they stand."""
        if not self.words or self.sentence.count(self.words) != 1:
            return self.words
        before = self.sentence[: self.sentence.index(self.words)]
        return _CLAUSE_ENDS.split(before)[-1].lstrip() + self.words

    @property
    def number(self) -> Value:
        """The value of a side that has a number; RuleError for one that has none."""
        if isinstance(self.value, (int, Decimal)):
            return self.value
        raise RuleError(f"“{self.words or self.name}”没有数字。")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A number that would make facts agree if it stood in ``cell``, or in the text where ``sentence`` says ``words``.

    ``unit`` is the unit of the number in the text.
    """

    value: Value
    cell: CellKey = ""
    words: str = ""
    sentence: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Several things of which a sentence names the first ``most``: “甲、乙、丙等5家” with the unit 家.

    Without a unit the rest is only hinted at (等). ``mark`` stands between them.
    """

    items: tuple[Fact, ...]
    most: int
    unit: str = ""
    mark: str = "、"

    def __str__(self) -> str:
        """What the sentence says."""
        more = len(self.items) > self.most
        rest = f"等{len(self.items)}{self.unit}" if self.unit else "等"
        return self.mark.join(map(_shown, self.items[: self.most])) + (rest if more else "")


#: What a named value of ``stated`` may be.
Fact: TypeAlias = "Value | Fraction | str | dt.date | Listed | Side | Term | Facts | tuple[Fact, ...] | None"


@dataclass(frozen=True, slots=True)
class Stated(Facts):
    """A sentence of one rule: ``form`` with {names}, and the values that stand there, in the order given.

    Numbers are printed exactly, several things with 、 between them, a date as 2025年1月31日, other facts by their sentence;
    with a format in the form (``{share:.0%}``, ``{due:%Y-%m-%d}``) as that says. ``{side.value}`` prints a field of a value.
    """

    kind: ClassVar[str] = "stated"
    form: str
    values: tuple[tuple[str, Fact], ...] = ()

    def __post_init__(self) -> None:
        """RuleError where names and values do not answer each other."""
        given = {name for name, _ in self.values}
        if given != _names(self.form):
            raise RuleError(f"表述“{self.form}”的名称与所给的值（{'、'.join(sorted(given))}）不一致。")

    def value(self, name: str) -> Fact:
        """The value of that name; KeyError where the form has none."""
        return dict(self.values)[name]

    def message(self) -> str:
        """The form with its values."""
        return filled(self.form, **dict(self.values))

    def as_json(self) -> dict[str, Any]:
        """The values by name."""
        return {"kind": self.kind, "form": self.form, "values": {name: _as_json(value) for name, value in self.values}}


def stated(form: str, /, **values: Fact) -> Stated:
    """The facts of a sentence that one rule says: ``stated("文件名的年度为{file}，报告的年度为{year}", file=2023, year=2024)``."""
    return Stated(form, tuple(values.items()))


def filled(form: str, /, **values: Fact) -> str:
    """``form`` with its {names} replaced by the values, each as ``Stated`` prints it; ``{side.value}`` is a field of one."""
    return _PRINTER.vformat(form, (), values)


def hidden(facts: Any, private: Sequence[str] = ()) -> Any:
    """``facts`` with the numbers and names of private people masked in every text; ``private`` are those known of the report."""
    if isinstance(facts, str):
        return masked(facts, private)
    if isinstance(facts, tuple):
        # A named value is a pair; its name is no text of a report, and masking leaves it as it is.
        shown = tuple([hidden(value, private) for value in facts])
        return facts if shown == facts else shown
    changed = {}
    for name in _texts(facts.__class__):
        old = getattr(facts, name)
        new = masked(old, private) if old.__class__ is str else hidden(old, private)
        if new is not old and new != old:
            changed[name] = new
    return replace(facts, **changed) if changed else facts


class _Printer(string.Formatter):
    """Values as a sentence prints them."""

    def format_field(self, value: Fact, format_spec: str) -> str:
        """The value by the format that the form gives, else by its kind."""
        if not format_spec:
            return _shown(value)
        return format(float(value) if isinstance(value, Fraction) else value, format_spec)


_PRINTER = _Printer()


@lru_cache(512)
def _names(form: str) -> frozenset[str]:
    return frozenset(name.split(".")[0] for _, name, _, _ in string.Formatter().parse(form) if name is not None)


def _shown(value: Fact) -> str:
    if isinstance(value, (int, Decimal)):
        return show(value)
    if isinstance(value, Facts):
        return value.message()
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Side):
        return value.words or value.name
    if isinstance(value, Term):
        return show(value.value)
    if value is None or isinstance(value, (str, Listed, Fraction)):
        return "" if value is None else str(value)
    return "、".join(map(_shown, value))


@cache
def _texts(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass that may hold text of a report, by what they are declared to hold."""
    return tuple(field.name for field in fields(kind) if field.type not in _NO_TEXT) if is_dataclass(kind) else ()


def _as_json(value: Any) -> Any:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return json_value(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    if isinstance(value, Stated):
        return value.as_json()
    names = field_names(value.__class__)
    if names or isinstance(value, Facts):  # some facts, a reason say, have no fields
        data = {name: _as_json(getattr(value, name)) for name in names}
        return {"kind": value.kind, **data} if isinstance(value, Facts) else data
    return value
