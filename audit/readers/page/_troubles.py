"""Pages that cannot be read in full, and what people are told of them. Shared by PDF and OFD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.errors import ReadError
from audit.readers.page.lines import Run

SCANNED = "第{}页为扫描图像，没有可取的文字。请改用文字版文件。"
GARBLED = "第{}页的字体没有文字对照表，取出的文字为乱码。请由原文档重新导出，或提供.docx文件。"
BROKEN = "第{}页已损坏，无法读取。请由原文档重新导出后再核查。"
CROWDED = "第{}页的图形过多，未识别其中的表格线。请由原文档重新导出后再核查。"
WORDY = "第{}页的文字过多，超出上限，未读取。请由原文档重新导出后再核查。"

#: A page with images over this share of it and fewer characters than this is a scan.
_MIN_PICTURE_SHARE = 0.5
_MAX_CHARACTERS_OF_SCAN = 30
#: Pages that a message names.
_MOST_PAGES_NAMED = 5
#: Characters of one page.
MAX_PAGE_CHARACTERS = 60_000
#: Text, path and image objects and characters of a whole document.
_MAX_OBJECTS_OF_DOCUMENT = 1_500_000


def is_scanned(runs: Sequence[Run], pictured: float, area: float) -> bool:
    """Whether a page of ``area`` with images of ``pictured`` (same unit) is a scan."""
    return pictured > _MIN_PICTURE_SHARE * area and sum(len(run.text) for run in runs) < _MAX_CHARACTERS_OF_SCAN


def check_object_count(objects: int) -> None:
    """ReadError where a document's pages hold more objects together than are looked at."""
    if objects > _MAX_OBJECTS_OF_DOCUMENT:
        raise ReadError("文件的文字和图形过多，超出上限，未读取。请只保留年度报告部分后再核查。")


def notes_on_unread_pages(troubles: Mapping[str, Sequence[int]], count: int, readable: int, name: str) -> list[str]:
    """The notes on ``troubles`` (message → page numbers); ReadError where under half of ``count`` pages is readable."""
    notes = [message.format(list_numbers(numbers)) for message, numbers in troubles.items()]
    if notes and readable * 2 < count:
        raise ReadError(notes[0])
    if not readable:
        raise ReadError(f"{name}文件没有可以读取的页面，文件可能已损坏。请由原文档重新导出后再核查。")
    return notes


def list_numbers(numbers: Sequence[int]) -> str:
    """The first page numbers, for a message."""
    return "、".join(map(str, numbers[:_MOST_PAGES_NAMED])) + ("等" if len(numbers) > _MOST_PAGES_NAMED else "")
