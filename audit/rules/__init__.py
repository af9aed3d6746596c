"""The catalogue: one file a rule, found by walking this package; its docstring is its documentation."""

from __future__ import annotations

from audit.rules._rule import Case, Rule, catalogue, rule, run

__all__ = ["Case", "Rule", "catalogue", "rule", "run"]
