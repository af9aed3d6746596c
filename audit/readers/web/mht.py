"""Read a web page saved as one file with its pictures (MHT, MHTML)."""

from __future__ import annotations

import email
import email.policy
from email.errors import MessageError
from email.message import Message

from audit.containers import MAX_PART
from audit.document import Document
from audit.errors import ReadError
from audit.readers.web._page import read_page

_MAX_PARTS = 2_000


def read(data: bytes) -> Document:
    """The report on the page inside ``data``, read as an HTML page is; Raises ReadError."""
    if len(data) > MAX_PART:
        raise ReadError("网页存档过大，超出上限，未读取。请用浏览器另存为网页（仅HTML）后再核查。")
    if data.count(b"\n--") > _MAX_PARTS * 2:
        raise ReadError("网页存档的组成部分过多，不是正常网页，未读取。请用浏览器另存为网页（仅HTML）后再核查。")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        page = _root(message)
        payload = page.get_payload(decode=True) if page is not None else None
        sheets = _style_sheets(message)
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise ReadError("网页存档已损坏，无法分出其中的页面。请用浏览器打开后另存为网页（仅HTML）再核查。") from error
    if page is None or not isinstance(payload, bytes) or not payload.strip():
        raise ReadError("网页存档中没有找到HTML页面。请用浏览器打开后另存为网页（仅HTML）再核查。")
    return read_page(payload, "mht", page.get_content_charset(), sheets)


def _style_sheets(message: Message) -> str:
    """The style sheets that browsers keep in parts of their own."""
    parts = (part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/css")
    return "\n".join(part.decode("utf-8", "replace") for part in parts if isinstance(part, bytes))


def _root(message: Message) -> Message | None:
    """The part that is the page: the one that the archive names as its start, else the largest HTML part."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    for part in pages:
        if start and part.get("Content-ID", "").strip() == start:
            return part
    return max(pages, key=lambda part: len(str(part.get_payload())), default=None)
