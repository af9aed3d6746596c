"""An organ's own words, written out: short forms by the shipped list, words that only fill left away."""

from __future__ import annotations

import re
from functools import cache

from audit.patterns import regex
from audit.text import fold
from audit.words._data import data
from audit.words.organs._endings import ORGAN, TOWN
from audit.words.organs._regions import COUNTY

#: Words that differ between two ways of writing the same name.
_FILLING = regex(
    rf"""
      (?<=[{TOWN}]) (?:人民)? 政府 $                          # 石塘镇人民政府: 石塘镇
    | 人民 (?=政府)
    | (?<=街道) (?: 办事处 | 办 | 人民政府 ) $                # 文昌街道办事处: 文昌街道
    | 办事处 $
    | 公安局 (?=交通?警)                                      # 市公安局交警支队: 市交警支队
    | (?:人民)? 政府 (?!采购) (?= [^办]{{2,8}} (?:局|中心) $) # 县政府信访局: 县信访局
    | (?<= 局[^局]{{2}}) [{COUNTY}市] (?=分局$)               # 生态环境局青禾县分局: 生态环境局青禾分局
    | (?<= 局[^局]{{3}}) [{COUNTY}市] (?=分局$)
    | [的和与及·\-—_.()（）《》\[\]【】]                      # particles and marks
    | (?:机关|本级) $
    """,
    re.VERBOSE,
)


@cache
def ways(name: str) -> frozenset[str]:
    """Each way in which a folded name may be written out; one where it has no short form."""
    found = {_FILLING.sub("", name)}
    for short, full in _short_names():
        if not any(short in way for way in found):
            continue
        # The whole word at the end of the name, or in front of 局 and the like.
        pattern = re.compile(f"{short}$" if short[-1] in ORGAN else f"{short}(?=[{ORGAN}]|分局|$)")
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
    pairs = (
        (fold(short), tuple(_FILLING.sub("", fold(word)) for word in ([full] if isinstance(full, str) else full)))
        for short, full in data("organs/shortnames").items()
    )
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
