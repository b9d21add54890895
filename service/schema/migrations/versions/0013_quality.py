"""known items, review tasks, reported misses.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_known_items()
    _make_review_tasks()
    op.create_table(
        "miss_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("recruitment", sa.Double(), nullable=True),
        sa.Column("f4_sale", sa.Double(), nullable=True),
        sa.Column("model_version", sa.String(length=64), nullable=True),
        sa.Column("reported_by", sa.String(length=64), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_miss_reports_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_miss_reports")),
        sa.UniqueConstraint("item_id", name=op.f("uq_miss_reports_item_id")),
    )
    op.create_index(op.f("ix_miss_reports_reported_at"), "miss_reports", ["reported_at"])


def _make_known_items() -> None:
    op.create_table(
        "known_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("answer", PortableJson, nullable=False),
        sa.Column("why", sa.String(length=2000), nullable=False),
        sa.Column("marked_by", sa.String(length=64), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("retired_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_known_items_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_items")),
    )
    in_use = sa.text("retired_at IS NULL")
    op.create_index(
        *("uq_known_items_in_use", "known_items", ["item_id"]),
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )


def _make_review_tasks() -> None:
    op.create_table(
        "review_tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("known_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("first_by", sa.String(length=64), nullable=True),
        sa.Column("held_by", sa.String(length=64), nullable=True),
        sa.Column("held_until", UtcDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answer", PortableJson, nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("proposed_by", sa.String(length=64), nullable=True),
        sa.Column("proposal", PortableJson, nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settlement", PortableJson, nullable=True),
        sa.Column("settled_decision_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_review_tasks_item_id")),
        sa.ForeignKeyConstraint(["known_id"], ["known_items.id"], name=op.f("fk_review_tasks_known_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_review_tasks_decision_id")),
        sa.ForeignKeyConstraint(
            ["settled_decision_id"], ["decisions.id"], name=op.f("fk_review_tasks_settled_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_tasks")),
    )
    for columns in (["item_id"], ["known_id"], ["kind", "state", "id"], ["held_by", "state"], ["answered_at"]):
        op.create_index(op.f(f"ix_review_tasks_{'_'.join(columns)}"), "review_tasks", columns)
