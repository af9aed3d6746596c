"""Numbers that count nothing the form knows: ratios, documents by their attribute, suits over something else."""

from __future__ import annotations

from audit.match.claims.counting.meaning._meaning import Meaning
from audit.match.claims.counting.meaning._ratios import is_ratio
from audit.match.claims.lexicon import LITIGATION, Surroundings
from audit.match.claims.scope import ScopeReader
from audit.patterns import regex

#: Papers by how they may be made public: no application is dealt with so.
_BY_ATTRIBUTE = regex("^(?!.*申请(?!公开)).*主动公开的?[\\d,]+[^\\d，、；][、，；]")


def meaning_in_form(reader: ScopeReader, words: str, position: int, around: Surroundings, what: Meaning) -> Meaning:
    """``what``, but nothing known where the number at ``position`` of the sentence ``words`` is a ratio or counts other things."""
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
