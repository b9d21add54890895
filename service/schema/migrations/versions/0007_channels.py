"""channels as objects.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channels", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("channels", sa.Column("gone_at", UtcDateTime(), nullable=True))
    op.add_column("channels", sa.Column("successor_of", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_channels_successor_of"), "channels", ["successor_of"])
    for table, column, length in (("channel_names", "name", 300), ("channel_links", "address", 500)):
        op.create_table(
            table,
            sa.Column("channel_id", sa.Uuid(), nullable=False),
            sa.Column(column, sa.String(length=length), nullable=False),
            sa.Column("first_seen", UtcDateTime(), nullable=False),
            sa.Column("last_seen", UtcDateTime(), nullable=False),
            sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f(f"fk_{table}_channel_id")),
            sa.PrimaryKeyConstraint("channel_id", column, name=op.f(f"pk_{table}")),
        )
    op.execute("INSERT INTO channel_names SELECT id, name, created_at, created_at FROM channels")
    op.execute(
        "INSERT INTO channel_links SELECT id, public_address, created_at, created_at FROM channels"
        " WHERE public_address IS NOT NULL"
    )
