"""Desks in a work folder of their own, on the samples; what is read once is in the cache from then on."""

from __future__ import annotations

import pytest

from tests.components import demand
from tests.decisions.server import postgresql_server
from tests.desk.sitting import Sitting, samples


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """Where the user's programs keep state and cache while the desk is tested."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield folder


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """A folder with some of the samples; nobody writes there."""
    return samples(tmp_path_factory.mktemp("desk") / "报告")


@pytest.fixture
def sit(home, reports, tmp_path):  # noqa: ARG001 – the desk remembers there
    """Opens the desk on paths in the work folder ``tmp_path``; on some of the samples where none are given."""
    found = []

    def opened(*paths, who="张三", **given):
        found.append(Sitting(tmp_path, paths or (reports,), who, **given))
        return found[-1]

    yield opened
    for one in found:
        one.ask("leave")


@pytest.fixture
def at_desk(sit):
    """The desk with some of the samples open."""
    return sit().opened()


@pytest.fixture(scope="session")
def server():
    """Makes a database of a name in a PostgreSQL of our own and gives its address, with the password."""
    demand("postgresql")
    with postgresql_server() as database:
        yield database
