"""Facts of percentages in the text: the number stated, what it is computed from, what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from audit.findings._facts import Facts, Remedy, Side
from audit.findings.figures._approximate import rate_may_be
from audit.findings.figures._comparisons import Counted
from audit.text import Value, show

#: Denominators that a message lists.
_MAX_WHOLES_SHOWN = 5


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
        """The percentage stated, where it is wrong; the words of one that is approximate."""
        printed = f"{show(self.text.number)}%" if self.text.exact else self.text.words
        return printed if self._fails else None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another percentage for the text; cells and numbers it is computed from leave room for several."""
        values = () if self.fitting or not self.text.exact else dict.fromkeys(self.computed)
        return tuple(Remedy(value, words=self.text.words, sentence=self.text.sentence, unit="%") for value in values)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the percentage would agree with one of the wholes."""
        part = _with(self.part, cells) if self.part else None
        wholes = (_with(whole, cells) for whole in self.wholes)
        return part is not None and any(
            whole and rate_may_be(self.text.number, self.text.approximate, rate(part, whole)) for whole in wholes
        )

    def message(self) -> str:
        """“正文“占85.71%”：“收到6件”÷ 12（“收到12件”）= 50%，均不合”."""
        sentence = f"正文“{self.text.words}”"
        part = self.part
        if part is None or not self.wholes:
            return f"{sentence}：表三没有可供计算的申请件数，无法核对"
        if self.of_concluded:
            whole = self.fitting or self.wholes[0]
            quotient = f"{part.name} {show(part.number)} ÷ {whole.name} {self._is(part, whole)}"
            return f"{sentence}，{quotient}{'，相符' if self.fitting else _DOUBTS[self.doubt] or '，不合'}"
        if isinstance(part, Counted) or not part.words:
            sentence += f"，{part.name} "
            tried = [f"{show(part.number)} ÷ {self._quotient(part, whole)}" for whole in self._shown_wholes]
        elif self.fitting:
            sentence += "："
            tried = [f"{show(part.number)} ÷ {self._quotient(part, self.fitting)}"]
        else:
            sentence += f"：“{part.words}”"
            tried = [f"÷ {self._quotient(part, whole)}" for whole in self._shown_wholes[:_MAX_WHOLES_SHOWN]]
        if self.fitting:
            return f"{sentence}{tried[0]}，相符"
        more = len(self.wholes) > _MAX_WHOLES_SHOWN and isinstance(part, Side)
        rest = f"等{len(self.wholes)}种算法" if more else ""
        return f"{sentence}{'、'.join(tried)}{rest}，均不合{_DOUBTS[self.doubt]}"

    @property
    def _fails(self) -> bool:
        return bool(self.computed) and not self.fitting and not self.doubt

    @property
    def _shown_wholes(self) -> tuple[Side | Counted, ...]:
        return (self.fitting,) if self.fitting else self.wholes

    def _quotient(self, part: Side | Counted, whole: Side | Counted) -> str:
        name = f"“{whole.words}”" if isinstance(whole, Side) and whole.words else whole.name
        return f"{show(whole.number)}（{name}）= {percent(part.number, whole.number)}"

    def _is(self, part: Side | Counted, whole: Side | Counted) -> str:
        return f"{show(whole.number)} = {percent(part.number, whole.number)}"


def _with(number: Side | Counted, cells: Mapping[str, Value]) -> Value | None:
    """The number if cells of the tables had these numbers; one of the text stays as it is."""
    return number.with_cells(cells) if isinstance(number, Counted) else number.number
