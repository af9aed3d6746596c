"""The libraries that run: which versions, whether they are the release's own, and one short digest over them.

The same digest, the same architecture and the same minor version of Python give the same results, byte for byte.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from audit.machine.installed.resources import HOME

DISTRIBUTION = "gongkai-audit"
#: The extra that changes what is read; it counts where it is installed.
_READING = "ocr"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """A library whose installed version is not the release's; ``found`` is "" where it is not installed."""

    name: str
    found: str
    due: str


@cache
def installed() -> Mapping[str, str]:
    """The version of each library that the toolkit runs on, by name; {} for a source tree that was never installed."""
    waiting = [r for r in _required(DISTRIBUTION, ("", _READING)) if _counts(r)]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        requirement = waiting.pop()
        wanted = canonicalize_name(requirement.name), ("", *sorted(requirement.extras))
        if wanted not in seen:
            seen.add(wanted)
            waiting += _required(*wanted)
    return {name: _version(name) for name in sorted({name for name, _ in seen})}


@cache
def due() -> Mapping[str, str]:
    """The version of each library in the release's constraints.txt, by name, for this Python and system.

    {} where the file is neither in the source tree nor in the installed package.
    """
    path = HOME / "constraints.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else ()
    pinned = (Requirement(line) for line in lines if line.strip() and not line.startswith("#"))
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in pinned
        if pin.marker is None or pin.marker.evaluate()
    }


def differences() -> list[VersionDifference]:
    """The libraries that are not those of the release; [] also where there is no release to compare with."""
    release = due()
    return (
        [
            VersionDifference(name, found, release.get(name, ""))
            for name, found in installed().items()
            if found != release.get(name)
        ]
        if release
        else []
    )


def digest() -> str:
    """Twelve hexadecimal digits over the names and versions of all libraries; "" where they are not known."""
    listed = "".join(f"{name}=={version}\n" for name, version in installed().items())
    return hashlib.sha256(listed.encode()).hexdigest()[:_DIGITS] if listed else ""


def runtime() -> str:
    """Python's minor version and the machine's architecture, as “Python 3.13 x86_64”."""
    return f"Python {sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}"


def standing() -> str:
    """In Chinese: the digest, and whether the libraries are those of the release."""
    if not digest():
        return "未安装（源码运行），无法确定"
    if not due():
        return f"{digest()}（没有随附的constraints.txt，无法比对）"
    other = differences()
    return f"{digest()}（{f'有{len(other)}个库与' if other else '与'}随附的constraints.txt{'不一致' if other else '一致'}）"


def _required(name: str, extras: Iterable[str]) -> Iterator[Requirement]:
    """What the installed distribution ``name`` requires here, with ``extras`` of it."""
    for line in _head(name).get_all("Requires-Dist", ()):
        try:
            requirement = Requirement(line)
        except InvalidRequirement:  # an old package's own spelling: pip has installed it nevertheless
            continue
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            yield requirement


def _counts(requirement: Requirement) -> bool:
    """Whether a requirement of our own is no extra's, or of an extra that is installed."""
    optional = requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})
    return not optional or bool(_version(requirement.name))


def _version(name: str) -> str:
    return str(_head(name).get("Version", ""))


@cache
def _head(name: str) -> Message:
    """What the installed distribution ``name`` says of itself, without its long description; nothing where it is not installed."""
    try:
        found = distribution(name)
        # The second is how older tools wrote it.
        text = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    except PackageNotFoundError:
        return Message()
    return message_from_string(text.partition("\n\n")[0])


#: The version of the toolkit, also of a source tree that was never installed.
__version__ = _version(DISTRIBUTION) or "0+unknown"
