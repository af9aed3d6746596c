"""Objects as bytes, small and quick: what processes hand each other once and the cache keeps as it is."""

from __future__ import annotations

import pickle
import zlib
from typing import Any

#: The quickest; it makes a report a sixth of its size.
_LEVEL = 1


def pack(what: Any) -> bytes:
    """``what`` as bytes."""
    return zlib.compress(pickle.dumps(what, pickle.HIGHEST_PROTOCOL), _LEVEL)


def unpack(packed: bytes) -> Any:
    """What was packed. Only for bytes that this user's own processes have made: anything else could run code."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 – see above
