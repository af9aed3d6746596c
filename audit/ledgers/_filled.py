"""A filled ledger as office programs save it, row by row: by heads and marks, whatever was sorted, filtered, moved or merged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit import readers
from audit.containers import is_compound
from audit.errors import ReadError, UsageError
from audit.ledgerrows import (
    AWARDED,
    BESIDE,
    FILLED,
    HANDLED,
    MARK,
    NUMBER,
    TELLING,
    RowMark,
    as_cell,
    day_of,
    decoded,
    digest,
)
from audit.text import fold

#: The days from which a workbook counts; of the first one, 1900 wrongly counts as a leap year.
_FIRST_DAYS = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
#: Days as numbers that a deadline may be: from 1982 to 2064.
_DAYS, _DIGITS_OF_DAY = range(30_000, 60_000), 5
_DUE, _TITLE = HANDLED["due"], "问题"
#: How a workbook begins: as a zip package.
_ZIP = b"PK"
#: What is said of packages that organs send in, and what holds for one's own ledger instead.
_FROM_ORGAN, _SAVE_AGAIN = "请报送机关重新提供该文件，或者重新保存一份后再核查。", "请打开后另存为.xlsx，再导入。"
_NO_LEDGER = (
    "“{}”中没有可导入的工作表：找不到带“核对码”一列（隐藏）的表。请使用本工具生成的ledger.xlsx填写，不要删除隐藏的列；"
    "0.8及以前版本的台账没有这一列，请重新核查后填写新的台账。"
)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a sheet with what stands in the columns that people fill in, by head; a column that is gone is not there.

    ``title`` is what its cause is called, ``beside`` what else it says by which people find it again, by head.
    """

    sheet: str
    number: int
    mark: RowMark
    cells: Mapping[str, str]
    title: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Whose row it is and on what, in words."""
        number = self.beside.get(NUMBER, "")
        return f"{self.mark.agency}{f'　{number}' if number else ''}{f'“{as_cell(self.title)}”' if self.title else ''}"

    def trouble(self, text: str) -> LedgerTrouble:
        """``text`` told of this row."""
        return LedgerTrouble(self.sheet, self.number, text, self.called)


@dataclass(frozen=True, slots=True)
class LedgerTrouble:
    """What of a ledger could not be taken, or should be looked at again, and why (Chinese).

    ``number`` is the row, None for the sheet as a whole; ``called`` says what the row is on.
    """

    sheet: str
    number: int | None
    text: str
    called: str = ""

    @property
    def where(self) -> str:
        """The place in words."""
        return f"“{self.sheet}”" if self.number is None else f"“{self.sheet}”第{self.number}行"


@dataclass(frozen=True, slots=True)
class FilledLedger:
    """All rows of a filled ledger that are known again, what is not, and what was written where it is not read."""

    rows: tuple[FilledRow, ...]
    troubles: tuple[LedgerTrouble, ...] = ()
    doubts: tuple[LedgerTrouble, ...] = ()


@dataclass(slots=True)
class _LedgerHead:
    """The head of a sheet: its row, and the column of each name."""

    row: int
    columns: dict[str, int] = field(default_factory=dict)


def filled(data: bytes, name: str) -> FilledLedger:
    """What stands in the workbook ``data``; UsageError, in Chinese, where it is no ledger or cannot be read."""
    if not data.startswith(_ZIP) and not is_compound(data):
        raise UsageError(f"台账“{name}”不是.xlsx工作簿，不能读取，或已损坏。请打开后另存为.xlsx，再导入。")
    if is_compound(data):
        raise UsageError(f"台账“{name}”是旧的.xls格式，或设有打开密码，没有导入。请另存为.xlsx，不设密码。")
    try:
        book = readers.stored(data, MARK)
    except ReadError as error:
        why = str(error).replace(_FROM_ORGAN, _SAVE_AGAIN)
        raise UsageError(f"台账“{name}”不能读取：{why}") from error
    if not book.sheets:
        raise UsageError(_NO_LEDGER.format(name))
    rows: list[FilledRow] = []
    troubles: list[LedgerTrouble] = []
    for sheet in book.sheets:
        head = _head(sheet)
        if head is None:
            continue
        if isinstance(head, LedgerTrouble):
            troubles.append(head)
            continue
        _spread(sheet, head, troubles)
        for each in _rows(sheet, head, from_1904=book.from_1904):
            if isinstance(each, FilledRow):
                rows.append(each)
            else:
                troubles.append(each)
    return FilledLedger(tuple(rows), tuple(troubles))


def _head(sheet: readers.StoredSheet) -> _LedgerHead | LedgerTrouble | None:
    """Where the columns stand: in the first row that has a cell with the name of the mark."""
    for number in sorted(sheet.rows):
        heads = {column: "".join(fold(text).split()) for column, text in sheet.rows[number].items()}
        if MARK not in heads.values():
            continue
        wanted = {head: column for column, head in heads.items() if head in (MARK, *FILLED, *TELLING, *BESIDE)}
        twice = sorted(head for head, times in Counter(heads.values()).items() if times > 1 and head in (MARK, *FILLED))
        if twice:
            text = f"有不止一列名为“{'”“'.join(twice)}”，无法判断取哪一列；整表没有导入。请改名或删去多余的列。"
            return LedgerTrouble(sheet.name, None, text)
        return _LedgerHead(number, wanted)
    return None


def _spread(sheet: readers.StoredSheet, head: _LedgerHead, troubles: list[LedgerTrouble]) -> None:
    """Give each row of a merged range of a column that is filled in what stands there; but not rows that nobody saw."""
    names = {column: name for name, column in head.columns.items() if name in (*FILLED, *TELLING)}
    for top, left, bottom, _ in sheet.merges:
        text = sheet.rows.get(top, {}).get(left, "")
        if left not in names or not text or top <= head.row:
            continue
        for number in [each for each in sheet.rows if top < each <= bottom]:
            if number in sheet.filtered and names[left] in FILLED:
                told = f"合并的单元格（第{top}行至第{bottom}行）盖住了这一隐藏的行，其“{names[left]}”没有取用。"
                troubles.append(LedgerTrouble(sheet.name, number, told))
            else:
                sheet.rows[number].setdefault(left, text)


def _rows(sheet: readers.StoredSheet, head: _LedgerHead, *, from_1904: bool) -> Iterator[FilledRow | LedgerTrouble]:
    at_mark = head.columns[MARK]
    for number, cells in sorted(sheet.rows.items()):
        if number <= head.row or cells.get(at_mark) == MARK:
            continue
        said = {name: cells.get(column, "") for name, column in head.columns.items()}
        given = {name: text for name, text in said.items() if name in FILLED}
        mark = decoded(said[MARK]) if said[MARK] else None
        if mark is None:
            if said[MARK]:
                text = "“核对码”与写出时不同，这一行没有导入。请勿改动该列；可在新的台账中重新填写这一行。"
                yield LedgerTrouble(sheet.name, number, text)
            elif any(given.values()):
                text = "这一行没有“核对码”（新插入的行，或复制时遗漏了隐藏的列），不知道填写的是哪一问题，没有导入。"
                yield LedgerTrouble(sheet.name, number, text)
            continue
        if moved := _moved(mark, said, cells, head):
            yield LedgerTrouble(sheet.name, number, moved)
            continue
        unread = dict(_unread(sheet, number, {name: head.columns[name] for name in given}))
        for name in unread:
            del given[name]
        if _DUE in given:
            given[_DUE] = _day(given[_DUE], from_1904=from_1904)
        beside = {name: said[name] for name in BESIDE if name in said}
        row = FilledRow(sheet.name, number, mark, given, said.get(_TITLE, ""), beside)
        for why in dict.fromkeys(unread.values()):
            heads = "”“".join(name for name, each in unread.items() if each == why)
            yield row.trouble(f"“{heads}”{why}")
        yield row


def _unread(sheet: readers.StoredSheet, number: int, columns: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The columns in which nothing stands that could be taken, each with why (Chinese)."""
    for name, column in columns.items():
        place = (number, column)
        if place in sheet.uncalculated:
            yield name, "中的公式没有保存计算结果，没有导入。请改为直接填写。"
        elif place in sheet.errors:
            yield name, f"中是错误值{sheet.rows[number][column][:20]}，没有导入。请改为直接填写。"
        elif place in sheet.rounded and name != AWARDED:
            yield (
                name,
                (
                    "中的数字超过15位，办公软件已舍去其后的各位，没有导入。"
                    "请先将单元格设为文本格式，再重新填写；个人证件号码请勿填写。"
                ),
            )


def _moved(mark: RowMark, said: Mapping[str, str], cells: Mapping[int, str], head: _LedgerHead) -> str:
    """Why the row may be on something else than its mark says (Chinese), "" where it is not.

    Columns that say what it is about still say so. Of one that was renamed the row must hold what it said, in whatever column.
    """
    changed = [name for name, known in mark.telling if name in said and digest(said[name]) != known]
    if changed:
        return f"“{'”“'.join(changed)}”与写出时不同，可能只对部分列作了排序、粘贴或改动；为免张冠李戴，这一行没有导入。"
    unnamed = [(name, known) for name, known in mark.telling if name not in said and known != digest("")]
    if not unnamed:
        return ""
    taken = set(head.columns.values())
    others = {digest(text) for column, text in cells.items() if column not in taken}
    gone = [name for name, known in unnamed if known not in others]
    return (
        f"找不到“{'”“'.join(gone)}”一列（改名或删除了），这一行中也没有写出时的内容，无法确认填写的是哪一问题；没有导入。请恢复该列。"
        if gone
        else ""
    )


def _day(text: str, *, from_1904: bool) -> str:
    """A deadline as text: a workbook keeps a day as a number, with the time behind the point; what is no day stays."""
    whole, _, part = text.partition(".")
    if whole.isdecimal() and part.isdecimal() | (not part) and len(whole) <= _DIGITS_OF_DAY and int(whole) in _DAYS:
        return (_FIRST_DAYS[from_1904] + dt.timedelta(days=int(whole))).isoformat()
    day = day_of(text)
    return day.isoformat() if day else text
