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
    """Starts desks of one user in one work folder; they end with the test."""
    (tmp_path / "工作").mkdir()
    begun = []

    def begin(*arguments, **options):
        begun.append(DeskProcess(tmp_path / "home", tmp_path / "工作", *arguments, **options))
        return begun[-1]

    yield begin
    for one in begun:
        one.interrupt()
