"""Alembic's door: brings the record that it is handed to the schema of this version."""

from __future__ import annotations

from alembic import context

from audit.decisions.record._tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
