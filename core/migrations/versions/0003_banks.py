"""Banks: captioned pictures, their vectors, and which of them a picture came from"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import core.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", core.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_bank")),
    )
    op.create_table(
        "bank_picture",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("bank", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("caption", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("asset", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cut_out", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("thumbnail", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", core.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset"], ["asset.key"], name=op.f("fk_bank_picture_asset_asset")),
        sa.ForeignKeyConstraint(["bank"], ["bank.name"], name=op.f("fk_bank_picture_bank_bank")),
        sa.ForeignKeyConstraint(["cut_out"], ["asset.key"], name=op.f("fk_bank_picture_cut_out_asset")),
        sa.ForeignKeyConstraint(["thumbnail"], ["asset.key"], name=op.f("fk_bank_picture_thumbnail_asset")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_picture")),
        sa.UniqueConstraint("bank", "name", name=op.f("uq_bank_picture_bank_name")),
    )
    with op.batch_alter_table("bank_picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_picture_bank"), ["bank"], unique=False)

    op.create_table(
        "bank_vectors",
        sa.Column("picture_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("encoder", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["bank_picture.id"], name=op.f("fk_bank_vectors_picture_id_bank_picture")
        ),
        sa.PrimaryKeyConstraint("picture_id", "encoder", "kind", name=op.f("pk_bank_vectors")),
    )
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_column("origin")

    op.drop_table("bank_vectors")
    with op.batch_alter_table("bank_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bank_picture_bank"))

    op.drop_table("bank_picture")
    op.drop_table("bank")
