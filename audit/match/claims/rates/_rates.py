"""The claim of a percentage, a multiple or a change: what kind of rate it is, of what, and of whom and when it speaks."""

from __future__ import annotations

from dataclasses import replace

from audit.match.claims._make import make_claim, naming_words, trimmed
from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.frames import unknown_words
from audit.match.claims.lexicon import MAX_SENTENCE, Surroundings, topics_in
from audit.match.claims.numbers import PrintedNumber, approximate, closeness_of_share, is_money
from audit.match.claims.rates._changes import (
    clause_of_change,
    is_of_something_else,
    kind_of_change,
    unknown_words_between,
    words_narrowing_change,
)
from audit.match.claims.scope import ScopeReader
from audit.match.claims.shares import ShareOf, is_share, share_of
from audit.model import Bound, Claim, Role, Scope
from audit.patterns import regex
from audit.words import NUMERAL, measures

_COUNTED = (*measures("papers", "cases"), "%", "倍", "个百分点")
#: What points back to several figures, or to one of them, says nothing of the last one alone.
_POINTS_BACK = regex(f"前者|后者|[{NUMERAL}]者|[{NUMERAL}][项类种]|合计|一共|共计|总共|累计|各类")
_FORECAST = regex("力争|确保|计划|目标|争取|预计|预期|将(?=再|进一步)")


def read_rate(
    reader: ScopeReader,
    paragraph: ParagraphState,
    sentence: tuple[int, int],
    around: Surroundings,
    index: int,
    *,
    named: str | None,
    role: Role,
) -> Claim | None:
    """The claim of the rate at ``index``; ``role`` is its part in a comparison, ``named`` what it says to be a change of."""
    number = paragraph.numbers[index]
    if number.numeral and number.unit not in _COUNTED and not is_money(number.unit):
        return None
    kind, begin = _worded_kind(reader, paragraph, around)
    kind = "mean.monthly" if role == "mean" else kind_of_change(paragraph, sentence, around, number, role) or kind
    shared = _share(paragraph, sentence, index, role) if kind in (None, "share") else None
    if shared is not None:
        kind, number = "share", _with_closeness(paragraph, sentence, number)
    elif kind == "rate.concluded" and _is_of_some(paragraph, sentence, index, begin):
        kind = None
    if kind is None and role == "base":
        kind = "change.base"
    elif kind == "rate.concluded" and not _is_of_applications(reader, paragraph, around):
        kind = None
    scope, bound = _scope(reader, paragraph, around, number, known=kind is not None, times=role == "times")
    begin = trimmed(paragraph.text, begin, number.start)
    named = _settle_subject(paragraph, sentence, index, kind or "", named)
    claim = make_claim(paragraph, sentence, (begin, number.end), number, subject=kind, scope=scope, bound=bound)
    # “网上渠道增加900件，增幅60.2%”: the next change may be of that channel as well.
    paragraph.last_changed, paragraph.last_subject = claim.about if scope == "report" else None, None
    if shared is not None:
        return _as_share(paragraph, claim, shared, role)
    narrowed_by = (words_narrowing_change if named else unknown_words_between)(paragraph, sentence, index)
    if not named and claim.about:
        narrowed_by = narrowed_by or paragraph.doubt
    return replace(claim, role=role, part=named, narrowed_by=narrowed_by)


def _worded_kind(reader: ScopeReader, paragraph: ParagraphState, around: Surroundings) -> tuple[str | None, int]:
    """The kind of rate that the words of ``claims.toml`` nearest to the number name, and where they begin."""
    best, kind, begin = -1, None, around.start
    further = reader.words.further_changes if paragraph.last_changed else ()
    for wording in (*reader.words.rates, *further):
        for match in wording.words.finditer(around.lead):
            if match.end() > best:
                best, kind, begin = match.end(), wording.subject, around.start + match.start()
    return kind, begin


def _share(paragraph: ParagraphState, sentence: tuple[int, int], index: int, role: Role) -> ShareOf | None:
    """What the percentage is a share of; None where it is none."""
    if paragraph.numbers[index].unit != "%" or role in ("step", "times"):
        return None
    if role != "now" or paragraph.last_share is None:  # “占比由上年的67.96%上升到71.67%”: both are of the same
        found = is_share(paragraph.frames, index, sentence)
        paragraph.last_share = share_of(paragraph.frames, index, sentence) if found else None
    return paragraph.last_share


def _with_closeness(paragraph: ParagraphState, sentence: tuple[int, int], number: PrintedNumber) -> PrintedNumber:
    """The number made approximate by a word before those of its whole: “超过无法提供总数的一半”."""
    found = closeness_of_share(paragraph.text, sentence[0], number.start)
    if found is None or (number.approximate is not None and number.approximate.how != "about"):
        return number
    exact_to = number.approximate.step if number.approximate else None
    return number._replace(exact=False, approximate=approximate(found, number.value, exact_to))


def _is_of_some(paragraph: ParagraphState, sentence: tuple[int, int], index: int, begin: int) -> bool:
    """Whether words before “办结率” at ``begin`` make it one of some only: “提前办结率”."""
    first, _ = clause_of_change(paragraph, sentence, index)
    return bool(unknown_words(paragraph.text, first, begin, ()))


def _is_of_applications(reader: ScopeReader, paragraph: ParagraphState, around: Surroundings) -> bool:
    """Whether the words before “办结率”, or else the paragraph, speak of applications."""
    topics = topics_in(around.lead, reader.year)
    return (topics[-1][0] if topics else paragraph.topics.now) == "applications"


def _settle_subject(
    paragraph: ParagraphState, sentence: tuple[int, int], index: int, kind: str, named: str | None
) -> str | None:
    """Settle what the rate is of: what its own words name, else what was counted or changed last before it.

    Returns what its own words name, where that is money as the number is, or neither is.
    """
    is_change = kind.startswith("change.")
    if paragraph.last_subject is None and is_change:
        paragraph.last_subject = paragraph.last_changed
    if not named:
        if is_change and is_of_something_else(paragraph, sentence, index):
            paragraph.last_subject = None
        return None
    if is_money(paragraph.numbers[index].unit) != named.startswith("disclosure.fees"):
        return None
    paragraph.last_subject = named  # “办结总量较上年增加20件” says of what itself
    return named


def _scope(
    reader: ScopeReader,
    paragraph: ParagraphState,
    around: Surroundings,
    number: PrintedNumber,
    *,
    known: bool,
    times: bool,
) -> tuple[Scope, Bound | None]:
    """Of whom and when the number speaks, and what fixes that; ``known`` says that it is a share or a change."""
    # “仅为上年的三分之一” names the earlier year to compare with.
    now = paragraph.scopes_before_clause.now if times else paragraph.scopes.now
    if now is not None:
        return now.scope, now.bound
    if not known:
        return "change" if number.unit != "%" else "unclear", Bound("wording")
    words = reader.words.scope
    channel = words["channel"].search(around.lead)
    if channel and not words["all_channels"].search(around.lead):
        return "channel", Bound("channel", channel[0])
    earliest = max(0, number.start - MAX_SENTENCE)
    sentence = max(paragraph.text.rfind("。", earliest, number.start), earliest)
    own = paragraph.behind_numbers(sentence, number.start)
    if match := words["adjusted"].search(paragraph.text, own, number.start):
        return "unclear", Bound("excluded", match[0])
    if number.unit != "%" and _POINTS_BACK.search(around.lead):
        return "unclear", Bound("again", around.lead.strip())
    if _FORECAST.search(paragraph.text, sentence, number.start):
        return "unclear", Bound("wording")
    return "report", None


def _as_share(paragraph: ParagraphState, claim: Claim, shared: ShareOf, role: Role) -> Claim:
    """``claim`` with what ``shared`` says of its part and its whole; one compared with (``role`` "base") is of another year."""
    claim = replace(
        claim,
        role=role,
        part=shared.part,
        others=shared.others,
        base=shared.base,
        within=shared.within,
        narrowed_by=shared.narrowed,
        named_by=naming_words(paragraph, shared.naming),
    )
    return replace(claim, scope="other_year", bound=Bound("compared")) if role == "base" else claim
