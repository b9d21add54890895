"""decisions that were made as one, of many items of a campaign.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("batch_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_decisions_batch_id"), "decisions", ["batch_id"])
