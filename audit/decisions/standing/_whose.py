"""Whose an event is, as far as the name tells under which it was entered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.words import Relation

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
def kinship(one: str, other: str) -> Relation:
    """What two names say of the organs of which keys do not tell them apart: "same", "other", or "open" where they may be either.

    “南京市鼓楼区教育局” and “徐州市鼓楼区教育局” are two; either and “鼓楼区教育局” may be the same, and nothing in the names
    says that they are. An event without a name may be anybody's, and names without a word in common are those of an organ that was renamed.
    """
    if not one or not other or one == other:
        return "same"
    if is_unnamed(one) or is_unnamed(other):
        return "other" if is_unnamed(one) and is_unnamed(other) else "open"
    from audit.words import relation, surely_same  # noqa: PLC0415

    if organ(one) != organ(other) or surely_same(one, other):
        return "same"
    return "other" if relation(one, other) == "other" else "open"


def apart(one: str, other: str) -> bool:
    """Whether two names of one own name are surely those of two organs."""
    return kinship(one, other) == "other"
