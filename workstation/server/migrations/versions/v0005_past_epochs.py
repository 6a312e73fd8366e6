"""The server knows its earlier epochs, so that it notices one that it has never had."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what it held before this revision is not known."""
    op.create_table("past_epoch", sa.Column("epoch", sa.Text(), primary_key=True, nullable=False))


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("past_epoch")
