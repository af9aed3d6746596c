"""The digest of the code that runs: the same for the same code, another for any other that decides a result."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from audit.machine.installed import code
from tests.roots import ROOT

PROGRAM = """import sys
from audit.machine.installed import code
print(code.digest(), code.digest(("render", "notebooks")))"""


@pytest.fixture(scope="module")
def digests(tmp_path_factory):
    """The digest of a copy of the toolkit, whole and without two rooms, after something was changed in it."""
    root = tmp_path_factory.mktemp("toolkit")
    shutil.copytree(ROOT / "audit", root / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "constraints.txt", root)

    def after(path="", text="\n# Changed.\n", to=""):
        if to:
            (root / to).parent.mkdir()
            (root / path).rename(root / to)
            found = after()
            (root / to).rename(root / path)
            (root / to).parent.rmdir()
            return found
        changed = root / path if path else None
        before = changed.read_bytes() if changed and changed.exists() else None
        if changed:
            changed.parent.mkdir(exist_ok=True)
            with changed.open("a", encoding="utf-8") as stream:
                stream.write(text)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        if changed:
            changed.unlink() if before is None else changed.write_bytes(before)
        return tuple(done.stdout.split())

    return after


def test_any_other_code_or_data_of_the_package_has_another_digest(digests):
    whole, apart = digests()
    assert digests() == (whole, apart)
    assert whole != apart
    for path in ("audit/cells.py", "audit/forms/2021.toml", "audit/rules/filing/__init__.py", "audit/new_module.py"):
        other = digests(path)
        assert whole != other[0], path
        assert apart != other[1], path


def test_a_module_that_moves_to_another_folder_has_another_digest(digests):
    """What the cache keeps names classes by their modules."""
    whole, apart = digests()
    other = digests("audit/forms/headings.toml", to="audit/forms/headings/headings.toml")
    assert whole != other[0]
    assert apart != other[1]


def test_a_room_that_is_left_out_counts_for_the_whole_alone(digests):
    whole, apart = digests()
    for path, text in (("audit/render/batch.py", "\n#\n"), ("notebooks/agency.ipynb", " ")):
        other = digests(path, text)
        assert other[0] != whole, path
        assert other[1] == apart, path


def test_what_python_compiles_and_what_stands_beside_the_package_counts_for_nothing(digests):
    before = digests()
    assert digests("audit/__pycache__/cells.cpython-311.pyc") == before
    assert digests("data/samples/新.txt") == before


def test_the_version_is_that_of_the_installed_toolkit():
    assert code.toolkit_version()
    assert len(code.digest()) == 64
