"""Old Word documents and .rtf turned into .docx by LibreOffice, one by one or those of a whole batch at one start."""

from __future__ import annotations

from audit.readers.word.converting._prepared import CONVERTED, prepared, sweep, to_docx
from audit.readers.word.converting.soffice import program

__all__ = ["CONVERTED", "prepared", "program", "sweep", "to_docx"]
