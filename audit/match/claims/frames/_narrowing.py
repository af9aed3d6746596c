"""Words of a clause that narrow what a number counts to a part: “涉及征地的申请”, “当场答复的”, “由部门答复的”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.match.claims.frames._dimensions import CARRIED, Dimensions
from audit.match.claims.frames._unknown import MASKS, unknown_rest, with_tags_masked
from audit.match.claims.lexicon import Tag
from audit.words import ONE_TO_NINE

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
PARTIAL = re.compile(
    rf"[{ONE_TO_NINE}再]审|公开类(?=答复)|(?<!自然人)(?<!公民)(?<!个人)以外的|(?:结转|转入|遗留)的?(?:件|申请)[^，。；\d]{{0,4}}中|此类|该类|这类|同类|工作日内|当场|当日|当天|直接(?=受理|[办处]理|答复|办结|回复)|(?:单独|独立|自行|会同|联合|共同)[^，。；、\d]{{0,12}}?(?:受理|[办处]理|办结|[答回]复)|[日周旬季年人户]均|平均每?[天日周人个]|高峰|力争|争取|控制在|压[减降]到|目标|计划|预计|预期|不少于|不低于|(?:不予|不准|免[予于]|从轻|减轻|撤销|注销|吊销|延续|变更)(?:行政)?(?:许可|处罚)|年初(?=[^，。；\d]{{0,8}}有效)|新收且|当年且|且当年|拟(?=不予|予以|部分|作|同意)|(?:许可|处罚|强制)(?:的?(?:案件|事项|申请))*(?:共|数量?|量|总数|为|的)*(?:受理|收件|接件|申请|立案|登记|线索)(?![^，。；\\d]{{0,4}}(?:办结|结案|决定))"
)
#: What is still there, or there besides: “尚有243件在法定期限内办理”.
BESIDES = re.compile(r"另有|(?:[尚仍还]|年末|年底|期末)有(?!效)|[尚仍还剩]余")
#: Fewer unknown characters tell no reason.
_MAX_CHARACTERS_OF_NO_REASON = 3
_WITHOUT = re.compile("除(.*)外$")
_ABOUT = re.compile("(?:其中|在)?(?:因?涉及|针对|关于)")
#: A clause without a number narrows what follows where it begins so, or ends with the noun that it narrows.
_OPENS = re.compile("(?:其中)?(?:对|针对|就|涉及|关于|除|来自|由|以|因)|.*□(?:的|类|中|里)?$")
_CAUSED = re.compile("因([^□▲，；。]{2,16})引[发起]的?[□▲]")
_NEW_CASES = re.compile("新收|新增|其[他它](?!结果|处理)")
_TAIL = re.compile(r"[□▲]([^□▲]*)$")


def narrowing_words(
    text: str, start: int, end: int, found: Sequence[Tag], own: Dimensions, *, whole: bool = False
) -> str:
    """The words of the clause that narrow what is counted, "" where none does: before its noun, or between it and the number.

    ``found`` are the tags of the clause and ``own`` what they name; ``whole`` says that the clause holds no number: what
    ends it stands before none.
    """
    if "case" in own and (words := _of_some_cases(text, start, end, found)):
        return words
    if words := _besides(text, start, end, own):
        return words
    masked = with_tags_masked(text, start, end, found)
    if whole and _takes_away_named(masked):
        return ""
    if match := PARTIAL.search(text, start, end):
        return match[0]
    if own.get("result") and _says_about(text, start, end, masked):
        return text[start:end]
    if whole and not _OPENS.match(masked):
        return ""
    of_line = any("." in name for name in own.get("result", ()))
    searched = not of_line and (found or _WITHOUT_TAGS.search(masked))
    if words := _cause(masked) or (_before_noun(masked) if searched else ""):
        return words
    return _behind_noun(masked, of_line=of_line) if found and not whole else ""


def _besides(text: str, start: int, end: int, own: Dimensions) -> str:
    """What says that others of the same were counted: “另有2件直接起诉的案件”."""
    match = BESIDES.search(text, start, end)
    told_how = {"result", "outcome"} & set(own) or set(own.get("flow", ())) & CARRIED
    return match[0] if match and not told_how else ""


def _takes_away_named(masked: str) -> bool:
    """Whether the clause takes away what tags name, and nothing else: behind “除自然人外，” the rest is counted whole."""
    without = _WITHOUT.match(masked)
    return without is not None and bool(set(without[1]) & set(MASKS)) and not unknown_rest(without[1]).strip(MASKS)


def _says_about(text: str, start: int, end: int, masked: str) -> bool:
    """Whether a result is told of what some are about: “因涉及不动产等原因予以公开138件”."""
    about = _ABOUT.match(text, start, end)
    return about is not None and len(unknown_rest(_ABOUT.sub("", masked, count=1))) > _MAX_CHARACTERS_OF_NO_REASON


def _cause(masked: str) -> str:
    """The cause of which cases arose, where it is in words that nobody knows: “因房屋征收引发的行政诉讼”."""
    causes = _CAUSED.finditer(masked) if "因" in masked else ()
    return next((match[1] for match in causes if unknown_rest(match[1])), "")


def _behind_noun(masked: str, *, of_line: bool) -> str:
    """The unknown words between the last noun and the number; of a line only those that end as a predicate does."""
    tail = _TAIL.search(masked)
    if tail is None or len(tail[1]) <= 1 or (of_line and not tail[1].endswith(("的", "占", "有", "达"))):
        return ""
    return tail[1] if len(unknown_rest(tail[1])) > 1 else ""


def _before_noun(masked: str) -> str:
    """The words before a noun of the clause that say of whom, of what or of which kind it is."""
    kind = _NARROWS.search(unknown_rest(masked)) if _MAY_NARROW.search(masked) else None
    before = kind or next(filter(_narrows, _OF.finditer(masked)), None)
    return before[0].strip(MASKS) if before else ""


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


def _narrows(match: re.Match[str]) -> bool:
    if match["name"] or match["for"]:
        return True
    words = match["of"] or match["by"]
    if match["by"] and _OTHER_BODIES.search(words):
        return True
    return not words.endswith("等") and len(unknown_rest(words)) > 1
