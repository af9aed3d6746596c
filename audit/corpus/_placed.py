"""Where organs lie whose names leave it out: what the folders of their reports say, where no roster does."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from audit.model import Report
from audit.patterns import regex
from audit.text import fold
from audit.words import CITY, DIGIT, NUMERAL, PROVINCE, REGION, in_front, is_named, may_be_elsewhere, same, stems_of

#: Stands for an organ behind a folder's region.
_SOME = "某局"
#: What folders are dated and numbered with; what else is no Chinese character (“01”, “（）”) parts words.
_NUMBERING = regex(rf"[0-9{DIGIT}]{{4}}年度?|第[0-9{NUMERAL}]+[批次组类期]")
_WORDS = regex(r"[\u3400-\u9fff]+")
#: What a folder says behind its region, if anything: 南京市年报, 南京市各部门.
_BEHIND = regex(
    rf"(?:年度|年报|报告|报送|材料|政府|政务|信息|公开|机关|部门|单位|所属|直属|本级|[{REGION}][级直]|各).*|"
)
#: Words that end as regions do and are none: 各区县, 市辖区, 报送区.
_NO_REGION = regex(rf"[各该所辖{REGION}].*|.*(?:报送|工作|审核|共享|暂存|[{REGION}]{{2}})区")
#: What belongs to the whole country, wherever its reports lie.
_COUNTRY = regex(r"国家|国务院|全国|中国|中华|中央")
_OF_PROVINCE = (*PROVINCE, "自治区")


def folders(source: str) -> list[str]:
    """The folders, and archives, that a source lies in, the outermost first."""
    return re.split(r"[/\\!]", source)[:-1]


def by_folder(reports: Sequence[Report]) -> list[Report]:
    """``reports``, those without a place in their name under that of their folder; ``called`` is then what they print.

    “教育局” in the folder 青禾县 is 青禾县教育局, and “鼓楼区教育局” in that of 南京市 is 南京市鼓楼区教育局, whatever
    else is looked at: what people decide on it is kept under this name, and no other county's bureau has it.
    """
    return [_placed(report) for report in reports]


def _placed(report: Report) -> Report:
    name = fold(report.agency or "")
    if not name or (_COUNTRY.match(name) and not in_front(name)[0]):
        return report
    # A path says the same from wherever it is given; what links lead to says nothing.
    lying = _regions(tuple(folders(os.path.abspath(report.source))))  # noqa: PTH100
    own, rest = in_front(name, stems_of(lying))
    place, left = _place(own, rest, lying)
    if not place:
        return report
    # What stands in front of regions is the system's name: 国家税务总局.
    system = name.removesuffix("".join((*own, rest)))
    return replace(report, agency="".join((system, *place, *left, rest)), called=report.agency)


def _place(own: Sequence[str], rest: str, lying: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The regions that folders (``lying``) add to a name, and those of its own that stay; () for none to add.

    ``own`` are the regions in front of its own words ``rest``.
    """
    if not own or not is_named(own[0]):
        innermost = lying[-1:]
        fits = len(own) == 1 and innermost and same(own[0], innermost[0])
        # A bureau in the folder of a province is as likely one of its cities'.
        is_of_it = not own and innermost and (not innermost[0].endswith(_OF_PROVINCE) or rest.endswith("厅"))
        return ((*_city(innermost, lying), *innermost), ()) if fits or is_of_it else ((), own)
    return _city(own, lying), own


def _city(regions: Sequence[str], lying: Sequence[str]) -> Sequence[str]:
    """The city in whose folder a district or zone lies of which other cities may have one of that name; () else."""
    organ = regions[0] + _SOME
    # “南京” of 南京海关 is a region by the folder's name alone, and that of a city.
    if len(regions) != 1 or not in_front(organ)[0] or not may_be_elsewhere(organ):
        return ()
    return tuple(region for region in lying if region.endswith(tuple(CITY)) and region not in regions)[-1:]


@lru_cache(4096)
def _regions(names: tuple[str, ...]) -> tuple[str, ...]:
    """The regions that folders are called after, the outermost first; nothing is told beyond one that names two of a kind."""
    found: tuple[str, ...] = ()
    for name in reversed(names):
        regions = tuple(dict.fromkeys(region for words in _words(name) for region in _called_after(words)))
        if len({region[-1:] for region in regions}) < len(regions):
            break
        found = (*(region for region in regions if region not in found), *found)
    return found


def _words(folder: str) -> list[str]:
    return _WORDS.findall(_NUMBERING.sub(" ", fold(folder)))


def _called_after(words: str) -> Sequence[str]:
    """The regions that ``words`` of a folder's name are; () for any other words."""
    regions, rest = in_front(words + _SOME)
    if not rest.endswith(_SOME) or not _BEHIND.fullmatch(rest.removesuffix(_SOME)):
        return ()
    return regions if all(is_named(one) and not _NO_REGION.fullmatch(one) for one in regions) else ()
