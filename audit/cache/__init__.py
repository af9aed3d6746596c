"""What was read and checked before, kept beside the results: by the content of the file and by the code that read it."""

from __future__ import annotations

from audit.cache._cache import FOLDER, Cache, clear
from audit.cache._key import own_key
from audit.cache._packed import pack, unpack
from audit.cache._signed import opened, signed

__all__ = ["FOLDER", "Cache", "clear", "opened", "own_key", "pack", "signed", "unpack"]
