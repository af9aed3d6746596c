"""How far the words around a number reach: of whom, of when and of which part of the whole it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from audit.match.claims.counting._meaning import Meaning
from audit.match.claims.counting._ratios import is_ratio
from audit.match.claims.counting._redefined import redefined
from audit.match.claims.counting._within import is_within
from audit.match.claims.frames import OF_EACH
from audit.match.claims.lexicon import LITIGATION, ClauseSpan, Surroundings, vocabulary
from audit.match.claims.scope import Opened, ScopeReader
from audit.model import Bound, Claim, Passage, Scope
from audit.words import RESULTS, measures

#: What opens a list of the parts of the number before it, as a bracket and “12件中，” do.
_PARTS = re.compile(r"[\s，,：:(（]*(?:其中|包括|包含|内含)")
_AMONG = re.compile(r"[件起宗][^，。；、()\d]{0,8}(?:当中|之中|中|里)[，,]?$")
#: A number that opens its sentence and stands before the noun it counts is what the sentence is about.
_OF = re.compile(r"的\d[\d,]*[件起宗][^，。；、()\d]{0,12}[，,:]$")
#: The marks behind which a list may be of an earlier number.
_AFRESH = re.compile(r"[；;。]\s*$")
#: Papers by how they may be made public: no application is dealt with so.
_BY_ATTRIBUTE = re.compile("^(?!.*申请(?!公开)).*主动公开的?[\\d,]+[^\\d，、；][、，；]")
#: Quantities that the tables hold.
_OF_TABLES = ("applications.", "litigation.", "disclosure.")
#: Lines of results, of which one application has one.
_LINES = tuple(f"applications.{result}." for result in RESULTS)
#: Units in which applications, cases and papers or matters of other kinds are counted alike.
_COUNTED = frozenset(measures("papers", "cases", "others", "instances"))
#: How many third parties were asked: “征求意见的4件”.
_SO_MANY_ASKED = re.compile(r"[^，。；\d]{0,8}\d")
#: Scopes that are a part of the whole: what a list divides them into is a part as well.
_NARROW = frozenset(("other_year", "part_year", "sub_unit", "channel"))


@dataclass(slots=True)
class OpenList:
    """What the list being read divides (``whole``; None: no list), and the last number read, ``last``.

    ``alone`` says that ``whole`` was the first number of its sentence, ``opening`` says that of ``last``; ``about`` that
    it is a whole only as what its sentence is about; ``behind`` says
    that a semicolon or the end of its sentence stands behind ``whole``; ``within`` that ``last`` stands in the sentence
    being read.
    """

    whole: Claim | None = None
    last: Claim | None = None
    opening: bool = False
    alone: bool = False
    about: bool = False
    behind: bool = False
    within: bool = False

    def enter(self, text: str, clause: ClauseSpan, first: int) -> None:
        """Take in that ``clause`` opens a list (“其中”) in the sentence that begins at ``first``.

        It divides the number before it, that of the sentence before only where it opens the sentence.
        """
        if clause.start > first and not self.within:
            self.last = None
        if self.last is None:
            return
        bracket = text[clause.start - 1 : clause.start] == "("
        opens = bracket or _PARTS.match(text, clause.start, clause.end) is not None
        before = max(first, clause.start - 24)
        opens = opens or _AMONG.search(text, before, clause.start) is not None
        afresh = _AFRESH.search(text, max(0, clause.start - 2), clause.start) is not None
        self.behind = self.behind or afresh
        if opens or (self.whole is None and self.opening and _OF.search(text, before, clause.start)):
            self.whole, self.alone, self.behind = self.last, self.opening, not self.within
            self.about = not opens

    def copied(self) -> OpenList:
        """The same, to go on from later."""
        return OpenList(self.whole, self.last, self.opening, self.alone, self.about, self.behind, self.within)

    def narrowed(self, claim: Claim) -> Claim:
        """The claim with the scope that it has as a part of what is divided."""
        if claim.role in ("base", "step", "times") or claim.unit == "%":
            return claim
        self.opening = not self.within
        self.last, self.within = claim, True
        whole = self.whole
        if whole is None or claim.scope != "report":
            return claim
        if whole.scope in _NARROW:
            words = whole.bound.words if whole.bound else ""
            return replace(claim, scope=whole.scope, bound=Bound("list", words, "list"))
        unknown = whole.subject is None and whole.unit in _COUNTED and not self.behind
        unknown = unknown and not OF_EACH.search(whole.text)
        if unknown and (claim.subject or "").startswith(("applications.", "litigation.")):
            # “征求意见412件，其中……不予公开的16件”: parts of what nobody knows.
            return replace(claim, scope="unclear", bound=Bound("list", whole.text, "list"))
        if claim.subject is None or whole.subject is None:
            return claim
        if self.about and _is_beside(claim.subject, whole.subject):
            return claim
        rest = claim.subject == whole.subject and claim.value < whole.value  # “结转的5件，……，其余2件”
        if not rest and is_within(claim.subject, whole.subject):
            return claim
        if self.behind or (not self.alone and whole.subject.startswith("applications.carried")):
            # Behind a semicolon a list may have ended; behind “收到9件，上年结转4件” it divides both together.
            return claim
        return replace(claim, scope="unclear", bound=Bound("list", whole.text, "list"))

    def end_sentence(self) -> None:
        """A list ends with its sentence; the next one may still open one of the last number."""
        self.whole, self.behind, self.within = None, False, False


def _is_beside(one: str, other: str) -> bool:
    """Whether neither of two quantities can be a part of the other: two results, two kinds of applicants; or one holds the other."""
    if one == other or other in one.split("+"):
        return one != other
    (row, _, column), (other_row, _, other_column) = one.rpartition("."), other.rpartition(".")
    if row == other_row:
        return "total" not in (column, other_column) and one.startswith("applications.")
    both = all(line.startswith(_LINES) and line.count(".") > 1 for line in (row, other_row))
    return both and column == other_column


def scope_of(
    reader: ScopeReader,
    now: Opened | None,
    around: Surroundings,
    what: Meaning,
    *,
    passage: Passage,
    text: str,
    sentence: tuple[int, int],
    zero: bool,
) -> tuple[Scope, Bound | None]:
    """The scope of a number in ``sentence`` of ``text`` (the passage's, folded), apart from lists, and what fixes it.

    ``now`` is the scope in force; for the scopes see ``claims``.
    """
    if now is not None and not _is_carried_there(reader, now, what, sentence):
        # “2023年结转1件”: the year belongs to the words of the subject.
        carried = "carried_" in (what.subject or "") and now.scope == "other_year" and now.start >= sentence[0]
        return ("unclear" if carried and not now.announced else now.scope), now.bound
    scope = reader.words.scope
    counted = (what.subject or "").startswith(("applications.", "litigation."))
    if counted and (match := scope["corrected"].search(text, around.start + len(around.lead), sentence[1])):
        return "unclear", Bound("excluded", match[0], "sentence")
    if match := scope["excluded"].search(text, around.start, sentence[1]):
        return "unclear", Bound("excluded", match[0], "sentence")
    if (what.subject or "").startswith(_OF_TABLES) and (words := redefined(text, around.start, sentence)):
        return "unclear", Bound("excluded", words, "sentence")
    channel = scope["channel"].search(around.lead + around.trail)
    if channel and not scope["all_channels"].search(around.lead):
        disclosed = what.subject is not None and what.subject.startswith("disclosure")
        return "unclear" if disclosed else "channel", Bound("channel", channel[0])
    bound = _doubt(reader, around, what, passage=passage, text=text, sentence=sentence, zero=zero)
    return ("unclear", bound) if bound else ("report", None)


def _is_carried_there(reader: ScopeReader, now: Opened, what: Meaning, sentence: tuple[int, int]) -> bool:
    """Whether the year named is only the next one, to which the applications are carried: “6件需在2025年继续办理”."""
    following = reader.year is not None and now.bound.words.startswith(str(reader.year + 1))
    return following and now.start >= sentence[0] and what.subject == "applications.carried_out.total"


def _doubt(
    reader: ScopeReader,
    around: Surroundings,
    what: Meaning,
    *,
    passage: Passage,
    text: str,
    sentence: tuple[int, int],
    zero: bool,
) -> Bound | None:
    """What leaves in doubt whether the number is a figure of the tables, where nothing says of when or of whom it speaks."""
    if not what.certain:
        return Bound("unnamed" if what.unnamed else "wording")
    scope = reader.words.scope
    before = text[sentence[0] : around.start]
    position = around.start + len(around.lead)
    if bound := _of_those_asked(scope, around, what, text, sentence[0]):
        return bound
    if what.topic in LITIGATION:
        informed = "信息公开" in text[sentence[0] : position]
        if not informed and not zero and (match := scope["of_any_kind"].search(text, sentence[0], position)):
            return Bound("wording", match[0], "sentence")  # “我局各类行政复议案件共68件”: of what they arose is open
        if match := scope["left_over"].search(before):
            return Bound("cases", match[0], "sentence")
        if not informed and (match := scope["own_part"].search(text, position, sentence[1])):
            return Bound("cases", match[0], "sentence")
        # A number may count suits of any kind, which are handled and attended; a zero, or what “发生”, is of information.
        arisen = scope["arisen"].search(before + around.lead) and not _on_law_work(text)
        if passage.section != 4 and not zero and not informed and not arisen:
            return Bound("cases", "", "sentence")
    if ")" in text[around.start : position]:  # it may narrow the words: “收到（网络）申请7件”
        return Bound("bracket", text[around.start : position].strip())
    fee = what.topic in ("information_fee", "fees")
    return Bound("part", "", "section") if passage.section == 5 or (passage.section == 6 and not fee) else None


def _of_those_asked(
    scope: Mapping[str, re.Pattern[str]], around: Surroundings, what: Meaning, text: str, first: int
) -> Bound | None:
    """What says, from ``first`` on, that another body gives the figure, or that it is of third parties who were asked."""
    before = around.start + len(around.lead)
    if match := scope["of_others"].search(text, first, before):
        return Bound("wording", match[0], "sentence")
    subject = what.subject or ""
    if not subject.startswith(_LINES) or not (match := scope["asked"].search(text, first, before)):
        return None
    opinion = "third_party" in subject and not scope["decided"].search(text, around.start, before)
    counted = _SO_MANY_ASKED.match(text, match.end(), around.start) is not None
    return Bound("wording", match[0], "sentence") if opinion or counted else None


def meaning_in_form(reader: ScopeReader, words: str, position: int, around: Surroundings, what: Meaning) -> Meaning:
    """``what``, or nothing that the form knows where the number at ``position`` of ``words`` is a ratio or of other things."""
    if _of_other_things(reader, words, position, around, what):
        return Meaning(None, "elsewhere")
    return Meaning(None) if what.subject and is_ratio(words[:position]) else what


def _of_other_things(reader: ScopeReader, words: str, position: int, around: Surroundings, what: Meaning) -> bool:
    """Whether the number counts documents by how they may be made public, copies of one, or suits over something else."""
    scope = reader.words.scope
    if what.topic in LITIGATION:
        cause = scope["other_cause"].search(around.lead)
        other = cause is not None and not scope["own_cause"].search(cause["cause"])
        return other or scope["unrelated"].match(words, position) is not None
    counted = (what.subject or "").startswith(("applications.", "published."))
    if (what.subject or "").startswith("applications.refused") and _BY_ATTRIBUTE.search(words, 0, position):
        return True
    titled = around.lead.rstrip().endswith("》")  # “《答复书》1份” counts copies of that paper
    return counted and (titled or scope["attributes"].search(words, 0, position) is not None)


@lru_cache(1)
def _on_law_work(text: str) -> bool:
    """Whether a paragraph, asked for once a number, is on the organ's legal work of all kinds."""
    return vocabulary().scope["law_work"].search(text) is not None
