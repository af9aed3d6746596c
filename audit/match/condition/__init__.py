"""In what condition a document came, and what is uncertain of it therefore.

What it seems to lack because it is damaged, cut off or not read is not held against the organ.
"""

from __future__ import annotations

from audit.match.condition._condition import Condition, condition

__all__ = ["Condition", "condition"]
