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


def _leaves(row: str) -> str:
    return f"json_tree(CAST({row}.body AS TEXT))"


def _shape(row: str) -> str:
    """Every place of a body in its order, with what stands there that is no text."""
    held = "CASE type WHEN 'text' THEN '' ELSE coalesce(atom, '') END"
    return f"(SELECT group_concat(fullkey || ' ' || type || ' ' || {held}) FROM {_leaves(row)})"


# Of the texts that are left, each stands where it stood.
_NO_OTHER_TEXT = (
    f"NOT EXISTS (SELECT fullkey, atom FROM {_leaves('NEW')} WHERE type = 'text' AND atom <> ''"
    f" EXCEPT SELECT fullkey, atom FROM {_leaves('OLD')} WHERE type = 'text')"
)
# The same for PostgreSQL, of two values at one place.
_TEXTS_GONE = """
CREATE FUNCTION texts_gone(was jsonb, left_of_it jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
  IF jsonb_typeof(was) <> jsonb_typeof(left_of_it) THEN RETURN false; END IF;
  CASE jsonb_typeof(was)
    WHEN 'string' THEN RETURN left_of_it IN (was, to_jsonb(''::text));
    WHEN 'object' THEN RETURN
      (SELECT count(*) FROM jsonb_object_keys(was))
        = (SELECT count(*) FROM jsonb_object_keys(left_of_it))
      AND NOT EXISTS (SELECT 1 FROM jsonb_each(was) AS each WHERE NOT coalesce(
        texts_gone(each.value, left_of_it -> each.key), false));
    WHEN 'array' THEN RETURN
      jsonb_array_length(was) = jsonb_array_length(left_of_it)
      AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(was) WITH ORDINALITY AS each (value, n)
        WHERE NOT coalesce(texts_gone(each.value, left_of_it -> (each.n - 1)::int), false));
    ELSE RETURN was = left_of_it;
  END CASE;
END $$
"""


def _json(row: str) -> str:
    # PostgreSQL reads no NUL; both sides are read with the same sign in its place.
    return f"replace(convert_from({row}.body, 'UTF8'), '\\u0000', '\\ufffd')::jsonb"


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
            " AND length(NEW.texts) = length(OLD.texts)"
            f" AND {_shape('NEW')} = {_shape('OLD')} AND {_NO_OTHER_TEXT})"
            f" BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        )
        return
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in (*_SAME, "seen"))
    op.execute("DROP TRIGGER event_sealed ON event")
    op.execute(
        "CREATE TRIGGER event_sealed BEFORE DELETE OR TRUNCATE ON event "
        "FOR EACH STATEMENT EXECUTE FUNCTION event_sealed()"
    )
    op.execute(_TEXTS_GONE)
    op.execute(
        "CREATE FUNCTION event_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {same} AND OLD.seal_v > 1 AND octet_length(NEW.body) < octet_length(OLD.body)"
        " AND octet_length(NEW.texts) = octet_length(OLD.texts)"
        f" AND texts_gone({_json('OLD')}, {_json('NEW')}) THEN RETURN NEW; END IF;"
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
        op.execute("DROP FUNCTION texts_gone(jsonb, jsonb)")
        op.execute("DROP TRIGGER event_sealed ON event")
        op.execute(
            "CREATE TRIGGER event_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON event "
            "FOR EACH STATEMENT EXECUTE FUNCTION event_sealed()"
        )
    op.drop_column("event", "texts")
    op.drop_column("event", "seal_v")
    op.drop_column("record", "seal_v")
