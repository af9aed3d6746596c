"""Percentages and changes: which of them a number is, and of what."""

from __future__ import annotations

import re

from audit.match._compared import Role, rises
from audit.match._paragraph import Paragraph, make, trimmed
from audit.match._quantities import Quantity
from audit.match._scope import Reader
from audit.match._subjects import Surroundings, topics_in
from audit.model import Bound, Claim
from audit.words import measures

_COUNTED = "".join(measures("papers", "cases"))
#: A percentage right behind what it is a share of: “予以公开197件（4.29%）”, “在104件中所占比例为64%”, “予以公开率为33%”.
_SHARE = re.compile(
    rf"[{_COUNTED}]\s*\(\s*(?:占比?|约)?\s*$|占[^，。；\d]{{0,24}}$|占[^，。；\d]{{0,20}}[\d,]+[{_COUNTED}]的\s*$|比例(?:为|是|达到?|约)?\s*$"
)


def rate(
    reader: Reader,
    paragraph: Paragraph,
    sentence: tuple[int, int],
    around: Surroundings,
    number: Quantity,
    *,
    named: str | None,
    part: Role,
) -> Claim | None:
    """The claim of a percentage or a change; ``part`` is its part in a comparison, ``named`` what it says to be a change of."""
    if number.numeral and number.unit != "%":
        return None
    subject, begin = _worded(reader, paragraph, around)
    subject = subject or _by_part(paragraph, sentence, around, number, part)
    topics = topics_in(around.lead)
    if subject == "rate.concluded" and (topics[-1][0] if topics else paragraph.topic) != "applications":
        subject = None
    now = paragraph.scopes.now
    scope = now.scope if now else "report" if subject else "change" if number.unit != "%" else "unclear"
    bound = now.bound if now else None if scope == "report" else Bound("wording")
    begin = trimmed(paragraph.text, begin, number.start)
    again = paragraph.about is None and (subject or "").startswith("change.")
    paragraph.about = paragraph.changed if again else paragraph.about
    if named:  # “办结总量较上年增加20件” says of what itself
        paragraph.about = named
    claim = make(paragraph, sentence, (begin, number.end), number, subject=subject, scope=scope, bound=bound)
    paragraph.changed, paragraph.about = claim.about, None
    return claim


def _worded(reader: Reader, paragraph: Paragraph, around: Surroundings) -> tuple[str | None, int]:
    """The subject of the words of ``claims.toml`` nearest to the number, and where they begin."""
    best, subject, begin = -1, None, around.start
    further = reader.words.further_changes if paragraph.changed else ()
    for wording in (*reader.words.rates, *further):
        for match in wording.words.finditer(around.lead):
            if match.end() > best:
                best, subject, begin = match.end(), wording.subject, around.start + match.start()
    return subject, begin


def _by_part(
    paragraph: Paragraph, sentence: tuple[int, int], around: Surroundings, number: Quantity, part: Role
) -> str | None:
    """What the number is by its place: a share behind what it is of, a step between two years, the earlier number."""
    if number.unit == "%" and _SHARE.search(paragraph.text, sentence[0], number.start):
        return "share"
    if part == "step" and "环比" not in around.lead:
        up = rises(paragraph.text, number, sentence[0])
        return None if up is None else "change.growth" if up else "change.decline"
    return "change.base" if part == "base" else None
