"""What facts tell besides what is printed in the report: values that a rule counted or compared, without any of its wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction

from audit.findings import DifferingCells, Stated, within
from audit.patterns import regex
from audit.text import fold, unspaced
from audit.words import own_name

#: The name of a file, which says nothing of what is in it.
_FILE = regex(r".*\.[A-Za-z0-9]{2,5}")
#: The longest that an organ's name is taken to be.
_MOST_OF_A_NAME = 40


def compares_versions(facts: object) -> bool:
    """Whether it is with other versions of the report that cells are compared: its own ones alone do not say what differs."""
    return any(within(facts, DifferingCells))


def told(facts: object) -> Iterator[str]:
    """The numbers and days in ``facts``, the words that stand in the sentence of one rule, and what versions print in cells."""
    if isinstance(facts, Stated):
        for name, value in facts.values:
            yield from (f"{name}:{each}" for each in _values(value))
    elif facts is not None:
        yield from _numbers(facts)


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if not _FILE.fullmatch(value):
            # Whoever is named is the same however much stands in front.
            yield own_name(value) if len(value) <= _MOST_OF_A_NAME else unspaced(fold(value))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _values(each)
    elif isinstance(value, Stated):
        yield from told(value)
    else:
        yield from _numbers(value)


def _numbers(value: object) -> Iterator[str]:
    if isinstance(value, DifferingCells):
        # The first version is the report itself, whose cells stand by themselves and may be corrected.
        yield from (f"{one.cell}:{'/'.join(unspaced(fold(raw)) for raw in one.printed[1:])}" for one in value.cells)
    elif isinstance(value, int | Decimal | Fraction | dt.date):
        yield str(value)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, Stated):
        yield from told(value)
    elif is_dataclass(value):
        for one in fields(value):
            yield from (f"{one.name}:{each}" for each in _numbers(getattr(value, one.name)))
