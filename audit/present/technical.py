"""What a page was made with: the part that closes every page."""

from __future__ import annotations

from audit.machine.installed import libraries
from audit.present import facts
from audit.present.html import Html, page


def technical() -> Html:
    """What a page was made with, folded: by the same toolkit, Python, machine and libraries it comes out the same."""
    return page(
        "technical.html.j2",
        version=facts.toolkit_version(),
        runtime=libraries.runtime(),
        standing=libraries.standing(),
        differences=libraries.differences(),
    )
