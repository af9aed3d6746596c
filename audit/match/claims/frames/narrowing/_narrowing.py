"""Words of a clause that narrow what a number counts to a part: “涉及征地的申请”, “当场答复的”, “由部门答复的”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.match.claims.frames.narrowing._unknown import MASKS, unknown_rest, with_tags_masked
from audit.match.claims.frames.quantities import CARRIED, Dimensions
from audit.match.claims.lexicon import Tag, vocabulary
from audit.patterns import regex

_HAN = "[\u4e00-\u9fff“”《》]"
#: Words that name whom or what a noun is of, and what stands between them and the noun or verb.
_OF_WHOM_OR_WHAT = regex(
    r"""
      (?: 对|针对|就|涉及?|关于|有关|围绕|反映|来自|指向 ) (?P<of> [^□▲，；。]{2,40}? ) (?: □ | [的类]▲ )
    | 由 (?P<by> [^□▲，；。]{2,20}? ) (?:统一|具体|独立)? ▲
    | 代 (?P<for> [^□▲，；。]{1,12} ) ▲
    | 以 (?P<name> [^□▲，；。]{2,20}? ) 名义
    """,
    re.VERBOSE,
)
_NARROWS = regex(
    rf"""
      ^除 .* 外$
    | {_HAN}{{2}} 类 ▲
    | {_HAN}{{2}} (?<!等) (?:类|型|领域|方面)? (?:提出|提交)? 的? □
    """,
    re.VERBOSE,
)
#: Nothing is found by these where none of this stands.
_MAY_NARROW = regex("[□除类]")
#: What of these a clause without any tag can hold.
_WITHOUT_TAGS = regex("除|名义")
#: Bodies that deal with a part: “应由部门答复的3892件”.
_OTHER_BODIES = regex("部门|单位(?<!我单位)(?<!本单位)|乡镇|街道")
#: Fewer unknown characters tell no reason.
_MAX_CHARACTERS_OF_NO_REASON = 3
_WITHOUT = regex("除(.*)外$")
_ABOUT = regex("(?:其中|在)?(?:因?涉及|针对|关于)")
#: A clause without a number narrows what follows where it begins so, or ends with the noun that it narrows.
_OPENS = regex("(?:其中)?(?:对|针对|就|涉及|关于|除|来自|由|以|因)|.*□(?:的|类|中|里)?$")
_CAUSED = regex("因([^□▲，；。]{2,16})引[发起]的?[□▲]")
_NEW_CASES = regex("新收|新增|其[他它](?!结果|处理)")
_TAIL = regex(r"[□▲]([^□▲]*)$")


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
    if match := vocabulary().partial.search(text, start, end):
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
    match = vocabulary().besides.search(text, start, end)
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
    """The cause of which cases arose, where it is in words that no lexicon knows: “因房屋征收引发的行政诉讼”."""
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
    before = kind or next(filter(_narrows, _OF_WHOM_OR_WHAT.finditer(masked)), None)
    return before[0].strip(MASKS) if before else ""


def _of_some_cases(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """What says that not all cases of 表四 are counted: “因行政处罚被申请行政复议”, “新收复议案件”."""
    if decision := next((tag for tag in found if tag.kind == "decision"), None):
        return text[decision.start : decision.end]
    match = _NEW_CASES.search(text, start, end)
    return match[0] if match else ""


def words_of_part(text: str, naming: Sequence[Tag]) -> str:
    """The words that name only a part of what a line counts (“人事管理” of 内部事务); "" where another word names the line."""
    parts = [tag for tag in naming if tag.part]
    named = [tag.value for tag in naming]
    return next((text[tag.start : tag.end] for tag in parts if named.count(tag.value) == 1), "")


def _narrows(match: re.Match[str]) -> bool:
    """Whether the words before a noun say of whom or of what it is, in words that are more than grammar."""
    if match["name"] or match["for"]:
        return True
    words = match["of"] or match["by"]
    if match["by"] and _OTHER_BODIES.search(words):
        return True
    return not words.endswith("等") and len(unknown_rest(words)) > 1
