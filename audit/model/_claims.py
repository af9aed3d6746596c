"""What a report's text states: its figures, and what it says of all or of none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from audit.document import Place
from audit.model._json import json_value
from audit.text import Value

#: How a figure speaks of what was counted before: it points back (“上述19件”), says something of each (“办结的19件均……”), or
#: takes some of them (“从19件中抽取”).
BackReference = Literal["", "back", "all", "taken"]

#: What a number that is not exact says of the true one: it is about that much; near, but not above it; somewhat more, in the
#: last digit told; anything above it; anything below it; that much, rounded to 万 or 亿.
Closeness = Literal["about", "near", "more", "over", "under", "scaled"]


@dataclass(frozen=True, slots=True)
class Approximate:
    """How a number of the text is not exact, and ``step``, the unit of the last digit that is told."""

    how: Closeness
    step: Value


class NamingWords(NamedTuple):
    """Words that tell of a figure, as folded, and what they tell: its flow, result, column, case…"""

    kind: str
    words: str


#: Whose figure one is and of when: "report" is this organ's whole year for certain, all others say why it is not that.
Scope = Literal["report", "other_year", "part_year", "sub_unit", "channel", "change", "unclear"]
#: Scopes of figures that are held against the tables: a sentence about another year or body is not.
JUDGED_SCOPES: frozenset[Scope] = frozenset(("report", "unclear"))
#: What part a number has in a comparison of years: the earlier number, the change between both as a number or percentage, how
#: many times the earlier number the later one is, the later number, what a share is taken of, a number of each month; "" none.
Role = Literal["", "base", "step", "times", "now", "whole", "mean"]

#: What kind of words bounds a scope; "unnamed": none calls what is counted decisions; "part": they stand in a part of the
#: report on other things.
BoundRule = Literal[
    "time", "cumulative", "body", "channel", "list", "excluded", "bracket", "cases", "wording", "unnamed", "compared",
    "again", "torn", "part",
]  # fmt: skip
#: How far words reach, from the least to the greatest; "item": to a semicolon or the end of the sentence.
Reach = Literal["clause", "item", "sentence", "list", "paragraph", "section"]


class Bound(NamedTuple):
    """What takes a figure out of this organ's whole year, or leaves that in doubt.

    ``words`` are the words that do it, as folded, "" where none do; ``reach`` is how far they reach.
    """

    rule: BoundRule
    words: str = ""
    reach: Reach = "clause"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the text states, or a 0 that it states without a digit (“未收到申请”).

    Where it stands:

    ``text``            its words with its number (“收到申请7件”), at ``place`` in ``section``
    ``sentence``        the sentence that holds them; ``start`` and ``number_start`` are where ``text`` and its number begin
                        in it, which may print the same words twice
    ``printed``         the characters of ``text`` as printed, where the report is in traditional script; else ""

    What it counts:

    ``value``, ``unit`` the number and its unit, "" where none is printed; ``exact`` is False for 余、多、约、近、超, of which
                        ``approximate`` says what they leave possible
    ``subject``         the key of a cell, or a quantity such as ``applications.received``; None where it is not known
    ``others``          further quantities that it may state, where the words leave that open
    ``possible``        parts of it that the paragraph names, of which one may be counted all the same
    ``named_by``        the words that say what is counted; ``fully_named`` says that its own clause names it and holds no
                        other word
    ``narrowed_by``     words by which it may be a part of that, as folded, "" where no words do
    ``unknown_words``   words of its clause, before and behind the number, that no lexicon knows

    Of whom and of when:

    ``scope``           "report" where the sentence certainly speaks of this organ's whole year, else why it may not; ``bound``
                        is what fixes another scope than "report", None where it is that

    In a comparison of years, a share, a change:

    ``role``            its part in the comparison, "" where it has none
    ``about``           the quantity that a share or a change speaks of, where one stands before it
    ``part``, ``base``  what the words of a share or change say it is of, what they say it is a share of, and ``within`` what it
                        stands in (“在…中”); None where they name none

    As a repetition (“上述19件”):

    ``reference``       how it speaks of figures before it in the paragraph, "" where it does not
    ``refers_to``       the figures that it may speak of, the one with its value alone where there is one
    """

    text: str
    value: Value
    unit: str
    subject: str | None
    place: Place
    section: int
    exact: bool = True
    scope: Scope = "report"
    sentence: str = ""
    start: int = 0
    number_start: int = 0
    about: str | None = None
    printed: str = ""
    others: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    role: Role = ""
    part: str | None = None
    base: str | None = None
    within: str | None = None
    approximate: Approximate | None = None
    named_by: tuple[NamingWords, ...] = ()
    narrowed_by: str = ""
    fully_named: bool = False
    unknown_words: str = ""
    bound: Bound | None = None
    reference: BackReference = ""
    refers_to: tuple[Claim, ...] = ()

    @property
    def end(self) -> int:
        """Where ``text`` ends in ``sentence``."""
        return self.start + len(self.text)

    def words_to(self, other: Claim) -> str | None:
        """The words between this claim and ``other`` behind it; None where that does not follow in the same sentence."""
        one, two = (
            claim.place._replace(start=(claim.place.start or 0) - claim.start, end=None) for claim in (self, other)
        )
        return self.sentence[self.end : other.start] if one == two and self.end <= other.start else None

    @property
    def narrowed(self) -> bool:
        """Whether words beside those of the subject may narrow what is counted to a part."""
        return self.narrowed_by != ""

    @property
    def denies(self) -> bool:
        """Whether the words say “none” instead of printing a 0."""
        return self.value == 0 and not self.unit and not any(char.isdigit() or char in "零〇" for char in self.text)

    def as_json(self) -> dict[str, Any]:
        """The contract's object for a claim."""
        return {
            "text": self.text,
            "value": json_value(self.value),
            "unit": self.unit,
            "subject": self.subject,
            "exact": self.exact,
            "scope": self.scope,
            "place": self.place.as_dict(),
        }


#: How a set is divided, so that “all” leaves nothing to the other parts: by applicant, by result of an application, by
#: result or route of a case, or into what is done and what is carried over.
Division = Literal["column", "result", "outcome", "case", "flow"]


@dataclass(frozen=True, slots=True)
class SetClaim:
    """Words that something holds of all, or of none, of the applications or cases spoken of (“均获维持”, “无一被纠正”).

    ``readings`` are pairs of what they speak of and what they say that all of it is, as subjects of claims: the nearest
    first, wider ones behind it where they may be meant as well. ``numbers`` are the figures that state how many there
    are, ``excepted`` the subjects that are taken away (“除2件尚未审结外，其余”). ``none`` says that nothing is what the
    second of a pair says. ``scope`` is as in ``Claim``.
    """

    text: str
    place: Place
    section: int
    sentence: str
    scope: Scope
    division: Division
    readings: tuple[tuple[str, str], ...]
    none: bool = False
    numbers: tuple[Claim, ...] = ()
    excepted: tuple[str, ...] = ()
    printed: str = ""
