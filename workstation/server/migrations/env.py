"""Run by Alembic: migrates over the connection that it was given, in that transaction."""

from alembic import context

from workstation.server.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,
)
context.run_migrations()
