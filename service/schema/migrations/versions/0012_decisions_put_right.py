"""Decisions that put another one right, words as evidence, deferring until a time, what is noted of an escalation.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("spans", PortableJson, server_default="[]", nullable=False))
    op.add_column("decisions", sa.Column("defer_until", UtcDateTime(), nullable=True))
    # No batch mode: it copies the table and drops the old one, which SQLite refuses once a decision points at another.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE decisions ADD COLUMN corrects CHAR(32)"
            " CONSTRAINT fk_decisions_corrects REFERENCES decisions (id)"
        )
    else:
        op.add_column("decisions", sa.Column("corrects", sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f("fk_decisions_corrects"), "decisions", "decisions", ["corrects"], ["id"])
    op.create_index(op.f("ix_decisions_defer_until"), "decisions", ["defer_until"])
    op.create_table(
        "escalations",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("police_told_at", UtcDateTime(), nullable=True),
        sa.Column("police_channel", sa.String(length=16), nullable=True),
        sa.Column("police_reference", sa.String(length=200), nullable=True),
        sa.Column("target", sa.String(length=500), nullable=True),
        sa.Column("time", sa.String(length=500), nullable=True),
        sa.Column("person", sa.String(length=500), nullable=True),
        sa.Column("told", sa.String(length=500), nullable=True),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_escalations_decision_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_escalations_item_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_escalations")),
    )
    op.create_index(op.f("ix_escalations_item_id"), "escalations", ["item_id"])
