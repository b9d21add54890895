"""why scores may say nothing.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Stays empty for scores of before: why they may say nothing is worked out by the model and not by this text.
    op.add_column("scores", sa.Column("unsure", PortableJson, nullable=True))
