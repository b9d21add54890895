"""campaigns.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_campaigns()
    _make_members()
    _make_events()
    _make_precedents()


def _make_campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.Column("last_seen", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["root_id"], ["campaigns.id"], name=op.f("fk_campaigns_root_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    op.create_index(op.f("ix_campaigns_root_id"), "campaigns", ["root_id"])
    op.create_index(op.f("ix_campaigns_last_seen_id"), "campaigns", ["last_seen", "id"])
    op.create_table(
        "campaign_texts",
        sa.Column("exact_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("core_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("core", sa.String(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_texts_campaign_id")),
        sa.PrimaryKeyConstraint("exact_key", name=op.f("pk_campaign_texts")),
    )
    op.create_index(op.f("ix_campaign_texts_core_key"), "campaign_texts", ["core_key"])
    op.create_index(op.f("ix_campaign_texts_campaign_id"), "campaign_texts", ["campaign_id"])
    op.create_table(
        "campaign_bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("exact_key", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["exact_key"], ["campaign_texts.exact_key"], name=op.f("fk_campaign_bands_exact_key")),
        sa.PrimaryKeyConstraint("band", "exact_key", name=op.f("pk_campaign_bands")),
    )


def _make_members() -> None:
    op.create_table(
        "campaign_items",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("exact_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("context_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_items_campaign_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_campaign_items_channel_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_campaign_items_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_campaign_items")),
    )
    op.create_index(op.f("ix_campaign_items_campaign_id_day"), "campaign_items", ["campaign_id", "day"])
    op.create_index(op.f("ix_campaign_items_exact_key"), "campaign_items", ["exact_key"])


def _make_events() -> None:
    op.create_table(
        "campaign_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("moved", PortableJson, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_events_campaign_id")),
        sa.ForeignKeyConstraint(["other_id"], ["campaigns.id"], name=op.f("fk_campaign_events_other_id")),
        sa.ForeignKeyConstraint(["undoes"], ["campaign_events.id"], name=op.f("fk_campaign_events_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_events")),
        sa.UniqueConstraint("undoes", name=op.f("uq_campaign_events_undoes")),
    )
    op.create_index(op.f("ix_campaign_events_campaign_id"), "campaign_events", ["campaign_id"])
    op.create_index(op.f("ix_campaign_events_other_id"), "campaign_events", ["other_id"])
    op.create_table(
        "campaign_partings",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_partings_campaign_id")),
        sa.PrimaryKeyConstraint("item_id", "campaign_id", name=op.f("pk_campaign_partings")),
    )


def _make_precedents() -> None:
    op.create_table(
        "precedents",
        sa.Column("exact_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("context_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_precedents_decision_id")),
        sa.PrimaryKeyConstraint("exact_key", "context_key", name=op.f("pk_precedents")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_precedents_decision_id")),
    )
    _extend_decisions()


def _extend_decisions() -> None:
    # No batch mode: it copies the table and drops the old one, which SQLite refuses once a decision points at another.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE decisions ADD COLUMN inherited_from CHAR(32)"
            " CONSTRAINT fk_decisions_inherited_from REFERENCES decisions (id)"
        )
    else:
        op.add_column("decisions", sa.Column("inherited_from", sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f("fk_decisions_inherited_from"), "decisions", "decisions", ["inherited_from"], ["id"])
    op.create_index(op.f("ix_decisions_inherited_from"), "decisions", ["inherited_from"])
