"""What others read of the toolkit: each kind of object with its version and its fields, as data (``*.toml``).

The documents of ``docs/contract`` are made from here, and tests hold what is printed and written to it. Fields may be added
to a kind; where one goes or comes to mean something else, the kind gets the next version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.schema._schema import NAME, Contract, Field, Kind, ObjectPart, Words, contract, is_newer, stamped, tag
else:
    # Every command can print objects, few calls do.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.schema._schema": (
                "NAME", "Contract", "Field", "Kind", "ObjectPart", "Words", "contract", "is_newer", "stamped", "tag",
            )
        },
    )  # fmt: skip

__all__ = ["NAME", "Contract", "Field", "Kind", "ObjectPart", "Words", "contract", "is_newer", "stamped", "tag"]
