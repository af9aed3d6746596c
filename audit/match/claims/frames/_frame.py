"""What has been read of a sentence before a number, outside brackets and inside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from audit.match.claims.frames.quantities import NOTHING, Dimensions
from audit.match.claims.lexicon import Tag
from audit.model import Role


class Frame(NamedTuple):
    """What a number counts: ``dimensions`` and the tags that say so, ``subject`` as the rules know it.

    ``narrowed`` are words that narrow what is counted, "" where there are none; ``others`` are further subjects that it may be,
    ``role`` is its part in a comparison of years, ``start`` where its own clause begins.
    """

    dimensions: Dimensions
    subject: str | None
    naming: tuple[Tag, ...] = ()
    narrowed: str = ""
    others: tuple[str, ...] = ()
    role: Role = ""
    start: int = 0


@dataclass(slots=True)
class ReadSoFar:
    """What has been read so far outside brackets, or inside those that are open.

    ``head``        what is divided: what the items behind “其中” or in brackets have in common
    ``last``        what the number before counts
    ``end``         where the words end that the number before took, and ``number_end`` where it ends itself
    ``dealt_out``       what “分别” still deals out, number by number
    ``counted``     the subjects counted so far, for their sum
    ``narrowed``    words of an earlier clause that narrow all that follows
    ``moved``       whether years were compared
    ``theme``       whether the number before is what the sentence is about: “结转的5件申请，”
    ``column``      the applicants that the sentence is about: “商业企业新收254件、上年结转14件，办结260件”
    ``unknown``     the words of the number before where these name nothing that is counted: a bracket may divide that
    ``base``        what the earlier number of a comparison counts, right before the later one; None elsewhere
    ``doubt``       the words that narrow that earlier number
    """

    head: Dimensions = field(default_factory=lambda: NOTHING)
    last: Dimensions = field(default_factory=lambda: NOTHING)
    end: int = 0
    number_end: int = 0
    dealt_out: tuple[Dimensions, ...] = ()
    counted: list[str] = field(default_factory=list)
    narrowed: str = ""
    moved: bool = False
    theme: bool = False
    column: tuple[str, ...] = ()
    unknown: str = ""
    base: Dimensions | None = None
    doubt: str = ""
