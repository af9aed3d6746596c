"""The totals of table 三 that percentages of the text are computed from."""

from __future__ import annotations

from audit.rules.consistency.figures._quantities import WayOfCounting

RECEIVED = WayOfCounting("表三新收", ("applications.received.total",))
ALL = WayOfCounting("表三新收加上年结转", ("applications.received.total", "applications.carried_in.total"))
CONCLUDED = WayOfCounting("表三办理结果总计", ("applications.concluded.total",))
