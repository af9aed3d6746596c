"""Chinese text: what prints nothing is left out, and text is folded for comparison.

Nothing here knows a form or a report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache, wraps
from math import floor
from typing import TypeVar

from audit.patterns import regex
from audit.text import _script as script

Value = int | Decimal
_Result = TypeVar("_Result")

#: The usual context rounds sums, and even signs, to 28 digits; cells are read with more.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

_WHOLE = frozenset((int,))

#: Longest text of which a result is remembered, in characters, and how many results of one function are.
_SHORT, _REMEMBERED = 90, 4096

#: Characters that print nothing: zero-width marks, soft hyphen, byte order mark, bidi marks.
_INVISIBLE = regex("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u00ad\ufeff\u0007]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞＂「」『』", '"') | dict.fromkeys("‘’‚‛＇", "'"))
_FOLDED = {**script.certain(), **_QUOTES}


def remembered(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """``function``, of a text alone, with its last results for short texts kept.

    Labels and small figures recur from cell to cell and from report to report; long texts do not, and would hold memory.
    """
    recall = lru_cache(_REMEMBERED)(function)

    @wraps(function)
    def call(text: str) -> _Result:
        return recall(text) if len(text) <= _SHORT else function(text)

    return call


def visible(text: str) -> str:
    """``text`` without characters that print nothing."""
    return _INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """``text`` without characters that print nothing, nbsp and the like turned into spaces."""
    return visible(text).replace("\u00a0", " ").replace("\u3000", " ")


def unspaced(text: str) -> str:
    """``text`` cleaned, without any blank: titles and headings are often set apart letter by letter."""
    return "".join(clean(text).split())


#: Half-width marks, where they do not stand inside Latin words, numbers and addresses, and their full-width forms.
_HALF_MARK = regex(r"[,;:?!()](?:(?<![!-~].)|(?![!-~]))")
_FULL_MARKS = str.maketrans(",;:?!()", "，；：？！（）")


def widened(text: str) -> str:
    """``text`` with the half-width marks of Chinese sentences made full-width; no character moves.

    Converters and typists leave “,” for “，”; patterns written for Chinese punctuation then read both.
    """
    return _HALF_MARK.sub(lambda match: match[0].translate(_FULL_MARKS), text)


#: Titles in book-title marks, the innermost ones: those around others are found when these are taken out.
_CITED = regex("《[^《》]*》|〈[^〈〉]*〉")
#: What a mark that nothing closes opens: a title as far as its sentence goes and holds no report.
_NEVER_CLOSED = regex("[《〈](?:(?!报告(?!格式))[^《》〈〉。；])*")


def without_cited(text: str, kinds: re.Pattern[str]) -> str:
    """``text`` without the titles in book-title marks that say one of ``kinds`` (通知, 条例 …), in one another or never closed."""
    before = ""
    while before != text:
        before = text
        text = _CITED.sub(lambda match: "" if kinds.search(match[0]) else match[0], text)
    if text.count("《") == text.count("》") and text.count("〈") == text.count("〉"):
        return text
    return _NEVER_CLOSED.sub(lambda match: match[0][kind.end() if (kind := kinds.search(match[0])) else 0 :], text)


@remembered
def fold(text: str) -> str:
    """``text`` for comparing labels: NFKC, no white space, one form of quotes, lower case, simplified characters."""
    folded = unicodedata.normalize("NFKC", visible(text))
    return "".join(folded.split()).translate(_FOLDED).lower()


def show(value: Value | None) -> str:
    """``value`` as people read it; a decimal keeps its printed digits."""
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def hundredths(value: Fraction, places: int = 1) -> str:
    """``value`` in hundredths, rounded half up to ``places`` digits behind the point: 5/6 is “83.3”."""
    whole, rest = divmod(floor(value * 100 * 10**places + Fraction(1, 2)), 10**places)
    return f"{whole}.{rest:0{places}d}" if places else str(whole)


def decimal(value: Fraction) -> Value:
    """``value`` as people write it: whole, or rounded half up to two digits behind the point."""
    if value.denominator == 1:
        return value.numerator
    whole, rest = divmod(floor(value * 100 + Fraction(1, 2)), 100)
    return Decimal(f"{whole}.{rest:02d}".rstrip("0"))


def added(values: Iterable[Value]) -> Value:
    """The exact sum, whatever the number of digits; what a generator computes of its terms is exact too."""
    if isinstance(values, list) and _WHOLE.issuperset(map(type, values)):
        return sum(values)  # whole numbers need no context, which takes far longer than a sum of some counts
    with localcontext(_EXACT):
        return sum(values)


def minus(left: Value, right: Value) -> Value:
    """``left`` less ``right``, exact."""
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    with localcontext(_EXACT):
        return left - right


#: Brackets around a number and its measure alone, or around the sum of what stands before: “（1件）”, “（两者合计5件）”.
_NUMBER_ALONE = regex(
    r"""
    [（(] (
        (?: \w{0,2} (?: 合计 | 共计 ) | 共 | 计 )? \s*                       # that it is a sum
        \d[\d,，.]* \s* [^\d（()），,、；;。:：%％\s]{1,3}                  # a number and its measure
    ) [）)]
    """,
    re.VERBOSE,
)
_CLAUSE_END = regex("[，,；;：:。]")
_A_DIGIT = regex(r"\d")
_MAX_CLAUSE_CHARACTERS = 120


def is_slip(value: Value, other: Value) -> bool:
    """Whether one number looks like the other misprinted: its digits in another order, or one digit of three or more."""
    left, right = str(value), str(other)
    if value == other or len(left) != len(right) or len(left) < 2:
        return False
    unlike = sum(one != two for one, two in zip(left, right, strict=True))
    return sorted(left) == sorted(right) or (len(left) > 2 and unlike == 1)


def unbracketed(text: str) -> str:
    """``text`` with blanks for the brackets around a number alone, or a sum, which is that of the name before them: “机构（1件）”.

    Brackets stay where their clause states a number before that they divide: “另外21件因属于过程性信息（8件）”.
    """
    return _NUMBER_ALONE.sub(_without_brackets, text) if "(" in text or "（" in text else text


def _without_brackets(match: re.Match[str]) -> str:
    clause = _CLAUSE_END.split(match.string[max(0, match.start() - _MAX_CLAUSE_CHARACTERS) : match.start()])[-1]
    return match[0] if _A_DIGIT.search(_NUMBER_ALONE.sub("", clause)) else f" {match[1]} "


def is_near_slip(value: Value, other: Value) -> bool:
    """Whether the numbers are near each other, apart by what one digit misprinted or two digits swapped make: 7, 40, 27."""
    gap = distance(value, other)
    digits = int(str(gap).replace(".", "").strip("0") or 0)
    return gap * 9 <= max(value, other) and (digits < 10 or (digits % 9 == 0 and digits < 100))


def distance(left: Value, right: Value) -> Value:
    """How far two numbers lie apart, exact."""
    return minus(left, right) if left >= right else minus(right, left)


def clauses(*parts: str) -> str:
    """``parts``, some of which people wrote, as clauses of one sentence of ours: “甲；乙”. None brings its full stop along, empty ones are left out."""
    return "；".join(filter(None, (part.strip().rstrip("。") for part in parts)))
