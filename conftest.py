"""What holds for all tests: Ctrl-C is heard, and nbval runs the notebooks on the samples.

The parameters of the notebooks are empty, so that no page is of a sample by mistake.
"""

from __future__ import annotations

import signal

import pytest

pytest_plugins = ["tests.cost"]

_SAMPLES = {"folder": "data/samples", "roster": "data/roster.csv", "rubric": "data/rubric.toml"}
#: What an inspector would fill in, by notebook.
_GIVEN: dict[str, dict[str, object]] = {
    "agency": {"report": "data/samples/青禾县水利局2024.docx"},
    "explore": _SAMPLES,
    "overview": _SAMPLES,
    "rules": {"samples": "data/samples"},
    "trend": {"reports": ["data/samples/青禾县水利局2023.docx", "data/samples/青禾县水利局2024.docx"]},
}


def pytest_configure() -> None:
    """Hear Ctrl-C where the tests were begun behind another program, and so have the programs that they begin hear it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Set the parameters behind those of each notebook's own cell, as papermill does."""
    for item in items:
        cell = getattr(item, "cell", None)
        if cell is not None and "parameters" in cell.metadata.get("tags", ()):
            given = _GIVEN.get(item.path.stem, {})
            cell.source += "".join(f"\n{name} = {value!r}" for name, value in given.items())
