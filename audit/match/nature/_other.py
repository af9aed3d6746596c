"""Whether a document that was read is surely something else than an annual report."""

from __future__ import annotations

import re

from audit.document import Document, Table
from audit.patterns import regex

#: Chinese characters from which on a text tells what it is about.
_LEAST_TEXT = 200
#: Of so many characters one at least is 的 in every text that was decoded rightly.
_CHARACTERS_A_PARTICLE = 200
_CHINESE = regex("[\u4e00-\u9fff]")
_SUBJECT = "信息公开"


def is_other(document: Document) -> bool:
    """Whether the text was read, is long enough to tell its subject, and never speaks of 信息公开.

    False where in doubt: little text, as of a scan, or text that came out as characters without sense.
    """
    text = "".join(
        "".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
        for block in document.blocks
    )
    chinese = len(_CHINESE.findall(text))
    sense = text.count("的") * _CHARACTERS_A_PARTICLE >= chinese
    return chinese >= _LEAST_TEXT and sense and _SUBJECT not in re.sub(r"\s", "", text)
