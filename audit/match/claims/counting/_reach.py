"""Of whom and of when a number speaks: by the scope in force, and by words that reach this number only."""

from __future__ import annotations

from audit.match.claims.counting._doubts import doubt_of
from audit.match.claims.counting._redefined import redefined
from audit.match.claims.counting.meaning import Meaning
from audit.match.claims.lexicon import Surroundings
from audit.match.claims.scope import Opened, ScopeReader
from audit.model import Bound, Passage, Scope

#: Quantities that the tables hold.
_OF_TABLES = ("applications.", "litigation.", "disclosure.")


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

    ``now`` is the scope in force; for what the scopes mean see ``read_claims``.
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
    bound = doubt_of(reader, around, what, passage=passage, text=text, sentence=sentence, zero=zero)
    return ("unclear", bound) if bound else ("report", None)


def _is_carried_there(reader: ScopeReader, now: Opened, what: Meaning, sentence: tuple[int, int]) -> bool:
    """Whether the year named is only the next one, to which the applications are carried: “6件需在2025年继续办理”."""
    following = reader.year is not None and now.bound.words.startswith(str(reader.year + 1))
    return following and now.start >= sentence[0] and what.subject == "applications.carried_out.total"
