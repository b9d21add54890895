"""An index over items by author key and time.

Revision 0018, after 0017.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_items_author_key_sent_at_id"), "items", ["author_key", "sent_at", "id"])
