"""Pictures and objects of an OpenDocument file that may hold a table, which nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from audit.document import Skipped
from audit.readers.flow import has_room
from audit.readers.odf._xml import attribute

#: Centimetres of a frame that states no size: it may hold a table.
_UNSTATED_SIDE = 100.0


def unread(element: etree._Element) -> Iterator[Skipped]:
    """The frames in ``element``, or it itself, with a picture or object and no text, that have room for a table.

    Those in a text box inside ``element`` come with the paragraphs of the box.
    """
    box = next(element.iterancestors("{*}text-box"), None)
    for frame in element.iter("{*}frame"):
        own = next(frame.iterancestors("{*}text-box"), None) is box
        if own and frame.find("{*}text-box") is None and not _is_small(frame):
            yield Skipped("object" if frame.find("{*}object") is not None else "picture")


def _is_small(frame: etree._Element) -> bool:
    """Whether a frame states a size in centimetres that leaves no room for a table."""
    sides = [re.fullmatch(r"(\d{1,3}(?:\.\d+)?)cm", attribute(frame, name)) for name in ("width", "height")]
    width, height = (float(side[1]) if side else _UNSTATED_SIDE for side in sides)
    return not has_room(width, height)
