"""Read a web page saved as HTML: the report on it, without the portal around it."""

from __future__ import annotations

from audit.document import Document
from audit.readers.web._page import read_page


def read(data: bytes) -> Document:
    """The report on the page ``data``, in any of the usual encodings whatever the page declares.

    Places count the paragraphs and tables of the report from 1; rows and columns are those of the table's grid.
    ``meta`` holds "title" and "published" (ISO date) where the page states them. Raises ReadError.
    """
    return read_page(data, "html")
