"""Doors that load what they export when it is first asked for.

The ``__init__`` of a room where one name would drag in what most users of the others never need says twice what it exports, to
those who check types and to those who run::

    if TYPE_CHECKING:
        from audit.room._heavy import Name
    else:
        __getattr__, __dir__ = lazy(__name__, {"audit.room._heavy": ("Name",)})

Both say the same (``tests/project/test_doors.py``). Such names are taken where they are used (``from audit import room``, then
``room.Name``): ``from audit.room import Name`` loads the room at once, as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def lazy(door: str, exports: Mapping[str, Sequence[str]]) -> tuple[Callable[[str], Any], Callable[[], Sequence[str]]]:
    """The ``__getattr__`` and ``__dir__`` of the package ``door``, which takes names out of modules when first asked for them.

    ``exports`` maps modules to names, as in ``from module import name, name``; what it takes from ``door`` itself are modules
    of that folder.
    """
    modules = {name: module for module, names in exports.items() for name in names}
    package = sys.modules[door]

    def take(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {door!r} has no attribute {name!r}")
        source = modules[name]
        found = import_module(f"{door}.{name}") if source == door else getattr(import_module(source), name)
        setattr(package, name, found)
        return found

    def listed() -> Sequence[str]:
        return sorted({*vars(package), *modules})

    return take, listed
