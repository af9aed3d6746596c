"""Where events are kept: a file or a database, its tables and schema, copies, and turns of writers."""

from __future__ import annotations

from audit.decisions.record._record import OvertakenError, Record, TakenOver, address, open_record

__all__ = ["OvertakenError", "Record", "TakenOver", "address", "open_record"]
