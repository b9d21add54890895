"""what a platform said of one item beside its answer.

Revision 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("takedown_items", sa.Column("answer_details", PortableJson, nullable=True))
