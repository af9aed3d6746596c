"""How large a picture has to be that may hold a table; a smaller one is a seal, an emblem, an icon, a code."""

from __future__ import annotations

#: Points, pixels and English Metric Units in a centimetre.
POINTS, PIXELS, EMU = 72 / 2.54, 40, 360_000
_NARROWEST_TABLE, _LOWEST_TABLE = 6.0, 1.0


def has_room(width: float, height: float, unit: float = 1.0) -> bool:
    """Whether a table has room in a picture of ``width`` and ``height``, given in ``unit`` a centimetre."""
    return width >= _NARROWEST_TABLE * unit and height >= _LOWEST_TABLE * unit
