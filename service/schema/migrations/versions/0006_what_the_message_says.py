"""what the message says.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Stays empty for scores of before: nobody has read those messages for entities.
    op.add_column("scores", sa.Column("entities", PortableJson, nullable=True))
