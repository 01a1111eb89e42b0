"""How a copy came about, and what was asked for where a language model wrote the picture's prompt"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("version", sa.Column("copy_record", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("picture", sa.Column("wish", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE picture SET wish = prompt")  # until now, what was asked for was what was drawn


def downgrade() -> None:
    op.drop_column("picture", "wish")
    op.drop_column("version", "copy_record")
