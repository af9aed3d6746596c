"""The toolkit's own failures; a report's faults are outcomes, never exceptions.

Every message is Chinese and says what happened, where, what had been expected
and what to do. The original exception is kept as ``__cause__``.
"""

from __future__ import annotations


class AuditError(Exception):
    """Any failure of the toolkit itself; ``str(error)`` is the Chinese message."""


class ReadError(AuditError):
    """A document cannot be read (damaged, encrypted, too large, unknown format)."""


class FormError(AuditError):
    """A form file (``audit/forms/*.toml``) contradicts itself."""


class RuleError(AuditError):
    """A rule file lacks a part of its documentation or its id is taken."""


class RenderError(AuditError):
    """A notebook or page could not be made."""


class NotYetError(AuditError):
    """An option of the command line that this version does not offer yet."""


class UsageError(AuditError):
    """A command was called with a value it cannot take."""
