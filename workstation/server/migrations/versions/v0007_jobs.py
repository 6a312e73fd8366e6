"""Jobs: the members of each, and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "job_member",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("command", sa.LargeBinary(), nullable=True),
        sa.Column("disposition", sa.LargeBinary(), nullable=True),
        sa.Column("made", sa.Integer(), nullable=True),
        sa.Column("inverse", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["job"], ["record.id"], name=op.f("fk_job_member_job")),
        sa.PrimaryKeyConstraint("job", "n", name=op.f("pk_job_member")),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("job_member")
