"""Numbers of people, told by their digits alone: what stands between these is taken out before they are looked at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from audit.patterns import regex
from audit.text import widened

#: Weights, check characters and form of an identity number (GB 11643); the first two digits are a province's (GB/T 2260).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_IDENTITY_LENGTHS = (15, 18)
_PROVINCE = regex("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_FIRST_YEAR_OF_BIRTH = 1900
#: Numbers of files begin with a region and a day as well, of a year in which there are such files.
_FIRST_YEAR_OF_FILES = 2008
_CARD_LENGTHS, _MOBILE_LENGTH = range(16, 20), 11
#: The longest number that is looked for, and digits of its least group where it is a card's that nothing calls one.
_MAX_DIGITS, _LEAST_GROUP_OF_CARD = 19, 4
#: How often the digits of a number are parted, beyond which they may as well be figures in a row.
_MAX_PARTINGS = 5
#: How the digits of a mobile number are grouped where they are, without the code of the country.
_GROUPS_OF_MOBILE = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4)))
_COUNTRY = "86"
#: What stands between the digits of one number: blanks and line ends, what prints nothing, dashes, points, commas.
_BETWEEN = r"[\s\u00ad\u200b-\u200f\u2060\ufeff\-‐‑‒–—―－−.．·•・,，、_/]"
#: Digits enough for a number of a person, whatever parts them, with the check character X that may end them.
_RUN = regex(
    rf"""
    [0-9０-９] (?: {_BETWEEN}{{0,3}} \d ){{10,}}     # its first digit, which is looked for first
    (?: {_BETWEEN}{{0,3}} [XxＸｘ] )?
    """,
    re.VERBOSE,
)
_GROUP = regex(r"\d+|[XxＸｘ]")
#: What the words right before a number call it, and how many characters of them are looked at.
_CALLED = 16
_CALLED_IDENTITY = regex(r"(?:身份(?:证[件明]?)?(?:号码?|证号)?|证件号码?)[\s:：为是（(“]*$")
_CALLED_CARD = regex(r"(?:银行卡|信用卡|储蓄卡|社保卡|一卡通|银行账户|卡号)(?:账?号|号码|卡号)?[\s:：为是（(“]*$")
#: A mobile number is a person's in a sentence on people, and may be one in any that gives no way to reach an office.
_CONTACT = regex(r"联系|电话|手机|热线|咨询|传真|地址|邮编|受理点")
_PEOPLE = regex(r"申请人|身份证|当事人|投诉人|举报人|原告|信访人|村民|市民|群众|先生|女士")
#: Stands between two paragraphs that are read on: white space, at which a sentence ends.
END_OF_PARAGRAPH = "\x1e"
#: An end of a line, a cell or a paragraph, as texts that are read on hold them.
_LINE_END = regex("[\r\n\t\x1c-\x1f]")
#: What stands between the figures of a row; a list of numbers has marks between.
_BLANKS = regex("[ \t\u00a0\u3000]+")
#: Characters before and behind a number in which the words of its sentence are looked for.
_SENTENCE_LENGTH = 300
_SENTENCE_END = regex(f"[。；{END_OF_PARAGRAPH}]")

Kind = Literal["identity", "identity?", "like identity", "card", "mobile", "mobile?"]


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number of a person at characters ``start`` to ``end``.

    “identity” and “card” hold; “identity?” is called one, but does not hold; “like identity” is called none, and its check
    character does not hold, or its digits are parted so often that they may be figures in a row; “mobile” stands in a sentence
    on people, “mobile?” in another one that gives no way to reach an office.
    """

    start: int
    end: int
    kind: Kind


class _Group(NamedTuple):
    """Digits that stand together, or the check character, at characters ``start`` to ``end``."""

    start: int
    end: int
    digits: str


class _Window(NamedTuple):
    """Groups that follow one another, as one number; ``before`` are the characters before it, ``touches`` a letter beside it.

    ``in_row`` says that further digits stand beside it on its line, or that it stands on more than two lines: figures of a table
    that lost its grid look like groups.
    """

    groups: list[_Group]
    digits: str
    before: str
    touches: bool
    in_row: bool

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(group.digits) for group in self.groups)

    @property
    def is_parted_often(self) -> bool:
        return len(self.groups) > _MAX_PARTINGS + 1


def personal_numbers(text: str, *, in_note: bool = False) -> list[PersonalNumber]:
    """The identity, bank card and mobile numbers of people in ``text``, whatever stands between their digits.

    An identity number's province, date of birth and check character hold, or the words before call it one; a bank card's check
    digit holds, or the words before call it one. What is merely like an identity number may be another: it is hidden, not judged.
    ``in_note`` says that somebody wrote the text on a report: each mobile number in it is a person's, for no office is reached by it.
    """
    return [number for run in _RUN.finditer(text) for number in _in_run(text, run, in_note=in_note)]


def stands_for_a_person(text: str) -> bool:
    """Whether ``text`` is the number of an identity or bank card and nothing else, or like one: no count has as many digits."""
    return any(
        number.kind in ("identity", "like identity", "card") and not (text[: number.start] + text[number.end :]).strip()
        for number in personal_numbers(text)
    )


def _in_run(text: str, run: re.Match[str], *, in_note: bool = False) -> Iterator[PersonalNumber]:
    """The numbers of people in ``run``: where several could begin at one group, the longest."""
    groups = [
        _Group(run.start() + group.start(), run.start() + group.end(), _ascii(group[0]))
        for group in _GROUP.finditer(run[0])
    ]
    first = 0
    while first < len(groups):
        for last in _ends(groups, first):
            window = _window(text, groups, first, last)
            if kind := _kind(text, window, in_note=in_note):
                yield PersonalNumber(window.groups[0].start, window.groups[-1].end, kind)
                first = last
                break
        first += 1


def _ends(groups: list[_Group], first: int) -> list[int]:
    """The last groups of what could be a number from group ``first`` on, that of the longest first."""
    found, length = [], 0
    for last in range(first, len(groups)):
        length += len(groups[last].digits)
        if length > _MAX_DIGITS:
            break
        if length >= _MOBILE_LENGTH:
            found.append(last)
    return found[::-1]


def _window(text: str, every: list[_Group], first: int, last: int) -> _Window:
    groups = every[first : last + 1]
    start, end = groups[0].start, groups[-1].end
    touches = any(char.isascii() and char.isalpha() for char in text[max(0, start - 1) : start] + text[end : end + 1])
    beside = [pair for pair in ((first - 1, first), (last, last + 1)) if pair[0] >= 0 and pair[1] < len(every)]
    in_row = any(_BLANKS.fullmatch(text, every[left].end, every[right].start) for left, right in beside)
    ends = sum(_LINE_END.search(text, left.end, right.start) is not None for left, right in pairwise(groups))
    digits = "".join(group.digits for group in groups)
    return _Window(groups, digits, text[max(0, start - _CALLED) : start], touches, in_row or ends > 1)


def _kind(text: str, window: _Window, *, in_note: bool) -> Kind | None:
    digits = window.digits
    called = _CALLED_IDENTITY.search(window.before) if len(digits) in _IDENTITY_LENGTHS else None
    born = _born(digits)
    if born and _holds(digits):
        return "like identity" if window.is_parted_often and not called else "identity"
    if called and ("号" in called[0] or not window.is_parted_often):
        return "identity?"
    if window.is_parted_often:
        return None
    if born and born.year < _FIRST_YEAR_OF_FILES:
        return "like identity"
    if not digits.isdecimal():
        return None
    if len(digits) >= min(_IDENTITY_LENGTHS) and _CALLED_CARD.search(window.before):
        return "card"
    if len(digits) in _CARD_LENGTHS and not window.touches and _looks_like_card(window):
        return "card"
    if not _is_mobile(window) or (window.touches and not in_note):
        return None
    return "mobile?" if in_note else _kind_of_mobile(text, window)


def _looks_like_card(window: _Window) -> bool:
    """Whether digits that nothing calls a card's are one's: of a bank of the country, in groups as cards print them."""
    if len(window.groups) > 1 and window.in_row:
        return False
    return (
        window.digits.startswith("62") and min(window.sizes[:-1], default=_MAX_DIGITS) >= _LEAST_GROUP_OF_CARD
    ) and _is_card(window.digits)


def _is_mobile(window: _Window) -> bool:
    if len(window.groups) > 1 and window.in_row:
        return False
    digits, sizes = window.digits, window.sizes
    if len(digits) == len(_COUNTRY) + _MOBILE_LENGTH and digits.startswith(_COUNTRY):
        sizes = sizes[1:] if sizes[0] == len(_COUNTRY) else (sizes[0] - len(_COUNTRY), *sizes[1:])
        digits = digits[len(_COUNTRY) :]
    return sizes in _GROUPS_OF_MOBILE and digits[0] == "1" and digits[1] in "3456789"


def _kind_of_mobile(text: str, window: _Window) -> Kind | None:
    """What the sentence around a mobile number makes of it; None where it gives ways to reach an office."""
    start, end = window.groups[0].start, window.groups[-1].end
    first = max(0, start - _SENTENCE_LENGTH)
    wide, start, end = widened(text[first : end + _SENTENCE_LENGTH]), start - first, end - first
    begins = max((found.end() for found in _SENTENCE_END.finditer(wide, 0, start)), default=0)
    closes = _SENTENCE_END.search(wide, end)
    sentence = wide[begins : closes.start() if closes else len(wide)]
    if _PEOPLE.search(sentence):
        return "mobile"
    return None if _CONTACT.search(sentence) else "mobile?"


def _ascii(digits: str) -> str:
    """Digits of any width and script, or an X, as ASCII."""
    return digits if digits.isascii() and digits.isdecimal() else "".join(map(_digit, digits))


def _digit(char: str) -> str:
    return str(int(char)) if char.isdecimal() else "X"


def _is_card(number: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _born(number: str) -> dt.date | None:
    """The date of birth in an identity number; None where it is none by its form."""
    if len(number) != max(_IDENTITY_LENGTHS) or not _PROVINCE.match(number) or not number[:-1].isdecimal():
        return None
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= _FIRST_YEAR_OF_BIRTH else None


def _holds(number: str) -> bool:
    """Whether the check character of an identity number is right."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:-1], _WEIGHTS, strict=True))
    return _CHECK[total % len(_CHECK)] == number[-1]
