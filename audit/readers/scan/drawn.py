"""The pages of a picture as they were taken apart, for people to look at."""

from __future__ import annotations

from audit.document import Layout
from audit.readers.page import laid_out
from audit.readers.scan.picture import printed


def read(data: bytes) -> Layout:
    """What was taken for what on each page of ``data``; ReadError as for reading it."""
    return laid_out(printed(data))
