"""The catalogue: one file a rule, found by walking this package; its docstring is its documentation."""

from __future__ import annotations

from audit.rules._rule import Case, Rule, catalogue, rule, run
from audit.rules._survey import Survey, run_corpus

__all__ = ["Case", "Rule", "Survey", "catalogue", "rule", "run", "run_corpus"]
