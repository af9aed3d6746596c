"""The profiles that come with the toolkit, by name."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with the toolkit."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def shipped_file(name: str) -> Path:
    """The file of the profile of that name, which is one of ``shipped``."""
    return _FOLDER / f"{name}.toml"
