"""Text files: whatever no other format claims is taken for one."""

from __future__ import annotations

from audit.readers._format import Format, Mark

__all__ = ["FORMATS"]

FORMATS = (
    Format(
        name="text",
        suffixes=(".txt", ".md", ".tsv", ".csv"),
        passed_over=(".csv",),
        reader=f"{__name__}.plain",
        recognise=lambda file: file.is_plain,
        mark=Mark.NONE,
    ),
)
