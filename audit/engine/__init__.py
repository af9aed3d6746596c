"""Notebooks executed without a kernel: an engine for papermill, by name ``NAME``, in processes forked from a warm one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from audit.engine._process import EngineFaultError, LostError, forks
from audit.engine._provided import provide, provided

if TYPE_CHECKING:
    from audit.engine._papermill import GkauditEngine

__all__ = [
    "NAME",
    "EngineFaultError",
    "GkauditEngine",
    "LostError",
    "forks",
    "prepare",
    "provide",
    "provided",
    "register",
]

#: What papermill's option --engine calls it.
NAME = "gkaudit"


def register() -> None:
    """Make the engine known to papermill by its name, also where no installed package says so."""
    from papermill.engines import papermill_engines  # noqa: PLC0415 – papermill takes a second to import

    from audit.engine._papermill import GkauditEngine  # noqa: PLC0415 – papermill loads it at its own import

    papermill_engines.register(NAME, GkauditEngine)


def prepare() -> None:
    """Load what executes notebooks, for the processes that are forked from this one."""
    from audit.engine import _child, _shell  # noqa: PLC0415 – IPython takes half a second to import

    register()
    _shell.prepare()
    _child.prepare()


def __getattr__(name: str) -> Any:
    """The engine when papermill asks for it: both need each other while they are imported."""
    if name == "GkauditEngine":
        from audit.engine._papermill import GkauditEngine  # noqa: PLC0415 – see above

        return GkauditEngine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
