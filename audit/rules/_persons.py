"""Names and numbers of private people in the report's text: found for W012, covered wherever text is shown."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import chain

from audit.text import hidden, masked, widened

_NO_NAME = re.compile("某|姓|人|公司")


def names(text: str) -> list[tuple[int, int]]:
    """Where ``text`` names a private person: behind a role, in the name of a case, beside a number or a benefit."""
    wide = widened(text)
    found = {
        match.span("name")
        for match in chain.from_iterable(pattern.finditer(wide) for pattern in _patterns())
        if not _NO_NAME.search(match["name"])
    }
    return sorted(found)


def covered(text: str) -> str:
    """``text`` with its personal numbers and names hidden, no character more or less."""
    shown = masked(text)
    for start, end in names(text):
        shown = shown[:start] + hide(text[start:end]) + shown[end:]
    return shown


def hide(words: str) -> str:
    """The first character of a name, the first three and last two of a number, the rest as “*”."""
    if not words[:1].isdigit():
        return words[0] + "*" * (len(words) - 1)
    return hidden(words)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(files("audit.rules.wording").joinpath("personal.toml").read_text("utf-8"))
    first = data["surnames"]
    role = rf"(?:{data['roles']})(?P<name>[{first}][一-鿿]{{1,2}}?)(?=[于向不诉因，、。（(等\d]|申请|提出)"
    suit = rf"(?<![一-鿿])(?P<name>[{first}][一-鿿]?[^\W投申起上应胜败控告反倾公撤被等])诉(?![讼求状称])(?=[^，。；]{{2,40}}案)"
    beside = (
        rf"(?:(?<![一-鿿])|(?<=[如给至为向])|{data['receivers']})(?P<name>[{first}][一-鿿]{{1,2}})"
        rf"(?=[，、（(：:\s]{{0,2}}(?:{data['private']}))"
    )
    return tuple(map(re.compile, (role, suit, beside)))
