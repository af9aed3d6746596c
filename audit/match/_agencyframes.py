"""The words that frame an organ's name in a report: “由××编制”, “现公布××2024年…”, “请与××联系”, “来源：××”, a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import Paragraph
from audit.model import Passage
from audit.text import clean, widened
from audit.words import ending, is_phrase

_END = ending("government", "bureau", "office", "township", "zone", "force", "unit")
_NAME = rf"(?P<who>[\u4e00-\u9fff]{{1,30}}?{_END}(?:(?<=政府)办公[室厅])?+)"
#: A whole region as the reporter: “公布清河县2024年政府信息公开…”.
_NAME_OR_REGION = rf"(?P<who>[\u4e00-\u9fff]{{1,30}}?(?:{_END}(?:(?<=政府)办公[室厅])?+|[省市县区州盟旗]))"
#: An office inside the organ.
_INNER = re.compile(r"(?<=[局厅委])(?:信息中心|办公室|\w{1,4}[科室股处])$")
_YEAR = r"(?:(?:20\d\d|二[〇零○]\w{2})年?度?)?+"
_WORK = r"(?:本级)?(?:的)?(?:政府信息|政务|信息)(?:和政务)?公开"
#: Pronouns and function words that no organ's name holds; verbs and the like stand in audit/words.
_NO_NAME = re.compile(
    r"[我该您你]|^本(?!溪)|^[各局厅办委年度]|^单位|^部门|^全[县市区省局镇乡]|以及|并|等|(?<!自)由|在|(?<!无)为|不|^现|[，。；、：《》“”（）()]"
)
#: Offices that answer for a report whichever organ makes it.
_ANYBODYS_OFFICE = re.compile(r"政府办|党政|综合|政务服务|政务公开|信息公开|行政审批|大数据|领导小组|信息中心|电子政务")
RELATIVE = re.compile(r"^(?:自治[区州县旗]|[省市县区州旗镇乡])(?!.{0,3}[市县区旗州](?!场|政|域)\w)")
_PLACED = re.compile(r"[省市县区旗州盟国镇乡街京沪津渝]")
_VERB = (
    r"(?=认真|严格|全面|深入|坚持|坚决|积极|紧紧|紧扣|紧盯|聚焦|立足|着力|牢固|牢牢|高度|按照|根据|共|以|持续|始终|不断|切实|主动|贯彻|围绕|继续|进一步|大力|扎实|依法|"
    r"依托|未|收到|受理|通过|高质量|充分|稳步|加强|加大|利用|开展|组织|结合|建立|制定|累计|全年|在)"
)

#: Documents that the text cites, whose titles name other organs.
CITED = re.compile("通知|格式|意见|办法|要点|条例|规定|方案")
_REPORT = r"(?:主要)?(?:工作)?(?:的)?(?:情况)?(?:20\d\d年?度?)?(?:年度)?(?:工作)?(?:报告|年报|情况)"
_MADE = r"(?:公布|公开|发布|编制|制作|形成|撰写|印发|报告)"
_OFFICE = r"(?:\w{0,4}信息公开\w{0,10}(?:办公室|小组))?"
PREAMBLE = (
    re.compile(rf"由{_NAME}{_OFFICE}(?:根据|依据|按照|结合|负责|组织|按|汇总|撰写|编制|编写)"),
    re.compile(rf"{_MADE}(?:了|如下)?[：《〈]?{_YEAR}{_NAME_OR_REGION}{_YEAR}{_WORK}{_REPORT}"),
    re.compile(rf"(?:现将|现就|就|对|将){_YEAR}{_NAME}{_YEAR}{_WORK}{_REPORT}"),
    re.compile(rf"(?:^|[。，；：]){_NAME}(?:现|特|将)*(?:向社会)?{_MADE}(?:了)?(?:[《〈本]|{_YEAR}{_WORK}|20\d\d)"),
    re.compile(rf"(?:^|[。，；：]){_NAME}(?:根据|依据|按照)[^。]{{2,120}}{_MADE}"),
)
PUBLISHER = re.compile(
    r"(?:来\s*+源|发布机构|发布机关|发文机关|发文机构|制发机关|公开机构|公开主体|发布单位|责任单位|责任部门|发布来源|信息来源)\s*+[：:]?\s*+[|｜]?\s*+"
    rf"{_NAME}(?=\s|$|[\d|｜\]】［\[])"
)
_SIGNATURE = re.compile(rf"\s*+{_NAME}\s*+(?:[12二]\S{{3}}\s*+年\s*+\S{{1,3}}\s*+月\s*+\S{{1,3}}\s*+日)?\s*+")
CONTACT = re.compile(
    rf"(?:请与|请向|请联系|请致电|联系单位|编制单位|联系部门)[：:]?{_NAME}(?:的)?(?:\w{{0,12}}(?:办公室|办|科|室|股|部|处))?(?=[（，。；]|联系|咨询|反映|地址|电话|$)"
)
_ACTOR = re.compile(rf"(?:^|[。；，]|[）.、])\s*+(?:(?:在|自)?{_YEAR}(?:以来)?，?)?{_NAME}{_VERB}")
OPENING = re.compile(rf"{_YEAR}(?:以来)?，?{_NAME}{_VERB}")
PARTY = re.compile(r"委.{0,4}政府|党")
#: A row of the page's data that prints the report's title: “名称：…年度报告”.
ENTRY = re.compile(r"(?:名\s*+称|标\s*+题|题\s*+名)[：:|｜\s]++(?P<title>[^|｜：:]{4,60}?(?:报告|年报))")
#: The address of a town's own office, where the text sends who asks.
ADDRESS = re.compile(r"地址[：:]?(?P<who>[\u4e00-\u9fff]{2,20}?(?:[镇乡](?:人民政府|政府)|街道办事处))")
#: A region that opens a text or acts again and again: “2023年，余杭区坚持…”.
REGION_ACTS = re.compile(
    rf"(?:^|[。；，]|[）.、]){_YEAR}(?:以来)?，?(?P<who>[\u4e00-\u9fff]{{2,8}}[省市县区州旗]){_VERB}"
)
#: A bureau that leaves its place out; 政府办公室 may act in its government's report as well.
BUREAU = re.compile(rf"{ending('bureau')}$")
OFFICE_OF_GOVERNMENT = re.compile(r"政府办公[室厅]$")
#: Committees of the party: 区委, 县委宣传部.
COMMITTEE = re.compile(r"^(?:[省市县区州旗]|\w{2,6}[省市县区州旗])委(?!员)")
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
