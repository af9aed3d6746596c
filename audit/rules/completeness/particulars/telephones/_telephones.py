"""Telephone numbers printed in a text, in all the ways that reports print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from audit.patterns import regex
from audit.rules.completeness.particulars._areas import areas

_DASH = "[-—–―‐－─~]"
_SEPARATED = rf"(?:{_DASH}{{1,2}}|[ \u3000]{{1,2}})"
#: Area code in brackets or in front of a dash, then the number in one piece, then perhaps an extension.
_FIXED = regex(
    rf"""
    (?<![\dA-Za-z_./=])
    (?: [（(] (?P<bracketed>0\d{{2,3}}) [)）] \s*+ {_DASH}? \s*+           # the area code in brackets
      | (?P<plain>0\d{{2,3}}) \s? {_SEPARATED} \s?                        # or parted by a dash or a blank
    )
    (?P<number> \d{{3,12}} (?: [ \u3000] \d{{4}} (?!\d) )? ) (?!\d)       # in one piece, or its last four digits apart
    """,
    re.VERBOSE,
)
_RUN_TOGETHER = regex(r"(?<![\dA-Za-z_./=-])0\d{9,11}(?!\d)")
_OTHER = regex(
    rf"""
      (?<! [\d.] ) (?: 400 | 800 ) {_DASH}? \d{{3,4}} {_DASH}? \d{{3,4}} (?! \d )    # a service number
    | (?<! \d ) 1[3-9] \d{{9}} (?! \d )                                             # a mobile number
    """,
    re.VERBOSE,
)
#: Behind the word for a telephone: a mobile number short of a digit or with one too many.
_MISCOUNTED = regex(
    r"""
    (?: 电 \s*+ 话 | 手 \s*+ 机 | 联系方式 ) (?:号码)? \s*+ [:：]? \s*+    # what it is called
    (?P<number> 1[3-9] (?: \d{7,8} | \d{10,11} ) )                         # 9 or 10 digits, or 12 or 13
    (?! \d | [-—.年] )
    """,
    re.VERBOSE,
)
_LOCAL = regex(
    rf"""
    (?: 电 \s*+ 话 | 传 \s*+ 真 | 热线 ) (?: /传真 | 号码 )? \s*+ [:：]? \s*+    # what it is called
    (?P<number> [2-9] \d{{5,8}} )                                                 # without area code
    (?! \d ) (?! {_DASH}? \d )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number at ``start`` to ``end`` of the text, as ``printed`` or, with its area code, as usually written.

    ``number`` are its digits, without the area ``code`` of a fixed number. A “local” number prints none: its ``code`` is
    the only one printed beside it in the text, or "". “mobile” is one that is not eleven digits long, “other” any mobile
    number, 400 or 800 number in its usual form.
    """

    kind: Literal["fixed", "other", "mobile", "local"]
    start: int
    end: int
    printed: str
    number: str
    code: str = ""


def telephones(text: str) -> Iterator[Telephone]:
    """The numbers in ``text``, those with an area code first."""
    codes = set()
    for match in _FIXED.finditer(text):
        code, number = match["bracketed"] or match["plain"], re.sub(r"\s", "", match["number"])
        codes.add(code)
        yield Telephone("fixed", *match.span(), f"{code}-{number}", number, code)
    for match in _RUN_TOGETHER.finditer(text):
        known = next((c for c in (match[0][:4], match[0][:3]) if c in areas()), None)
        if known:
            number = match[0].removeprefix(known)
            yield Telephone("fixed", *match.span(), f"{known}-{number}", number, known)
    for match in _OTHER.finditer(text):
        yield Telephone("other", *match.span(), match[0], re.sub(r"\D", "", match[0]))
    for match in _MISCOUNTED.finditer(text):
        yield Telephone("mobile", *match.span("number"), match["number"], match["number"])
    beside = codes.pop() if len(codes) == 1 else ""
    for match in _LOCAL.finditer(text):
        yield Telephone("local", *match.span(), match["number"], match["number"], beside)
