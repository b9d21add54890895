"""outside identities: whom the organisation's own provider means by its subjects.

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

from service.schema.base import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_identities",
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_outside_identities_account_id")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_outside_identities")),
        sa.UniqueConstraint("issuer", "account_id", name=op.f("uq_outside_identities_issuer_account_id")),
    )
