"""OpenDocument texts and sheets."""

from __future__ import annotations

from audit.readers._format import Format, Mark

__all__ = ["FORMATS"]

FORMATS = (
    Format(
        name="odt",
        suffixes=(".odt", ".ods"),
        reader=f"{__name__}.odt",
        recognise=lambda file: "content.xml" in file.members,
        mark=Mark.NEAR_START,
    ),
)
