"""What the browser asks, taken apart with care: nothing of it is trusted to be as it should."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from audit.errors import UsageError

#: Characters of one text, and things of one list, beyond which nobody typed or chose them; the fields of the browser take no more.
MOST_TEXT, _MOST_THINGS = 20_000, 100_000


class Sight(NamedTuple):
    """What somebody who enters something has in sight."""

    #: Of which opening the review is that is shown, "" of none.
    opening: str
    #: The sequence of the last event of the record that it shows.
    last: int


NOTHING_SEEN = Sight("", 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """One message of the browser: the arguments of its verb by name, and the bytes that came with it.

    Every method gives the argument ``name``, and raises UsageError, in Chinese, where it is not there or of another kind.
    """

    said: Mapping[str, Any]
    buffers: Sequence[bytes | memoryview] = ()

    def text(self, name: str, default: str | None = None) -> str:
        """A text; ``default`` where it was left out."""
        value = self.said.get(name, default)
        if isinstance(value, str) and len(value) > MOST_TEXT:
            raise UsageError(f"所填内容有{len(value)}字，超过{MOST_TEXT}字的上限，没有办理。请缩短后重试。")
        if not _is_text(value):
            raise _malformed(name)
        return str(value)

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number, 0 or more; ``default`` where it was left out."""
        value = self.said.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise _malformed(name)
        return value

    def sight(self, name: str) -> Sight:
        """What somebody had in sight, as it was told; nothing where it was left out."""
        value = self.said.get(name, NOTHING_SEEN)
        if not isinstance(value, list | tuple) or [type(one) for one in value] != [str, int]:
            raise _malformed(name)
        return Sight(*value)

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value = self.said.get(name)
        if not isinstance(value, bool):
            raise _malformed(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.listed(name)
        if not all(map(_is_text, found)):
            raise _malformed(name)
        return tuple(found)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """A list of pairs of texts."""
        found = self.listed(name)
        if not all(isinstance(one, list | tuple) and len(one) == 2 and all(map(_is_text, one)) for one in found):
            raise _malformed(name)
        return tuple((one[0], one[1]) for one in found)

    def listed(self, name: str) -> Sequence[Any]:
        """A list of whatever."""
        value = self.said.get(name)
        if not isinstance(value, list | tuple) or len(value) > _MOST_THINGS:
            raise _malformed(name)
        return value


@dataclass(frozen=True, slots=True)
class Answered:
    """What the browser is answered: parts of the page by name, each of which takes the place of the one before, and a sentence.

    ``fault`` is why something was not done besides (Chinese); ``is_occupied`` where another program has the record, so that it may be tried again. ``later`` is what takes long: it is done beside, and what it gives is told when it is done.
    """

    parts: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    fault: str = ""
    is_occupied: bool = False
    later: Callable[[], Answered] | None = None

    def message(self, number: object = None) -> dict[str, Any]:
        """As it goes to the browser, in answer to its message ``number``, or unasked."""
        return {
            "n": number if isinstance(number, int) else None,
            "parts": dict(self.parts),
            "said": self.said,
            "fault": self.fault,
            "occupied": self.is_occupied,
        }


def _is_text(value: object) -> bool:
    """Whether it is a text that somebody can have typed: none with halves of characters, which no file can keep."""
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _malformed(name: str) -> UsageError:
    return UsageError(f"核查台收到的内容不完整（{name[:40]}），没有办理。请刷新页面后重试。")
