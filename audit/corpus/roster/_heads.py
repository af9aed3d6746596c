"""The rows of column heads of a roster, and what each column holds: never guessed from a row of agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from audit import settings
from audit.corpus.roster._roster import COLUMNS, LEVELS, level_of
from audit.corpus.roster._slips import nearest_known
from audit.errors import FormError, UsageError
from audit.patterns import regex
from audit.text import clean, fold
from audit.words import ending

#: The row of column heads is looked for down to this row.
_LAST_HEAD = 15
#: Columns that a row must have for it to be shown as the likely head.
_MIN_HEAD_COLUMNS = 2
#: Heads of columns that a message lists.
_SHOWN = 12
DATE = regex(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:\s*0?0:00(?::00)?)?")
#: A date as workbooks store it: days since the end of 1899.
SERIAL = regex(r"\[日期(\d{4,5})(?:\.0*)?\]")
_ORGAN = regex(rf".{{2,}}{ending('department', 'seat_or_street', 'office', 'centre', 'force')}$")
#: A serial or telephone number.
_NUMBER = regex(r"[\s()（）+\-]*\d[\d\s()（）+\-]*")
#: Heads of columns of names that stand in other columns too, as the kind of an organ.
KIND_WORDS = frozenset({"部门", "政府", "机关", "单位", "机构"})


class RosterRow(NamedTuple):
    """A row of a table: its number, its cells, and which of them (from 0) are the lower part of a merged cell."""

    number: int
    cells: Sequence[str]
    continued: frozenset[int] = frozenset()


class Head(NamedTuple):
    """How many rows the head takes up, title lines included; the field of each column ("" for none); the words printed.

    ``given`` has one word for each column, of several rows the lowest; ``printed`` are the words of all rows, folded.
    """

    rows: int
    columns: list[str]
    given: list[str]
    printed: frozenset[str]


def find(rows: Sequence[RosterRow], path: str) -> Head | None:
    """The head of a table, None where no column is surely that of the names.

    A head may take up several rows: the lower word of a column, which is the narrower one, goes before the upper one.
    """
    for index, row in enumerate(rows[:_LAST_HEAD]):
        columns = _columns(row.cells)
        if "name" not in columns or _is_data(row, columns.index("name"), rows[:index]):
            continue
        first, last, given = index, index + 1, list(row.cells)
        while first and _sure_heads(rows[first - 1]):  # words stand above where this row has none
            first, given = first - 1, _joined(rows[first - 1].cells, given)
        while last < len(rows) and _goes_on(rows[last], given, columns.index("name")):
            given, last = _joined(given, rows[last].cells), last + 1
            columns = _named(_columns(given), columns.index("name"))
            if "name" not in columns:
                return None
        printed = frozenset(text for one in rows[first:last] for cell in one.cells if (text := _folded(cell)))
        return Head(last, _once(_named(_columns(given), columns.index("name")), path), given, printed)
    return None


def is_only_heads(row: RosterRow, printed: frozenset[str]) -> bool:
    """Whether a row is made of heads of columns only: of known ones, or of those ``printed`` in the table's own head."""
    written = {text for at, cell in enumerate(row.cells) if at not in row.continued and (text := _folded(cell))}
    return bool(written - KIND_WORDS) and written <= printed | _every_head()


def is_head(text: str) -> bool:
    """Whether a text is what a column is called."""
    return _folded(text) in _every_head()


def missing(tables: Iterable[Sequence[RosterRow]], path: str) -> str:
    """What to say of a file in which no column of names was found: the heads that it has, and which one may be meant."""
    ranked = [(sum(map(bool, _columns(row.cells))), row) for rows in tables for row in rows[:_LAST_HEAD]]
    known, row = max(ranked, key=lambda one: one[0], default=(0, None))
    hint = ""
    if row and known >= _MIN_HEAD_COLUMNS:
        given = [text for cell in row.cells if (text := clean(cell).strip())]
        near = next(((one, name) for one in given if (name := nearest_known(one, known_heads()["name"]))), None)
        hint = f"第{row.number}行的列名为：{'、'.join(given[:_SHOWN])}。" + (
            f"“{near[0]}”是否为“{near[1]}”？" if near else ""
        )
    return (
        f"机关名录“{path}”前{_LAST_HEAD}行没有“机关名称”一列，不能确定哪一列是机关名称。{hint}"
        f"请将机关名称所在列的列名写作“机关名称”。可用的列名有：{'、'.join(names[0] for names in COLUMNS.values())}。"
    )


def known_heads() -> Mapping[str, Sequence[str]]:
    """All that columns are called, by field."""
    return {field: (names[0], *words()["columns"].get(field, ())) for field, names in COLUMNS.items()}


@cache
def words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that offices use for columns and levels, and the kinds that rules tell apart."""
    with settings.refusing("机关名录的用语", "roster.toml", FormError):
        top = settings.own("audit.corpus.roster", "roster.toml").only("columns", "kinds", "levels")
        known = {"columns": tuple(COLUMNS), "kinds": ("known",), "levels": LEVELS}
        parts = [top.section(part).only(*keys) for part, keys in known.items()]
        return {part.path: {key: part.texts(key) for key in part.data} for part in parts}


@cache
def _other_heads() -> Mapping[str, str]:
    """What else columns are called, folded, the usual name first, with the field."""
    return {fold(name): field for field, names in words()["columns"].items() for name in names}


@cache
def _every_head() -> frozenset[str]:
    return frozenset(fold(name) for names in COLUMNS.values() for name in names) | _other_heads().keys()


def _folded(cell: str) -> str:
    return fold(clean(cell).strip())


def _is_data(row: RosterRow, at: int, above: Sequence[RosterRow]) -> bool:
    """Whether ``row`` is one of agencies: “部门” stands in it below another head, or beside a date or an organ's name."""
    for other in above:
        fields = _columns(other.cells)
        if at < len(fields) and fields[at]:
            return True
    return _tells_organ(row)


def _tells_organ(row: RosterRow) -> bool:
    """Whether a date or the full name of an organ stands in ``row``."""
    texts = [clean(cell).strip() for cell in row.cells]
    return any(
        DATE.fullmatch(text) or SERIAL.fullmatch(text) or (_ORGAN.fullmatch(text) and level_of(text)) for text in texts
    )


def _sure_heads(row: RosterRow) -> dict[int, str]:
    """The words of ``row`` by column that can be nothing but heads; none where data stand beside them."""
    if _tells_organ(row) or any(_NUMBER.fullmatch(cell) for cell in row.cells if cell.strip()):
        return {}
    written = ((at, _folded(cell)) for at, cell in enumerate(row.cells))
    return {at: text for at, text in written if text in _every_head() - KIND_WORDS}


def _goes_on(row: RosterRow, given: Sequence[str], at: int) -> bool:
    """Whether ``row``, below a head of the words ``given`` with the names in column ``at``, is a further row of that head.

    Heads then stand in it where agencies have their name, or below a wider head while the names' column is blank.
    """
    if at in row.continued:
        return True
    sure = _sure_heads(row)
    name = _folded(row.cells[at]) if at < len(row.cells) else ""
    if not name or at in sure:
        return bool(sure)
    if name in KIND_WORDS:  # “部门” may be meant for a kind, unless nothing but heads stands beside it
        return is_only_heads(row, frozenset()) and bool(sure)
    if _ORGAN.fullmatch(name) or level_of(name):
        return False
    # An unknown word may still be a head: nowhere else do heads stand below a blank one, or several side by side.
    return len(sure) >= _MIN_HEAD_COLUMNS or any(not "".join(given[column : column + 1]).strip() for column in sure)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """One word for each column out of two rows of a head."""
    return [low if low.strip() else high for high, low in zip_longest(upper, lower, fillvalue="")]


def _named(columns: list[str], at: int) -> list[str]:
    """The same columns; where none is that of the names, “单位” over “简称” or an unknown word still heads them."""
    if "name" in columns or columns[at] not in ("", "aliases"):
        return columns
    return [*columns[:at], "name", *columns[at + 1 :]]


def _columns(head: Sequence[str]) -> list[str]:
    """The field of each column, by its own name or else by another that offices use; "" for a column of no use."""
    given = [fold(clean(cell)) for cell in head]
    own = {fold(name): field for field, names in COLUMNS.items() for name in names}
    columns = [own.get(name, "") for name in given]
    others = [name for name in _other_heads() if name in given]
    for name in others:
        if _other_heads()[name] not in columns:
            columns = [
                _other_heads()[name] if cell == name else kept for cell, kept in zip(given, columns, strict=True)
            ]
    return columns


def _once(columns: list[str], path: str) -> list[str]:
    """The same columns; UsageError where two of them are called the same."""
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise UsageError(f"机关名录“{path}”中“{COLUMNS[repeated[0]][0]}”一列出现多次。请只保留一列。")
    return columns
