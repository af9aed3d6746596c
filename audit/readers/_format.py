"""What a family of readers declares of each file format that it reads.

The door of a family (its ``__init__``) lists its ``FORMATS``; they are collected from there, so that nothing outside the
family's own folder has to know of a new one. Declaring a format loads no library that reads it: ``reader`` is a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from audit.containers import is_compound, is_zip, names_stream, open_package

#: How much of a file is looked at for marks of its format, in bytes.
_SAMPLE = 4096
#: What may stand before the first mark of a text: the mark of UTF-8, blanks and line ends.
_BEFORE_TEXT = b"\xef\xbb\xbf \t\r\n"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Mark(IntEnum):
    """What a format is recognised by, the surest first: of several formats that claim a file, the surest has it."""

    FIRST_BYTES = 1
    """The bytes that every such file begins with, or a part or stream that only such packages have."""
    NEAR_START = 2
    """Bytes behind what else may stand at the start, or a part whose name other packages may use as well."""
    WORDS = 3
    """Words that stand in such files, and may stand in a text about them."""
    NONE = 4
    """Nothing: whatever no other format claims."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a file shows of its format: how it begins, or what it holds where it is a container."""

    data: bytes
    """The whole file, for formats with a mark elsewhere."""
    is_plain: bool
    """Whether it is neither a zip package nor a compound file."""
    start: bytes
    """The first 4096 bytes in lower case; b"" of a container."""
    words: bytes
    """The same as text of one byte a character, also of UTF-16, without what may stand before a text."""
    members: frozenset[str]
    """The names of the members of a zip package; none of any other file."""

    def has_stream(self, name: str) -> bool:
        """Whether it is a compound file that names the stream ``name``."""
        return is_compound(self.data) and names_stream(self.data, name)


def sample(data: bytes) -> Sample:
    """What ``data`` shows of its format; ReadError where it is a zip package that cannot be opened."""
    if is_zip(data):
        return Sample(data, False, b"", b"", frozenset(open_package(data).namelist()))
    if is_compound(data):
        return Sample(data, False, b"", b"", frozenset())
    start = data[:_SAMPLE].lower()
    words = start.lstrip(_BEFORE_TEXT)
    if data.startswith(_UTF_16):
        words = data[: 2 * _SAMPLE].decode("utf-16", "ignore").lower().encode().lstrip()
    return Sample(data, True, start, words, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file format: what its files are called, how they are recognised, and what reads them."""

    name: str
    """What a report's ``format`` says: "docx"."""
    suffixes: tuple[str, ...]
    """The suffixes that people give such files, in lower case and with the dot; a file with another gets a note."""
    passed_over: tuple[str, ...] = ()
    """Those of ``suffixes`` whose files nearly always lie beside reports (a roster in .csv): read where one is named, passed
    over in folders and archives. Files with any other suffix of a format are found there."""
    reader: str
    """The full name of the module whose ``read(data: bytes) -> Document`` reads it, loaded when first needed."""
    recognise: Callable[[Sample], bool]
    """Whether a file is of this format."""
    mark: Mark = Mark.FIRST_BYTES
    """What ``recognise`` goes by. Where that is equally sure, the format whose name sorts first has the file."""
    layout: str = ""
    """The full name of the module whose ``read(data: bytes) -> Layout`` shows how its pages were taken apart; "" for a format
    that draws no rulings."""
    crops: str = ""
    """The full name of the module whose ``read(data: bytes, cuts: Sequence[Cut]) -> Crops`` gives small pictures of places of its
    pages; "" for a format whose pages are not drawn."""
    memory: int | None = None
    """Bytes of memory that reading may take, in a process of its own; None where the reader needs none of its own.

    Native libraries, and libraries that hostile files are known to stop, run apart.
    """
    convert: Callable[[bytes], bytes] | None = None
    """What turns a file into one that ``reader`` reads, by another program; None for nearly every format."""
    lacks: Callable[[], str] = str
    """Why no file of the format can be read on this machine and what to do about it, in Chinese; "" where they can."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Components of the machine by their key in ``gkaudit doctor`` → what cannot be read without them, in Chinese."""
    name_by_suffix: Mapping[str, str] = field(default_factory=dict)
    """Other names for the same format, by the suffix that alone tells them apart: WPS writes Word's own format."""
