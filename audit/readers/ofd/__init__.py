"""OFD files (GB/T 33190—2016)."""

from __future__ import annotations

from audit.readers._format import Format, Mark

__all__ = ["FORMATS"]

FORMATS = (
    Format(
        name="ofd",
        suffixes=(".ofd",),
        reader=f"{__name__}.ofd",
        layout=f"{__name__}.drawn",
        recognise=lambda file: "OFD.xml" in file.members,
        mark=Mark.NEAR_START,
    ),
)
