"""What is counted: the words that stand behind a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.words._data import data, one_of

_KINDS: Mapping[str, Sequence[str]] = {
    kind: words for place in ("everywhere", "cells", "text") for kind, words in data("counts/measures")[place].items()
}


def measures(*kinds: str) -> tuple[str, ...]:
    """The measures of ``kinds``, which are those of measures.toml or its parts (everywhere, cells, text)."""
    return tuple(word for kind in kinds for part in data("counts/measures").get(kind, (kind,)) for word in _KINDS[part])


#: A measure behind the number of a cell, and the characters of them all for character classes.
CELL_MEASURE = one_of(measures("everywhere", "cells"))
MEASURE = "".join(dict.fromkeys("".join(measures("everywhere", "cells"))))
_IN_TEXT = measures("everywhere", "text")
#: A measure behind a number in a sentence; 部 is none in 部分 and 部门.
TEXT_MEASURE = f"(?:{one_of(word for word in _IN_TEXT if word != '部')}|部(?!分|门))"
#: Measures that count the same thing again and again: 次, 人次, 件次.
TIMES = tuple(word for word in _IN_TEXT if word.endswith("次"))
