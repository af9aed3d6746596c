"""Scopes of time behind a clause: another year, part of a year, several years together, and what closes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.match.claims.lexicon import Vocabulary
from audit.match.claims.scope._opened import Opened, opened
from audit.match.claims.scope._partyear import part_of_year
from audit.match.claims.scope._years import LEFT_OVER, NAMED_YEAR, is_named_aside
from audit.model import Bound
from audit.words import year_of


def times_after(
    words: Vocabulary,
    year: int | None,
    piece: str,
    open_: tuple[Opened, ...],
    *,
    start: int,
    sentence: int,
    before: str = "",
) -> tuple[Opened, ...]:
    """The scopes of time behind ``piece``, which begins at ``start`` of the paragraph, where ``open_`` are before it.

    ``year`` is the report's, ``sentence`` where the sentence begins, ``before`` what stands there before the piece.
    """
    years = NAMED_YEAR.finditer(piece) if "年" in piece else ()
    named = [match for match in years if not is_named_aside(piece, match)]
    others = [match for match in named if year_of(match[1]) != year]
    new = _part_of_year(words, piece, others) or _several_years(words, piece) or _other_year(others, year)
    if new is None and not any(one.start >= sentence for one in open_):
        new = _up_to_now(words, piece, before)
    if new is not None:
        return opened(open_, new._replace(start=start + new.start))
    this_year = bool(named) or words.scope["this_year"].search(piece) is not None
    return _closed(words, piece, open_, sentence, this_year=this_year) if open_ else open_


def _part_of_year(words: Vocabulary, piece: str, others: Sequence[re.Match[str]]) -> Opened | None:
    """The part of this year that the piece names; “2025年1月底” is of another year."""
    part = part_of_year(piece, words.scope["part"])
    if part is None or any(other.end() + 1 == part.start() for other in others):
        return None
    return Opened("part_year", Bound("time", part[0], "item"), part.start())


def _several_years(words: Vocabulary, piece: str) -> Opened | None:
    """The years together that the piece names (“2021至2023年”), or the year before by a word (“去年”)."""
    for rule in ("cumulative", "past"):
        found = words.scope[rule].finditer(piece)
        if match := next((one for one in found if not LEFT_OVER.match(piece, one.end())), None):
            bound = Bound("cumulative" if rule == "cumulative" else "time", match[0], "sentence")
            return Opened("other_year", bound, match.start(), named=rule == "past")
    return None


def _up_to_now(words: Vocabulary, piece: str, before: str) -> Opened | None:
    """What the piece adds up to the day that its sentence names: of this year, or of all years until then."""
    if "累计" not in piece:
        return None
    match = words.scope["up_to_now"].search(before + piece)
    if match is None or match.end() <= len(before):
        return None
    return Opened("unclear", Bound("cumulative", match[0], "item"), max(0, match.end() - len("累计") - len(before)))


def _other_year(others: Sequence[re.Match[str]], year: int | None) -> Opened | None:
    """The first other year that is named by its number; whether it is another one is open where ``year`` is not known."""
    if not others:
        return None
    bound = Bound("time", f"{others[0][0]}年", "sentence")
    return Opened("other_year" if year is not None else "unclear", bound, others[0].start(), named=True)


def _closed(
    words: Vocabulary, piece: str, open_: tuple[Opened, ...], sentence: int, *, this_year: bool
) -> tuple[Opened, ...]:
    """What of ``open_`` goes on behind a piece that opens nothing; it may name ``this_year``, or the whole year.

    Within its sentence, part of a year is closed only by words for the whole year: “截至11月30日，本年共收到5件”.
    """
    last = open_[-1]
    whole = words.scope["whole_year"].search(piece) is not None
    if last.scope == "part_year" and last.start >= sentence:
        return open_[:-1] if whole else open_
    if this_year or (whole and last.scope == "part_year"):
        return ()
    if whole and last.scope == "other_year" and last.start < sentence and not last.announced:
        return (*open_[:-1], last.reaching(last.bound.reach, "unclear"))
    return open_
