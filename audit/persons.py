"""Numbers and names of private people: found for the rule on them, hidden wherever text is shown."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Literal

from audit.text import as_simplified, remembered, widened

#: Weights, check characters and form of an identity number (GB 11643).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_IDENTITY_LENGTH = 18
#: Fifteen to nineteen digits, a blank between some of them; figures in a row have one between all.
_MAX_BLANKS_IN_CARD = 5
_LONG_NUMBER = re.compile(
    r"""
    [1-9１-９] (?<! [\dA-Za-z] . )                                          # its first digit, which is looked for first
    (?: [ \u3000\u00a0]? \d ){13,17} [ \u3000\u00a0]? [\dXxＸ]               # 15 to 19 digits, blanks between them
    (?! [\dA-Za-z] )
    """,
    re.VERBOSE,
)
_MIN_CARD_DIGITS = 16
#: What the words right before a number call it, and how many characters of them are looked at.
_CALLED = 14
_CALLED_IDENTITY = re.compile(r"身份证(?:件)?(?:号码?|证号)?[\s:：为是（(“]*$")
_CALLED_CARD = re.compile(r"(?:银行卡|信用卡|储蓄卡|社保卡|一卡通|银行账户|卡号)(?:账?号|号码|卡号)?[\s:：为是（(“]*$")
_ASCII_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF38: "X", 0xFF58: "X"}
#: A mobile number; it is a person's in a sentence on people, and may be one in any that gives no way to reach an office.
_MOBILE = re.compile(r"[1１](?<![\d-].)[3-9３-９]\d{9}(?!\d)")
_CONTACT = re.compile(r"联系|电话|手机|热线|咨询|传真|地址|邮编|受理点")
_PEOPLE = re.compile(r"申请人|当事人|投诉人|举报人|原告|信访人|村民|市民|群众|先生|女士")
#: An address that may be a person's own; those of organs end in gov.cn.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}+[@＠](?![\w.-]{0,64}gov\.cn)[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}", re.ASCII
)
_SENTENCE = re.compile(r"[^。；]+[。；]?")
#: Results of hiding that are kept: one paragraph is shown by several findings of several rules.
_REMEMBERED = 256
_NO_NAME = re.compile("某|姓|人|公司")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number of a person at characters ``start`` to ``end``.

    “identity” and “card” hold; “identity?” is called one, but does not hold; “mobile” stands in a sentence on people,
    “mobile?” in another one that gives no way to reach an office.
    """

    start: int
    end: int
    kind: Literal["identity", "identity?", "card", "mobile", "mobile?"]


def personal_numbers(text: str) -> list[PersonalNumber]:
    """The identity, bank card and mobile numbers of people in ``text``, spaces between the digits of the first two or not.

    An identity number's check character and date of birth hold, or the words before call it one; a bank card's check digit holds,
    or the words before call it one.
    """
    found = []
    for match in _LONG_NUMBER.finditer(text):
        digits = re.sub(r"[^\dXx]", "", width_of_digits(match[0])).upper()
        if len(match[0]) - len(digits) > _MAX_BLANKS_IN_CARD:
            continue
        called = text[max(0, match.start() - _CALLED) : match.start()]
        if len(digits) == _IDENTITY_LENGTH and digits[:17].isdecimal() and _is_identity(digits):
            found.append(PersonalNumber(*match.span(), "identity"))
        elif len(digits) in (15, _IDENTITY_LENGTH) and _CALLED_IDENTITY.search(called):
            found.append(PersonalNumber(*match.span(), "identity?"))
        elif digits.isdecimal() and (_CALLED_CARD.search(called) or (digits.startswith("62") and _is_card(digits))):
            found.append(PersonalNumber(*match.span(), "card"))
    return [*found, *_mobile_numbers(text)]


def _mobile_numbers(text: str) -> Iterator[PersonalNumber]:
    for sentence in _SENTENCE.finditer(widened(text)) if _MOBILE.search(text) else ():
        of_people = _PEOPLE.search(sentence[0]) is not None
        if of_people or not _CONTACT.search(sentence[0]):
            for match in _MOBILE.finditer(sentence[0]):
                start, end = (sentence.start() + at for at in match.span())
                yield PersonalNumber(start, end, "mobile" if of_people else "mobile?")


def masked(text: str, known: Sequence[str] = ()) -> str:
    """``text`` with its personal numbers and names hidden, no character more or less: no output repeats personal data.

    ``known`` are words that were found to be personal elsewhere in the same report (``private_words``): a name stands by
    itself where it is repeated, and a part of a sentence does not tell whose number it holds.
    """
    if known and any(word in text for word in known):
        return hidden_at(text, private_spans(text, known))
    return _masked(text)


@remembered
@lru_cache(_REMEMBERED)
def _masked(text: str) -> str:
    return hidden_at(text, private_spans(text))


def private_spans(text: str, known: Sequence[str] = ()) -> tuple[tuple[int, int], ...]:
    """Where ``text`` holds numbers and names of private people, those that are ``known`` from elsewhere among them."""
    plain = as_simplified(text)
    found = {(number.start, number.end) for number in personal_numbers(plain)} | set(names(plain))
    found |= _addresses_beside(plain, found)
    found |= {match.span() for word in known if word in text for match in re.finditer(re.escape(word), text)}
    return tuple(sorted(found))


def _addresses_beside(text: str, found: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The e-mail addresses of sentences that hold a number or name of a private person; others may be an office's."""
    if "@" not in text and "＠" not in text:
        return set()
    starts = [start for start, _ in found]
    sentences = [match.span() for match in _SENTENCE.finditer(widened(text))]
    private = [span for span in sentences if any(span[0] <= start < span[1] for start in starts)]
    return {match.span() for span in private for match in _EMAIL.finditer(text, *span)}


def private_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The numbers and names of private people that stand in ``texts``, the longest first, each once."""
    found = {text[start:end] for text in texts for start, end in private_spans(text)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def hidden_at(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with what stands at ``spans`` hidden, those that overlap as one."""
    together: list[tuple[int, int]] = []
    for span in sorted(spans):
        last = together[-1] if together else (0, 0)
        if span[0] < last[1]:
            together[-1] = last[0], max(span[1], last[1])
        else:
            together.append(span)
    if not together:
        return text
    shown = list(text)
    for start, end in together:
        shown[start:end] = hide(text[start:end])
    return "".join(shown)


def width_of_digits(text: str) -> str:
    """Full-width digits and X of ``text`` made ASCII."""
    return text.translate(_ASCII_DIGITS)


def _is_card(number: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return len(number) >= _MIN_CARD_DIGITS and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_identity(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _CHECK[total % 11] == number[17] and born.year >= 1900


def names(text: str) -> list[tuple[int, int]]:
    """Where ``text`` names a private person: behind a role, in the name of a case, beside a number or a benefit."""
    if _first_character().search(text) is None:
        return []
    wide = widened(text)
    found = {
        match.span("name")
        for match in chain.from_iterable(pattern.finditer(wide) for pattern in _patterns())
        if not _NO_NAME.search(match["name"])
    }
    return sorted(found)


def hide(words: str) -> str:
    """The first character of a name, the first three and last two of a number, the rest as “*”."""
    if not words[:1].isdigit():
        return words[0] + "*" * (len(words) - 1)
    return words[:3] + "*" * (len(words) - 5) + words[-2:]


@cache
def _words() -> Mapping[str, str]:
    return tomllib.loads(files("audit").joinpath("persons.toml").read_text("utf-8"))


@cache
def _first_character() -> re.Pattern[str]:
    """What every name that is looked for begins with: most texts have none, and need not be looked through again."""
    return re.compile(f"[{_words()['surnames']}]")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = _words()
    first = data["surnames"]
    role = rf"""
        (?: {data["roles"]} )
        (?P<name> [{first}] [一-鿿]{{1,2}}? )
        (?= [于向不诉因，、。（(等\d] | 申请 | 提出 )          # what applicants do
    """
    suit = rf"""
        (?<! [一-鿿] )
        (?P<name> [{first}] [一-鿿]? [^\W投申起上应胜败控告反倾公撤被等] )
        诉 (?! [讼求状称] ) (?= [^，。；]{{2,40}} 案 )          # 张某某诉某局…案
    """
    beside = rf"""
        (?: (?<! [一-鿿] ) | (?<= [如给至为向] ) | {data["receivers"]} )
        (?P<name> [{first}] [一-鿿]{{1,2}} )
        (?= [，、（(：:\s]{{0,2}} (?: {data["private"]} ) )    # before what is private
    """
    return tuple(re.compile(pattern, re.VERBOSE) for pattern in (role, suit, beside))
