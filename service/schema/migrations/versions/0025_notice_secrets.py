"""secrets that sign the notices posted to platforms.

Revision 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_secrets",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_previous", sa.LargeBinary(), nullable=True),
        sa.Column("previous_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_notice_secrets")),
    )
