"""Records in a file and in a real PostgreSQL, begun for these tests alone."""

from __future__ import annotations

import uuid

import pytest

from audit.decisions import open_record
from tests.components import demand
from tests.decisions.server import postgresql_server


@pytest.fixture(scope="session")
def server():
    """Makes a database of a name in a PostgreSQL of our own and gives its address, with the password."""
    demand("postgresql")
    with postgresql_server() as database:
        yield database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def where(request, tmp_path):
    """The place of an empty record."""
    if request.param == "sqlite":
        return tmp_path / "核查记录.sqlite"
    return request.getfixturevalue("server")(f"r{uuid.uuid4().hex}")


@pytest.fixture
def record(where):
    with open_record(where) as opened:
        yield opened
