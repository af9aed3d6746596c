"""Records in a file and in a real PostgreSQL, begun for these tests alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path

import pytest

from audit.decisions import open_record
from tests.components import demand, postgresql


def as_postgres(*command: str) -> list[str]:
    """``command`` run by whom PostgreSQL lets run it: it refuses root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL server of our own, on a free port, in a folder that goes with it."""
    demand("postgresql")
    programs = postgresql()
    folder = Path(tempfile.mkdtemp(prefix="gkaudit-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    given = ("-D", str(data), "-U", "audit", "-A", "trust", "-E", "UTF8", "--no-sync")
    subprocess.run(as_postgres(str(programs / "initdb"), *given), check=True, **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = as_postgres(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options)
    subprocess.run([*control, "-l", str(folder / "log"), "start"], check=True, **quiet)
    try:
        yield f"postgresql://audit@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def where(request, tmp_path):
    """The place of an empty record."""
    if request.param == "sqlite":
        return tmp_path / "核查记录.sqlite"
    import pg8000.native

    address = request.getfixturevalue("server")
    name = f"r{uuid.uuid4().hex}"
    host, port = address.rpartition("@")[2].split(":")
    with pg8000.native.Connection("audit", host=host, port=int(port), database="postgres") as connection:
        connection.run(f"CREATE DATABASE {name}")
    return f"{address}/{name}"


@pytest.fixture
def record(where):
    with open_record(where) as opened:
        yield opened
