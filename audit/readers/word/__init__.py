"""Word documents: .docx read from its parts; .doc, .wps and .rtf turned into .docx by LibreOffice first."""

from __future__ import annotations

from audit.readers._format import Format, Mark, Sample
from audit.readers.word.converting import CONVERTED, prepared, program, sweep, to_docx

__all__ = ["CONVERTED", "FORMATS", "prepared", "program", "sweep", "to_docx"]


def _is_docx(file: Sample) -> bool:
    return any(name.startswith("word/document") and name.endswith(".xml") for name in file.members)


FORMATS = (
    Format(
        name="docx",
        suffixes=(".docx", ".docm", ".dotx", ".wps"),
        reader=f"{__name__}.docx",
        recognise=_is_docx,
    ),
    Format(
        name="doc",
        suffixes=(".doc", ".dot", ".wps", ".wpt"),
        reader=f"{__name__}.docx",
        recognise=lambda file: file.has_stream("WordDocument"),
        convert=to_docx,
        needs={"libreoffice": "Word 97文档（.doc）、WPS文字（.wps）"},
        name_by_suffix={".wps": "wps"},
    ),
    Format(
        name="rtf",
        suffixes=(".rtf",),
        reader=f"{__name__}.docx",
        recognise=lambda file: file.start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"),
        mark=Mark.NEAR_START,
        convert=to_docx,
        needs={"libreoffice": "富文本（.rtf）"},
    ),
)
