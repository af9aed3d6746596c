"""The noun phrase of a figure that speaks of figures before it: “上述19件申请”, “办结的这78件”, “对781件不予处理的申请”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.match.claims.frames import ENDED, Dimensions, Frames, dimensions_of, is_filler, names_quantity, subject
from audit.match.claims.lexicon import Tag, compile_for_search
from audit.match.claims.numbers import PrintedNumber
from audit.model import BackReference, Claim
from audit.patterns import regex
from audit.words import NUMERAL, REGION

#: What the nouns behind a figure may stand for, by the beginning of its subject.
_NOUNS = {
    "applications.": regex("申请|办件|答复件?|来件|收件|结转件"),
    "litigation.": regex("案件|案(?!卷)"),
    "disclosure.": regex("文件|决定|处罚|许可"),
}
#: Words right before a figure that point back to what was counted: “上述”, “前文所列的”, “这三项合计”.
_POINTING = compile_for_search(
    rf"""
      (?: 上述 | 前述 | 上列 | 前列 | 上面 | 前面 | 上文 | 前文 | 这 | (?<!应)该 | (?<![因为彼如就据由])此 ) (?: 所[述列说] | 提到 | 提及 )? 的? $
    | (?: ^ | [，。；:对将把就在为] ) 以上 $
    | 所(?:涉|收|办|答)(?:及|到|理|复|结)?的? $
    | (?: 上述 | 前述 | 以上 | 这 ) (?: [各几] | [{NUMERAL}\d] )? (?: 项 | 类 | 种 | 者 | 部分 | 情形 ) (?: 申请 | 情形 | 案件 | 决定 )? # several together
      (?: 合计 | 共计 | 总计 | 总共 | 累计 | 共 | 计 )? [为有]? $
    """,
    re.VERBOSE,
)
#: Before a figure that is the object of what is done, with words of its own: “对不予处理的”.
_OBJECT = regex(
    r"(?:对|把|将|为|就|给|向|围绕|从|针对|(?<![予加难可足得])以|在)(?P<of>[^，。；:、对将把为就给向从\d]{0,16})$"
)
#: Before a figure that is the subject of what is said of each.
_SUBJECT = regex(r"(?:^|[，。；:])(?P<of>[^，。；:、\d]{0,16})$")
#: “办结的这78件”: what stands before the word that points back.
_OF_POINTING = regex(r"(?:^|[，。；:、])[^，。；:、\d]{1,12}的$")
_MAX_CHARACTERS_OF_PHRASE = 24
_MAX_CHARACTERS_BEFORE_POINTING = 16
#: What says something of each of those counted: “均已答复”.
EACH = regex("已?(?:均|全部|都|皆|无一|没有一|逐|一一|悉数|尽数|全数|一律|无不|概)")
#: Behind a figure that is the subject of what is said stands one of these.
_OF_EACH_OR_SOME = regex("均|全[部数]|都|皆|无[一不]|没有一|逐|一[一律]|悉数|尽数|概|中|里")
_AMONG = regex("(?:当中|之中|中(?!断|止|央|心)|里)")
#: Between the number and the nouns behind it, and between these.
_LINK = regex(
    "[“”\\s]|已|经|作出|全部|所有|的|类|件|答复|决定书?|告知书|申请|案件|案|文件|政府|信息|公开|行政|事项|尚|被|情形|而|处理"
)
#: What says that the figure counts all that it names, or that it is but a part of them.
_ALL = regex(rf"全部|所有|全[年{REGION}局系]|年内")
_REST = regex("其余|另有|另外|其[他它]|剩余")
_CLAUSE_END = regex("[，。；:]")
#: The first noun behind a number that the form does not count.
_WORD = regex("[\u4e00-\u9fff]{2}")
_CARRIED = "applications.carried"
#: What is done with any application: said of a figure, it does not tell which.
_OF_ANY = frozenset(("received", "accepted", "handled", "answered"))
#: Kinds of tags that name no quantity.
_OF_NO_QUANTITY = ("flow", "topic", "apart", "rest", "inner", "court")


class Phrase(NamedTuple):
    """What the noun phrase of a figure names: its dimensions, and the quantities that its noun may stand for.

    ``way`` is how it speaks of figures before it, ``family`` the beginning of the subjects that its noun stands for,
    ``noun`` the noun where the form does not count it, ``start`` and ``end`` bound the phrase; ``part`` says that the
    figure may be a part of what it names.
    """

    way: BackReference
    dimensions: Dimensions
    family: str
    noun: str
    start: int
    end: int
    part: bool = False

    @property
    def is_specific(self) -> bool:
        """Whether the phrase tells more than that applications, cases or documents are counted."""
        flows = set(self.dimensions.get("flow", ()))
        others = [kind for kind in self.dimensions if kind not in _OF_NO_QUANTITY]
        return bool(others) or (bool(flows) and (self.way != "back" or not flows <= _OF_ANY))

    def may_mean(self, claim: Claim) -> bool:
        """Whether ``claim`` may be what the phrase speaks of: by what it names, or by its noun alone where it names nothing."""
        if self.is_specific:
            return self._names(claim)
        if self.noun:
            return self.noun in claim.text
        return claim.subject is not None and claim.subject.startswith(self.family)

    def _names(self, claim: Claim) -> bool:
        """Whether ``claim`` counts what the phrase names: the same quantity, or the same result of any case or document."""
        dimensions = self.dimensions
        parts = (claim.subject or "-").split("+")
        for kind, of, family in (("outcome", "case", "litigation."), ("state", "document", "disclosure.")):
            if kind in dimensions and of not in dimensions:
                return all(part.startswith(family) and part.endswith(dimensions[kind]) for part in parts)
        named = subject(dimensions) if names_quantity(dimensions) else None
        if named is None:
            return False
        if named == _CARRIED:
            return claim.subject is not None and claim.subject.startswith(_CARRIED)
        return claim.subject == named or {claim.subject, named} <= ENDED


def read_phrase(frames: Frames, number: PrintedNumber, sentence: tuple[int, int]) -> Phrase | None:
    """The noun phrase around the number, where it speaks of what was counted before."""
    text = frames.text
    lead = text[max(sentence[0], number.start - _MAX_CHARACTERS_OF_PHRASE) : number.start]
    pointing = _POINTING.search(lead)
    if not (pointing or _OBJECT.search(lead) or _OF_EACH_OR_SOME.search(text, number.end, sentence[1])):
        return None
    end, behind = _nouns_behind(frames, number, sentence[1])
    noun = text[number.end : end]
    family = next((name for name, pattern in _NOUNS.items() if pattern.search(noun)), "")
    if pointing is None:
        words = ((_OBJECT.search(lead), True), (_SUBJECT.search(lead), False))
        phrases = (
            _with_own_words(frames, number, sentence, match, end=end, behind=behind, as_object=of)
            for match, of in words
            if match
        )
        phrase = next((one for one in phrases if one), None)
        return phrase._replace(family=family) if phrase else None
    word = None if family or EACH.match(text, number.end) else _WORD.match(text, number.end)
    start = number.start - len(pointing[0].lstrip("，。；:对将把就在为"))
    found = behind
    if before := _OF_POINTING.search(text[max(sentence[0], start - _MAX_CHARACTERS_BEFORE_POINTING) : start]):
        found = [*frames.between(text, start - len(before[0]), start), *behind]
    return Phrase("back", dimensions_of(text, found), family, word[0] if word else "", start, end)


def _with_own_words(
    frames: Frames,
    number: PrintedNumber,
    sentence: tuple[int, int],
    match: re.Match[str],
    *,
    end: int,
    behind: Sequence[Tag],
    as_object: bool,
) -> Phrase | None:
    """The phrase of a figure with words of its own before it, ``match``, and nouns ``behind`` it up to ``end``.

    It is the object of what is done (“对781件不予处理的申请逐一回访”) or the subject of what is said of each or some.
    """
    text = frames.text
    start = number.start - len(match["of"])
    stop = _CLAUSE_END.search(text, end, sentence[1])
    rest = text[end : stop.start() if stop else sentence[1]]
    each, taken = EACH.search(rest), as_object or _AMONG.match(rest)
    if "其中" in match["of"] or not (taken or (each and each.start() == 0)):
        return None
    before = frames.between(text, start, number.start)
    if not is_filler(_outside_tags(text, start, number.start, before)):
        return None
    all_named = each or _ALL.search(match["of"] + text[number.end : end])
    part = not all_named or _REST.search(text, end, sentence[1]) is not None
    way: BackReference = "taken" if taken or part else "all"
    return Phrase(way, dimensions_of(text, [*before, *behind]), "", "", start, end, part=part)


def _nouns_behind(frames: Frames, number: PrintedNumber, last: int) -> tuple[int, list[Tag]]:
    """Where the nouns right behind the number end, and the tags in them."""
    position = number.end
    found: list[Tag] = []
    tags = {tag.start: tag for tag in frames.between(frames.text, number.end, last)}
    while position < last:
        if tag := tags.get(position):
            found.append(tag)
            position = tag.end
        elif not EACH.match(frames.text, position) and (link := _LINK.match(frames.text, position, last)):
            position = link.end()
        else:
            break
    return position, found


def _outside_tags(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The characters of ``text`` that no tag holds."""
    taken = {place for tag in found for place in range(tag.start, tag.end)}
    return "".join(text[place] for place in range(start, end) if place not in taken)
