"""Numbers of a report as JSON."""

from __future__ import annotations

from decimal import Decimal

from audit.text import Value


def json_value(value: Value | None) -> int | float | str | None:
    """``value`` for JSON: a decimal becomes a string where a binary float would lose a printed digit."""
    if isinstance(value, Decimal):
        return float(value) if repr(float(value)) == str(value) else str(value)
    return value
