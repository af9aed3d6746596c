"""What a report says of itself: title, period, date, documents cited, how to reach the organ."""

from __future__ import annotations

from audit.rules.completeness.particulars._areas import areas, postcode_provinces

__all__ = ["areas", "postcode_provinces"]
