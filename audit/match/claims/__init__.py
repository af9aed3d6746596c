"""The figures of the text, each with what it counts, and of whom and when it speaks.

Deterministic: the words are data (``lexicon``). What a number counts is told by the words next to it (``frames``); words
that narrow it make its scope uncertain, words that no lexicon knows do not.

``Claim.subject`` is the key of a cell of the form, a line or group of lines in one column
(``applications.refused.natural``), several of them added up (joined by “+”), or one of these quantities, whose relation to
the cells is the rules' business:

- ``applications.accepted`` (受理), ``.handled`` (办理), ``.answered`` (答复), ``.granted_or_partial``, ``.carried`` (结转,
  into the year or out of it), ``.received.organisations``; ``.refused.total``, ``.unavailable.total``,
  ``.rejected.total``, ``.other.total``
- ``litigation.suit.*`` (both routes), ``litigation.*.concluded``, ``litigation.total``
- ``information_fee.notices``, ``.charged``, ``.received``, ``.taken`` (金额, 总额: either of these); ``published.items``
- of percentages and changes ``rate.concluded``, ``share``, ``change.growth``, ``change.decline``, ``change.ratio`` (是上年的
  2倍), ``change.level`` (持平), ``change.base`` (the figure that a change is measured from), ``mean.monthly`` (月均)
"""

from __future__ import annotations

from audit.match.claims._walk import MAX_CLAIMS, TextClaims, read_claims

__all__ = ["MAX_CLAIMS", "TextClaims", "read_claims"]
