"""Receipts say how the hash of what they answered was made; those there are hold the first form."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_RECEIPTS = ("command_receipt", "house_receipt")


def upgrade() -> None:
    """Add the number; no row is rewritten for it."""
    for receipt in _RECEIPTS:
        op.add_column(
            receipt,
            sa.Column("hash_v", sa.SmallInteger(), nullable=False, server_default=sa.text("1")),
        )


def downgrade() -> None:
    """Take the number away again."""
    for receipt in _RECEIPTS:
        op.drop_column(receipt, "hash_v")
