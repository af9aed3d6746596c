"""A real PostgreSQL, begun for tests and measurements alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.components import postgresql

#: The password of whoever owns its databases.
SECRET = "geheim-7f3a"


def _as_postgres(*command: str) -> list[str]:
    """``command`` run by whom PostgreSQL lets run it: it refuses root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


@contextmanager
def postgresql_server() -> Iterator[Callable[[str], str] | None]:
    """A server on a free port, in a folder that goes with it: makes a database of a name and gives its address, with the password.

    None where PostgreSQL is not installed.
    """
    programs = postgresql()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="gkaudit-pg-"))
    (folder / "secret").write_text(SECRET)
    if os.geteuid() == 0:
        for path in (folder, folder / "secret"):
            shutil.chown(path, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    given = ("-D", str(data), "-U", "audit", "-A", "scram-sha-256", "-E", "UTF8", "--no-sync")
    initdb = _as_postgres(str(programs / "initdb"), *given, f"--pwfile={folder / 'secret'}")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = _as_postgres(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options)
    try:
        subprocess.run(initdb, check=True, **quiet)
        subprocess.run([*control, "-l", str(folder / "log"), "start"], check=True, **quiet)
        yield lambda name: _database(port, name)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def _database(port: int, name: str) -> str:
    import pg8000.native

    with pg8000.native.Connection(
        "audit", host="127.0.0.1", port=port, database="postgres", password=SECRET
    ) as connection:
        connection.run(f"CREATE DATABASE {name}")
    return f"postgresql://audit:{SECRET}@127.0.0.1:{port}/{name}"
