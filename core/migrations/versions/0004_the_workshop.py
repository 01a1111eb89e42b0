"""Versions with parents, a bin, campaigns put away, jobs that change one banner, drafts and reports of bugs"""

import json

import sqlalchemy as sa
import sqlmodel
from alembic import op

import core.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = core.db.UtcDateTime


def upgrade() -> None:
    op.add_column("version", sa.Column("parent", sa.Integer(), nullable=True))
    op.add_column("version", sa.Column("placements", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("version", sa.Column("thumbnail", TEXT(), nullable=False, server_default=""))
    op.add_column("campaign", sa.Column("archived", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("job", sa.Column("banner_id", TEXT(), nullable=False, server_default=""))
    op.add_column("job", sa.Column("plan", sa.JSON(), nullable=True))
    op.add_column("picture", sa.Column("job_id", TEXT(), nullable=False, server_default=""))
    op.add_column("banner", sa.Column("ahead", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("banner", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    op.add_column("banner", sa.Column("binned_at", MOMENT(timezone=True), nullable=True))
    op.add_column("banner", sa.Column("changed_at", MOMENT(timezone=True), nullable=False,
                                      server_default="2026-01-01 00:00:00"))  # fmt: skip
    for table, column in (("job", "banner_id"), ("picture", "job_id"), ("banner", "binned_at"),
                          ("banner", "changed_at")):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)

    op.create_table(
        "draft",
        sa.Column("user_id", TEXT(), nullable=False),
        sa.Column("name", TEXT(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_at", MOMENT(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_draft_user_id_user_account")),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_draft")),
    )
    op.create_table(
        "bug_report",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("user_id", TEXT(), nullable=False),
        sa.Column("screen", TEXT(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("banner_id", TEXT(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", MOMENT(timezone=True), nullable=True),
        sa.Column("created_at", MOMENT(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_bug_report_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bug_report")),
    )
    for column in ("user_id", "banner_id", "created_at"):
        op.create_index(f"ix_bug_report_{column}", "bug_report", [column], unique=False)

    _fill()


def _fill() -> None:
    """What rows of before would say in the new columns."""
    rows = op.get_bind()
    rows.execute(sa.text("UPDATE banner SET changed_at = created_at"))
    rows.execute(sa.text("UPDATE picture SET job_id = COALESCE("
                         "(SELECT MIN(job.id) FROM job WHERE job.brief_id = picture.brief_id), '')"))  # fmt: skip
    shown = rows.execute(sa.text(
        "SELECT banner.id, brief.offer, brief.prompts, version.texts, version.pictures FROM banner "
        "JOIN brief ON brief.id = banner.brief_id LEFT JOIN version ON version.banner_id = banner.id "
        "AND version.number = banner.current"
    )).all()  # fmt: skip
    prompts = dict(rows.execute(sa.text("SELECT id, prompt FROM picture")).all())
    for banner, offer, asked, texts, pictures in shown:
        used = (prompts.get(one, "") for one in _read(pictures, []))
        told = [offer, *_read(texts, {}).values(), *_read(asked, []), *used]
        rows.execute(sa.text("UPDATE banner SET words = :words WHERE id = :id"),
                     {"words": "\n".join(told).casefold(), "id": banner})  # fmt: skip


def _read(value, empty):
    """A JSON column as Python values: PostgreSQL has read it already."""
    return empty if value is None else json.loads(value) if isinstance(value, str) else value


def downgrade() -> None:
    op.drop_table("bug_report")
    op.drop_table("draft")
    for table, columns in (
        ("banner", ("changed_at", "binned_at", "words", "ahead")), ("picture", ("job_id",)),
        ("job", ("plan", "banner_id")), ("campaign", ("archived",)), ("version", ("thumbnail", "placements", "parent")),
    ):  # fmt: skip
        for column in columns:
            if (table, column) in {("job", "banner_id"), ("picture", "job_id"), ("banner", "binned_at"),
                                   ("banner", "changed_at")}:  # fmt: skip
                op.drop_index(f"ix_{table}_{column}", table)
            op.drop_column(table, column)
