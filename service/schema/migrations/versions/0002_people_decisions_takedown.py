"""people, decisions, takedown requests, the log.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _make_people()
    _make_log()
    _make_decisions()
    _make_takedown()
    _extend_keys()
    _extend_items()


def _make_people() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("roles", PortableJson, nullable=False),
        sa.Column("on_call", sa.Boolean(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "browser_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_browser_sessions_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_browser_sessions_token_hash")),
    )
    op.create_index(op.f("ix_browser_sessions_account_id"), "browser_sessions", ["account_id"])


def _make_log() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", _Number, autoincrement=True, nullable=False),
        sa.Column("position", _Number, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("object_kind", sa.String(length=32), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("justification", sa.String(length=500), nullable=True),
        sa.Column("recipient", sa.String(length=200), nullable=True),
        sa.Column("details", PortableJson, nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("entry_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("position", name=op.f("uq_audit_entries_position")),
    )
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"])
    op.create_index(op.f("ix_audit_entries_object_kind_object_id"), "audit_entries", ["object_kind", "object_id"])

    op.create_table(
        "audit_seals",
        sa.Column("last", _Number, autoincrement=False, nullable=False),
        sa.Column("first", _Number, nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("last", name=op.f("pk_audit_seals")),
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("labels", PortableJson, nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("threat_to_life", sa.String(length=16), nullable=True),
        sa.Column("saw_original", sa.Boolean(), nullable=False),
        sa.Column("codebook_version", sa.String(length=16), nullable=False),
        sa.Column("model_version", sa.String(length=64), nullable=True),
        sa.Column("priority", sa.String(length=2), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_decisions_item_id")),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.id"], name=op.f("fk_decisions_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("undoes", name=op.f("uq_decisions_undoes")),
    )
    op.create_index(op.f("ix_decisions_item_id_id"), "decisions", ["item_id", "id"])

    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("captured_at", UtcDateTime(), nullable=False),
        sa.Column("collected_by", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_evidence_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_item_id"), "evidence", ["item_id"])

    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_alerts_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("item_id", name=op.f("uq_alerts_item_id")),
    )
    op.create_index(op.f("ix_alerts_claimed_at_next_at"), "alerts", ["claimed_at", "next_at"])

    op.create_table(
        "alert_sendings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("detail", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_sendings_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_sendings")),
    )
    op.create_index(op.f("ix_alert_sendings_alert_id"), "alert_sendings", ["alert_id"])


def _make_takedown() -> None:
    op.create_table(
        "takedown_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("case_category", sa.String(length=40), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("content", PortableJson, nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("retry_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedown_requests")),
    )
    op.create_index(op.f("ix_takedown_requests_platform_id"), "takedown_requests", ["platform", "id"])
    op.create_index(op.f("ix_takedown_requests_state_id"), "takedown_requests", ["state", "id"])

    op.create_table(
        "takedown_items",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("canonical_url", sa.String(length=2000), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_takedown_items_item_id")),
        sa.ForeignKeyConstraint(["request_id"], ["takedown_requests.id"], name=op.f("fk_takedown_items_request_id")),
        sa.PrimaryKeyConstraint("request_id", "place", name=op.f("pk_takedown_items")),
    )
    op.create_index(op.f("ix_takedown_items_canonical_url"), "takedown_items", ["canonical_url"])
    op.create_index(op.f("ix_takedown_items_item_id"), "takedown_items", ["item_id"])

    op.create_table(
        "takedown_events",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=True),
        sa.Column("target", sa.String(length=24), nullable=False),
        sa.Column("rationale", sa.String(length=4000), nullable=True),
        sa.Column("details", PortableJson, nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["takedown_requests.id"], name=op.f("fk_takedown_events_request_id")),
        sa.PrimaryKeyConstraint("request_id", "seq", name=op.f("pk_takedown_events")),
    )
    op.create_table(
        "delivery_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("delivery_channel", sa.String(length=100), nullable=False),
        sa.Column("transport", sa.String(length=24), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(length=64), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["takedown_requests.id"], name=op.f("fk_delivery_attempts_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempts")),
        sa.UniqueConstraint("request_id", "attempt", name=op.f("uq_delivery_attempts_request_id_attempt")),
    )
    op.create_index(op.f("ix_delivery_attempts_outcome_started_at"), "delivery_attempts", ["outcome", "started_at"])


def _extend_keys() -> None:
    op.add_column("api_keys", sa.Column("platform", sa.String(length=32), nullable=True))
    # No batch mode: it copies the table and drops the old one, which SQLite refuses once an answer points at a key.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE api_keys ADD COLUMN account_id CHAR(32)"
            " CONSTRAINT fk_api_keys_account_id REFERENCES accounts (id)"
        )
    else:
        op.add_column("api_keys", sa.Column("account_id", sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f("fk_api_keys_account_id"), "api_keys", "accounts", ["account_id"], ["id"])


def _extend_items() -> None:
    op.add_column("items", sa.Column("text_sha256", sa.String(length=64), nullable=True))
    op.add_column("items", sa.Column("priority_reason", PortableJson, nullable=True))
    op.add_column("items", sa.Column("decision_id", sa.Uuid(), nullable=True))
    op.add_column("items", sa.Column("verdict", sa.String(length=16), nullable=True))
    op.create_index(op.f("ix_items_state_priority_score_id"), "items", ["state", "priority", "score", "id"])
    # What was raised before there was a queue comes into it now; the reason of its priority is not known any more.
    op.execute("UPDATE items SET priority = 'P1' WHERE labels LIKE '%|recruitment|%' AND state = 'scored'")
    op.execute("UPDATE items SET priority = 'P3' WHERE labels = '|f4_sale|' AND state = 'scored'")
    op.execute("UPDATE items SET state = 'queued' WHERE labels <> '' AND state = 'scored'")
