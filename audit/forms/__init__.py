"""What the State Council's form asks for: editions as data (``*.toml``), labels and aliases, totals and balances."""

from __future__ import annotations

from audit.forms._form import (
    Aspect,
    Balance,
    Form,
    FormCell,
    FormTable,
    Line,
    Total,
)
from audit.forms._headings import (
    LONGEST_HEADING,
    NamedSection,
    TitleMatch,
    is_usual,
    section_named,
    speaks_of,
    title_patterns,
    words,
)
from audit.forms._load import block_heading, editions, form_for_year, load

__all__ = [
    "LONGEST_HEADING",
    "Aspect",
    "Balance",
    "Form",
    "FormCell",
    "FormTable",
    "Line",
    "NamedSection",
    "TitleMatch",
    "Total",
    "block_heading",
    "editions",
    "form_for_year",
    "is_usual",
    "load",
    "section_named",
    "speaks_of",
    "title_patterns",
    "words",
]
