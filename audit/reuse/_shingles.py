"""Hashes of the k consecutive characters at every position of a text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audit.reuse.text import BREAK

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)


def shingles(text: str, size: int) -> tuple[Hashes, Mask]:
    """A 64-bit hash of ``text[i:i + size]`` for every i, and whether that lies within one section."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.bool_)
    hashes = np.zeros(count, np.uint64)
    for offset in range(size):
        hashes = hashes * _BASE + codes[offset : offset + count]
    hashes = (hashes ^ (hashes >> _SHIFT)) * _MIX
    breaks = np.concatenate(([0], np.cumsum(codes == ord(BREAK))))
    return hashes ^ (hashes >> _SHIFT), breaks[size:] == breaks[:count]
