"""Whether a name in the text is the report's own organ."""

from __future__ import annotations

import re

from audit.words import CITY, COUNTY, REGION, ending, endings, in_front, is_named, parts, relation, together

#: Ends that many organs' names share: what stands before tells them apart.
_SHARED = re.compile(f"(?:{ending('seat_or_street')})$")
#: Names that end in the same so many characters are taken for the same.
_CORE = 4
#: The level in front of an office's name, and offices that another one manages.
_LEVEL = re.compile(f".*[{REGION}](?=.{{3}})")
_MANAGED = (
    ("林业|草原|海洋|地质", "资源"),
    ("粮食|能源|数据|储备", "发展|发改"),
    ("药品|知识产权", "市场监"),
    ("监狱|戒毒", "司法"),
    ("乡村振兴|渔业|畜牧|农机", "农业"),
    ("疾病|疾控|中医", "卫生|卫健"),
    ("文物", "文"),
    ("公路|航务|运输管理", "交通"),
    ("公积金|人防|人民防空|房", "建|住"),
    ("社会保险|就业|人才", "人力|人社"),
)


def same_organ(who: str, agency: str) -> bool:
    """Whether one name holds or abbreviates the other (“县住建局”), or both end alike (“县水务局”, “清河县水务局”); of governments the places must agree."""
    if who in agency or agency in who or relation(who, agency) != "other":
        return True
    alike = who[-_CORE:] == agency[-_CORE:] and not _SHARED.search(who)
    own, theirs = _SHARED.sub("", agency), _SHARED.sub("", who)
    if _SHARED.search(who) and _SHARED.search(agency):
        return theirs in own or own in theirs or _abbreviates(theirs, own) or _abbreviates(own, theirs)
    return alike or _abbreviates(who, agency) or _abbreviates(agency, who)


def own_government(who: str, agency: str) -> bool:
    """Whether ``who`` is a government that ``agency`` may be an organ or a part of: that of a place in front of its name."""
    own = in_front(agency)[0]
    return any(
        organ == "政府" and (not regions or any(together(regions, own[:size]) for size in range(1, len(own) + 1)))
        for regions, organ in parts(who)
        if own and is_named(own[-1])
    )


def superior(who: str, agency: str) -> bool:
    """Whether ``who`` may stand above ``agency``: the same office of another level, or the one that manages it."""
    if _LEVEL.sub("", who)[-_CORE:] == _LEVEL.sub("", agency)[-_CORE:] or agency.endswith(
        endings("branch", "force", "centre")
    ):
        return True
    return any(re.search(below, agency) and re.search(above, who) for below, above in _MANAGED)


def other_county(who: str, agency: str) -> bool:
    """Whether ``who`` names another county or district than the one ``agency`` is of."""
    own = re.search(rf"([\u4e00-\u9fff]{{1,4}}?[{COUNTY}])人民政府", agency)
    theirs = re.match(rf"(?:[\u4e00-\u9fff]{{2,4}}?[{CITY}])?([\u4e00-\u9fff]{{1,3}}[{COUNTY}])(?=.{{2}})", who)
    if own is None or theirs is None or re.search("[新园发]区|自[治县]", theirs[1]):
        return False
    return theirs[1] not in agency and own[1][-2:] not in who


def peer(who: str, agency: str) -> bool:
    """Whether ``who`` is the like office of another place of the same level (“甲市教育局”, “乙市教育局”)."""
    parts = [
        re.fullmatch(rf"(.*?)([{CITY}{COUNTY}])([^{CITY}{COUNTY}]{{2,}}{ending('department')})", name)
        for name in (who, agency)
    ]
    if parts[0] is None or parts[1] is None:
        return False
    return parts[0].groups()[1:] == parts[1].groups()[1:] and parts[0][1][-2:] not in parts[1][1]


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in the same order."""
    rest = iter(name)
    return all(char in rest for char in short)
