"""Versions and events cannot be changed or deleted, whoever asks"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("version", "event")


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% rows are immutable', TG_TABLE_NAME; END $$"
        )
    for table in TABLES:
        for action in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{action.lower()}"
            body = (
                "EXECUTE FUNCTION refuse_change()"
                if postgresql
                else f"BEGIN SELECT RAISE(ABORT, '{table} rows are immutable'); END"
            )
            op.execute(f'CREATE TRIGGER {name} BEFORE {action} ON "{table}" FOR EACH ROW {body}')


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        for action in ("update", "delete"):
            where = f' ON "{table}"' if postgresql else ""
            op.execute(f"DROP TRIGGER {table}_refuses_{action}{where}")
    if postgresql:
        op.execute("DROP FUNCTION refuse_change()")
