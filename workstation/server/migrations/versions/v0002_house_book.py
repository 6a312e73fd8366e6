"""The house book: its present text, every change of it, and the receipts of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEVER = "the changes of the house book are append-only"


def upgrade() -> None:
    """Add the tables; the server begins the book when it opens them."""
    op.create_table(
        "house_book",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_book")),
    )
    op.create_table(
        "house_change",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edit", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_house_change")),
        sa.UniqueConstraint("edit", name=op.f("uq_house_change_edit")),
    )
    op.create_table(
        "house_receipt",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_receipt")),
    )
    _seal()


def _seal() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER house_change_no_{verb.lower()} BEFORE {verb} ON house_change "
                f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION house_change_sealed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NEVER}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER house_change_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON house_change "
        "FOR EACH STATEMENT EXECUTE FUNCTION house_change_sealed()"
    )


def downgrade() -> None:
    """Take the book away again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER house_change_sealed ON house_change")
        op.execute("DROP FUNCTION house_change_sealed()")
    op.drop_table("house_receipt")
    op.drop_table("house_change")
    op.drop_table("house_book")
