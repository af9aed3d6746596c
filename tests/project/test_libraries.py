"""The libraries of a release: one list for every Python and system, used wherever something is installed, named on pages."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from audit.machine.installed import libraries
from audit.present import technical
from tests.roots import ROOT

PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
    "Windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
    "macOS": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
}
PYTHONS = {"3.11": "3.11.9", "3.12": "3.12.9", "3.13": "3.13.5"}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_dependency_has_one_version_on_every_python_and_system(python, system):
    here = default_environment() | SYSTEMS[system]
    here |= {"python_version": python, "python_full_version": PYTHONS[python]}
    pins = [pin for pin in PINS if pin.marker is None or pin.marker.evaluate(here)]
    names = [canonicalize_name(pin.name) for pin in pins]
    assert len(names) == len(set(names))
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(line for lines in project["optional-dependencies"].values() for line in lines),
    ]
    for requirement in map(Requirement, wanted):
        if requirement.name != project["name"]:
            assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_every_line_pins_one_version():
    assert PINS
    assert [str(pin) for pin in PINS if not re.fullmatch(r"==[\w.!+]+", str(pin.specifier))] == []
    assert [line for line in PROJECT["build-system"]["requires"] if "==" not in line] == []


@pytest.mark.parametrize("name", ["README.md", "README.en.md", "docs/能读取的文件.md", "Makefile", ".ci/run"])
def test_whatever_installs_the_toolkit_installs_the_libraries_of_the_release(name):
    text = (ROOT / name).read_text("utf-8")
    installs = [line for line in re.findall(r"pip install [^;&\n`]*", text) if "-e " in line]
    free = [line for line in installs if "-c constraints.txt" not in line]
    # Only looking ahead takes whatever is newest.
    newest = re.findall(r"build/newest/bin/python -m (pip install [^\n]*)", text)
    assert installs
    assert free == newest


def test_the_digest_follows_the_versions_and_the_page_names_it(monkeypatch):
    running = dict(libraries.installed())
    assert running["pypdfium2"]
    assert "pytest" not in running
    digest = libraries.digest()
    assert re.fullmatch("[0-9a-f]{12}", digest)
    assert digest in technical.technical().text
    monkeypatch.setattr(libraries, "installed", lambda: running | {"lxml": "0.1"})
    assert libraries.digest() != digest
    shown = technical.technical().text
    assert libraries.digest() in shown
    assert f"lxml 0.1（随附{libraries.due()['lxml']}）" in shown


def test_libraries_of_the_release_are_said_to_be_that(monkeypatch):
    monkeypatch.setattr(libraries, "installed", lambda: {"lxml": libraries.due()["lxml"]})
    assert "与随附的constraints.txt一致" in libraries.standing()
