"""items.queued_at, items.assigned_to, indices of the open queue, item_notes, saved_views.

Revision 0017, after 0016. What waits already has waited since its score.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WAITS = sa.text("state = 'queued'")
_ASSIGNED = sa.text("state = 'queued' AND assigned_to IS NOT NULL")
_SINCE = """
UPDATE items SET queued_at = coalesce(
    (SELECT max(scores.scored_at) FROM scores WHERE scores.item_id = items.id), captured_at
) WHERE state = 'queued'
"""


def upgrade() -> None:
    op.add_column("items", sa.Column("queued_at", UtcDateTime(), nullable=True))
    op.add_column("items", sa.Column("assigned_to", sa.String(length=64), nullable=True))
    op.execute(_SINCE)
    op.drop_index(op.f("ix_items_state_priority_score_id"), "items")
    ordered: list[str | sa.TextClause | sa.ColumnElement[object]] = ["priority", sa.text("score DESC"), "id"]
    op.create_index("ix_items_queue", "items", ordered, postgresql_where=_WAITS, sqlite_where=_WAITS)
    op.create_index(
        "ix_items_queued_at", "items", ["queued_at", "priority"], postgresql_where=_WAITS, sqlite_where=_WAITS
    )
    op.create_index("ix_items_assigned", "items", ["assigned_to"], postgresql_where=_ASSIGNED, sqlite_where=_ASSIGNED)
    op.create_table(
        "item_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_notes_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_notes")),
    )
    op.create_index(op.f("ix_item_notes_item_id_id"), "item_notes", ["item_id", "id"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("filters", PortableJson, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_views_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_views_account_id_name")),
    )
