"""Unknown words that narrow what a number counts, and words between a noun and its number that say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.match.claims.frames._dimensions import CARRIED, PRIMARY, Dimensions
from audit.match.claims.frames._divided import SUMS
from audit.match.claims.frames._spots import IS, Spot, Tagged
from audit.match.claims.lexicon import Tag, compile_for_whole_text, vocabulary
from audit.text import remembered
from audit.words import NUMERAL, ONE_TO_NINE, chinese_number

#: Tags that are nouns, “□”, which words before them may narrow; all others are “▲”.
_NOUNS = frozenset(("topic", "case", "decision", "column"))
#: What stands for tags.
_MASKS = "□▲"
_NO_MASKS = str.maketrans("", "", _MASKS)
_HAN = "[\u4e00-\u9fff“”《》]"
#: Words that name whom or what a noun is of, and what stands between them and the noun or verb.
_OF = re.compile(
    r"""
      (?: 对|针对|就|涉及?|关于|有关|围绕|反映|来自|指向 ) (?P<of> [^□▲，；。]{2,40}? ) (?: □ | [的类]▲ )
    | 由 (?P<by> [^□▲，；。]{2,20}? ) (?:统一|具体|独立)? ▲
    | 代 (?P<for> [^□▲，；。]{1,12} ) ▲
    | 以 (?P<name> [^□▲，；。]{2,20}? ) 名义
    """,
    re.VERBOSE,
)
_NARROWS = re.compile(
    rf"""
      ^除 .* 外$
    | {_HAN}{{2}} 类 ▲
    | {_HAN}{{2}} (?<!等) (?:类|型|领域|方面)? (?:提出|提交)? 的? □
    """,
    re.VERBOSE,
)
#: Nothing is found by these where none of this stands.
_MAY_NARROW = re.compile("[□除类]")
#: What of these a clause without any tag can hold.
_WITHOUT_TAGS = re.compile("除|名义")
#: Bodies that deal with a part: “应由部门答复的3892件”.
_OTHER_BODIES = re.compile("部门|单位(?<!我单位)(?<!本单位)|乡镇|街道")
#: Words by which a figure is a part of what its noun counts.
_PARTIAL = re.compile(
    rf"[{ONE_TO_NINE}再]审|公开类(?=答复)|(?<!自然人)(?<!公民)(?<!个人)以外的|(?:结转|转入|遗留)的?(?:件|申请)[^，。；\d]{{0,4}}中|此类|该类|这类|同类|工作日内|当场|当日|当天|直接(?=受理|[办处]理|答复|办结|回复)|(?:单独|独立|自行|会同|联合|共同)[^，。；、\d]{{0,12}}?(?:受理|[办处]理|办结|[答回]复)|[日周旬季年人户]均|平均每?[天日周人个]|高峰|力争|争取|控制在|压[减降]到|目标|计划|预计|预期|不少于|不低于|(?:不予|不准|免[予于]|从轻|减轻|撤销|注销|吊销|延续|变更)(?:行政)?(?:许可|处罚)|年初(?=[^，。；\d]{{0,8}}有效)|新收且|当年且|且当年|拟(?=不予|予以|部分|作|同意)|(?:许可|处罚|强制)(?:的?(?:案件|事项|申请))*(?:共|数量?|量|总数|为|的)*(?:受理|收件|接件|申请|立案|登记|线索)(?![^，。；\\d]{{0,4}}(?:办结|结案|决定))"
)
#: What is still there, or there besides: “尚有243件在法定期限内办理”.
_BESIDES = re.compile(r"另有|(?:[尚仍还]|年末|年底|期末)有(?!效)|[尚仍还剩]余")
#: What may narrow a number before which no tag stands.
_ALONE = compile_for_whole_text((_PARTIAL.pattern, _BESIDES.pattern, "除|名义|涉及|针对|关于|[□▲]"))
#: A number without any name right behind another one.
_BARE_NEXT = re.compile(r"、[\d,]+\s?[件起宗]")
#: What deals numbers out in the order of the names before them.
_DEALT = re.compile("分别|依次|各[为是有]?$")
#: “分别由173件、232件降至68件、56件”.
_FROM_EACH = re.compile(r"分别[由从](?=[约近]?\d|$)")
_WITHOUT = re.compile("除(.*)外$")
_ABOUT = re.compile("(?:其中|在)?(?:因?涉及|针对|关于)")
#: A clause without a number narrows what follows where it begins so, or ends with the noun that it narrows.
_OPENS = re.compile("(?:其中)?(?:对|针对|就|涉及|关于|除|来自|由|以|因)|.*□(?:的|类|中|里)?$")
_CAUSED = re.compile("因([^□▲，；。]{2,16})引[发起]的?[□▲]")
_NEW_CASES = re.compile("新收|新增|其[他它](?!结果|处理)")
#: Stages that a part of the applications may be at: “18件已答复，2件正在办理”.
_STAGES = frozenset(("received", "accepted", "handled", "answered"))
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_RUN = re.compile("[\u4e00-\u9fff]{2,}")
#: Lines named as examples: “属重复申请、要求重新出具已获取信息等情形的”.
_EXAMPLES = re.compile("[^，。；、等]{0,4}等(?!待)")
_ALL_BEHIND = re.compile("[^，；。]*(?:均|全部|都)")
#: How many things are said to be added up, of which the lexicon may not know all.
_SO_MANY = re.compile(rf"([{NUMERAL}]+)[者项类种端](?:之和|相加|合计|共计?|一共|为|有|计)*$")
#: Fewer names than so many are not those of a sum.
_FEW = 3
#: “另1件在复议后起诉中由法院纠正”, “127件的复议决定是2023年作出的”: what stands behind is not what is counted.
_INSIDE = re.compile(r"[^，；。]{0,6}(?:件|起|宗)(?:在[^，；。]{2,14}中|的[^，；。]{2,10}(?:是|系|为))")
#: “前者”, “后者” point to one of the names before.
POINTING = re.compile("[前后]者")
_MARKS = re.compile(r"[\s“”，、]")
#: “两类主体”, “三种情形”: some of all, by names told before.
OF_KINDS = re.compile(rf"[{NUMERAL}][类种者家](?:主体|申请人|申请主体|情形)")
#: “每类都超过500件”: a number said of each of several, which no list divides.
OF_EACH = re.compile("每[一个]?[类种项者]")
_NAMES = frozenset(("column", "result", "case", "outcome", "decision"))
_TAIL = re.compile(r"[□▲]([^□▲]*)$")


#: “等五类主体”: how many kinds are named.
_HOW_MANY = re.compile(rf"等?[{NUMERAL}][类种项者]")
#: What changes the number itself: what is left, taken away, added or told apart.
_AMOUNT = re.compile("[除含余另各加减扣占]|包括|上述|前述|[这该此]")


def is_filler(words: str) -> bool:
    """Whether ``words`` name nothing: a number behind them counts what the clause before speaks of."""
    return not words or (not _unknown_rest(words).strip("等") and not words.rstrip().endswith("公开"))


def narrowing_words(
    text: str, start: int, end: int, found: Sequence[Tag], own: Dimensions, *, whole: bool = False
) -> str:
    """The words of the clause that narrow what is counted, "" where none does: before its noun, or between it and the number.

    ``whole`` says that the clause holds no number: what ends it stands before none.
    """
    if "case" in own and (words := _of_some_cases(text, start, end, found)):
        return words
    besides = _BESIDES.search(text, start, end)
    if besides and not ({"result", "outcome"} & set(own) or set(own.get("flow", ())) & CARRIED):
        return besides[0]  # “另有2件直接起诉的案件”: besides others of the same
    masked = _with_tags_masked(text, start, end, found)
    without = _WITHOUT.match(masked) if whole else None
    if without and set(without[1]) & set(_MASKS) and not _unknown_rest(without[1]).strip(_MASKS):
        return ""  # “除自然人外，”: what the tags before the number name is counted whole
    if match := _PARTIAL.search(text, start, end):
        return match[0]
    results = own.get("result", ())
    about = results and _ABOUT.match(text, start, end)
    if about and len(_unknown_rest(_ABOUT.sub("", masked, count=1))) > 3:
        return text[start:end]  # “因涉及不动产等原因予以公开138件”
    if whole and not _OPENS.match(masked):
        return ""
    if "因" in masked and (
        cause := next((match for match in _CAUSED.finditer(masked) if _unknown_rest(match[1])), None)
    ):
        return cause[1]
    specific = any("." in name for name in results)
    if not specific and (found or _WITHOUT_TAGS.search(masked)) and (before := _before_noun(masked)):
        return before
    tail = None if whole or not found else _TAIL.search(masked)
    if tail is None or len(tail[1]) <= 1 or (specific and not tail[1].endswith(("的", "占", "有", "达"))):
        return ""
    return tail[1] if len(_unknown_rest(tail[1])) > 1 else ""


def _before_noun(masked: str) -> str:
    """The words before a noun of the clause that say of whom, of what or of which kind it is."""
    kind = _NARROWS.search(_unknown_rest(masked)) if _MAY_NARROW.search(masked) else None
    before = kind or next(filter(_narrows, _OF.finditer(masked)), None)
    return before[0].strip(_MASKS) if before else ""


def _of_some_cases(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """What says that not all cases of 表四 are counted: “因行政处罚被申请行政复议”, “新收复议案件”."""
    if decision := next((tag for tag in found if tag.kind == "decision"), None):
        return text[decision.start : decision.end]
    match = _NEW_CASES.search(text, start, end)
    return match[0] if match else ""


def words_of_part(text: str, naming: Sequence[Tag]) -> str:
    """The words that name only some of what a line counts, “人事管理” of 内部事务, "" where the line is named as well."""
    parts = [tag for tag in naming if tag.part]
    named = [tag.value for tag in naming]
    return next((text[tag.start : tag.end] for tag in parts if named.count(tag.value) == 1), "")


def unknown_words(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The words of the clause that neither the lexicon of tags nor that of ``claims.toml`` knows."""
    return _unknown_rest(_with_tags_masked(text, start, end, found)).translate(_NO_MASKS)


def _narrows(match: re.Match[str]) -> bool:
    if match["name"] or match["for"]:
        return True
    words = match["of"] or match["by"]
    if match["by"] and _OTHER_BODIES.search(words):
        return True
    return not words.endswith("等") and len(_unknown_rest(words)) > 1


def _with_tags_masked(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    piece, position = [], start
    for tag in found:
        if tag.kind == "besides":
            continue
        piece += [text[position : tag.start], "□" if tag.kind in _NOUNS else "▲"]
        position = tag.end
    return "".join((*piece, text[position:end]))


def first_unknown_word(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The first word of substance of the clause that neither lexicon knows; “兽药经营等许可” names examples, not a part."""
    if found and found[0].kind == "decision" and text[found[0].start - 1] == "等":
        start = found[0].start
    return _first_unknown(_with_tags_masked(text, start, end, found))


def may_be_part(text: str, start: int, end: int, found: Sequence[Tag]) -> bool:
    """Whether words from ``start`` to the number at ``end``, whose tags are ``found``, may make it a part of what it counts.

    Only words of substance that nobody knows can: those before the first name, which they may modify, and those between the
    last name and the number. What stands between the name of a line and its result says why or how (“国家秘密，经保密审查确认
    而不予公开”); elsewhere a reason picks some of those counted, and so does what is taken away or added.
    """
    if found and found[0].kind in ("column", "result") and text[found[0].start - 1] == "等":
        start = found[0].start  # “年鉴、公报等公开出版物”: the examples name no part
    masked = _with_tags_masked(text, start, end, found)
    if _AMOUNT.search(masked):
        return True
    line = next((tag for tag in found if "." in tag.value), None)
    if line is None:
        return bool(_first_unknown(masked))
    first = min(tag.start for tag in found)
    return bool(_first_unknown(text[start:first]) or _first_unknown(text[found[-1].end : end]))


@remembered
def _first_unknown(words: str) -> str:
    """The first word of two characters or more that neither lexicon knows, "" where there is none."""
    known = vocabulary()
    rest = known.neutral.sub(" ", _HOW_MANY.sub(" ", known.everybody.sub(" ", words)))
    match = _RUN.search(rest)
    return match[0] if match else ""


@remembered
def _unknown_rest(words: str) -> str:
    """The words that neither lexicon knows."""
    known = vocabulary()
    return _MARKS.sub("", known.neutral.sub("", _HOW_MANY.sub("", known.everybody.sub("", words))))


def words_narrowing_here(spot: Spot, found: Sequence[Tag], own: Dimensions) -> str:
    """The words of the number's own clause that make it a part of what it counts; ``found`` are the tags before it."""
    text, left, position = spot.text, spot.left, spot.position
    may = found or _ALONE.search(text, left, position)
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
    """The words that leave open which of the things named are counted by the number up to ``end``, "" where there are none.

    ``found`` are the tags of the number's own clause, which names by itself what is counted where it is ``alone``.

    “…，共147件” sums up what clauses before name in part, “其余8件为国家秘密、过程性信息” counts several together, and “分别由
    173件、232件降至68件、56件” gives numbers of two years in a row.
    """
    lead = spot.lead.strip(" ，")
    if lead in ("共", "计") or SUMS.search(spot.lead):
        named = bool({"result", "column", "case", "outcome"} & set(own))
        single = _names(own) < _FEW
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
