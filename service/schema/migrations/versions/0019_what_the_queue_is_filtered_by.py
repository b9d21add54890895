"""The index of the open queue holds what the queue is filtered by too.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WAITS = sa.text("state = 'queued'")


def upgrade() -> None:
    op.drop_index("ix_items_queue", "items")
    ordered: list[str | sa.TextClause | sa.ColumnElement[object]] = ["priority", sa.text("score DESC"), "id"]
    ordered += ["verdict", "lang", "platform", "labels", "assigned_to"]
    op.create_index("ix_items_queue", "items", ordered, postgresql_where=_WAITS, sqlite_where=_WAITS)
