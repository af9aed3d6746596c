"""What is counted: the words that stand behind a number."""

from __future__ import annotations

from audit.words._data import data, one_of

_IN_CELLS = data("measures")["cells"]

#: A measure behind the number of a cell, and the characters of them all for character classes.
CELL_MEASURE = one_of(word for words in _IN_CELLS.values() for word in words)
MEASURE = "".join(dict.fromkeys(char for words in _IN_CELLS.values() for word in words for char in word))
#: Measures of documents, and of any matters besides.
DOCUMENTS: tuple[str, ...] = tuple(_IN_CELLS["documents"])
THINGS: tuple[str, ...] = (*DOCUMENTS, *_IN_CELLS["matters"])
#: What numbers in sentences count, people and money among it.
TEXT_MEASURES: tuple[str, ...] = (
    *data("measures")["text"]["things"],
    *(word for words in _IN_CELLS.values() for word in words),
)
#: Measures that count the same thing again and again: 次, 人次, 件次.
TIMES = tuple(word for word in TEXT_MEASURES if word.endswith("次"))
