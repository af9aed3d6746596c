"""What the browser is given of the desk: one script and one style sheet, each put together from the files of ``static``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from audit.present.html import stylesheet


@cache
def script() -> str:
    """The desk as a module of JavaScript, whose ``default.render({model, el})`` shows it in an element."""
    return _joined(".js")


@cache
def style() -> str:
    """What the desk looks like."""
    return stylesheet("desk") + _joined(".css")


def _joined(ending: str) -> str:
    """The files of the browser with this ending as one; the one that begins everything comes last, since it needs the others."""
    found = [one for one in files("audit.desk").joinpath("static").iterdir() if one.name.endswith(ending)]
    return "\n".join(
        one.read_text("utf-8") for one in sorted(found, key=lambda one: (one.name == f"desk{ending}", one.name))
    )
