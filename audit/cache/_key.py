"""The key by which a user's own entries are told from what anybody else may have put into a shared folder."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from platformdirs import user_state_path

_NAME = "cache.key"
_BYTES = 32


@cache
def own_key() -> bytes:
    """The secret key of this user, made when it is first needed.

    Where it can be kept nowhere, it lasts as long as the process, and nothing of an earlier one is believed.
    """
    path = user_state_path("gkaudit", appauthor=False) / _NAME
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (known := _known(path)) is None:
            path.unlink(missing_ok=True)
            return _made(path)
        return known
    return secrets.token_bytes(_BYTES)


def _known(path: Path) -> bytes | None:
    """The key in the file, unless somebody else could have written or read it."""
    if not path.is_file() or path.is_symlink():
        return None
    status = path.stat()
    if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
        return None
    data = path.read_bytes()
    return data if len(data) == _BYTES else None


def _made(path: Path) -> bytes:
    """A new key, written whole before it has its name; that of another process where one was quicker."""
    made = secrets.token_bytes(_BYTES)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as stream:
        stream.write(made)
    try:
        os.link(part, path)
    except FileExistsError:
        return _known(path) or made
    except OSError:  # a file system without links
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return made
