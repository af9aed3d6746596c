"""Web pages, saved as HTML or as one MHT file."""

from __future__ import annotations

from audit.readers._format import Format, Mark, Sample

__all__ = ["FORMATS"]

_TAGS = (b"<html", b"<body", b"<table", b"<div", b"</p>", b"<head", b"<!doctype html", b"<span", b"<meta ")
#: Lines that a message of mail begins with; browsers save a page with all its parts as one.
_FIRST_LINES_OF_MAIL = (b"mime-version:", b"from:", b"content-type: multipart", b"date:", b"subject:")
_PARTS_OF_MAIL = (b"mime-version:", b"content-type: multipart/related")


def _is_mail(file: Sample) -> bool:
    return file.words.startswith(_FIRST_LINES_OF_MAIL)


def _is_html(file: Sample) -> bool:
    return not _is_mail(file) and any(tag in file.words for tag in _TAGS)


def _is_mht(file: Sample) -> bool:
    return _is_mail(file) and any(line in file.words for line in _PARTS_OF_MAIL)


FORMATS = (
    Format(
        name="html",
        suffixes=(".html", ".htm", ".shtml", ".xhtml"),
        reader=f"{__name__}.html",
        recognise=_is_html,
        mark=Mark.WORDS,
    ),
    Format(
        name="mht",
        suffixes=(".mht", ".mhtml"),
        reader=f"{__name__}.mht",
        recognise=_is_mht,
        mark=Mark.WORDS,
    ),
)
