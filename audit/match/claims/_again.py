"""Figures that say again what stands before them: “上述19件申请”, “结转的125件均已办理”, “对781件不予处理的申请逐一回访”.

What such a figure repeats is looked for among the figures of its paragraph: one that counts what its own noun phrase
names, or, where that names only applications, cases or documents, any that counts these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from audit.match.claims._paragraph import Paragraph
from audit.match.claims.frames import ENDED, Dimensions, Frames, gathered, is_filler, is_primary, subject
from audit.match.claims.lexicon import Tag, headed
from audit.match.claims.numbers import Quantity
from audit.model import JUDGED_SCOPES, Again, Bound, Claim
from audit.text import is_slip
from audit.words import NUMERAL, REGION, measures

#: What it may be that a figure points back to, by the nouns behind it.
_NOUNS = {
    "applications.": re.compile("申请|办件|答复件?|来件|收件|结转件"),
    "litigation.": re.compile("案件|案(?!卷)"),
    "disclosure.": re.compile("文件|决定|处罚|许可"),
}
_POINTING = headed(
    rf"""
      (?: 上述 | 前述 | 上列 | 前列 | 上面 | 前面 | 上文 | 前文 | 这 | (?<!应)该 | (?<![因为彼如就据由])此 ) (?: 所[述列说] | 提到 | 提及 )? 的? $
    | (?: ^ | [，。；:对将把就在为] ) 以上 $
    | 所(?:涉|收|办|答)(?:及|到|理|复|结)?的? $
    | (?: 上述 | 前述 | 以上 | 这 ) (?: [各几] | [{NUMERAL}\d] )? (?: 项 | 类 | 种 | 者 | 部分 | 情形 ) (?: 申请 | 情形 | 案件 | 决定 )? # several together
      (?: 合计 | 共计 | 总计 | 总共 | 累计 | 共 | 计 )? [为有]? $
    """,
    re.VERBOSE,
)
#: A figure that is the object of what is done, or the subject of what is said of each, with words of its own before it.
_OBJECT = re.compile(
    r"(?:对|把|将|为|就|给|向|围绕|从|针对|(?<![予加难可足得])以|在)(?P<of>[^，。；:、对把将为就给向从\d]{0,16})$"
)
_SUBJECT = re.compile(r"(?:^|[，。；:])(?P<of>[^，。；:、\d]{0,16})$")
#: “办结的这78件”.
_BEFORE_IT = re.compile(r"(?:^|[，。；:、])[^，。；:、\d]{1,12}的$")
_FAR = 16
_EACH = re.compile("已?(?:均|全部|都|皆|无一|没有一|逐|一一|悉数|尽数|全数|一律|无不|概)")
#: A figure that is the subject of what is said has one of these behind it.
_SAID_OF_EACH = re.compile("均|全[部数]|都|皆|无[一不]|没有一|逐|一[一律]|悉数|尽数|概|中|里")
_AMONG = re.compile("(?:当中|之中|中(?!断|止|央|心)|里)")
#: Between the number and the nouns behind it, and between these.
_LINK = re.compile(
    "[“”\\s]|已|经|作出|全部|所有|的|类|件|答复|决定书?|告知书|申请|案件|案|文件|政府|信息|公开|行政|事项|尚|被|情形|而|处理"
)
#: What says that all are meant, or that the figure is but a part of them.
_ALL = re.compile(rf"全部|所有|全[年{REGION}局系]|年内")
_REST = re.compile("其余|另有|另外|其[他它]|剩余")
_CLAUSE_END = re.compile("[，。；:]")
#: The first noun behind a number that the form does not count.
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_PAPERS = frozenset(measures("papers", "cases"))
_COUNTED = _PAPERS | frozenset(measures("issues", "others"))
_CARRIED = "applications.carried"
#: No figure points back to one that stands farther before it than this; no report's paragraph states as many.
_SAID_BEFORE = 200
#: So many figures before one that points back may be added up.
_MOST = 8
#: What is done with any application: said of a figure, it does not tell which.
_OF_ANY = frozenset(("received", "accepted", "handled", "answered"))


class _Phrase(NamedTuple):
    """What the noun phrase of a figure says: its dimensions, and the quantities that its noun may stand for.

    ``noun`` is the noun where the form does not count it, ``start`` and ``end`` bound the phrase; ``part`` says that the figure may be a part of what it names.
    """

    way: Again
    dimensions: Dimensions
    family: str
    noun: str
    start: int
    end: int
    part: bool = False


def said_again(paragraph: Paragraph, index: int, sentence: tuple[int, int], claim: Claim) -> Claim:
    """``claim``, made of the number at ``index``, with the figures said before in the paragraph that it should repeat.

    Where it points back and agrees with one of them, it counts the same and is told as that one is.
    """
    frames = paragraph.frames
    number = frames.numbers[index]
    units = _PAPERS if number.unit in _PAPERS else {number.unit} & _COUNTED
    if not units or not number.exact or number.torn or claim.role:
        return claim
    opens = number.start == sentence[0] or frames.text[number.start - 1] in "，；"
    if opens and _EACH.match(frames.text, number.end):
        return _opening(paragraph, number, claim)
    phrase = _phrase(frames, number, sentence) if paragraph.said else None
    if phrase is None:
        return claim
    said = paragraph.said[-_SAID_BEFORE:]
    known = [one for one in said if one.unit in units and one.exact and one.role not in ("step", "times")]
    known = _of_item(paragraph, known, frames.text.rfind("；", sentence[0], number.start)) or known
    named = _names(phrase)
    alike = [one for one in known if (_is_named(one, phrase) if named else _is_of(one, phrase))]
    if phrase.way != "back":
        alike = [
            one for one in alike if named and (one.scope == claim.scope or {one.scope, claim.scope} == JUDGED_SCOPES)
        ]
    if not alike and phrase.way == "back" and known[-1].subject is None and is_slip(number.value, known[-1].value):
        alike = known[-1:]  # whatever it counts, its misprint points to it
    if not alike:
        return claim
    same = next((one for one in reversed(alike) if one.value == number.value), None)
    claim = replace(claim, again=phrase.way, repeats=(same,) if same else tuple(alike))
    if phrase.way != "back":
        less = phrase.part and all(number.value < one.value and not is_slip(number.value, one.value) for one in alike)
        return _doubted(claim) if less else claim
    passage = paragraph.passage
    before = passage.place.start or 0
    begin = min((claim.place.start or 0) - before, phrase.start)
    end = max((claim.place.end or 0) - before, phrase.end)
    moved = begin - ((claim.place.start or 0) - before)
    claim = replace(
        claim, text=passage.text[begin:end], place=passage.place.span(begin, end), start=claim.start + moved
    )
    if same is not None:
        told = replace(claim, subject=same.subject, others=same.others, narrowed_by=same.narrowed_by)
        return replace(told, scope=same.scope, bound=same.bound)
    stated = {one.value for one in frames.numbers[max(0, index - _SAID_BEFORE) : index] if one.unit in units}
    values = [one.value for one in known[-_MOST:]]
    if number.value in stated or any(number.value in accumulate(values[first:]) for first in range(len(values))):
        # Several of them together, or one that nobody knows: the words behind the number do not tell which.
        return _doubted(replace(claim, narrowed_by=claim.narrowed_by or claim.text))
    subjects = {one.subject for one in alike}
    return _doubted(replace(claim, subject=subjects.pop() if len(subjects) == 1 else None, others=()))


def _of_item(paragraph: Paragraph, known: Sequence[Claim], mark: int) -> list[Claim]:
    """Those of ``known`` that stand behind the semicolon at ``mark``: an item with figures of its own points to these."""
    before = paragraph.passage.place.start or 0
    return [one for one in known if one.subject and (one.place.start or 0) - before > mark] if mark >= 0 else []


def _opening(paragraph: Paragraph, number: Quantity, claim: Claim) -> Claim:
    """``claim`` of a number that opens its sentence, with what holds of each behind it: “两件均已答复” are those counted before."""
    said = paragraph.said[-_SAID_BEFORE:]
    same = [one for one in said if one.exact and one.value == number.value and one.unit == number.unit]
    if not same:
        return _doubted(claim)
    told = replace(claim, subject=same[-1].subject, others=same[-1].others, narrowed_by=same[-1].narrowed_by)
    return replace(told, scope=same[-1].scope, bound=same[-1].bound)


def _doubted(claim: Claim) -> Claim:
    """The claim, of which the words before it leave open whether it counts what the tables do."""
    return replace(claim, scope="unclear", bound=Bound("again", claim.text)) if claim.scope == "report" else claim


def _phrase(frames: Frames, number: Quantity, sentence: tuple[int, int]) -> _Phrase | None:
    """The noun phrase around the number, where it speaks of what was counted before."""
    text = frames.text
    lead = text[max(sentence[0], number.start - 24) : number.start]
    pointing = _POINTING.search(lead)
    if not (pointing or _OBJECT.search(lead) or _SAID_OF_EACH.search(text, number.end, sentence[1])):
        return None
    end, behind = _behind(frames, number, sentence[1])
    noun = text[number.end : end]
    family = next((name for name, pattern in _NOUNS.items() if pattern.search(noun)), "")
    word = None if family or _EACH.match(text, number.end) else _WORD.match(text, number.end)
    if pointing:
        start = number.start - len(pointing[0].lstrip("，。；:对将把就在为"))
        found = behind
        if of := _BEFORE_IT.search(text[max(sentence[0], start - _FAR) : start]):
            found = [*frames.between(text, start - len(of[0]), start), *behind]
        return _Phrase("back", gathered(text, found), family, word[0] if word else "", start, end)
    for pattern in (_OBJECT, _SUBJECT):
        match = pattern.search(lead)
        if match is None:
            continue
        start = number.start - len(match["of"])
        stop = _CLAUSE_END.search(text, end, sentence[1])
        rest = text[end : stop.start() if stop else sentence[1]]
        each, taken = _EACH.search(rest), pattern is _OBJECT or _AMONG.match(rest)
        if "其中" in match["of"] or not (taken or (each and each.start() == 0)):
            continue
        before = frames.between(text, start, number.start)
        if is_filler(_without(text, start, number.start, before)):
            some = not (each or _ALL.search(match["of"] + noun)) or _REST.search(text, end, sentence[1])
            told = gathered(text, [*before, *behind])
            return _Phrase("taken" if taken or some else "all", told, family, "", start, end, part=bool(some))
    return None


def _behind(frames: Frames, number: Quantity, last: int) -> tuple[int, list[Tag]]:
    """Where the nouns right behind the number end, and what they tell."""
    position, found = number.end, []
    tags = {tag.start: tag for tag in frames.between(frames.text, number.end, last)}
    while position < last:
        if tag := tags.get(position):
            found.append(tag)
            position = tag.end
        elif not _EACH.match(frames.text, position) and (link := _LINK.match(frames.text, position, last)):
            position = link.end()
        else:
            break
    return position, found


def _without(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The characters of ``text`` that no tag holds."""
    taken = {place for tag in found for place in range(tag.start, tag.end)}
    return "".join(text[place] for place in range(start, end) if place not in taken)


def _names(phrase: _Phrase) -> bool:
    """Whether the phrase tells more than that applications, cases or documents are counted."""
    dimensions = phrase.dimensions
    flows = set(dimensions.get("flow", ()))
    others = [kind for kind in dimensions if kind not in ("flow", "topic", "apart", "rest", "inner", "court")]
    return bool(others) or (bool(flows) and (phrase.way != "back" or not flows <= _OF_ANY))


def _is_named(one: Claim, phrase: _Phrase) -> bool:
    """Whether ``one`` counts what the phrase names."""
    dimensions = phrase.dimensions
    parts = (one.subject or "-").split("+")
    for kind, of, family in (("outcome", "case", "litigation."), ("state", "document", "disclosure.")):
        if kind in dimensions and of not in dimensions:
            return all(part.startswith(family) and part.endswith(dimensions[kind]) for part in parts)
    meant = subject(dimensions) if is_primary(dimensions) else None
    if meant is None:
        return False
    if meant == _CARRIED:
        return one.subject is not None and one.subject.startswith(_CARRIED)
    return one.subject == meant or {one.subject, meant} <= ENDED


def _is_of(one: Claim, phrase: _Phrase) -> bool:
    """Whether ``one`` counts what the noun may stand for: anything of a family, the same noun, or anything that is known."""
    if phrase.noun:
        return phrase.noun in one.text
    return one.subject is not None and one.subject.startswith(phrase.family)
