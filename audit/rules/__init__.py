"""The rules and what runs them: one file a rule, found by walking this package; its docstring is its documentation.

Authors of rules import ``audit.rules.kit``.
"""

from __future__ import annotations

from audit.rules._case import Case
from audit.rules._catalogue import catalogue, load_profiles
from audit.rules._rule import Rule, rule
from audit.rules._run import Seconds, run, run_corpus
from audit.rules._survey import Survey
from audit.rules.consistency.figures import quantity
from audit.rules.filing import compared
from audit.rules.kit import not_printed_cells

__all__ = [
    "Case",
    "Rule",
    "Seconds",
    "Survey",
    "catalogue",
    "compared",
    "load_profiles",
    "not_printed_cells",
    "quantity",
    "rule",
    "run",
    "run_corpus",
]
