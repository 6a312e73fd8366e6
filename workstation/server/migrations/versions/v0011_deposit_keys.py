"""Tokens stay good for depositing unsent work when their session is over."""

import sqlalchemy as sa
from alembic import op

from workstation.server.tables import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep a key for each session that there is."""
    op.create_table(
        "deposit_key",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("given_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name=op.f("fk_deposit_key_account_account")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_deposit_key")),
    )
    op.create_index(op.f("ix_deposit_key_account"), "deposit_key", ["account"], unique=False)
    op.execute(
        "INSERT INTO deposit_key (token_hash, account, device, given_at)"
        " SELECT token_hash, account, device, created_at FROM session"
    )


def downgrade() -> None:
    """Only a session that lasts deposits again."""
    op.drop_index(op.f("ix_deposit_key_account"), table_name="deposit_key")
    op.drop_table("deposit_key")
