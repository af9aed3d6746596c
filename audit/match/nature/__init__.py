"""Whether a document is one annual report, or something else that must not be judged as one."""

from __future__ import annotations

from audit.match.nature._nature import Refusal, refusal

__all__ = ["Refusal", "refusal"]
