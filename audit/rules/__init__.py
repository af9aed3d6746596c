"""The catalogue: one file a rule, found by walking this package; its docstring is its documentation."""

from __future__ import annotations

from audit.rules._rule import Case, Rule, catalogue, rule, run
from audit.rules._survey import Survey, run_corpus
from audit.rules.consistency._readings import Quantity, Reading, quantity

__all__ = ["Case", "Quantity", "Reading", "Rule", "Survey", "catalogue", "quantity", "rule", "run", "run_corpus"]
