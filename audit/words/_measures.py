"""What is counted: the words that stand behind a number."""

from __future__ import annotations

from audit.words._data import data, one_of

_IN_CELLS = data("measures")["cells"]

#: A measure behind the number of a cell, and the characters of them all for character classes.
CELL_MEASURE = one_of(word for words in _IN_CELLS.values() for word in words)
MEASURE = "".join(dict.fromkeys(char for words in _IN_CELLS.values() for word in words for char in word))
#: Measures of documents and matters: 件, 条, 个 and the like.
THINGS: tuple[str, ...] = tuple(_IN_CELLS["things"])
#: What numbers in sentences count: people, money and more things, 部 unless 部分 or 部门 begins there.
TEXT_MEASURES: tuple[str, ...] = (
    *data("measures")["text"]["things"],
    *(word for words in _IN_CELLS.values() for word in words),
)
