"""What holds behind a bracket: what held before it, whatever the bracket counts.

A change or a share behind a closed bracket is of what was counted before that (“150件（自然人100件、企业50件），增长50%”).
Where the bracket gives words before it their figure (“企业较多（50件），增长20%”), it may be of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.match.claims._paragraph import OuterState, ParagraphState
from audit.match.claims.frames import BREAK, ends_in_earlier_year
from audit.model import Claim

_UNITS_OF_RATES = ("%", "倍", "个百分点")


def follow_brackets(paragraph: ParagraphState, opened: Sequence[int], first: int) -> None:
    """Leave the brackets that are closed where those that open at ``opened`` are open, the outer ones first, and enter new ones.

    ``first`` is where the sentence begins.
    """
    outer = paragraph.outer
    while outer and [one.start for one in outer] != list(opened[: len(outer)]):
        _leave(paragraph, outer.pop())
    for start in opened[len(outer) :]:
        outer.append(_entered(paragraph, start, first))


def _entered(paragraph: ParagraphState, start: int, first: int) -> OuterState:
    """What is open where a bracket opens at ``start``."""
    return OuterState(
        start=start,
        scopes=paragraph.scopes,
        open_list=paragraph.open_list.copied(),
        mentions=len(paragraph.topics.mentions),
        last_subject=paragraph.last_subject,
        last_changed=paragraph.last_changed,
        last_share=paragraph.last_share,
        doubt=paragraph.doubt,
        explains=_explains_figure(paragraph, start, first),
        claims=len(paragraph.claims_so_far),
    )


def _explains_figure(paragraph: ParagraphState, bracket: int, first: int) -> bool:
    """Whether the bracket stands right behind a count or a change, or behind the noun that this counts, or the earlier year compared with."""
    text = paragraph.text if paragraph.outer else paragraph.masked
    if ends_in_earlier_year(text, first, bracket, paragraph.frames.year):
        return True
    before = paragraph.beginning(first, bracket)
    number = next((one for one in reversed(before) if text[one.start] != " "), None)
    if number is None or not number.unit:
        return False
    if number.unit in _UNITS_OF_RATES and not any(
        one.role in ("step", "times") for one in paragraph.claims_so_far[-1:]
    ):
        return False  # “企业占33%（50件），增加20件”
    between = text[number.end : bracket]
    return BREAK.search(between) is None or not between.strip("，: ")


def _leave(paragraph: ParagraphState, before: OuterState) -> None:
    """Take up again what was open ``before`` a bracket."""
    paragraph.scopes, paragraph.open_list = before.scopes, before.open_list
    del paragraph.topics.mentions[before.mentions :]
    inside = [one for one in paragraph.claims_so_far[before.claims :] if _counts(one)]
    last, changed, doubt = before.last_subject, before.last_changed, before.doubt
    if inside and not before.explains and (inside[0].subject is None or inside[0].subject not in (last, changed)):
        several = len({one.subject for one in inside}) > 1
        doubt = inside[0].text if last or changed or several else doubt
        last = last if last or changed else inside[0].subject
    paragraph.last_subject, paragraph.last_changed, paragraph.doubt = last, changed, doubt
    paragraph.last_share = before.last_share or paragraph.last_share


def _counts(claim: Claim) -> bool:
    """Whether the claim counts something of the report's own year."""
    return claim.unit not in _UNITS_OF_RATES and claim.role in ("", "now") and claim.scope != "other_year"
