"""The pages of a PDF as they were taken apart, for people to look at."""

from __future__ import annotations

from audit.document import Layout
from audit.readers.page import laid_out
from audit.readers.pdf.pdf import printed


def read(data: bytes) -> Layout:
    """How each page of ``data`` was taken apart into rulings, cells and lines; ReadError as for reading it."""
    return laid_out(printed(data))
