"""What the server is asked to serve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: the desk of the work folder ``folder``, until nobody has worked for ``idle_seconds``.

    ``environment`` gives what the desk's kernels find set besides what we do, ``shown`` is called when the desk can be opened;
    both are given a folder of this user alone, which goes at the end. ``script`` and ``style``
    give what the browser loads: a module whose ``default.render({model, el})`` shows the desk, and what it looks like.
    """

    folder: Path
    environment: Callable[[Path], Mapping[str, str]]
    shown: Callable[[Path], None]
    script: Callable[[], str]
    style: Callable[[], str]
    idle_seconds: float
