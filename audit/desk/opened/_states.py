"""To which state of the review what is shown of a row belongs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

#: The numbers of all states of a process, so that no two reviews that are opened one after the other have one in common.
_NUMBERS = count(1)


class ReviewStates:
    """The state of each row as a number, another one whenever anything that is shown of it may have changed."""

    def __init__(self) -> None:
        self._checked = next(_NUMBERS)
        self._stood: dict[str, int] = {}

    def check(self) -> None:
        """Count that everything was checked, for the first time or anew."""
        self._checked, self._stood = next(_NUMBERS), {}

    def stand(self, names: Iterable[str]) -> None:
        """Count that what was decided on the rows with the ids ``names`` stands otherwise."""
        self._stood.update(dict.fromkeys(names, next(_NUMBERS)))

    def of(self, *names: str) -> int:
        """The state of what is shown of the rows with the ids ``names`` together."""
        return max(self._checked, *(self._stood.get(name, 0) for name in names))
