"""Bounds on the recognition of one page, so that a page which overruns them costs itself and not its report.

What is known beforehand is counted, which gives the same result on every machine; processor time bounds the rest, and a
slow machine grants more of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import cv2

from audit.limits.pace import slowness

#: Columns of pixels of 48 rows that the model looks at for one page: a page filled with text takes some 110,000, and
#: a second of processor time reads some 9,000.
MAX_COLUMNS = 200_000
#: Connected pieces of ink of one page, and those of them larger than dust: dense print has some 15,000 and 6,000.
MAX_PIECES, MAX_MARKS = 150_000, 30_000
#: Seconds of processor time of one page, all threads together: far above what the counts allow on a busy machine.
PAGE_SECONDS = 60.0
#: Seconds that whoever watches the reading process grants it for a page: a single step is not interrupted.
GRANTED_SECONDS = 2 * PAGE_SECONDS
#: Pages that a page given up counts for among those recognised of one document: it has taken their time.
PAGES_OF_ONE_GIVEN_UP = 15


class PageOverrunError(Exception):
    """The page takes more than any page of a report."""


class Watch:
    """What is left to one page from now on: seconds of processor time, and columns of pixels to be recognised."""

    def __init__(self, seconds: float = PAGE_SECONDS, columns: int = MAX_COLUMNS) -> None:
        self._started, self._seconds, self._columns = time.process_time(), seconds, columns

    def look(self) -> None:
        """PageOverrunError where the page has taken its time."""
        taken = time.process_time() - self._started
        if taken > self._seconds and taken > self._seconds * slowness():
            raise PageOverrunError

    def take(self, columns: int) -> None:
        """Count ``columns`` that are to be recognised; OverrunError where they are more than the page has left."""
        self._columns -= columns
        if self._columns < 0:
            raise PageOverrunError
        self.look()


@contextmanager
def memory_as_overrun() -> Iterator[None]:
    """Inside, OverrunError is raised where memory runs out, whichever library finds that out."""
    try:
        yield
    except MemoryError as error:
        raise PageOverrunError from error
    except cv2.error as error:
        if error.code != cv2.Error.StsNoMem:
            raise
        raise PageOverrunError from error
