"""Pages that cannot be read in full, and what people are told of them. Shared by PDF and OFD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from audit.errors import ReadError
from audit.readers.page._lines import Run

SCANNED = "第{}页为扫描图像，没有可取的文字。请改用文字版文件。"
GARBLED = "第{}页的字体没有文字对照表，取出的文字为乱码。请由原文档重新导出，或提供.docx文件。"
#: How to get the extra that recognises pictures; the command for this machine's installation is no part of a report.
EXTRA = "按 gkaudit doctor 的说明安装识别组件"
#: The same where the extra that recognises pictures would read them.
SCANNED_PDF = f"第{{}}页为扫描图像，没有可取的文字。{EXTRA}后即可读取；否则请改用文字版文件。"
GARBLED_PDF = (
    f"第{{}}页的字体没有文字对照表，取出的文字为乱码。{EXTRA}后可按图像读取；否则请由原文档重新导出，或提供.docx文件。"
)
COARSE = "第{}页的扫描分辨率过低，数字无法可靠识别，未读取。请以每英寸200至300点重新扫描后再核查。"
MANY = "第{}页为扫描图像，超出一次识别的页数上限，未读取。请只保留年度报告部分后再核查。"
HEAVY = (
    "第{}页的图像过于繁杂，识别所需的处理器时间或内存超出一页的上限，未读取。"
    "请以灰度、每英寸200至300点重新扫描，或提供文字版文件后再核查。"
)
RECOGNISED = "第{}页的文字和数字由图像识别取得，把握不足的数据未读取，列入未归位内容，请对照原件核对。"
BROKEN = "第{}页已损坏，无法读取。请由原文档重新导出后再核查。"
CROWDED = "第{}页的图形过多，未识别其中的表格线。请由原文档重新导出后再核查。"
WORDY = "第{}页的文字过多，超出上限，未读取。请由原文档重新导出后再核查。"

#: Pages of one document that are recognised.
MAX_RECOGNISED = 60
#: A page with images over this share of it and fewer characters than this is a scan.
_PICTURE_SHARE = 0.5
_FEW_CHARACTERS = 30
#: Characters of one page.
MAX_CHARACTERS = 60_000
#: Text, path and image objects and characters of a whole document.
_MAX_ALL_OBJECTS = 1_500_000


def can_recognise() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(find_spec(name) for name in ("cv2", "onnxruntime", "rapidocr"))


def is_scan(runs: Sequence[Run], pictured: float, area: float) -> bool:
    """Whether a page of ``area`` with images of ``pictured`` (same unit) is a scan."""
    return pictured > _PICTURE_SHARE * area and sum(len(run.text) for run in runs) < _FEW_CHARACTERS


def check_total(objects: int) -> None:
    """ReadError where a document's pages hold more objects together than are looked at."""
    if objects > _MAX_ALL_OBJECTS:
        raise ReadError("文件的文字和图形过多，超出上限，未读取。请只保留年度报告部分后再核查。")


def notes_on(troubles: Mapping[str, Sequence[int]], count: int, readable: int, name: str) -> list[str]:
    """The notes on ``troubles`` (message → page numbers); ReadError where under half of ``count`` pages is readable."""
    notes = [message.format(listed(numbers)) for message, numbers in troubles.items()]
    if notes and readable * 2 < count:
        raise ReadError(notes[0])
    if not readable:
        raise ReadError(f"{name}文件没有可以读取的页面，文件可能已损坏。请由原文档重新导出后再核查。")
    return notes


def listed(numbers: Sequence[int]) -> str:
    """The first page numbers, for a message."""
    return "、".join(map(str, numbers[:5])) + ("等" if len(numbers) > 5 else "")
