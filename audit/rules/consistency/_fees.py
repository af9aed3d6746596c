"""The fees for processing information that a text states, and what of them does not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.model import JUDGED_SCOPES, Claim
from audit.patterns import regex
from audit.rules.kit import Case, Stated, in_force, stated
from audit.text import Value

#: How many yuan the units are worth.
_YUAN = {"元": 1, "万元": 10_000, "": 1}
_CHARGED, _RECEIVED, _TAKEN = (f"information_fee.{name}" for name in ("charged", "received", "taken"))
_NO_MULTIPLE = "{amount} {printed} 元不是{step}元的整数倍"
_BY_VOLUME = regex("按量|按页|计页")


def stated_fees(case: Case) -> list[Claim]:
    """The exact figures and denials of fees in the text, each as what it is: asked for, or received."""
    found = [
        claim
        for claim in case.report.claims
        if (claim.subject or "").startswith("information_fee.")
        and claim.exact
        and claim.scope in JUDGED_SCOPES
        and (claim.subject == "information_fee.notices" or claim.unit in _YUAN)
    ]
    return list(_by_kind(found))


def fee_numbers(fees: Sequence[Claim]) -> dict[str, list[Value]]:
    """The numbers of notices, and the amounts charged and received, in yuan."""
    return {name: _numbers(fees, name) for name in ("notices", "charged", "received")}


def fee_faults(case: Case, fees: Sequence[Claim], numbers: Mapping[str, Sequence[Value]]) -> tuple[Stated, ...]:
    """What the amounts cannot be by the law in force, and what does not go together."""
    law = in_force("收费办法", case.report.year)
    step: int | None = law.get("by_item" if _by_item(fees) else "by_volume")
    return (*_amounts(numbers, step), *_together(numbers, step))


def _by_kind(fees: Sequence[Claim]) -> Iterator[Claim]:
    """The claims, “金额” as the sum that is asked for where none stands before it, else as what came in.

    Where several stand behind such a sum, or what came in is told as well, they may be parts: none of them is judged.
    """
    subjects = [claim.subject for claim in fees]
    first = next((n for n, name in enumerate(subjects) if name in (_CHARGED, _TAKEN)), len(subjects))
    single = _RECEIVED not in subjects and subjects[first + 1 :].count(_TAKEN) == 1
    for number, claim in enumerate(fees):
        if claim.subject != _TAKEN:
            yield claim
        elif number == first or single:
            yield replace(claim, subject=_CHARGED if number == first else _RECEIVED)


def _by_item(fees: Sequence[Claim]) -> bool:
    """Whether the sentences say that the fee was taken by item, and none says by volume."""
    text = "".join(claim.sentence for claim in fees)
    return "按件" in text and not _BY_VOLUME.search(text)


def _numbers(fees: Sequence[Claim], name: str) -> list[Value]:
    values = []
    for claim in fees:
        if claim.subject == f"information_fee.{name}":
            yuan = Decimal(claim.value) * (_YUAN[claim.unit] if name != "notices" else 1)
            values.append(int(yuan) if yuan == int(yuan) else yuan)
    return values


def _amounts(numbers: Mapping[str, Sequence[Value]], step: int | None) -> Iterator[Stated]:
    for name, word in (("charged", "应收金额"), ("received", "实收金额")):
        values = set(numbers[name])
        if len(values) > 1:
            yield stated("{amount}前后不一", amount=word)
        for value in sorted(values):
            if step and value % step:
                form = _NO_MULTIPLE + ("（按件计收）" if step > 10 else "")
                yield stated(form, amount=word, printed=value, step=step)


def _together(numbers: Mapping[str, Sequence[Value]], step: int | None) -> Iterator[Stated]:
    notices, charged, received = (max(numbers[name], default=None) for name in ("notices", "charged", "received"))
    if charged is not None and received is not None and received > charged:
        yield stated("实收 {received} 元大于应收 {charged} 元", received=received, charged=charged)
    amount = charged if charged is not None else received
    if notices == 0 and amount:
        yield stated("没有收费通知而有金额 {printed} 元", printed=amount)
    if step and notices and charged is not None and charged < step * notices:
        form = "收费通知 {notices} 件而应收 {charged} 元，低于每件{step}元"
        yield stated(form, notices=notices, charged=charged, step=step)
