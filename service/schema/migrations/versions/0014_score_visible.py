"""decisions.score_visible: whether the reviewer could see the score.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("score_visible", sa.Boolean(), nullable=True))
