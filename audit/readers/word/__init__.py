"""Word documents: .docx read from its parts; .doc, .wps and .rtf turned into .docx by LibreOffice first."""

from __future__ import annotations

from audit.readers.word._prepared import prepared, to_docx
from audit.readers.word._soffice import program

__all__ = ["prepared", "program", "to_docx"]
