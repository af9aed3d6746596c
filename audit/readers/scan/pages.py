"""Recognise the scanned pages of one document, be they pictures or pages of a PDF, within bounds on all of them.

Importing this module loads the libraries that recognise, and fails without the extra ``ocr``.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.machine.sandbox import more_time
from audit.readers.page import PrintedPage, list_numbers
from audit.readers.scan._bounds import GRANTED_SECONDS, PAGES_OF_ONE_GIVEN_UP, PageOverrunError
from audit.readers.scan._image import LEAST_DENSITY, Grey, page_width, reduction
from audit.readers.scan._page import read_page

__all__ = ["LEAST_DENSITY", "Grey", "Recogniser", "page_width", "reduction"]

#: Pages of one document that are recognised.
_MAX_PAGES = 60
_COARSE = "第{}页的扫描分辨率过低，数字无法可靠识别，未读取。请以每英寸200至300点重新扫描后再核查。"
_MANY = "第{}页为扫描图像，超出一次识别的页数上限，未读取。请只保留年度报告部分后再核查。"
_HEAVY = (
    "第{}页的图像过于繁杂，识别所需的处理器时间或内存超出一页的上限，未读取。"
    "请以灰度、每英寸200至300点重新扫描，或提供文字版文件后再核查。"
)
_RECOGNISED = "第{}页的文字和数字由图像识别取得，把握不足的数据未读取，列入未归位内容，请对照原件核对。"


class Recogniser:
    """What recognises the pages of one document, one after the other."""

    def __init__(self) -> None:
        self._read: list[int] = []
        self._given_up = 0

    @property
    def has_begun(self) -> bool:
        """Whether any page has been looked at."""
        return bool(self._read or self._given_up)

    def read_page(
        self, number: int, width: float, picture: Callable[[], Grey | None]
    ) -> tuple[PrintedPage | None, str | None]:
        """What page ``number``, ``width`` points wide, prints, or the message that says why it is not read.

        ``picture`` gives the page in pixels, or None where they are too coarse to be read.
        """
        if len(self._read) + PAGES_OF_ONE_GIVEN_UP * self._given_up >= _MAX_PAGES:
            return None, _MANY
        more_time(GRANTED_SECONDS)
        grey = picture()
        if grey is None:
            return None, _COARSE
        try:
            page = read_page(grey, number, width)
        except PageOverrunError:
            self._given_up += 1
            return None, _HEAVY
        self._read.append(number)
        return page, None

    def notes(self) -> list[str]:
        """The note on the pages that were recognised, if any."""
        return [_RECOGNISED.format(list_numbers(self._read))] if self._read else []
