"""The words that frame an organ's name in a report: “由××编制”, “现公布××2024年…”, “请与××联系”, “来源：××”, a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import Paragraph
from audit.model import Passage
from audit.patterns import regex
from audit.text import clean, widened
from audit.words import CITY, COUNTY, DEPARTMENT, REGION, TOWN, WHOLE, YEAR, ZERO, ending, is_phrase

_END = ending("government", "bureau", "office", "township", "zone", "force", "unit")
_OF_GOVERNMENT = rf"(?:(?<=政府){ending('office')})?+"
_NAME = rf"(?P<who>[\u4e00-\u9fff]{{1,30}}?{_END}{_OF_GOVERNMENT})"
#: A whole region as the reporter: “公布清河县2024年政府信息公开…”.
_NAME_OR_REGION = rf"(?P<who>[\u4e00-\u9fff]{{1,30}}?(?:{_END}{_OF_GOVERNMENT}|[{REGION}]))"
#: An office inside the organ.
_INNER = regex(rf"(?<=[{DEPARTMENT}])(?:信息中心|办公室|\w{{1,4}}(?:{ending('desk')}|处))$")
_YEAR = rf"(?:(?:{YEAR}|二[{ZERO}]\w{{2}})年?度?)?+"
_WORK = r"(?:本级)?(?:的)?(?:政府信息|政务|信息)(?:和政务)?公开"
#: Pronouns and function words that no organ's name holds; verbs and the like stand in audit/words.
_NO_NAME = regex(
    rf"""
      [我该您你] | ^本(?!溪) | ^[各年度办{DEPARTMENT}] | ^(?:单位|部门|现)   # whoever it is
    | ^(?!全州){WHOLE}                                               # 全州 is a county
    | ^中华人民共和国政府$                                           # the name of a law goes on: …信息公开条例
    | 以及 | 并 | 等 | (?<!自)由 | 在 | (?<!无)为 | 不
    | [，。；、：《》“”（）()]
    """,
    re.VERBOSE,
)
#: Offices that answer for a report whichever organ makes it.
_ANYBODYS_OFFICE = regex(r"政府办|党政|综合|政务服务|政务公开|信息公开|行政审批|大数据|领导小组|信息中心|电子政务")
#: The kind of a region, with no region named behind it: “县教育局”, “自治区教育厅”.
RELATIVE = regex(
    rf"""
    ^(?: 自治[{COUNTY}州] | [{REGION}{TOWN}] )
    (?! .{{0,3}} [{CITY}{COUNTY}] (?!场|政|域) \w )
    """,
    re.VERBOSE,
)
_PLACED = regex(rf"[{REGION}{TOWN}国街京沪津渝]")
#: How a sentence goes on behind whoever acts.
_VERB = r"""(?=
      认真 | 严格 | 全面 | 深入 | 坚持 | 坚决 | 积极 | 紧紧 | 紧扣 | 紧盯 | 聚焦 | 立足 | 着力 | 牢固 | 牢牢 | 高度 | 持续 | 始终 | 不断
    | 切实 | 主动 | 继续 | 进一步 | 大力 | 扎实 | 依法 | 高质量 | 充分 | 稳步     # in what manner
    | 按照 | 根据 | 以 | 贯彻 | 围绕 | 依托 | 通过 | 利用 | 结合 | 在             # by what
    | 共 | 累计 | 全年 | 未 | 收到 | 受理                                         # how much
    | 加强 | 加大 | 开展 | 组织 | 建立 | 制定                                     # what was done
    )"""

#: Documents that the text cites, whose titles name other organs and years; the report's own is none of them.
CITED = regex("通知|格式|意见|办法|要点|条例|规定|方案")
_REPORT = rf"(?:主要)?(?:工作)?(?:的)?(?:情况)?(?:{YEAR}年?度?)?(?:年度)?(?:工作)?(?:报告|年报|情况)"
_MADE = r"(?:公布|公开|发布|编制|制作|形成|撰写|印发|报告)"
_OFFICE = r"(?:\w{0,4}信息公开\w{0,10}(?:办公室|小组))?"
#: Where a clause begins, and where a sentence or the text of an item does.
_CLAUSE, _SENTENCE = r"(?:^|[。，；：])", r"(?:^|[。；，]|[）.、])"
PREAMBLE = tuple(
    regex(pattern, re.VERBOSE)
    for pattern in (
        # 由清河县水务局编制
        rf"由 {_NAME} {_OFFICE} (?:根据|依据|按照|结合|负责|组织|按|汇总|撰写|编制|编写)",
        # 现公布清河县2024年政府信息公开工作年度报告
        rf"{_MADE} (?:了|如下)? [：《〈]? {_YEAR} {_NAME_OR_REGION} {_YEAR} {_WORK} {_REPORT}",
        # 现将清河县水务局2024年政府信息公开工作情况
        rf"(?:现将|现就|就|对|将) {_YEAR} {_NAME} {_YEAR} {_WORK} {_REPORT}",
        # 清河县水务局现向社会公布2024年政府信息公开
        rf"{_CLAUSE} {_NAME} (?:现|特|将)* (?:向社会)? {_MADE} (?:了)? (?: [《〈本] | {_YEAR}{_WORK} | {YEAR} )",
        # 清河县水务局根据《条例》要求编制
        rf"{_CLAUSE} {_NAME} (?:根据|依据|按照) [^。]{{2,120}} {_MADE}",
    )
)
PUBLISHER = regex(
    rf"""
    (?: 来\s*+源 | (?:发布|信息)来源                            # 来源：
      | (?:发布|发文)机[构关] | 制发机关 | 公开(?:机构|主体)      # 发布机构：
      | 发布单位 | 责任(?:单位|部门)
    ) \s*+ [：:]? \s*+ [|｜]? \s*+
    {_NAME} (?= \s | $ | [\d|｜\]】［\[] )
    """,
    re.VERBOSE,
)
_SIGNATURE = regex(
    rf"\s*+ {_NAME} \s*+ (?: [12二]\S{{3}} \s*+ 年 \s*+ \S{{1,3}} \s*+ 月 \s*+ \S{{1,3}} \s*+ 日 )? \s*+", re.VERBOSE
)
CONTACT = regex(
    rf"""
    (?: 请 (?:与|向|联系|致电) | (?:联系|编制)单位 | 联系部门 ) [：:]?
    {_NAME} (?:的)?
    (?: \w{{0,12}} (?: {ending("office", "desk")} | 办 ) )?       # the office that answers
    (?= [（，。；] | 联系 | 咨询 | 反映 | 地址 | 电话 | $ )
    """,
    re.VERBOSE,
)
_ACTOR = regex(rf"{_SENTENCE} \s*+ (?: (?:在|自)? {_YEAR} (?:以来)? ，? )? {_NAME} {_VERB}", re.VERBOSE)
OPENING = regex(rf"{_YEAR} (?:以来)? ，? {_NAME} {_VERB}", re.VERBOSE)
PARTY = regex(r"委.{0,4}政府|党")
#: A row of the page's data that prints the report's title: “名称：…年度报告”.
ENTRY = regex(r"(?:名\s*+称|标\s*+题|题\s*+名)[：:|｜\s]++(?P<title>[^|｜：:]{4,60}?(?:报告|年报))")
#: The address of a town's own office, where the text sends who asks.
ADDRESS = regex(
    rf"""
    地址 [：:]?
    (?P<who> [\u4e00-\u9fff]{{2,20}}? (?: [{TOWN}] (?:人民)? 政府 | {ending("street_office")} ) )
    """,
    re.VERBOSE,
)
#: A region that opens a text or acts again and again: “2023年，余杭区坚持…”.
REGION_ACTS = regex(rf"{_SENTENCE} {_YEAR} (?:以来)? ，? (?P<who>[\u4e00-\u9fff]{{2,8}}[{REGION}]) {_VERB}", re.VERBOSE)
#: A bureau that leaves its place out; 政府办公室 may act in its government's report as well.
BUREAU = regex(rf"{ending('bureau')}$")
OFFICE_OF_GOVERNMENT = regex(rf"政府{ending('office')}$")
#: Committees of the party: 区委, 县委宣传部.
COMMITTEE = regex(rf"^(?:[{REGION}]|\w{{2,6}}[{REGION}])委(?!员)")
_SHORTEST, _LONGEST = 3, 40


def alone(line: Paragraph) -> list[str]:
    """The name that ``line`` consists of, perhaps with a date behind it: a signature; [] for any other line."""
    match = _SIGNATURE.fullmatch(clean(line.text))
    return [match["who"]] if match and is_name(match["who"]) else []


def acting(passage: Passage) -> Iterator[str]:
    """The names of those who act in ``passage``: “2024年，清河县水务局认真贯彻…”."""
    return names(_ACTOR, flat(passage.text))


def flat(text: str) -> str:
    """``text`` as the patterns here are written for: full-width marks, no blanks."""
    return re.sub(r"\s+", "", widened(clean(text)))


def names(pattern: re.Pattern[str], text: str, *, offices: bool = True) -> Iterator[str]:
    """The names that ``pattern`` frames; ``offices`` says whether one that answers for others may be the organ."""
    for match in pattern.finditer(text):
        who = _INNER.sub("", match["who"])
        # A site that belongs to a government says nothing of the organ: “来源：清河县人民政府”.
        site = who.endswith("政府") and "来源" in re.sub(r"\s", "", match[0])
        if is_name(who) and not site and (offices or not _ANYBODYS_OFFICE.search(who)):
            yield who


def is_name(text: str) -> bool:
    """Whether ``text`` may be an organ's name by its length and words."""
    return _SHORTEST <= len(text) <= _LONGEST and is_plain(text)


def is_plain(text: str) -> bool:
    """Whether ``text`` holds no word that no name holds."""
    return not _NO_NAME.search(text) and not is_phrase(text)


def is_short(name: str) -> bool:
    """Whether ``name`` leaves out the place: “县教育局”, “教育局”."""
    return RELATIVE.search(name) is not None or not _PLACED.search(name)


def is_full(name: str, short: str) -> bool:
    """Whether ``name`` is ``short`` in full: it ends alike and holds its characters in the same order."""
    wanted, name = (text.replace("人民政府", "政府").replace("委员会", "委") for text in (short, name))
    rest = iter(name)
    return not is_short(name) and name[-1:] == wanted[-1:] and all(char in rest for char in wanted)
