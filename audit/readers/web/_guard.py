"""Turn the bytes of a web page into text that an HTML5 parser can take in linear time."""

from __future__ import annotations

import codecs
import re

from audit.containers import MAX_PART
from audit.errors import ReadError
from audit.patterns import regex
from audit.readers.web._tags import FORMATTING, SHALLOW, STRUCK
from audit.readers.web.styles import style_print

#: Tags of one page; a Word export of a whole report has some twenty thousand.
MAX_TAGS = 400_000
#: Elements inside one another. Real pages stay below one hundred.
MAX_DEPTH = 3_000
_TAGS_OF_SMALL_PAGE, _TAGS_OF_LARGE_PAGE = 3_000, 20_000
_MAX_FORMATTING_TAGS = 1_500
_MAX_LENGTH_OF_TAG = 20_000
_QUOTED = regex(r""""[^"]*"|'[^']*'""")
_MAX_ATTRIBUTES = 2_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = regex(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
#: Declared encodings that are tried besides; any other name is ignored.
_OTHERS = frozenset(("big5", "big5-hkscs", "iso-8859-1", "windows-1252"))
_TYPICAL = regex("信息公开|政府|年度|报告|申请|的")

_FORMATTING_TAG = regex(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|option)[\s>/]", re.IGNORECASE)
_TAG = regex(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>?")


def decode(data: bytes, hint: str | None = None) -> tuple[str, int]:
    """The text of a page and how many characters could not be decoded.

    Byte order mark, then UTF-8, then GB18030, which holds GBK and GB2312. What the page or ``hint``
    (a MIME header) declares counts only where neither fits, since declarations are often wrong:
    pages that declare gb2312 hold characters beyond it.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text, text.count("\ufffd")
    head = data[:200]
    if head.count(0) > len(head) // 3:
        text = data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
        return text, text.count("\ufffd")
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name), 0
        except UnicodeDecodeError:
            continue
    tries = [data.decode("gb18030", "replace"), data.decode("utf-8", "replace")]
    declared = _DECLARED.search(data[:4096])
    names = (hint, declared and declared[1].decode("ascii", "replace"))
    tries += [data.decode(name, "replace") for name in names if name and name.lower() in _OTHERS]
    best = max(tries, key=lambda text: (len(_TYPICAL.findall(text)), -text.count("\ufffd")))
    return best, best.count("\ufffd")


def tame(html: str) -> str:
    """``html`` as it is, or, where its tags are many, without those that would cost quadratic time or memory.

    An HTML5 parser repeats open formatting elements in every block that follows and searches all open
    elements again and again. Formatting prints no text, so it can go; text struck out stays marked.
    Thousands of attributes of one tag go too. ReadError for pages that are too large or too deep.
    """
    tags = html.count("<")
    if len(html) > MAX_PART or tags > MAX_TAGS:
        raise ReadError("网页内容过大（标签数量远超正常网页），未读取。请只保存报告正文所在页面后再核查。")
    if len(html) > _MAX_LENGTH_OF_TAG and max(map(len, html.split("<"))) > _MAX_LENGTH_OF_TAG:
        html = "<".join(_bare(piece) if len(piece) > _MAX_LENGTH_OF_TAG else piece for piece in html.split("<"))
    if tags <= _TAGS_OF_SMALL_PAGE or (
        tags <= _TAGS_OF_LARGE_PAGE and len(_FORMATTING_TAG.findall(html)) <= _MAX_FORMATTING_TAGS
    ):
        return html
    return _without_formatting(html)


def _without_formatting(html: str) -> str:
    depth = deepest = 0
    # For each formatting tag those open: whether its style hides, strikes or raises text, which must not get lost.
    kept: dict[str, list[bool]] = {}

    def replace(match: re.Match[str]) -> str:
        nonlocal depth, deepest
        closing, name, rest = match[1], match[2].lower(), match[3]
        if name in FORMATTING:
            opened = kept.setdefault(name, [])
            if not closing:
                opened.append(style_print(rest) is not None)
            if not opened or not (opened.pop() if closing else opened[-1]):
                return ""
            name, printed = "span", f"<{closing}span{'' if closing else rest}>"
        else:
            printed = match[0]
        if name in ("option", "optgroup"):
            return ""
        if name in STRUCK:
            return f"<{closing}del>"
        if name == "select":
            return f"<{closing}noscript>"
        if name not in SHALLOW and not rest.endswith("/"):
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
        return printed

    tamed = _TAG.sub(replace, html)
    if deepest > MAX_DEPTH:
        raise ReadError(f"网页标签嵌套超过{MAX_DEPTH:,}层，不是正常网页，未读取。请用浏览器另存页面后再核查。")
    return tamed


def _bare(piece: str) -> str:
    """What follows a “<”, without its attributes where they are thousands (a parser compares each with all others).

    Long scripts may be cut by this as well; they are never read.
    """
    tag, close, rest = piece.partition(">")
    name, _, attributes = tag.partition(" ")
    unquoted = _QUOTED.sub("", attributes)
    return piece if sum(map(unquoted.count, " \t\n/")) <= _MAX_ATTRIBUTES else f"{name[:40]}{close}{rest}"
