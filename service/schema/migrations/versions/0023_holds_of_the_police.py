"""Holds of the police on channels, contacts and campaigns.

Revision 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "police_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("contact_key", sa.LargeBinary(length=16), nullable=True),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("placed_by", sa.String(length=64), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("passed_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by", sa.String(length=64), nullable=True),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_police_holds_channel_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_police_holds_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_police_holds")),
    )
    op.create_index(op.f("ix_police_holds_channel_id"), "police_holds", ["channel_id"])
    op.create_index(op.f("ix_police_holds_campaign_id"), "police_holds", ["campaign_id"])
    op.create_index(op.f("ix_police_holds_contact_key"), "police_holds", ["contact_key"])
    op.create_index(op.f("ix_police_holds_lifted_at_until"), "police_holds", ["lifted_at", "until"])
