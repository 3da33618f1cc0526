"""Alembic's way in: runs the changes on the connection that the ledger hands over."""

from __future__ import annotations

from alembic import context

from sayso.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
