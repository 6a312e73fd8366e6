"""How far the data went when the present epoch began: what a restored server tells people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; an epoch that is there already was not begun by a restore."""
    op.add_column(
        "server_meta", sa.Column("restored_to", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("server_meta", "restored_to")
