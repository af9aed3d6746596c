"""Facts of percentages and changes in the text: the number stated, what it is computed from, what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from audit.findings._comparisons import Counted
from audit.findings._facts import Facts, Remedy, Side
from audit.text import Value, minus, show

#: So many denominators are listed in a message.
_MOST_WHOLES = 5


def rate(part: Value, whole: Value) -> Decimal:
    """How many hundredths of ``whole`` are ``part``, exact; ``whole`` is not 0."""
    return Decimal(part) * 100 / Decimal(whole)


def rounded(part: Value, whole: Value) -> Decimal:
    """The rate with two decimals at most."""
    value = rate(part, whole).quantize(Decimal("0.01")).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def percent(part: Value, whole: Value) -> str:
    """The rate as messages show it, with two decimals at most: 91.67%."""
    return f"{rounded(part, whole):f}%"


def rounded_alike(number: Value, exact: Decimal) -> bool:
    """Whether ``number`` is ``exact`` rounded or cut to the digits that ``number`` prints."""
    step = Decimal(1).scaleb(int(Decimal(number).as_tuple().exponent))
    apart = abs(Decimal(number) - exact)
    return apart < step and (abs(exact) >= abs(Decimal(number)) or apart <= step / 2)


#: Why a share that fits no whole is not judged: only applications that are due may be meant, which whole is meant or
#: what the part counts is not certain.
ShareDoubt = Literal["", "due_only", "whole", "scope"]
_DOUBTS: dict[str, str] = {
    "": "",
    "due_only": "；正文可能只计到期申请，请人工核对",
    "whole": "，分母不能确定",
    "scope": "，统计范围不能确定",
}


@dataclass(frozen=True, slots=True)
class Share(Facts):
    """A percentage of the text against the quotient of ``part`` and each of ``wholes``, of the text or of the tables.

    ``fitting`` is the whole with which it agrees, None where it agrees with none. ``of_concluded`` says that it is the rate of
    applications concluded, whose wholes are told by name. Without a part or wholes nothing can be computed.
    """

    kind: ClassVar[str] = "share"
    text: Side
    part: Side | Counted | None = None
    wholes: tuple[Side | Counted, ...] = ()
    fitting: Side | Counted | None = None
    doubt: ShareDoubt = ""
    of_concluded: bool = False

    @property
    def computed(self) -> tuple[Decimal, ...]:
        """The percentages, with two decimals at most, that the wholes give."""
        return tuple(rounded(self.part.number, whole.number) for whole in self.wholes) if self.part else ()

    @property
    def expected(self) -> str | None:
        """The percentage by the usual whole, where the one stated is wrong."""
        return f"{self.computed[0]:f}%" if self._fails else None

    @property
    def actual(self) -> str | None:
        """The percentage stated, where it is wrong."""
        return f"{show(self.text.number)}%" if self._fails else None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another percentage for the text; cells and numbers it is computed from leave room for several."""
        values = () if self.fitting else dict.fromkeys(self.computed)
        return tuple(Remedy(value, words=self.text.words, sentence=self.text.sentence, unit="%") for value in values)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the percentage would agree with one of the wholes."""
        part = _with(self.part, cells) if self.part else None
        wholes = (_with(whole, cells) for whole in self.wholes)
        return part is not None and any(
            whole and rounded_alike(self.text.number, rate(part, whole)) for whole in wholes
        )

    def message(self) -> str:
        """“正文“占85.71%”：“收到6件”÷ 12（“收到12件”）= 50%，均不合”."""
        said = f"正文“{self.text.words}”"
        part = self.part
        if part is None or not self.wholes:
            return f"{said}：表三没有可供计算的申请件数，无法核对"
        if self.of_concluded:
            whole = self.fitting or self.wholes[0]
            quotient = f"{part.name} {show(part.number)} ÷ {whole.name} {self._is(part, whole)}"
            return f"{said}，{quotient}{'，相符' if self.fitting else _DOUBTS[self.doubt] or '，不合'}"
        if isinstance(part, Counted):
            said += f"，{part.name} "
            tried = [f"{show(part.number)} ÷ {self._quotient(part, whole)}" for whole in self._told]
        elif self.fitting:
            said += "："
            tried = [f"{show(part.number)} ÷ {self._quotient(part, self.fitting)}"]
        else:
            said += f"：“{part.words}”"
            tried = [f"÷ {self._quotient(part, whole)}" for whole in self._told[:_MOST_WHOLES]]
        if self.fitting:
            return f"{said}{tried[0]}，相符"
        more = len(self.wholes) > _MOST_WHOLES and isinstance(part, Side)
        rest = f"等{len(self.wholes)}种算法" if more else ""
        return f"{said}{'、'.join(tried)}{rest}，均不合{_DOUBTS[self.doubt]}"

    @property
    def _fails(self) -> bool:
        return bool(self.computed) and not self.fitting and not self.doubt

    @property
    def _told(self) -> tuple[Side | Counted, ...]:
        return (self.fitting,) if self.fitting else self.wholes

    def _quotient(self, part: Side | Counted, whole: Side | Counted) -> str:
        name = f"“{whole.words}”" if isinstance(whole, Side) else whole.name
        return f"{show(whole.number)}（{name}）= {percent(part.number, whole.number)}"

    def _is(self, part: Side | Counted, whole: Side | Counted) -> str:
        return f"{show(whole.number)} = {percent(part.number, whole.number)}"


#: What comes of a change held against its two numbers: it agrees; differs; is open as the earlier number is not known
#: for certain; differs, but one of the numbers may count something else.
ChangeResult = Literal["agrees", "differs", "unknown", "unclear"]


@dataclass(frozen=True, slots=True)
class Change(Facts):
    """A change against another year that the text states, in % or in units, against the numbers of both years.

    ``basis`` is where the earlier number stands: in the earlier year's "report", in the same "sentence", or in a sentence
    of its own that compares with a number of the "paragraph". ``before`` are the numbers that the earlier year may have
    had, the usual one first, all of them of the same year; a number without words in the text is worked out from the
    step that the sentence states. ``elsewhere`` is a number of the tables with which the change would agree. ``also`` are
    further comparisons of the same number that fail.
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

    @property
    def computed(self) -> Value | None:
        """What the change should be, in the unit of the text (% with two decimals at most); None where that is open."""
        step = self._step
        if step is None or self.text.unit != "%":
            return step
        base = self.before[0].number
        return rounded(step, base) if base else None

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
        value = self.computed if self.result in ("differs", "unclear") else None
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
        said = f"同句本年 {show(self.now.number)}，上年 {show(base.number)}{'' if base.words else '（由增减数推得）'}"
        if self.result == "agrees":
            return f"{said}，相符"
        return (
            f"{said}，应为 {self._due}{'，不合' if self.result == 'differs' else '；上年数的口径可能不同，请人工核对'}"
        )

    def _by_report(self) -> str:
        base = self.before[0]
        said = f"{base.year}年度报告"
        if self.result == "unknown":
            values = sorted({side.number for side in self.before if side.value is not None})
            return f"{said}为 {'或'.join(map(show, values)) or '空白或未读取'}，无法核对"
        if self.result == "agrees":
            return f"{said}“{base.name}”为 {show(base.number)}，本年 {show(self.now.number)}，相符"
        return f"{said}为 {show(base.number)}，本年 {show(self.now.number)}，应为 {self._due}，不合"

    def _by_paragraph(self) -> str:
        said = f"前文“{self.now.words}”"
        if self.result == "agrees":
            return f"{said}，相符"
        said += f"，应为 {self._due}，与前文其他件数相比亦不合"
        if self.elsewhere is None:
            return said
        named = f"{self.elsewhere.name} {show(self.elsewhere.number)}"
        return f"{said}；与{named} 相比则相合，正文所指的件数不能确定，请人工核对"

    @property
    def _step(self) -> Value | None:
        base = self.before[0]
        if self.result == "unknown" or base.value is None:
            return None
        return minus(self.now.number, base.number) if self.rises else minus(base.number, self.now.number)

    @property
    def _due(self) -> str:
        value = self.computed
        return f"{value:f}%" if self.text.unit == "%" and isinstance(value, Decimal) else show(value)


def _with(number: Side | Counted, cells: Mapping[str, Value]) -> Value | None:
    """The number if cells of the tables had these numbers; one of the text stays as it is."""
    return number.with_cells(cells) if isinstance(number, Counted) else number.number
