"""What the figures of a list are kinds of, and which of them belong to no list of the others."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Claim
from audit.patterns import regex
from audit.words import RESULTS as NAMES_OF_RESULTS

#: How the subjects of applicants and of results begin, and those of how a case ended.
APPLICANTS = "applications.received."
RESULTS = tuple(f"applications.{result}" for result in NAMES_OF_RESULTS)
OUTCOME = regex(r"(litigation\.\w+)\.(?:upheld|corrected|other|pending)")
_CASES = regex(r"litigation\.(review|suit\w*)\.")
#: One column of a line of all applications that is not what was received.
_LINE = regex(r"(applications\.(?:carried_in|carried_out|concluded))\.(?!total)\w+")
#: What happens to applications after they were received.
_STEPS = ("applications.carried_", "applications.concluded", "applications.answered", "applications.handled")


def kind(part: Claim) -> str:
    """What an item is one of: “applicants”, “results”, the outcomes of one kind of cases, the columns of one line, else its own subject, "" where
    that is not known.
    """
    subject = part.subject or ""
    if outcome := OUTCOME.fullmatch(subject):
        return outcome[1]
    if subject.startswith(APPLICANTS) and not subject.endswith(".total"):
        return "applicants"
    if line := _LINE.fullmatch(subject):
        return line[1]
    return "results" if subject.startswith(RESULTS) else subject


def carried_apart(total: Claim, parts: Sequence[Claim], claim: Claim) -> bool:
    """Whether the claim says what was carried over, beside applicants listed before or cases that were concluded."""
    carried = (claim.subject or "").partition("applications.carried_")[2]
    kinds = {kind(part) for part in parts}
    if carried.startswith("in."):
        return kinds in ({"applicants"}, {"results"})
    concluded = (total.subject or "").startswith(("applications.concluded", "applications.answered"))
    return carried.startswith("out.") and (concluded or kinds == {"applicants"})


def goes_on(parts: Sequence[Claim], claim: Claim) -> bool:
    """Whether the account of the applications goes on behind items of another kind: “其中涉及征地8件，上年结转1件，办结10件”."""
    return (claim.subject or "").startswith(_STEPS) and {kind(part) for part in parts} in ({""}, {"applicants"})


def other_end(total: Claim, claim: Claim) -> bool:
    """Whether the claim counts what has left the total, or cases of another kind: those repealed are not in force."""
    cases, others = (_CASES.match(one.subject or "") for one in (total, claim))
    if cases and others and cases[1] != others[1] and not others[1].startswith(f"{cases[1]}_"):
        return True  # “行政复议3件，其中审结1件……列入复议后起诉的5件”
    return (total.subject or "").endswith(".in_force") and (claim.subject or "").endswith(".repealed")
