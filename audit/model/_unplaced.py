"""What stands in a table and was not read, and why: the reasons as values, and the sentences that people read of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from audit.document import Place


class WhyUnplaced(Enum):
    """Why something printed in a table has no certain place in the form."""

    #: The row.
    NO_SUCH_LINE = auto()
    LINES_AS_ONE = auto()
    TOO_WIDE = auto()
    CUT_BEFORE = auto()
    CUT_BEHIND = auto()
    PRINTED_TWICE = auto()
    BLANKS_LOST = auto()
    LOOSE_ROW = auto()
    #: The columns of a row.
    OTHER_TABLE = auto()
    NO_SUCH_COLUMNS = auto()
    COLUMNS_REORDERED = auto()
    COLUMNS_DIFFER = auto()
    COUNT_DIFFERS = auto()
    NOT_BELOW_HEADS = auto()
    HEAD_LOST = auto()
    GROUPS_REORDERED = auto()
    ACROSS_REORDERED = auto()
    #: A single cell.
    OTHER_COLUMN = auto()
    UNRECOGNISED = auto()
    OTHER_UNIT = auto()
    SHATTERED = auto()
    CUT_OFF = auto()


#: What people read; a reason with numbers has a place for each.
_SENTENCES: Mapping[WhyUnplaced, str] = {
    WhyUnplaced.NO_SUCH_LINE: "该行的行标题不是格式文件中的项目，数字无法对应",
    WhyUnplaced.LINES_AS_ONE: "该行在格式文件中分列几行，数字无法对应",
    WhyUnplaced.TOO_WIDE: "该行有{:,}个单元格，远多于格式文件的表格，没有读取",
    WhyUnplaced.CUT_BEFORE: "该行之前另有一行没有行标题的数字，可能是被分页截断的同一行",
    WhyUnplaced.CUT_BEHIND: "该行之后另有一行没有行标题的数字，可能是被分页截断的同一行",
    WhyUnplaced.PRINTED_TWICE: "同一行在文中出现不止一次且内容不同",
    WhyUnplaced.BLANKS_LOST: "来源丢失了表格线和部分空白单元格，该行是否完整不确定",
    WhyUnplaced.LOOSE_ROW: "表格的文字断为多行，数字所属的行不能确定",
    WhyUnplaced.OTHER_TABLE: "表头不是格式文件中的列，数字含义不确定",
    WhyUnplaced.NO_SUCH_COLUMNS: "表头不是格式文件中的列，数字含义不确定",
    WhyUnplaced.COLUMNS_REORDERED: "表头各列的次序与格式文件不同",
    WhyUnplaced.COLUMNS_DIFFER: "表头缺少格式文件中的列或另有他列，各数对应的列不确定",
    WhyUnplaced.COUNT_DIFFERS: "该行应有{}个数据，实有{}个，各数对应的列不确定",
    WhyUnplaced.NOT_BELOW_HEADS: "数据与表头的列对不齐，各数对应的列不确定",
    WhyUnplaced.HEAD_LOST: "表头没有读到，数字是否属于表二不能确定",
    WhyUnplaced.GROUPS_REORDERED: "表四各组标题的次序与格式文件不同",
    WhyUnplaced.ACROSS_REORDERED: "表四表头各列的次序与格式文件不同",
    WhyUnplaced.OTHER_COLUMN: "该列不是格式文件中的列",
    WhyUnplaced.UNRECOGNISED: "单元格内有未能可靠识别的内容，没有读取",
    WhyUnplaced.OTHER_UNIT: "单元格内的金额单位与格式文件的单位不同，没有读取",
    WhyUnplaced.SHATTERED: "表格已被打散，空白可能是丢失的数字",
    WhyUnplaced.CUT_OFF: "文件到此为止，数字可能没有写完",
}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something printed in a table whose position in the form is not certain; ``numbers`` are those of the reason."""

    raw: str
    place: Place
    why: WhyUnplaced
    numbers: tuple[int, ...] = ()

    @property
    def reason(self) -> str:
        """Why its position is not certain (Chinese)."""
        return _SENTENCES[self.why].format(*self.numbers)

    def as_json(self) -> dict[str, Any]:
        """The contract's object, with the reason besides."""
        return {"raw": self.raw, "place": self.place.as_dict(), "reason": self.reason}
