"""Pages as pictures: what is cut out of them for people, and how they were taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Framed(NamedTuple):
    """What people are to see: ``words`` that stand in a ``box`` of a page, "" for all that does.

    ``before`` is how often the same words stand in the box before those that are meant.
    """

    box: tuple[float, float, float, float]
    words: str = ""
    before: int = 0


class Cut(NamedTuple):
    """A place of a page of which a picture is to be made: ``frames`` are what people are to see, the first in any case.

    ``row`` are boxes that are shown with the frames, ``labels`` those that name what is shown: the label of the row, the heads of columns.

    ``covered`` are boxes with private data, ``private`` the words of each that are so, () where these are not known; ``known``
    are all private words of the document. Boxes are in points of the page as displayed.
    """

    page: int
    frames: tuple[Framed, ...]
    row: tuple[tuple[float, float, float, float], ...] = ()
    labels: tuple[tuple[float, float, float, float], ...] = ()
    covered: tuple[tuple[float, float, float, float], ...] = ()
    private: tuple[tuple[str, ...], ...] = ()
    known: tuple[str, ...] = ()


class Crop(NamedTuple):
    """A small picture of a place: its bytes, their format ("png", "webp", "jpeg"), its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


class Crops(NamedTuple):
    """The picture of each place that was asked for, None where none could be made."""

    pictures: tuple[Crop | None, ...]


#: What a mark on a page was taken for: a ruling that a table hangs on; a stroke that rules nothing (an underline, a frame,
#: a line through figures); a cell; a line of the text; a page number, header or footer.
MarkKind = Literal["ruling", "stroke", "cell", "line", "furniture"]


@dataclass(frozen=True, slots=True)
class PageMark:
    """One thing on a page: ``box`` is x0, top, x1, bottom in points from the top left of the page as displayed.

    ``text`` is what a cell or line prints. A cell has the number of its ``table`` on the page, its ``row`` and ``column``,
    all from 1, and ``inferred`` where one of its sides is not drawn.
    """

    kind: MarkKind
    box: tuple[float, float, float, float]
    text: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page as it was taken apart; ``width`` and ``height`` in points, as displayed. ``recognised`` tells a scan."""

    number: int
    width: float
    height: float
    marks: tuple[PageMark, ...]
    recognised: bool = False

    def count(self, kind: MarkKind) -> int:
        """How many marks were taken for ``kind``."""
        return sum(mark.kind == kind for mark in self.marks)

    @property
    def tables(self) -> int:
        """How many tables stand on the page."""
        return max((mark.table for mark in self.marks), default=0)

    def words(self) -> str:
        """What was found on the page, in a sentence of Chinese."""
        parts = [f"取作表格线的{self.count('ruling')}条，围成表格{self.tables}个、单元格{self.count('cell')}个"]
        inferred = sum(mark.inferred for mark in self.marks)
        parts += [f"其中{inferred}个有一边没有画线，由相邻的线推定"] if inferred else []
        parts.append(f"没有取作表格线的线条{self.count('stroke')}条")
        parts.append(f"正文{self.count('line')}行，页眉、页脚和页码{self.count('furniture')}行")
        scanned = "（扫描的页，文字由图像识别取得）" if self.recognised else ""
        return f"第{self.number}页{scanned}：{'；'.join(parts)}。"


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of one document that could be read, in order."""

    pages: tuple[PageLayout, ...]
