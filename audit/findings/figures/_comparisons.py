"""Facts of the text against the tables: a number by the ways in which it may be counted, and words that say “none”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from audit.errors import RuleError
from audit.findings._facts import CellKey, Facts, Remedy, Side, Stated, Term
from audit.findings.figures._sums import summed, terms_with, unfilled
from audit.text import Value, distance, minus, show


@dataclass(frozen=True, slots=True)
class Counted:
    """What the tables give for a quantity by one way of counting, which ``name`` tells (Chinese).

    It is the sum of ``cells``, those among ``less`` taken away. ``terms`` are the cells that are read, ``unread`` the
    others. ``value`` is None where a cell is unread or all of them are blank.
    """

    name: str
    value: Value | None
    cells: tuple[CellKey, ...]
    terms: tuple[Term, ...] = ()
    less: tuple[CellKey, ...] = ()
    unread: tuple[CellKey, ...] = ()

    @property
    def number(self) -> Value:
        """The value where there is one."""
        if self.value is None:
            raise RuleError(f"“{self.name}”没有数字。")
        return self.value

    @property
    def blanks(self) -> bool:
        """Whether a cell is blank."""
        return any(term.blank for term in self.terms)

    @property
    def signed_terms(self) -> tuple[Term, ...]:
        """The terms that are not 0, those that are taken away with the sign of their cell turned round."""
        signed = (replace(one, value=minus(0, one.value)) if one.cell in self.less else one for one in self.terms)
        return tuple(one for one in signed if one.value)

    def sum_words(self) -> str:
        """How several numbers come to the value: “121 + 3 - 2 = 122”; "" where there are no two of them."""
        first, *rest = [one.value for one in self.signed_terms] or [0]
        if not rest or self.value is None:
            return ""
        more = "".join(f" {'-' if value < 0 else '+'} {show(distance(value, 0))}" for value in rest)
        return f"{show(first)}{more} = {show(self.value)}"

    def brought_to(self, value: Value) -> tuple[Remedy, ...]:
        """The number for each cell with which the count is ``value``."""
        if self.unread:
            return ()
        more = minus(value, self.value or 0)
        plus = [term for term in self.terms if term.cell not in self.less]
        taken = [term for term in self.terms if term.cell in self.less]
        return (*terms_with(plus, more), *terms_with(taken, minus(0, more)))

    def with_cells(self, cells: Mapping[str, Value]) -> Value | None:
        """The count if cells had these numbers; None where a cell is unread."""
        if self.unread:
            return None
        taken = [term for term in self.terms if term.cell in self.less]
        return minus(summed([term for term in self.terms if term.cell not in self.less], cells), summed(taken, cells))


#: What comes of a number of the text held against the tables: it agrees; is a 0 where the tables are blank; is alike as
#: far as an approximate number can be; differs, or is “off” where an approximate number cannot be that of the tables. Or it
#: is open: a cell is unread, all are blank, an approximate number is somewhat off, the scope of the number is unclear, or some cell that may count is blank or unread.
Agreement = Literal["agrees", "zero", "alike", "differs", "off", "unread", "blank", "far", "scope", "incomplete"]
#: Further ways of counting that a message lists.
_SHOWN = 2
_ENDS: dict[str, str] = {
    "alike": "；正文为约数，大致相当",
    "off": "；正文为约数，按其写法亦不合",
    "far": "；正文为约数，与表中数字有出入，请人工核对",
    "incomplete": "，但有空白或未能读取的单元格，无法核对",
}


@dataclass(frozen=True, slots=True)
class Comparison(Facts):
    """A number of the text against the tables: ``text`` against ``table``, the usual way of counting ``name``.

    ``others`` are the further ways of counting that are possible. ``counted_by`` names the one by which the number
    agrees, "" where that is the usual one or none. ``lacking`` says what of the tables could not be read.
    """

    kind: ClassVar[str] = "comparison"
    name: str
    text: Side
    table: Counted
    result: Agreement
    others: tuple[Counted, ...] = ()
    counted_by: str = ""
    lacking: Stated | None = None

    @property
    def agreeing(self) -> Counted:
        """The way of counting by which the number agrees; the usual one where none does."""
        return next((way for way in self.others if way.name == self.counted_by), self.table)

    @property
    def expected(self) -> Value | None:
        """What the tables give, where that says what the text should state."""
        if self.result == "agrees":
            return self.agreeing.value
        return self.table.value if self.result in ("differs", "off", "scope") else None

    @property
    def actual(self) -> Value | None:
        """What the text states; None where the number is only held to be alike."""
        return None if self.result == "alike" else self.text.number

    @property
    def difference(self) -> Value | None:
        """The number of the text less that of the tables, where they differ."""
        return minus(self.text.number, self.table.value or 0) if self.result == "differs" else None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """A number for the text, or for any one of the cells, with which an exact number agrees by a way of counting."""
        if self.result in ("agrees", "zero", "alike") or not self.text.exact:
            return ()
        # Another way of counting gives a number, never a “none”.
        others = [way.value for way in self._ways[1:] if way.value]
        known = dict.fromkeys([*([] if self.table.value is None else [self.table.value]), *others])
        text = [
            Remedy(value, words=self.text.words, sentence=self.text.sentence, unit=self.text.unit) for value in known
        ]
        cells = [remedy for way in self._ways for remedy in way.brought_to(self.text.number)]
        return (*text, *dict.fromkeys(cells))

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether an exact number would agree by a way of counting."""
        return self.text.exact and any(way.with_cells(cells) == self.text.number for way in self._ways)

    @property
    def _ways(self) -> tuple[Counted, ...]:
        # “None” is true by the usual way of counting only: cases that are merely undecided are some.
        return (self.table, *self.others) if self.text.value else (self.table,)

    def message(self) -> str:
        """“正文“收到申请12件”，表三“收到申请”为 13，差 1；按其他口径（…）亦不符”."""
        opening = f"正文“{self.text.words}”"
        if self.result == "agrees":
            return f"{opening}，{self.name}为 {show(self.agreeing.value)}，相符{self._counted()}{unfilled(self.agreeing.terms)}"
        if self.result == "unread":
            return f"{opening}：{self.lacking.message() if self.lacking else self.name}，无法核对"
        if self.result in ("blank", "zero"):
            return f"{opening}：{self.name}空白未填，{'无法核对' if self.result == 'blank' else '与正文的0不矛盾'}"
        shown = f"{opening}，{self.name}为 {show(self.table.value)}"
        if self.result in _ENDS:
            return shown + _ENDS[self.result]
        shown += f"，差 {show(distance(self.text.number, self.table.value or 0))}"
        if self.result == "scope":
            return f"{shown}；正文此处的统计范围不能确定与表格相同，请人工核对"
        ways = [f"{way.name}为 {show(way.value)}" for way in self.others if way.value is not None]
        others = "、".join(ways[:_SHOWN]) + ("等" if len(ways) > _SHOWN else "")
        return shown + (f"；按其他口径（{others}）亦不符" if others else "")

    def _counted(self) -> str:
        if not self.counted_by:
            return ""
        return f"（按“{self.counted_by}”口径；按“{self.table.name}”为 {show(self.table.value) or '空白'}）"


#: What words say of all cases or applications: all upheld, none lost, all settled, all waiting, all applications done, or
#: that some parts of them are all of them, or none.
Claimed = Literal["upheld", "unlost", "settled", "waiting", "done", "parts"]
#: Why such words are not judged although cells speak against them.
Doubt = Literal["", "concluded_only", "which_cases", "unnamed_cases", "due_only", "partly_granted", "other_results"]
_NONE_FOUND = {
    "upheld": "表四没有纠正、其他结果或尚未审结的案件",
    "unlost": "表四没有结果纠正的案件",
    "parts": "表中与此相反的各项均为0",
}
_DOUBTS: dict[str, str] = {
    "": "",
    "concluded_only": "；正文可能只计已审结的案件，请人工核对",
    "which_cases": "；正文所指的是哪一类案件不能确定，请人工核对",
    "unnamed_cases": "；正文没有写明所指案件，请人工核对",
    "due_only": "；正文可能只计到期申请，请人工核对",
    "other_results": "；其他结果、尚未审结的案件是否属于胜诉不能确定，请人工核对",
    "partly_granted": "；正文可能将部分公开的一并计作公开，请人工核对",
}


@dataclass(frozen=True, slots=True)
class SaidOfAll(Facts):
    """Words that something holds of all cases or applications, against the cells that must sum up to ``due`` then.

    ``about`` is what holds. ``cases`` is the number of cases that the words speak of, ``lacking`` says what could not
    be read. ``against`` are the cells, with their names, or their sum; where they speak against the words, ``doubt`` says
    why that is no fault, "" where it is one.
    """

    kind: ClassVar[str] = "said_of_all"
    about: Claimed
    text: Side
    against: tuple[Side, ...] = ()
    due: Value = 0
    cases: Side | None = None
    doubt: Doubt = ""
    lacking: Stated | None = None

    @property
    def holds(self) -> bool:
        """Whether the cells bear the words out."""
        return not self.lacking and all(side.value == self.due for side in self.against)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What the one cell that speaks against the words would have to be."""
        wrong = [side for side in self.against if side.value != self.due]
        if self.lacking or len(wrong) != 1 or len(wrong[0].cells) != 1:
            return ()
        return (Remedy(self.due, wrong[0].cells[0]),)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the cells would bear the words out; a sum of several cannot tell."""
        each = [cells.get(side.cells[0], side.number) for side in self.against if len(side.cells) == 1]
        return len(each) == len(self.against) > 0 and all(value == self.due for value in each)

    def message(self) -> str:
        """“正文“均获维持”，而表四行政复议“结果纠正”为 1”."""
        opening = f"正文“{self.text.words}”"
        if self.lacking:
            return f"{opening}：{self.lacking.message()}，无法核对"
        if self.about in _NONE_FOUND:
            if self.holds:
                return f"{opening}，{_NONE_FOUND[self.about]}，相符"
            if self.cases:
                opening = f"正文“{self.cases.words}”，“{self.text.words}”"
            return f"{opening}，而{self._listed('、')}{_DOUBTS[self.doubt]}"
        if self.cases:
            opening = f"正文“{self.cases.words}”，“{self.text.words}”"
        return f"{opening}，{self._listed('')}{'，相符' if self.holds else _DOUBTS[self.doubt]}"

    def _listed(self, mark: str) -> str:
        return mark.join(f"{side.name}为 {show(side.number)}" for side in self.against)
