"""What the State Council's form asks for: editions as data (``*.toml``), labels and aliases, totals and balances."""

from __future__ import annotations

from audit.forms._form import Aspect, Balance, Form, FormCell, FormTable, Line, Total, editions, form_for_year, load

__all__ = ["Aspect", "Balance", "Form", "FormCell", "FormTable", "Line", "Total", "editions", "form_for_year", "load"]
