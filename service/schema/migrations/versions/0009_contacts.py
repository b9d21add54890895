"""contacts that items name.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Stays empty for items of before: the key is outside the database. `lont db fill-contacts` fills it.
    op.create_table(
        "contact_mentions",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("contact_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_contact_mentions_item_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_contact_mentions_channel_id")),
        sa.PrimaryKeyConstraint("item_id", "contact_key", name=op.f("pk_contact_mentions")),
    )
    op.create_index(
        op.f("ix_contact_mentions_contact_key_seen_at_item_id"),
        "contact_mentions",
        ["contact_key", "seen_at", "item_id"],
    )
