"""What a negation denies, kind by kind: by the words behind it, else by those before it, as a number's frame is filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.frames import SUITS, Dimensions, dimensions_of, names_quantity, narrowing_words
from audit.match.claims.lexicon import LITIGATION, Tag
from audit.match.claims.scope import ScopeReader
from audit.match.claims.sets._setwords import set_words, tags_of, without_name, words_unknown
from audit.patterns import regex

MARKS = " 。！？!?、，；"
_MARK = regex("[，:]")
_APPLYING = regex("提出|提交|递交|申请")
_NAMES_APPLICATION = regex("(?:的|任何|书面)*申请(?:件)?(?:的?情况)?$")
#: What a clause before may tell where the negation's own tells nothing.
_KINDS_TOLD_BEFORE = ("result", "column", "case", "outcome", "decision", "state", "document")
#: Flows of which nothing is said to have come, or to be carried over.
FLOWS = frozenset(("carried_in", "carried_out", "carried"))

_KINDS_OF_FEES = ("handling", "charge")

#: What is denied, with the tags that tell it; None where nothing is that can be counted.
Denied = tuple[Dimensions, list[Tag]] | None


@dataclass(frozen=True, slots=True)
class Negated:
    """A negation from ``first`` to ``last`` of ``text``, in the clause from ``begin`` (a number's end) to ``end``.

    ``before`` and ``behind`` are the tags of its clause on both sides; those behind it are read apart from it.
    """

    reader: ScopeReader
    paragraph: ParagraphState
    sentence: tuple[int, int]
    text: str
    begin: int
    first: int
    last: int
    end: int
    before: list[Tag]
    behind: list[Tag]

    @property
    def words_behind(self) -> str:
        """The words behind the negation."""
        return self.text[self.last : self.end].strip(MARKS)

    @property
    def named_before(self) -> Dimensions:
        """What the words before the negation tell."""
        return dimensions_of(self.text, self.before)

    @property
    def counted(self) -> Dimensions:
        """What the last number of the sentence counts."""
        read = self.paragraph.numbers_read_in(self.sentence)
        return read[-1].frame.dimensions if read else {}

    @property
    def column(self) -> tuple[str, ...]:
        """Whose applications the sentence counted last: what is denied behind may be of theirs alone."""
        counted = (item.frame.dimensions for item in reversed(self.paragraph.numbers_read_in(self.sentence)))
        return next((one["column"] for one in counted if "column" in one), ())

    def is_known(self) -> bool:
        """Whether the words behind the negation name nothing but what tags tell."""
        return not words_unknown(self.text, self.last, self.end, (), set_words().fillers)


def denied_by(negation: Negated) -> Denied:
    """What the negation denies."""
    own, named_before = dimensions_of(negation.text, negation.behind), negation.named_before
    if "handling" in own or ("handling" in named_before and set(own) <= {"charge"}):
        return {kind: names for kind, names in {**named_before, **own}.items() if kind in _KINDS_OF_FEES}, [
            *negation.before,
            *negation.behind,
        ]
    if set(own) == {"flow"} and not set(own["flow"]) & FLOWS:
        own = {}  # “零受理”, “均未收到”: a verb alone
    if names_quantity(own) or {"topic", "document", "lost"} & set(own):
        full = _completed(negation, own)
        return (full, _naming_tags(negation, full, own)) if full else None
    if negation.paragraph.topics.now == "applications" and _NAMES_APPLICATION.fullmatch(negation.words_behind):
        return {"topic": ("applications",)}, negation.behind
    return _named_before(negation) if negation.is_known() else None


def _naming_tags(negation: Negated, full: Dimensions, own: Dimensions) -> list[Tag]:
    """The tags that name what is denied: those behind the negation, and of those before it the applicants that it takes over."""
    return [
        *(tag for tag in negation.before if tag.kind == "column" and "column" in set(full) - set(own)),
        *negation.behind,
    ]


def _completed(negation: Negated, own: dict[str, tuple[str, ...]]) -> Dimensions | None:
    """``own``, told behind the negation, with what the words before it tell."""
    if "lost" in own:
        return {**own, "outcome": ("corrected",), "case": ("suit",)}
    if "outcome" in own and "case" not in own:
        case = (
            negation.named_before.get("case")
            or negation.counted.get("case")
            or own.get("court")
            or negation.named_before.get("court")
        )
        return {**own, "case": case} if case else None
    if "case" in own and "outcome" not in own:
        cases = _cases(negation.behind)
        return {"case": cases} if negation.named_before.get("case", cases) == cases else None
    if {"document", "state"} & set(own):
        return _of_documents(negation, own)
    return _of_applications(negation, own)


def _cases(tags: Sequence[Tag]) -> tuple[str, ...]:
    """The cases that the tags name, “复议后起诉的诉讼” once."""
    named = [tag for tag in tags if tag.kind == "case"]
    noun = {two for one, two in pairwise(named) if one.value in SUITS and two.value == "suit" and one.end == two.start}
    return tuple(dict.fromkeys(tag.value for tag in named if tag not in noun))


def _of_documents(negation: Negated, own: Dimensions) -> Dimensions | None:
    """What is denied of documents, which may be named before: “规范性文件……，未废止”; None where none are named."""
    document = (
        own.get("document") or negation.named_before.get("document") or negation.paragraph.frames.memory.get("document")
    )
    state = own.get("state") or negation.named_before.get("state", ("issued",))
    return {**own, "document": document, "state": state} if document else None


def _of_applications(negation: Negated, own: Dimensions) -> Dimensions | None:
    """What is denied of applications; whose they are and what was done with them may be told by the words before the negation."""
    named_before, full = negation.named_before, dict(own)
    if lines := tuple(dict.fromkeys(tag.value for tag in negation.behind if tag.kind == "result" and "." in tag.value)):
        full["result"] = lines
    elif (
        named_before.get("result")
        and "result" in own
        and all(name.startswith(f"{own['result'][0]}.") for name in named_before["result"])
    ):
        full["result"] = named_before["result"]  # “过程性信息没有作为不予公开理由使用”
    if "column" in named_before and {"result", "topic", "flow"} & set(full):
        full.setdefault("column", named_before["column"])
    elif "result" in full and (column := negation.column):
        full.setdefault("column", column)  # “法律服务机构申请12件，其中公开4件，无一件部分公开”
    if "column" in full and not {"result", "flow"} & set(full):
        if _APPLYING.search(negation.text, negation.first, negation.end):
            full["flow"] = ("received",)
        elif "column" in negation.counted:
            full |= {kind: negation.counted[kind] for kind in ("flow", "result") if kind in negation.counted}
        return full if {"flow", "result"} & set(full) else None
    return full


def _named_before(negation: Negated) -> Denied:
    """What is denied where nothing stands behind the negation: “行政复议、行政诉讼均未发生”."""
    named_before = negation.named_before
    carried = named_before.get("flow", ("",))[0] in FLOWS
    if "besides" in named_before or (negation.paragraph.topics.now in LITIGATION and carried):
        return None  # “结转到下年的案件为零”
    kinds = {
        kind: names
        for kind, names in named_before.items()
        if kind in (*_KINDS_TOLD_BEFORE, "court") or (kind == "flow" and carried)
    }
    if set(kinds) == {"column"}:
        more = {kind: negation.counted[kind] for kind in ("flow", "result") if kind in negation.counted}
        return ({**more, **kinds}, negation.before) if more else None
    if "document" in kinds:
        kinds.setdefault("state", ("issued",))
    if set(kinds) - {"court"}:
        return (kinds, negation.before) if "document" in kinds or "state" not in kinds else None
    if "topic" in named_before:
        return {"topic": named_before["topic"]}, negation.before
    unnamed = without_name(negation.reader, negation.text)
    if words_unknown(unnamed, negation.begin, negation.first, negation.before, set_words().fillers):
        return None
    return _of_clauses(negation)


def _of_clauses(negation: Negated) -> Denied:
    """What clauses before name: “国家秘密、执法案卷两种情形上年分别为65件和89件，本年均未出现”."""
    text, lines, naming = negation.text, dict[str, tuple[str, ...]](), list[Tag]()
    for start, end in reversed(_clauses(text, negation.sentence[0], negation.begin)):
        found = tags_of(text, start, end, negation.reader.year)
        named = dimensions_of(text, found)
        if "besides" in named or narrowing_words(text, start, end, found, named, whole=True):
            break
        more = {kind: named[kind] for kind in ("result", "case", "outcome") if kind in named}
        if lines and (set(more) != {"result"} or not all("." in name for name in more["result"])):
            break  # further lines of one list only: “无正当理由大量反复申请，以及要求……，两种情形均未出现”
        for kind, names in more.items():
            lines[kind] = tuple(dict.fromkeys((*names, *lines.get(kind, ()))))
        naming = [*found, *naming] if more else naming
        if lines and set(lines) != {"result"}:
            break
    return (lines, naming) if lines and ("outcome" not in lines or "case" in lines) else None


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of ``text`` from ``start`` to ``end``, back to the last semicolon."""
    start = max(start, text.rfind("；", start, end) + 1)
    stops = [start, *(match.end() for match in _MARK.finditer(text, start, end)), end]
    return [(left, right) for left, right in pairwise(stops) if right > left]
