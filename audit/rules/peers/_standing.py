"""Makes the facts about a value among those of peers."""

from __future__ import annotations

from audit.findings import AmongPeers
from audit.metrics import PeerStanding


def among_peers(standing: PeerStanding, group: str) -> AmongPeers:
    """The facts of an outlier, among the peers that ``group`` names."""
    low, high = standing.bounds or (standing.median, standing.median)
    return AmongPeers(standing.value, standing.median, low, high, standing.size, group)
