"""The paragraphs of a report as they were read, in printed order, with marks in what problems speak of; as much as its page holds."""

from __future__ import annotations

from audit.present.agency.paragraphs._reading import as_read

__all__ = ["as_read"]
