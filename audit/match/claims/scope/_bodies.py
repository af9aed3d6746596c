"""Scopes of bodies behind a clause: units below the organ, other organs, whole regions, the organ's own office."""

from __future__ import annotations

import re

from audit.match.claims.lexicon import Vocabulary
from audit.match.claims.scope._applicants import Applicants
from audit.match.claims.scope._opened import Opened, opened
from audit.match.claims.scope._organ import Organ
from audit.model import Bound, Scope

#: The scopes of bodies that are open, the one opened last behind.
Bodies = tuple[Opened, ...]


def names_body(words: Vocabulary, organ: Organ, piece: str, *, may_open: bool) -> bool:
    """Whether ``piece`` holds words for a body; ``may_open`` says whether words of scopes may stand in it."""
    named = (may_open and words.bodies.search(piece)) or words.scope["body"].search(piece)
    return bool(named) or (organ.name != "" and organ.name in piece)


def bodies_after(
    words: Vocabulary,
    organ: Organ,
    applicants: Applicants,
    piece: str,
    open_: Bodies,
    *,
    start: int,
    counts: bool,
    beside: str,
) -> Bodies:
    """The scopes of bodies behind ``piece``, which begins at ``start`` of the paragraph, where ``open_`` are before it.

    ``counts`` says whether the piece holds a figure, ``beside`` are the words around it in its sentence.
    """
    after = _bodies_after(words, organ, applicants, piece, open_, counts=counts, beside=beside)
    if not after or any(after[-1] is one for one in open_):
        return after
    return (*after[:-1], after[-1]._replace(start=start + after[-1].start))


def _bodies_after(
    words: Vocabulary,
    organ: Organ,
    applicants: Applicants,
    piece: str,
    open_: Bodies,
    *,
    counts: bool,
    beside: str,
) -> Bodies:
    """The same, where a new scope begins as counted from the beginning of the piece."""
    scope = words.scope
    if organ.is_government and scope["whole_body"].search(piece):
        return ()
    left_out = scope["left_out"].search(piece)
    kept = scope["left_out"].sub(lambda match: " " * len(match[0]), piece) if left_out else piece
    if match := applicants.body_in(scope["sub_unit"], kept):
        beside_only = not counts and _is_acted_upon(words, kept, match)
        return open_ if beside_only else opened(open_, _opened("sub_unit", match))
    if (of_region := _of_region(words, organ, kept, open_, counts=counts)) is not None:
        return of_region
    doubted = _own_part(words, organ, kept if open_ else piece) or _without_units(words, left_out, open_)
    if doubted is not None:
        return opened(open_, doubted)
    if not organ.is_government and (office := _of_office(words, kept, open_, beside)) is not None:
        return office
    if match := applicants.body_in(scope["body"], kept, "name"):
        if organ.is_called(match["name"]):
            return ()
        kind: Scope = "sub_unit" if organ.name else "unclear"
        return opened(open_, _opened(kind, match, "name")._replace(named=True))
    return () if open_ and organ.is_spoken_of_in(kept) else open_


def _opened(kind: Scope, match: re.Match[str], group: str | int = 0) -> Opened:
    """A scope of a body that the words at ``match`` open, to the end of their sentence."""
    return Opened(kind, Bound("body", match[group], "sentence"), match.start(group))


def _is_acted_upon(words: Vocabulary, piece: str, match: re.Match[str]) -> bool:
    """Whether something is done to or with the body named at ``match``: “组织各镇街开展培训”, “各镇街积极配合”."""
    before, behind = piece[: match.start()], piece[match.end() :]
    return bool(words.scope["done_with"].search(before) or words.scope["helping"].match(behind))


def _of_region(words: Vocabulary, organ: Organ, piece: str, open_: Bodies, *, counts: bool) -> Bodies | None:
    """The scopes behind words for a whole region (“全县”); None where these say nothing of whom is spoken of."""
    region, system = words.scope["region"].search(piece), words.scope["system"].search(piece)
    if region is None:
        return None
    if system or not organ.is_own_region(region[0][1:]):
        return opened(open_, _opened("sub_unit" if system else "unclear", region))
    return () if counts and organ.is_government else None


def _own_part(words: Vocabulary, organ: Organ, piece: str) -> Opened | None:
    """The scope that a government's own organ opens (“县本级收到3件”): whether its report is of that alone is open."""
    match = words.scope["own_level"].search(piece) if organ.is_government else None
    return _opened("unclear", match) if match else None


def _without_units(words: Vocabulary, left_out: re.Match[str] | None, open_: Bodies) -> Opened | None:
    """The scope that words open which leave out units below: “不含各镇街”."""
    doubted = left_out is not None and words.scope["sub_unit"].search(left_out[0]) and not open_
    return _opened("unclear", left_out) if left_out and doubted else None


def _of_office(words: Vocabulary, piece: str, open_: Bodies, beside: str) -> Bodies | None:
    """The scopes behind words for a department's own office; None where there are none.

    “局机关收到60件，局属单位收到6件”: whether the report is of both is open.
    """
    office = words.scope["own_office"].search(piece)
    if office is None:
        return None
    return opened(open_, _opened("unclear", office)) if words.scope["sub_unit"].search(beside) else ()
