"""The terminal: reports, outcomes and scores as plain text, and a parser that speaks Chinese."""

from __future__ import annotations

from audit.console._fitted import printable
from audit.console._outcomes import absent, findings, overall
from audit.console._parser import Parser
from audit.console._reading import explanation
from audit.console._reports import first_clause, scores, summary

__all__ = ["Parser", "absent", "explanation", "findings", "first_clause", "overall", "printable", "scores", "summary"]
