"""scores again.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_items_channel_id_reply_to_key_id"), "items", ["channel_id", "reply_to_key", "id"])
    op.create_table(
        "score_asks",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["items.id"], name=op.f("fk_score_asks_cause_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_score_asks_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_score_asks")),
    )
    op.create_index(op.f("ix_score_asks_asked_at"), "score_asks", ["asked_at"])
    op.create_table(
        "score_history",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("model_version", sa.String(length=64), nullable=False),
        sa.Column("recruitment_before", sa.Double(), nullable=False),
        sa.Column("f4_sale_before", sa.Double(), nullable=False),
        sa.Column("recruitment", sa.Double(), nullable=False),
        sa.Column("f4_sale", sa.Double(), nullable=False),
        sa.Column("priority_before", sa.String(length=2), nullable=True),
        sa.Column("priority", sa.String(length=2), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["items.id"], name=op.f("fk_score_history_cause_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_score_history_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_history")),
    )
    op.create_index(op.f("ix_score_history_item_id_id"), "score_history", ["item_id", "id"])
