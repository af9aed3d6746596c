"""Names of towns and streets in running text: where one begins, how sure it is, and which are none."""

from __future__ import annotations

import re
from typing import NamedTuple

from audit.patterns import regex
from audit.words.organs._endings import is_phrase
from audit.words.organs._regions import COUNTY

#: A word of relation or the county that the town lies in: what follows is a name.
_RELATION = regex(rf"[由经与向请给被同在市{COUNTY}]")
#: Where a name may begin, as well as any other phrase.
_PAUSE = regex(r"[^\u4e00-\u9fff]|[和到至对将把为及或从是的了]")
#: Words of grammar that no town's name holds, unlike 和 and 向.
_GRAMMAR = regex("[可到由与请在对将把被的了是能需应已并其各该此于]")
#: Characters of a town's name without 镇 and the like.
_SHORTEST, _LONGEST = 2, 4


class Town(NamedTuple):
    """Where a town's name begins; ``sure`` by what stands before it, else only where it comes again."""

    start: int
    sure: bool


def town_before(text: str, end: int) -> Town | None:
    """The town whose name ends before ``end``, where 镇, 乡 or 街道 stands; None where no name does.

    A name stands by itself and holds no verb: “由龙泉镇党政办负责” names a town, “我镇充分利用镇政府…” and
    “统筹推进街道…” do not.
    """
    for start in range(end - _SHORTEST, max(-1, end - _LONGEST - 1), -1):
        name = text[max(0, start) : end]
        if not re.fullmatch("[\u4e00-\u9fff]+", name) or _GRAMMAR.search(name) or is_phrase(name, town=True):
            return None
        if start and _RELATION.match(text[start - 1]):
            return Town(start, sure=True)
        if start == 0 or _PAUSE.match(text[start - 1]) or is_phrase(text[max(0, start - 2) : start], town=True):
            return Town(start, sure=False)
    return None
