"""contents of requests: what each edit made of a takedown request.

Revision 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import PortableJson, UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takedown_contents",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("content", PortableJson, nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["takedown_requests.id"], name=op.f("fk_takedown_contents_request_id")),
        sa.PrimaryKeyConstraint("request_id", "version", name=op.f("pk_takedown_contents")),
    )
