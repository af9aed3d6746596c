"""Where events are kept: a file or a database, its tables and schema, copies, and turns of writers."""

from __future__ import annotations

from audit.decisions.record._onlyread import unwritable
from audit.decisions.record._record import OvertakenError, Record, TakenOver, open_record
from audit.decisions.record._team import address
from audit.decisions.record._troubles import OccupiedError

__all__ = ["OccupiedError", "OvertakenError", "Record", "TakenOver", "address", "open_record", "unwritable"]
