"""Facts of changes against another year that the text states: the numbers of both years, and what the change should be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from audit.findings._facts import Facts, Remedy, Side
from audit.findings.figures._comparisons import Counted
from audit.findings.figures._rates import rounded
from audit.text import Value, distance, minus, show

#: What comes of a change that is not what it should be: it is wrong, or said of a number in brackets before it.
_ENDINGS = {"differs": "，不合", "bracketed": "；所说的也可能是括号中的数，请人工核对"}
_OTHER_BASIS = "；上年数的口径可能不同，请人工核对"
#: What comes of a change held against its two numbers: it agrees; differs; is open as the earlier number is not known
#: for certain; differs, but one of the numbers may count something else, or it may be of a number in brackets.
ChangeResult = Literal["agrees", "differs", "unknown", "unclear", "bracketed"]
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Change(Facts):
    """A change against another year that the text states, in %, in times or in units, against the numbers of both years.

    ``basis`` is where the earlier number stands: in the earlier year's "report", in the same "sentence", or in a sentence
    of its own that compares with a number of the "paragraph". ``before`` are the numbers that the earlier year may have
    had, the usual one first, all of them of the same year; a number without words in the text is worked out from the
    step that the sentence states. ``rises`` is the direction that the text states; ``ratio`` says that it states how many
    times the earlier number the later one is. ``elsewhere`` is a number of the tables with which the change would agree.
    ``also`` are further comparisons of the same number that fail.
    """

    kind: ClassVar[str] = "change"
    basis: Literal["report", "sentence", "paragraph"]
    text: Side
    now: Side
    before: tuple[Side, ...]
    result: ChangeResult
    rises: bool
    elsewhere: Counted | None = None
    also: tuple[Change, ...] = ()
    ratio: bool = False

    @property
    def computed(self) -> Value | None:
        """What the change should be, in the unit of the text (two decimals at most); None where that is open."""
        base = self.before[0]
        if self.result == "unknown" or base.value is None:
            return None
        if self.ratio:
            return self._divided(self.now.number, base.number)
        less, more = (base.number, self.now.number) if self.rises else (self.now.number, base.number)
        step = minus(more, less)
        return self._divided(step, base.number) if self.text.unit in ("%", "倍") else step

    def _divided(self, part: Value, whole: Value) -> Value | None:
        if not whole:
            return None
        return rounded(part, whole) if self.text.unit == "%" else rounded(part, whole * _HUNDRED)

    @property
    def expected(self) -> str | None:
        """What the text should state, where it is wrong."""
        return self._due if self.result == "differs" else None

    @property
    def actual(self) -> str | None:
        """What the text states, where it is wrong."""
        if self.result != "differs":
            return None
        return f"{show(self.text.number)}%" if self.basis == "paragraph" else self.text.words

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another change for the text, where it went in the direction that the text says."""
        value = self.computed if self.result in ("differs", "unclear", "bracketed") and self.text.exact else None
        if value is None or value < 0:
            return ()
        return (Remedy(value, words=self.text.words, sentence=self.text.sentence, unit=self.text.unit),)

    def message(self) -> str:
        """“正文“同比增长20%”：2023年度报告为 10，本年 15，应为 50%，不合”."""
        words = f"{self.before[0].words if self.basis == 'paragraph' else ''}{self.text.words}"
        return f"正文“{words}”：{'；'.join(change.comparison() for change in (self, *self.also))}"

    def comparison(self) -> str:
        """What is held against the change, and what comes of it."""
        if self.basis == "report":
            return self._by_report()
        if self.basis == "paragraph":
            return self._by_paragraph()
        base = self.before[0]
        opening = (
            f"同句本年 {show(self.now.number)}，上年 {show(base.number)}{'' if base.words else '（由增减数推得）'}"
        )
        if self.result == "agrees":
            return f"{opening}，相符"
        return f"{opening}，{self._should}{_ENDINGS.get(self.result, _OTHER_BASIS)}"

    def _by_report(self) -> str:
        base = self.before[0]
        opening = f"{base.year}年度报告"
        if self.result == "unknown":
            values = sorted({side.number for side in self.before if side.value is not None})
            return f"{opening}为 {'或'.join(map(show, values)) or '空白或未读取'}，无法核对"
        if self.result == "agrees":
            return f"{opening}“{base.name}”为 {show(base.number)}，本年 {show(self.now.number)}，相符"
        return f"{opening}为 {show(base.number)}，本年 {show(self.now.number)}，{self._should}{_ENDINGS.get(self.result, _ENDINGS['differs'])}"

    def _by_paragraph(self) -> str:
        opening = f"前文“{self.now.words}”"
        if self.result == "agrees":
            return f"{opening}，相符"
        opening += f"，{self._should}，与前文其他件数相比亦不合"
        if self.elsewhere is None:
            return opening
        named = f"{self.elsewhere.name} {show(self.elsewhere.number)}"
        return f"{opening}；与{named} 相比则相合，正文所指的件数不能确定，请人工核对"

    @property
    def _due(self) -> str:
        """“50%”, “下降3件”, “上年的2.1倍”, “持平”: with its direction where it is not the one stated."""
        value, unit = self.computed, self.text.unit
        if value is None:
            return "上年为0，不能计算比率"
        if self.ratio:
            return f"上年的{_shown(value)}{unit}"
        if value > 0 and self.text.number:
            return _shown(value) + (unit if unit in ("%", "倍") else "")
        if value == 0:
            return "持平"
        up = self.rises == (value > 0)
        word = ("增长" if up else "下降") if unit in ("%", "倍") else "增加" if up else "减少"
        return f"{word}{_shown(distance(value, 0))}{unit}"

    @property
    def _should(self) -> str:
        due = self._due
        return f"应为 {due}" if due[:1].isdigit() else f"应为{due}"


def _shown(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else show(value)


@dataclass(frozen=True, slots=True)
class PointsMoved(Facts):
    """A difference of two percentages that the text states in 百分点, against the two: of this year, and of the earlier one.

    ``before`` are the percentages that the earlier year may have had, each told by the text or computed from the report of that
    year, the one held against it first.
    """

    kind: ClassVar[str] = "points"
    text: Side
    now: Side
    before: tuple[Side, ...]
    result: Literal["agrees", "differs", "unclear"]
    rises: bool

    @property
    def computed(self) -> Value:
        """The difference in 百分点, in the direction that the text says."""
        base = self.before[0].number
        return minus(self.now.number, base) if self.rises else minus(base, self.now.number)

    @property
    def expected(self) -> str | None:
        """What the text should state, where it is wrong."""
        return self._due if self.result == "differs" else None

    @property
    def actual(self) -> str | None:
        """What the text states, where it is wrong."""
        return self.text.words if self.result == "differs" else None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another difference for the text, where it went in the direction that the text says."""
        if self.result != "differs" or self.computed < 0 or not self.text.exact:
            return ()
        return (Remedy(self.computed, words=self.text.words, sentence=self.text.sentence, unit=self.text.unit),)

    def message(self) -> str:
        """“正文“提高6.29个百分点”：本年 72.72%，上年 70.03%，应为提高2.69个百分点，不合”."""
        base = self.before[0]
        source = f"{base.year}年度报告（{base.name}）" if base.role == "earlier_report" else "正文所述上年"
        opening = f"正文“{self.text.words}”：本年 {_shown(self.now.number)}%，{source} {_shown(base.number)}%"
        ends = {"agrees": "，相符", "differs": f"，应为{self._due}，不合"}
        return opening + ends.get(self.result, f"，相差{self._due}；口径可能不同，请人工核对")

    @property
    def _due(self) -> str:
        up = self.rises == (self.computed > 0)
        return f"{'提高' if up else '下降'}{_shown(distance(self.computed, 0))}个百分点" if self.computed else "持平"


@dataclass(frozen=True, slots=True)
class Monthly(Facts):
    """A monthly mean that the text states (月均10件) against a number of the whole year divided by twelve."""

    kind: ClassVar[str] = "monthly"
    text: Side
    year: Side | Counted
    agrees: bool

    @property
    def computed(self) -> Decimal:
        """The mean, with two decimals at most."""
        return rounded(self.year.number, 12 * _HUNDRED)

    @property
    def expected(self) -> str | None:
        """What the text should state, where it is wrong."""
        return None if self.agrees else _shown(self.computed)

    @property
    def actual(self) -> str | None:
        """What the text states, where it is wrong."""
        return None if self.agrees else self.text.words

    def message(self) -> str:
        """“正文“月均12件”：全年 120 ÷ 12 = 10，不合”."""
        opening = f"正文“{self.text.words}”：全年 {show(self.year.number)} ÷ 12 = {_shown(self.computed)}"
        return f"{opening}，{'相符' if self.agrees else '不合'}"
