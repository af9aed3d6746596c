"""The list that is being read: which number it divides, and which numbers are parts of it (“12件，其中自然人5件”)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audit.match.claims.counting._within import is_within
from audit.match.claims.counting.meaning import LINES_OF_RESULTS
from audit.match.claims.frames import OF_EACH
from audit.match.claims.lexicon import ClauseSpan
from audit.model import Bound, Claim
from audit.patterns import regex
from audit.words import measures

#: What opens a list of the parts of the number before it, as a bracket and “12件中，” do.
_PARTS = regex(r"[\s，,：:(（]*(?:其中|包括|包含|内含)")
_AMONG = regex(r"[件起宗][^，。；、()\d]{0,8}(?:当中|之中|中|里)[，,]?$")
#: A number that opens its sentence and stands before the noun it counts is what the sentence is about.
_IS_THEME = regex(r"的\d[\d,]*[件起宗][^，。；、()\d]{0,12}[，,:]$")
#: The marks behind which a list may be of an earlier number.
_AFRESH = regex(r"[；;。]\s*$")
#: Units in which applications, cases and papers or matters of other kinds are counted alike.
_COUNTED = frozenset(measures("papers", "cases", "others", "instances"))
#: How far before a clause the words stand that open a list.
_CHARACTERS_BEFORE = 24
#: Scopes that are a part of the whole: what a list divides them into is a part as well.
_NARROW = frozenset(("other_year", "part_year", "sub_unit", "channel"))


@dataclass(slots=True)
class OpenList:
    """The list that is being read.

    ``whole``           the number that it divides, None where no list is open
    ``last``            the last number read, which “其中” would divide
    ``last_opens``      whether ``last`` was the first number of its sentence, ``whole_opens`` whether ``whole`` was
    ``is_theme``        whether ``whole`` is divided only as what its sentence is about: “结转的5件申请，已办结3件”
    ``is_past_mark``    whether a semicolon or the end of its sentence stands behind ``whole``
    ``in_sentence``     whether ``last`` stands in the sentence that is being read
    """

    whole: Claim | None = None
    last: Claim | None = None
    last_opens: bool = False
    whole_opens: bool = False
    is_theme: bool = False
    is_past_mark: bool = False
    in_sentence: bool = False

    def enter(self, text: str, clause: ClauseSpan, first: int) -> None:
        """Open a list where ``clause`` says so (“其中”), in the sentence that begins at ``first``.

        It divides the number before it, that of the sentence before only where it opens the sentence.
        """
        if clause.start > first and not self.in_sentence:
            self.last = None
        if self.last is None:
            return
        before = max(first, clause.start - _CHARACTERS_BEFORE)
        opens = (
            text[clause.start - 1 : clause.start] == "("
            or _PARTS.match(text, clause.start, clause.end) is not None
            or _AMONG.search(text, before, clause.start) is not None
        )
        afresh = _AFRESH.search(text, max(0, clause.start - 2), clause.start) is not None
        self.is_past_mark = self.is_past_mark or afresh
        if opens or (self.whole is None and self.last_opens and _IS_THEME.search(text, before, clause.start)):
            self.whole, self.whole_opens, self.is_past_mark = self.last, self.last_opens, not self.in_sentence
            self.is_theme = not opens

    def copied(self) -> OpenList:
        """The same list, to go on from behind a bracket."""
        return replace(self)

    def narrowed(self, claim: Claim) -> Claim:
        """The claim with the scope that it has as a part of what is divided; it is now the last number read."""
        if claim.role in ("base", "step", "times") or claim.unit == "%":
            return claim
        self.last_opens = not self.in_sentence
        self.last, self.in_sentence = claim, True
        whole = self.whole
        if whole is None or claim.scope != "report":
            return claim
        if whole.scope in _NARROW:
            words = whole.bound.words if whole.bound else ""
            return replace(claim, scope=whole.scope, bound=Bound("list", words, "list"))
        if self._divides_unknown(claim, whole) or self._is_no_part(claim, whole):
            return replace(claim, scope="unclear", bound=Bound("list", whole.text, "list"))
        return claim

    def _divides_unknown(self, claim: Claim, whole: Claim) -> bool:
        """Whether the claim is a part of what is not known: “征求意见412件，其中……不予公开的16件”."""
        known = whole.subject is not None or whole.unit not in _COUNTED or self.is_past_mark
        if known or OF_EACH.search(whole.text):
            return False
        return (claim.subject or "").startswith(("applications.", "litigation."))

    def _is_no_part(self, claim: Claim, whole: Claim) -> bool:
        """Whether the claim counts what cannot be a part of ``whole``, though the list that divides that is open.

        Behind a semicolon the list may have ended; behind “收到9件，上年结转4件” it divides both together.
        """
        if claim.subject is None or whole.subject is None:
            return False
        if self.is_theme and _is_beside(claim.subject, whole.subject):
            return False
        rest = claim.subject == whole.subject and claim.value < whole.value  # “结转的5件，……，其余2件”
        if not rest and is_within(claim.subject, whole.subject):
            return False
        both = not self.whole_opens and whole.subject.startswith("applications.carried")
        return not self.is_past_mark and not both

    def end_sentence(self) -> None:
        """Close the list with its sentence; the next one may still open one of the last number."""
        self.whole, self.is_past_mark, self.in_sentence = None, False, False


def _is_beside(one: str, other: str) -> bool:
    """Whether two quantities stand side by side: two results, two kinds of applicants, or a sum and one of its terms."""
    if one == other or other in one.split("+"):
        return one != other
    (row, _, column), (other_row, _, other_column) = one.rpartition("."), other.rpartition(".")
    if row == other_row:
        return "total" not in (column, other_column) and one.startswith("applications.")
    both = all(line.startswith(LINES_OF_RESULTS) and line.count(".") > 1 for line in (row, other_row))
    return both and column == other_column
