"""One report of the sample collection: who made it, how it is printed, what is planted in it and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.generate.formats.docx import Layout
from tests.generate.formats.flat import Flattening
from tests.generate.formats.html import Page
from tests.generate.formats.odt import Text
from tests.generate.formats.xlsx import Book
from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.pages import CLEAN, Style
from tests.generate.report.planting import Fault

CITY, COUNTY = "云州市", "青禾县"
PARTS = ("openings", "disclosure", "requests", "management", "platform", "supervision", "problems")


@dataclass(frozen=True, slots=True)
class Web:
    """A web page, saved as it is or as a MIME archive (.mht)."""

    page: Page = field(default_factory=Page)
    variant: Variant = PLAIN
    archive: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """Pages of a fixed layout: .pdf or .ofd."""

    suffix: str
    style: Style = CLEAN
    variant: Variant = PLAIN


Printing = Layout | Flattening | Web | Fixed | Book | Text
_FORMATS: Mapping[type, tuple[str, str]] = {
    Layout: (".docx", "Word文档"),
    Flattening: (".txt", "文本"),
    Book: (".xlsx", "电子表格"),
    Text: (".odt", "开放文档"),
}


@dataclass(frozen=True, slots=True)
class Also:
    """Findings that a planted fault brings with it: ``count`` of ``rule``, and why (Chinese)."""

    rule: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The parts (of ``PARTS``) of its text that a report takes from that of another agency or year."""

    office: str
    year: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A report of the collection; ``style`` is how it is printed, ``difficulty`` says so in Chinese.

    ``named`` is the file's name where it is not the usual one, ``archive`` the .zip that it is in. ``figures`` are the
    cells that are not 0, in place of drawn figures; ``more`` is added to what is drawn. ``like_last_year`` is the number
    of a table that repeats last year's figures, ``afresh`` that the figures lie in no way near last year's; ``units`` are
    the offices whose figures the text lists, with how much too high each is given.
    """

    office: str
    year: int
    seed: int
    style: Printing
    difficulty: str
    faults: tuple[Fault, ...] = ()
    also: tuple[Also, ...] = ()
    size: str = "medium"
    figures: Mapping[str, int] | None = None
    more: Mapping[str, int] = field(default_factory=dict)
    named: str = ""
    archive: str = ""
    borrowed: Borrowed | None = None
    like_last_year: str = ""
    afresh: bool = False
    units: Mapping[str, int] = field(default_factory=dict)

    @property
    def agency(self) -> str:
        """The name of the reporting body."""
        return full_name(self.office)

    @property
    def kind(self) -> str:
        """The format in Chinese."""
        return self._format[1]

    @property
    def name(self) -> str:
        """The file's own name, as agencies name their reports."""
        return (self.named or f"{self.agency}{self.year}") + self._format[0]

    @property
    def file(self) -> str:
        """The file below the folder, as the toolkit names it."""
        return f"{self.archive}!{self.name}" if self.archive else self.name

    @property
    def edition(self) -> str:
        """The edition of the form that is due for the year."""
        return "2019" if self.year < 2021 else "2021"

    @property
    def _format(self) -> tuple[str, str]:
        if isinstance(self.style, Fixed):
            return self.style.suffix, {".pdf": "PDF", ".ofd": "OFD"}[self.style.suffix]
        if isinstance(self.style, Web):
            return (".mht", "网页存档") if self.style.archive else (".html", "网页")
        return _FORMATS[type(self.style)]


def full_name(office: str) -> str:
    """The name of the body that is called ``office`` here: the county's are named without the county."""
    return office if office.startswith((CITY, "国家")) else f"{COUNTY}{office}"
