"""Words of the number’s own clause that leave open what it counts, or make it a part of that."""

from __future__ import annotations

from collections.abc import Sequence

from audit.match.claims.frames._divided import SUMS
from audit.match.claims.frames._spots import IS, Spot, Tagged
from audit.match.claims.frames.narrowing._narrowing import narrowing_words
from audit.match.claims.frames.quantities import PRIMARY, Dimensions
from audit.match.claims.lexicon import Tag, vocabulary
from audit.patterns import regex
from audit.words import NUMERAL, chinese_number

#: A number without any name right behind another one.
_BARE_NEXT = regex(r"、[\d,]+\s?[件起宗]")
#: What deals numbers out in the order of the names before them.
_DEALT = regex("分别|依次|各[为是有]?$")
#: “分别由173件、232件降至68件、56件”.
_FROM_EACH = regex(r"分别[由从](?=[约近]?\d|$)")
#: Stages that a part of the applications may be at: “18件已答复，2件正在办理”.
_STAGES = frozenset(("received", "accepted", "handled", "answered"))
_WORDS = regex("[\u4e00-\u9fff]{2}")
#: Lines named as examples: “属重复申请、要求重新出具已获取信息等情形的”.
_EXAMPLES = regex("[^，。；、等]{0,4}等(?!待)")
_ALL_BEHIND = regex("[^，；。]*(?:均|全部|都)")
#: How many things are said to be added up, of which the lexicon may not know all.
_SO_MANY = regex(rf"([{NUMERAL}]+)[者项类种端](?:之和|相加|合计|共计?|一共|为|有|计)*$")
#: Least number of names that are those of a sum.
_MIN_NAMES_OF_SUM = 3
#: “另1件在复议后起诉中由法院纠正”, “127件的复议决定是2023年作出的”: what stands behind is not what is counted.
_INSIDE = regex(r"[^，；。]{0,6}(?:件|起|宗)(?:在[^，；。]{2,14}中|的[^，；。]{2,10}(?:是|系|为))")
#: “前者”, “后者” point to one of the names before.
POINTING = regex("[前后]者")
#: “两类主体”, “三种情形”: some of all, by names told before.
OF_KINDS = regex(rf"[{NUMERAL}][类种者家](?:主体|申请人|申请主体|情形)")
#: “每类都超过500件”: a number said of each of several, which no list divides.
OF_EACH = regex("每[一个]?[类种项者]")
_NAMES = frozenset(("column", "result", "case", "outcome", "decision"))


def words_narrowing_here(spot: Spot, found: Sequence[Tag], own: Dimensions) -> str:
    """The words of the number's own clause that make it a part of what it counts; ``found`` are the tags before it."""
    text, left, position = spot.text, spot.left, spot.position
    may = found or vocabulary().narrowing_in_text.search(text, left, position)
    if may and (words := narrowing_words(text, left, position, found, own)):
        return words
    if spot.follows and spot.lead.endswith("的有"):
        return spot.lead
    if not found and text[spot.stop : spot.stop + 1] == "、":
        every = _ALL_BEHIND.match(text, spot.stop, spot.sentence[1])
        if every:
            return every[0].lstrip("、")
    kinds = OF_KINDS.search(spot.lead)
    if POINTING.search(spot.lead) or (kinds and not spot.follows and not _NAMES.intersection(own)):
        return spot.lead
    if not found and (inside := _INSIDE.match(text, position, spot.sentence[1])):
        return inside[0]
    stage = "flow" in own and own["flow"][0] in _STAGES
    behind_only = spot.follows and not spot.lead.strip(" 、") and _WORDS.search(text, position, spot.stop)
    some = (stage and behind_only) or ("column" in own and "等" in text[position : spot.stop])
    return text[position : spot.stop] if some else ""


def _names(own: Dimensions) -> int:
    """How many names of what is counted the words hold."""
    return sum(len(names) for kind, names in own.items() if kind in PRIMARY)


def vague_words(spot: Spot, tagged: Tagged, end: int, own: Dimensions, found: Sequence[Tag], *, alone: bool) -> str:
    """The words that leave open which of several things named the number counts that ends at ``end``; "" where none do.

    ``found`` are the tags of the number's own clause, which names by itself what is counted where it is ``alone``.

    “…，共147件” sums up what clauses before name in part, “其余8件为国家秘密、过程性信息” counts several together, and “分别由
    173件、232件降至68件、56件” gives numbers of two years in a row.
    """
    lead = spot.lead.strip(" ，")
    if lead in ("共", "计") or SUMS.search(spot.lead):
        named = bool({"result", "column", "case", "outcome"} & set(own))
        single = _names(own) < _MIN_NAMES_OF_SUM
        lines = {tag.value for tag in found if tag.kind == "result" and "." in tag.value}
        many = _SO_MANY.search(spot.lead)
        unknown = many is not None and 0 < len(found) < (chinese_number(many[1]) or 0)
        if unknown or len(lines) > len(own.get("result", ())) or (not alone and named and single):
            return lead
    last = next((tag for tag in reversed(found) if tag.kind == "result"), None)
    if last and "." in last.value and (match := _EXAMPLES.match(spot.text, last.end, spot.position)):
        return match[0]
    if "rest" in own:
        return lead or tagged.text[end : tagged.clause_end(end, spot.sentence[1])]
    text, start = spot.text, max(spot.text.rfind("；", spot.sentence[0], spot.position), spot.sentence[0])
    bare = _BARE_NEXT.match(tagged.text, end, spot.sentence[1])
    if bare and _names(own) == 1 and not _DEALT.search(text, start, spot.position):
        return bare[0]  # “商业企业51件、32件”: dealt out in an order that was told before
    if (dealt := _FROM_EACH.search(text, start, spot.position)) is not None:
        return dealt[0]
    if spot.lead.endswith("有"):
        return lead if spot.follows and IS.match(tagged.text, end, spot.sentence[1]) else ""
    return lead if "result" in own and spot.lead.endswith("等") else ""
