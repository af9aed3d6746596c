"""The terminal: reports, outcomes and scores as plain text, and a parser that speaks Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.console._fitted import first_clause, printable
    from audit.console._outcomes import absent, findings, overall, uncounted
    from audit.console._parser import Parser
    from audit.console._reading import explanation
    from audit.console._reports import scores, summary
else:
    # Any command speaks and has a parser; few have reports, outcomes or scores to show.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.console._fitted": ("first_clause", "printable"),
            "audit.console._outcomes": ("absent", "findings", "overall", "uncounted"),
            "audit.console._parser": ("Parser",),
            "audit.console._reading": ("explanation",),
            "audit.console._reports": ("scores", "summary"),
        },
    )

__all__ = [
    "Parser",
    "absent",
    "explanation",
    "findings",
    "first_clause",
    "overall",
    "printable",
    "scores",
    "summary",
    "uncounted",
]
