"""Transactions in which nobody else writes, on a file or on a server."""

from __future__ import annotations

import time

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

#: Seconds after which a writer that waits for another one asks again.
TURN = 0.005
#: The number by which those who bring a database up to date wait for each other.
_LOCK_OF_SCHEMA = 7_211_554_303


def begin(connection: Connection, patience: float) -> None:
    """Begin a transaction on a file as its only writer, for whom another one is waited ``patience`` seconds.

    It is asked for often: SQLite's own waiting asks ever more seldom and would not get in between the events of somebody
    who writes one after the other.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    end = time.monotonic() + patience
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() >= end:
                    raise
                time.sleep(TURN)
            else:
                return
    finally:
        # Readers are waited for when it is kept, and whoever writes when it is read again.
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(patience * 1000)}")


def begin_schema(connection: Connection, patience: float) -> None:
    """Begin a transaction in which nobody else brings the record up to date; on a file nobody writes at all."""
    if connection.dialect.name == "sqlite":
        begin(connection, patience)
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK_OF_SCHEMA})
