"""Packed objects behind a signature: believed only where the key that signed them is the one that they are opened with."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from audit.cache._packed import unpack

#: Bytes of a signature, which stands before the content.
_BYTES = 32


def signed(key: bytes, name: str, packed: bytes) -> bytes:
    """``packed``, which ``pack`` made, behind its signature; that holds under ``name`` alone."""
    return _signature(key, name, packed) + packed


def opened(key: bytes, name: str, data: bytes) -> Any | None:
    """What ``signed`` was given with the same key and name; None where anything of ``data`` is other than it left it."""
    packed = data[_BYTES:]
    return unpack(packed) if hmac.compare_digest(data[:_BYTES], _signature(key, name, packed)) else None


def _signature(key: bytes, name: str, packed: bytes) -> bytes:
    own = hashlib.blake2b(key=key, digest_size=_BYTES)
    own.update(f"{name}\0".encode("utf-8", "surrogatepass"))
    own.update(packed)
    return own.digest()
