"""The scopes that are open at one place of a text, and what of them goes on behind a sentence; ``_scope`` opens and closes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, get_args

from audit.model import Bound, Claim, Reach, Scope

#: From the least reach to the greatest.
_REACHES = get_args(Reach)
_LASTING = ("paragraph", "section")
#: Characters at most before the year or body with which a sentence begins.
_CHARACTERS_BEFORE_NAME = 4


class Opened(NamedTuple):
    """A scope that words opened: ``scope`` is that of the figures in it, ``start`` where in the paragraph the words stand.

    ``named`` says that a year or a body is named, rather than a group of them; ``announced`` that its reach was announced.
    """

    scope: Scope
    bound: Bound
    start: int = 0
    named: bool = False
    announced: bool = False

    def reaching(self, reach: Reach, scope: Scope | None = None) -> Opened:
        """The scope with another reach, and another scope where one is given."""
        return self._replace(scope=scope or self.scope, bound=self.bound._replace(reach=reach))


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes that are open at one place of the text: those of time and those of bodies, each in the order in which they opened."""

    time: tuple[Opened, ...] = ()
    body: tuple[Opened, ...] = ()

    @property
    def now(self) -> Opened | None:
        """The scope that a figure at this place has, None where nothing takes it out of this organ's whole year."""
        return self.time[-1] if self.time else self.body[-1] if self.body else None

    def without(self, *reaches: str) -> Scopes:
        """The scopes without those that reach no further than ``reaches``."""
        return Scopes(
            tuple(one for one in self.time if one.bound.reach not in reaches),
            tuple(one for one in self.body if one.bound.reach not in reaches),
        )

    def announced(self, reach: Reach) -> Scopes:
        """The scopes with those that this sentence opened reaching as far as ``reach``."""
        return Scopes(*(tuple(lasting(one, reach) for one in stack) for stack in (self.time, self.body)))

    def after_sentence(self, stated_claims: Iterable[Claim], *, counts: bool, start: int) -> Scopes:
        """The scopes behind the sentence at ``start``, which states ``stated_claims``; ``counts`` says whether it holds any figure."""
        if self.now is None:
            return self
        stated = {claim.scope for claim in stated_claims if claim.subject}
        return Scopes(
            _carried(self.time, stated, counts=counts, start=start, keep=("other_year",)),
            _carried(self.body, stated, counts=counts, start=start, keep=()),
        )


def lasting(one: Opened, reach: Reach) -> Opened:
    """The scope reaching as far as ``reach``, unless it lasts beyond its sentence already."""
    return one if one.bound.reach in _LASTING else one.reaching(reach)._replace(announced=True)


def opened(open_: tuple[Opened, ...], new: Opened) -> tuple[Opened, ...]:
    """The stack once ``new`` opens, which closes those that reach no further than it."""
    reach = _REACHES.index(new.bound.reach)
    return (*(one for one in open_ if _REACHES.index(one.bound.reach) > reach), new)


def _carried(
    stack: tuple[Opened, ...], stated: set[Scope], *, counts: bool, start: int, keep: tuple[Scope, ...]
) -> tuple[Opened, ...]:
    """The scopes of a stack that go on behind a sentence: those that reach further, and the last one where the sentence names a body."""
    stack = tuple(one for one in stack if one.bound.reach not in ("clause", "item"))
    rest = tuple(one for one in stack if one.bound.reach in _LASTING)
    if not stack or stack[-1].bound.reach != "sentence":
        return rest
    last = stack[-1]
    if last.scope in stated:
        return (*rest, last.reaching("paragraph", last.scope if last.scope in keep else "unclear"))
    if not counts and last.named and last.start - start <= _CHARACTERS_BEFORE_NAME:
        return (*rest, last.reaching("paragraph", "unclear"))
    return rest
