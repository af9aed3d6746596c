"""Whether a figure is of the whole year and the whole organ, or of a part of them."""

from __future__ import annotations

from audit.match.claims.scope._opened import Opened, Scopes
from audit.match.claims.scope._scope import ScopeReader
from audit.match.claims.scope._subheadings import HEADING_MARK, Headings

__all__ = ["HEADING_MARK", "Headings", "Opened", "ScopeReader", "Scopes"]
