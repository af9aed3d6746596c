"""Whether a name in the text is the report's own organ."""

from __future__ import annotations

import re

#: Ends that many organs' names share: what stands before tells them apart.
_SHARED = re.compile("人民政府$|街道办事处$|管委会$|管理委员会$")
#: Names that end in the same so many characters are taken for the same.
_CORE = 4


def same_organ(who: str, agency: str) -> bool:
    """Whether one name holds or abbreviates the other (“县住建局”), or both end alike (“县水务局”, “清河县水务局”); of governments the places must agree."""
    if who in agency or agency in who:
        return True
    alike = who[-_CORE:] == agency[-_CORE:] and not _SHARED.search(who)
    own, theirs = _SHARED.sub("", agency), _SHARED.sub("", who)
    if _SHARED.search(who) and _SHARED.search(agency):
        return theirs in own or own in theirs or _abbreviates(theirs, own) or _abbreviates(own, theirs)
    return alike or _abbreviates(who, agency) or _abbreviates(agency, who)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in the same order."""
    rest = iter(name)
    return all(char in rest for char in short)
