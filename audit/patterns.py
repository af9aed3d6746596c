"""Patterns that are compiled when they are first used.

A module says at its top what it looks for, and no command needs all of that: most of what a start costs would be patterns that
nothing is ever held against. So patterns at the top of a module are written ``regex(…)``, which is ``re.compile(…)`` put off.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any, AnyStr, Generic, cast


class _Late(Generic[AnyStr]):
    """Stands for a compiled pattern, which it makes when it is first asked for anything but its source.

    From then on the compiled one stands in its stead among the names of the ``module``: what is used a thousand times for
    each report should cost nothing more than it has to.
    """

    pattern: AnyStr
    _compiled: re.Pattern[AnyStr]

    def __init__(self, pattern: AnyStr, flags: int, module: dict[str, Any]) -> None:
        self.pattern = pattern
        self._flags = flags
        self._module = module

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has under ``name``, which is kept, so that this is called once a name."""
        if name == "_compiled":
            self._compiled = re.compile(self.pattern, self._flags)
            for own in [own for own, value in self._module.items() if value is self]:
                self._module[own] = self._compiled
            return self._compiled
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[Callable[..., re.Pattern[AnyStr]], tuple[AnyStr, int]]:
        """What it says goes to another process; it is compiled there."""
        return regex, (self.pattern, self._flags)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r}, {self._flags})"


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(pattern, flags)``, compiled when it is first used; a test compiles all that the package holds.

    What comes back has the methods and fields of ``re.Pattern``, and is not given to functions of ``re``.
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags, sys._getframe(1).f_globals))
