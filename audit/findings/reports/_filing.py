"""Facts of files and agencies: what a file's name, the roster or the review says against what the report says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from audit.findings._facts import Facts, Side, filled
from audit.text import Value


@dataclass(frozen=True, slots=True)
class Mismatch(Facts):
    """A year, an organ or a day that is told of a report elsewhere, and the one that the report itself bears.

    ``told`` comes from the file's name, the roster or the review, ``found`` from the report. ``form`` is the sentence with
    their fields in braces: ``文件名的年度为{told.value}，报告的年度为{found.value}``.
    """

    kind: ClassVar[str] = "mismatch"
    form: str
    told: Side
    found: Side

    @property
    def expected(self) -> Value | str | None:
        """What is told elsewhere; a day as 2025-01-31."""
        return _plain(self.told.value)

    @property
    def actual(self) -> Value | str | None:
        """What the report bears; a day as 2025-01-31."""
        return _plain(self.found.value)

    def message(self) -> str:
        """The form with both sides."""
        return filled(self.form, told=self.told, found=self.found)


def _plain(value: Value | str | dt.date | None) -> Value | str | None:
    return value.isoformat() if isinstance(value, dt.date) else value
