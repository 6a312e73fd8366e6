"""Accounts know whether their password was given out for one time; none that there is was."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the flag; whoever has an account keeps their password."""
    op.add_column(
        "account",
        sa.Column("one_time", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Take the flag away again: a one-time password lets in until it is changed."""
    op.drop_column("account", "one_time")
