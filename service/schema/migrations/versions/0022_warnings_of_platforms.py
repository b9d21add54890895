"""warnings of platforms that notices were manifestly unfounded.

Revision 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "platform_warnings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("cleared_at", UtcDateTime(), nullable=True),
        sa.Column("cleared_by", sa.String(length=64), nullable=True),
        sa.Column("cleared_because", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_warnings")),
    )
    op.create_index(op.f("ix_platform_warnings_platform_cleared_at"), "platform_warnings", ["platform", "cleared_at"])
