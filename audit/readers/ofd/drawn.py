"""The pages of an OFD as they were taken apart, for people to look at."""

from __future__ import annotations

from audit.document import Layout
from audit.readers.ofd.ofd import printed
from audit.readers.page import laid_out


def read(data: bytes) -> Layout:
    """How each page of ``data`` was taken apart into rulings, cells and lines; ReadError as for reading it."""
    return laid_out(printed(data))
