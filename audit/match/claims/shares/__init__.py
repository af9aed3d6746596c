"""What a percentage is a share of, and of what part: “自然人申请86件，占新收申请的71.67%”."""

from __future__ import annotations

from audit.match.claims.shares._recognised import is_share
from audit.match.claims.shares._shareof import ShareOf, share_of

__all__ = ["ShareOf", "is_share", "share_of"]
