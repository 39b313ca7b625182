"""Alembic's environment: a connection comes in from pipeline.db, migrations run on it."""

from alembic import context

from pipeline.ledger import Job  # whose metadata know the tables of the news as well

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Job.metadata,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
)
with context.begin_transaction():
    context.run_migrations()
