"""Whose an event is, as far as the name tells under which it was entered."""

from __future__ import annotations

from functools import cache

#: How the name begins by which a report goes whose organ is not known.
UNNAMED = "（未识别）"


def unnamed(title: str, digest: str) -> str:
    """How events call the organ of a file that names none: by what the file is called and by its content (SHA-256).

    Two such files never share a name, whatever they are called.
    """
    return f"{UNNAMED}{title}〔{digest[:12]}〕"


def is_unnamed(name: str) -> bool:
    """Whether ``name`` is that of a file rather than of an organ."""
    return not name or name.startswith(UNNAMED)


@cache
def organ(name: str) -> str:
    """How an agency is known among events: by its own name, whatever stands in front of it."""
    # Most calls of the toolkit keep nothing, and do without the lexicon.
    from audit.words import own_name  # noqa: PLC0415

    return name if is_unnamed(name) else own_name(name)


@cache
def apart(one: str, other: str) -> bool:
    """Whether two names that keys do not tell from each other are surely those of two organs.

    “南京市鼓楼区教育局” and “徐州市鼓楼区教育局” are; either and “鼓楼区教育局” may be the same. An event without a name
    may be anybody's.
    """
    if not one or not other or one == other:
        return False
    if is_unnamed(one) or is_unnamed(other):
        return is_unnamed(one) and is_unnamed(other)
    from audit.words import relation  # noqa: PLC0415

    return organ(one) == organ(other) and relation(one, other) == "other"
