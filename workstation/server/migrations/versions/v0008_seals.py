"""Seals over digests of texts: a text can be erased, and the log still be checked.

The links there are stay sealed as they were; the next one of a record closes them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NEVER = "the audit log is append-only"
_SAME = ("record_id", "n", "version", "command", "actor", "kind", "at", "hash", "seal_v")


def upgrade() -> None:
    """Add the columns, and let a text, and nothing else, become nothing."""
    one = sa.text("1")
    op.add_column(
        "record", sa.Column("seal_v", sa.SmallInteger(), nullable=False, server_default=one)
    )
    op.add_column(
        "event", sa.Column("seal_v", sa.SmallInteger(), nullable=False, server_default=one)
    )
    op.add_column("event", sa.Column("texts", sa.LargeBinary(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in (*_SAME, "seen"))
        op.execute("DROP TRIGGER event_no_update")
        op.execute(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event"
            f" WHEN NOT ({same} AND OLD.seal_v > 1 AND length(NEW.body) < length(OLD.body)"
            " AND length(NEW.texts) = length(OLD.texts))"
            f" BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        )
        return
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in (*_SAME, "seen"))
    op.execute("DROP TRIGGER event_sealed ON event")
    op.execute(
        "CREATE TRIGGER event_sealed BEFORE DELETE OR TRUNCATE ON event "
        "FOR EACH STATEMENT EXECUTE FUNCTION event_sealed()"
    )
    op.execute(
        "CREATE FUNCTION event_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {same} AND OLD.seal_v > 1 AND octet_length(NEW.body) < octet_length(OLD.body)"
        " AND octet_length(NEW.texts) = octet_length(OLD.texts) THEN RETURN NEW; END IF;"
        f" RAISE EXCEPTION '{_NEVER}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER event_erased BEFORE UPDATE ON event "
        "FOR EACH ROW EXECUTE FUNCTION event_erased()"
    )


def downgrade() -> None:
    """Nothing can be changed again. Links that were sealed in the new form cannot be checked."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_no_update")
        op.execute(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
            f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        )
    else:
        op.execute("DROP TRIGGER event_erased ON event")
        op.execute("DROP FUNCTION event_erased()")
        op.execute("DROP TRIGGER event_sealed ON event")
        op.execute(
            "CREATE TRIGGER event_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON event "
            "FOR EACH STATEMENT EXECUTE FUNCTION event_sealed()"
        )
    op.drop_column("event", "texts")
    op.drop_column("event", "seal_v")
    op.drop_column("record", "seal_v")
