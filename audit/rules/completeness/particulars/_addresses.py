"""Addresses of electronic mail as reports print them, and of what form an address is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from audit.model import Passage, Report
from audit.patterns import regex

_PART = r"[A-Za-z0-9._%+\-Ａ-Ｚａ-ｚ０-９．＿－]"
_AT = r"(?P<at>[@＠]|[#＃]|[（(\[]?\s?(?:at|AT)\s?[)）\]])"
#: An address behind the word that announces it: at least one letter or sign, so that a telephone number is none.
_ANNOUNCED = regex(
    rf"""
    (?: 邮箱 | 电子邮件 | 电邮 | [Ee]-?[Mm]ail ) (?:地址)? \s*+ (?:为|是)? \s*+ [:：]? \s*+     # what it is called
    (?P<address>
        (?= [^，。；、\s]{{0,80}} [A-Za-z@＠Ａ-Ｚａ-ｚ] )                                      # no mere number
        {_PART}{{0,64}} \s? (?: {_AT} \s? {_PART}{{0,190}} )?
    )
    """,
    re.VERBOSE,
)
_ANYWHERE = regex(rf"(?P<address>{_PART}{{1,64}}(?P<at>[@＠]){_PART}{{0,190}})")
_GOOD = regex(
    r"""
    [A-Za-z0-9_%+-]+ (?: \. [A-Za-z0-9_%+-]+ )*               # who
    @
    (?: [A-Za-z0-9] (?: [A-Za-z0-9-]* [A-Za-z0-9] )? \. )+    # where, name by name
    [A-Za-z]{2,18}                                            # the end of the domain
    """,
    re.VERBOSE,
)
#: Ends of domains that are slips of the hand.
_SLIPS = frozenset(("con", "cmo", "ocm", "comm", "vom", "xom", "conm", "ccom"))
#: Characters of the shortest text that is taken for an address.
_SHORTEST_ADDRESS = 3


class PrintedAddress(NamedTuple):
    """An address, ``span`` of a passage; ``veil`` is what stands there in place of “@”, "" for nothing of the kind."""

    passage: Passage
    span: tuple[int, int]
    text: str
    veil: str


def addresses(report: Report) -> Iterator[PrintedAddress]:
    """Each address of the running text once, where it stands first; one that is a part of another counts as the same."""
    seen: set[str] = set()
    for passage in report.passages:
        for pattern in (_ANNOUNCED, _ANYWHERE):
            for match in () if passage.in_table else pattern.finditer(passage.text):
                address = match["address"].strip().strip(".．")
                if len(address) < _SHORTEST_ADDRESS or any(address in other for other in seen):
                    continue
                seen.add(address)
                at = match["at"] or ""
                yield PrintedAddress(passage, match.span("address"), address, "" if at in "@＠" else at)


def in_half_width(address: str) -> str:
    """``address`` with its full-width letters, digits and marks in half width."""
    return unicodedata.normalize("NFKC", address)


def has_good_form(address: str) -> bool:
    """Whether ``address`` is of the form that mail can be sent to."""
    return _GOOD.fullmatch(address) is not None


def has_slip_at_end(address: str) -> bool:
    """Whether the last part of the domain is a slip of the hand: “.con” for “.com”."""
    return address.rsplit(".", 1)[-1].lower() in _SLIPS
