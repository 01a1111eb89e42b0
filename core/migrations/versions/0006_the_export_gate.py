"""What is known of a rendered banner, the files that were made of versions, and what designers have let through"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import core.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = core.db.UtcDateTime


def upgrade() -> None:
    op.add_column("version", sa.Column("measures", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "exported_file",
        sa.Column("version_id", TEXT(), nullable=False),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("limit_kb", sa.Integer(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("asset", TEXT(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("packed", TEXT(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_exported_file_version_id_version")),
        sa.ForeignKeyConstraint(["asset"], ["asset.key"], name=op.f("fk_exported_file_asset_asset")),
        sa.PrimaryKeyConstraint("version_id", "kind", "scale", "limit_kb", name=op.f("pk_exported_file")),
    )
    op.create_table(
        "export_override",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("version_id", TEXT(), nullable=False),
        sa.Column("user_id", TEXT(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_export_override_version_id_version")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_export_override_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_override")),
    )
    op.create_index("ix_export_override_version_id", "export_override", ["version_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_export_override_version_id", "export_override")
    op.drop_table("export_override")
    op.drop_table("exported_file")
    op.drop_column("version", "measures")
