"""Lines that only a report has: its title and its section headings. Used to find where a report begins and ends."""

from __future__ import annotations

import re

from audit.text import fold

_SUBJECTS = (
    "(?:总体情况|概述|基本情况)",
    "主动公开(?:政府)?信息(?:的)?情况",
    "收到和处理(?:的)?政府信息公开申请(?:的)?情况",
    "依申请公开(?:政府)?信息(?:的)?情况",
    "(?:因)?政府信息公开(?:工作)?(?:被)?(?:申请)?(?:提起)?行政复议(?:和|及|与|、|,)?(?:提起)?行政诉讼(?:的)?情况",
    "(?:政府信息公开工作)?存在的?(?:主要)?(?:问题|困难).{0,12}",
    "其[他它](?:需要?)?报告(?:的)?事项",
    "其[他它]事项",
)
_NUMERAL = r"(?:第?[一二三四五六七八][、.,:\s部分]{0,4}|\(?[1-8]\)?[、.,])"
_HEADING = re.compile(rf"{_NUMERAL}(?:行政机关|本机关|本年度|20\d\d年)?(?:{'|'.join(_SUBJECTS)})[。:;,]?")
_SHORTEST_HEADING, _LONGEST_HEADING = 4, 60
#: What a heading begins with; most lines of a table are told apart by this alone.
_FIRST = frozenset("一二三四五六七八第(（12345678１２３４５６７８")
_TITLE_END = re.compile(r"(?:报告|年报)(?:\([^)]{0,24}\))?")


def is_heading(text: str) -> bool:
    """Whether ``text`` is a line such as “三、收到和处理政府信息公开申请情况”, in one of its usual wordings."""
    if not _SHORTEST_HEADING <= len(text) <= _LONGEST_HEADING or text.lstrip()[:1] not in _FIRST:
        return False
    return _HEADING.fullmatch(fold(text)) is not None


def ends_title(text: str) -> bool:
    """Whether ``text`` may be the last line of a report's title: “…年度报告”, with nothing else behind it."""
    folded = fold(text)
    if len(folded) > 70 or re.search(r"[。;:>|]|首页|位置", folded):
        return False
    return any(match.end() == len(folded) for match in _TITLE_END.finditer(folded))


def is_title(text: str) -> bool:
    """Whether ``text``, all lines of a title joined, names a report on government information disclosure."""
    folded = fold(text)
    return "信息公开" in folded and ends_title(text)
