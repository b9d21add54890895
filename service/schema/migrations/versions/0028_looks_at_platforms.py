"""when lont may next look at a platform's public pages.

Revision 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "platform_looks",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_platform_looks")),
    )
