"""figures: items by when they came in, confirmed items, decisions by when they were made.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    came_in = ["captured_at", "labels", "platform", "lang"]
    op.create_index(op.f("ix_items_captured_at_labels_platform_lang"), "items", came_in)
    confirmed = sa.text("verdict = 'confirm'")
    op.create_index("ix_items_confirmed", "items", ["sent_at"], sqlite_where=confirmed, postgresql_where=confirmed)
    op.create_index(op.f("ix_decisions_decided_at"), "decisions", ["decided_at"])
