"""Desks that several tests look at."""

from __future__ import annotations

import pytest

from tests.serving.server import DeskProcess


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A desk with nothing opened, which nobody has looked at in a browser yet."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("工作 文件夹")
    with_desk = DeskProcess(home, folder)
    with_desk.home, with_desk.folder = home, folder
    yield with_desk
    with_desk.interrupt()


@pytest.fixture
def start(tmp_path):
    """Starts desks of one user in one work folder; those that still run at the end of the test hear Ctrl-C, and end well."""
    (tmp_path / "工作").mkdir()
    begun = []

    def begin(*arguments, **options):
        begun.append(DeskProcess(tmp_path / "home", tmp_path / "工作", *arguments, **options))
        return begun[-1]

    yield begin
    running = [one for one in begun if one.process.poll() is None]
    for one in running:
        one.until("Ctrl-C")
        code, said = one.interrupt(), "".join(one.said)
        assert code == 0, said
        assert "核查台已结束" in said
        # Nothing is said but what an inspector reads.
        assert [line for line in said.splitlines() if line[:1].isascii() and not line.startswith("http://")] == []
