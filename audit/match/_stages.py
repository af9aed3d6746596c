"""What each stage of the match found in one document, in the order in which they work."""

from __future__ import annotations

from dataclasses import dataclass

from audit.document import Document
from audit.forms import Form
from audit.match.claims import TextClaims
from audit.match.condition import Condition
from audit.match.identity import Identity
from audit.match.rescue import Gathered, Rescued
from audit.match.sections import Outline
from audit.match.tables import TableMatch


@dataclass(frozen=True, slots=True)
class EditionReading:
    """A document read as one edition of the form: its tables, its sections, and whose report it is.

    ``form`` is the edition that it is held against, None where there is none; ``words`` the one by whose words it was read.
    """

    form: Form | None
    words: Form
    gathered: Gathered
    tables: TableMatch
    outline: Outline
    identity: Identity


@dataclass(frozen=True, slots=True)
class Stages:
    """The document as ``printed``, and what the stages made of it, the last of them of what is certain of the former."""

    printed: Document
    rescued: Rescued
    reading: EditionReading
    condition: Condition
    claims: TextClaims
    is_traditional: bool = False
