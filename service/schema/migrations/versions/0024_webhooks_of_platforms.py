"""webhooks of platforms: endpoints with their secrets, and which messages were taken.

Revision 0024, after 0023.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incoming_endpoints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_previous", sa.LargeBinary(), nullable=True),
        sa.Column("previous_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_endpoints")),
        sa.UniqueConstraint("platform", name=op.f("uq_incoming_endpoints_platform")),
    )
    op.create_table(
        "incoming_messages",
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["incoming_endpoints.id"], name=op.f("fk_incoming_messages_endpoint_id")
        ),
        sa.PrimaryKeyConstraint("endpoint_id", "message_id", name=op.f("pk_incoming_messages")),
    )
