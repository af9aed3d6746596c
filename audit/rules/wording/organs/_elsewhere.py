"""Organs of other places in running text: the like office of another county, the offices of another town."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.model import Passage, Report
from audit.patterns import regex
from audit.rules.kit import data_file, narrative
from audit.rules.wording.organs._framed import NamedOrgan, is_name
from audit.rules.wording.organs._names import kin
from audit.text import fold, widened
from audit.words import COUNTY, COUNTY_OR_DISTRICT, TOWN, TOWNS, ending, in_front, is_named, town_before

#: The organs of a town or street; what 政府 is only a part of (政府信息, 政府网站) names none.
_TOWN = regex(
    rf"""
    (?P<kind>{TOWNS})
    (?= 党政(?:综合)?办 | (?:人民政府)?{ending("office")} | {ending("party")} | 纪委 | 人大主席团 | 人大工委
      | 政府(?!信息|网|门户|公报|服务) )
    """,
    re.VERBOSE,
)
#: Words before and behind that explain the name of another town: work done together, visits, examples.
_BEFORE = regex(rf"(?:联合|会同|协同|协助|对接|学习|借鉴|参观|考察|交流|观摩|对标|[{TOWN}道]、)[^，。；]{{0,6}}$")
_BEHIND = regex(r"[^，。；]{0,14}(?:共同|联合|联动|签订|签署|合作|结对|共建|协作|交流)")
_TITLES = regex(r"《[^《》]{1,120}》")
_SENTENCE = regex(r"[^。；\n]+")
#: Characters before a name in which its explanation stands.
_CHARACTERS_BEFORE = 24
_OWN_TOWN = regex(rf"([\u4e00-\u9fff]{{2}}{TOWNS}){ending('government_full', 'town_office')}?$")


def peers(report: Report, agency: str) -> Iterator[NamedOrgan]:
    """“玉泉县水务局高度重视…” in the report of “清河县水务局”: the like office of another county as if it were the organ.

    What works together, is visited, is sued or is sent something is left out. In the opening, which speaks of the report,
    the name may go on in any way.
    """
    own, office = in_front(agency)
    if not own or not is_named(own[-1]) or not re.search(f"{COUNTY_OR_DISTRICT}$", own[-1]) or len(office) < 2:
        return
    lists = data_file(__package__, "organ_frames")["peers"]
    for passage in narrative(report):
        pattern = _peer(office, opening=passage.section == 0)
        text = _without_titles(widened(passage.text))
        for sentence in _SENTENCE.finditer(text):
            # A sentence that speaks of the organ itself, or of several, may well speak of another one; the opening’s “本局” is
            # whom it names.
            silencing = ("disputes",) if passage.section == 0 else ("together", "disputes")
            if own[-1] not in sentence[0] and not any(re.search(lists[word], sentence[0]) for word in silencing):
                yield from (NamedOrgan(passage, span, True) for span in _named(pattern, text, sentence.span(), agency))


def _named(pattern: re.Pattern[str], text: str, sentence: tuple[int, int], agency: str) -> Iterator[tuple[int, int]]:
    lists = data_file(__package__, "organ_frames")["peers"]
    for match in pattern.finditer(text, *sentence):
        region = town_before(text, match.start())
        # What stands in front of the county, whose name has at least two characters, may explain it.
        ahead = text[max(sentence[0], match.start() - _CHARACTERS_BEFORE) : max(sentence[0], match.start() - 2)]
        if region is None or re.search(lists["before"], ahead):
            continue
        who = fold(text[region.start : match.end("office")])
        if is_name(who) and kin(who, agency) == "peer" and not re.match(lists["after"], text[match.end("office") :]):
            yield region.start, match.end("office")


@cache
def _peer(office: str, *, opening: bool) -> re.Pattern[str]:
    """Any county's office of this name, or one whose name may be short for it, and how its own work goes on behind it."""
    names = rf"{re.escape(office)}|[\u4e00-\u9fff]{{2,8}}?{ending('department')}"
    behind = "" if opening else data_file(__package__, "organ_frames")["peers"]["behind"]
    return re.compile(rf"[{COUNTY}](?P<office>{names})(?=\s*(?:{behind}))", re.VERBOSE)


def towns(report: Report, agency: str) -> Iterator[NamedOrgan]:
    """Where a township's report speaks of the office of another one: the last characters of the names differ.

    A name that nothing marks as one has to come again in the report.
    """
    own = _OWN_TOWN.search(agency)
    whole = "\n".join(p.text for p in narrative(report)) if own else ""
    for passage in narrative(report) if own else ():
        yield from (NamedOrgan(passage, span, True) for span in _other_towns(passage, own[1] if own else "", whole))


def _other_towns(passage: Passage, own: str, whole: str) -> Iterator[tuple[int, int]]:
    text = _without_titles(passage.text)
    for match in _TOWN.finditer(text):
        town = town_before(text, match.start())
        if town is None or match["kind"][-1] != own[-1]:
            continue
        name = text[town.start : match.end()]
        explained = _BEFORE.search(text[max(0, town.start - _CHARACTERS_BEFORE) : town.start]) or _BEHIND.match(
            text, match.end()
        )
        known = town.sure or whole.count(name) > 1
        if known and not explained and is_name(name) and name[-len(own) :] not in own:
            yield town.start, match.end()


def _without_titles(text: str) -> str:
    """``text`` without what it cites, which may name any organ; of the same length."""
    return _TITLES.sub(lambda title: "》" * len(title[0]), text)
