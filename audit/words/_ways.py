"""An organ's own words, written out: short forms by the shipped list, words that only fill left away."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from audit.text import fold

#: Words that differ between two ways of writing the same name.
_FILLING = re.compile(
    r"(?<=[镇乡])(?:人民)?政府$|人民(?=政府)|(?<=街道)(?:办事处|办|人民政府)$|办事处$|公安局(?=交通?警)"
    r"|(?:人民)?政府(?!采购)(?=[^办]{2,8}(?:局|中心)$)|(?<=局[^局]{2})[县区市旗](?=分局$)|(?<=局[^局]{3})[县区市旗](?=分局$)"
    r"|[的和与及·\-—_.()（）《》\[\]【】]|机关$|本级$"
)


@cache
def ways(name: str) -> frozenset[str]:
    """Each way in which a folded name may be written out; one where it has no short form."""
    found = {_FILLING.sub("", name)}
    for short, full in _short_names():
        # The whole word at the end of the name, or in front of 局 and the like.
        pattern = re.compile(f"{short}$" if short[-1] in "局委办" else f"{short}(?=[局厅委办]|分局|$)")
        found = {
            written
            for way in found
            for written in (
                [pattern.sub(word, way) for word in full]
                if pattern.search(way) and not any(word in way for word in full if word != short)
                else [way]
            )
        }
    return frozenset(found)


@cache
def _short_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Short words with what they may stand for, fillings left away, the longest short word first."""
    table = tomllib.loads(files("audit.words").joinpath("shortnames.toml").read_text("utf-8"))
    pairs = (
        (fold(short), tuple(_FILLING.sub("", fold(word)) for word in ([full] if isinstance(full, str) else full)))
        for short, full in table.items()
    )
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
