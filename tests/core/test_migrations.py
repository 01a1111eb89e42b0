"""Migrating a database that people have worked with: rows of before say in the new columns what they would say now."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from PIL import Image
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from core.db import alembic_config, connect, read
from core.editing import save
from core.formats.brand import load_brand
from core.library_words import words_of
from core.models import Banner, Brief, Cause, Job, PictureRow, User, Version
from core.sheets import Desk
from core.states import Change, State, state_of
from tests.core.workshop import FORMATS
from tests.fakes import FakeStore

MADE, LATER = "2026-03-01 10:00:00.000000", "2026-03-02 11:30:00.000000"
TABLES = ("user_account", "product", "campaign", "brief", "asset", "picture", "banner", "version", "job", "event")


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def upgrade(engine: Engine, revision: str) -> None:
    command.upgrade(alembic_config(url_of(engine)), revision)


def downgrade(engine: Engine, revision: str) -> None:
    command.downgrade(alembic_config(url_of(engine)), revision)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'old.sqlite3'}")
        yield engine
        engine.dispose()
        return
    admin: Engine = request.getfixturevalue("postgresql_server")
    name = f"old_{uuid4().hex}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = connect(admin.url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


#: Rows as revision 0003 had them: two briefs, the first with a banner that is made and changed and one that is not.
ROWS: list[tuple[str, dict[str, Any]]] = [
    ("user_account", {"id": "ann", "username": "ann", "name": "Ann", "role": "marketer", "password_hash": "-",
                      "active": True}),
    ("product", {"id": "card", "slug": "card", "name": {"en": "Card", "ru": "Карта"}, "category": "test",
                 "description": {}, "legal": {}, "archived": False}),
    ("campaign", {"id": "own", "name": "Ann", "product_id": None, "personal_of": "ann", "channel": ""}),
    *(("brief", {"id": name, "user_id": "ann", "product_id": "card", "campaign_id": "own", "offer": offer,
                 "language": "en", "formats": ["single", "plain"], "mode": "search", "prompts": ["A Latte"],
                 "uploads": [], "audience": "", "seed": 7}) for name, offer in (("b1", "Große Tasse\nfree"),
                                                                                ("b2", "Tea"))),
    ("asset", {"key": "k1", "media_type": "image/png", "size": 1, "provenance": {}}),
    ("picture", {"id": "p1", "brief_id": "b1", "slot": 0, "prompt": "A CUP of coffee", "seed": 7, "source": "bank",
                 "engine": "bank-1", "asset": "k1", "cut_out": "k1", "cut_out_engine": "white", "origin": "bank/1"}),
    ("picture", {"id": "p2", "brief_id": "b2", "slot": 0, "prompt": "a pot", "seed": 7, "source": "studio",
                 "engine": "studio-1", "asset": "k1", "cut_out": "k1", "cut_out_engine": "white", "origin": ""}),
    ("banner", {"id": "made", "brief_id": "b1", "format_id": "single", "current": 2}),
    ("banner", {"id": "not-made", "brief_id": "b1", "format_id": "plain", "current": 0}),
    *(("version", {"id": f"v{number}", "banner_id": "made", "number": number, "cause": "generated",
                   "author_id": "ann", "texts": {"headline": headline, "message": "Every day"},
                   "copy_engine": "offline-1", "draft": True, "pictures": ["p1"],
                   "boxes": {"headline": [1, 2, 3, 4]}, "asset": "k1"}) for number, headline in ((1, "Old"),
                                                                                                 (2, "Straße"))),
    ("job", {"id": "j1", "user_id": "ann", "brief_id": "b1", "idempotency_key": "a", "status": "completed",
             "cancel_requested": False}),
    ("event", {"id": 1000, "name": "brief.submitted", "user_id": "ann", "brief_id": "b1", "data": {"mode": "search"}}),
]  # fmt: skip


@pytest.fixture
def old(empty: Engine) -> Engine:
    """A database at revision 0003 with rows in it."""
    upgrade(empty, "0003")
    with empty.begin() as rows:
        for table, values in ROWS:
            moments = {"at": MADE} if table == "event" else {"created_at": LATER if table == "version" else MADE}
            plain = {name: json.dumps(one) if isinstance(one, dict | list) else one for name, one in values.items()}
            names = plain | moments
            rows.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES (:{', :'.join(names)})"), names)
    return empty


def contents(engine: Engine, columns: Callable[[str], list[str]]) -> dict[str, list[Any]]:
    """What the rows of every table say in these columns."""
    with engine.connect() as rows:
        return {
            table: sorted(map(repr, rows.execute(text(f"SELECT {', '.join(columns(table))} FROM {table}")).all()))
            for table in TABLES
        }


def columns_of(engine: Engine) -> dict[str, list[str]]:
    return {table: sorted(column["name"] for column in inspect(engine).get_columns(table)) for table in TABLES}


def test_a_banner_of_before_is_found_by_its_words(old: Engine) -> None:
    upgrade(old, "head")
    with read(old) as session:
        made, not_made = session.get_one(Banner, "made"), session.get_one(Banner, "not-made")
        version, brief = session.get_one(Version, "v2"), session.get_one(Brief, "b1")
    assert made.words == words_of(brief.offer, version.texts, [*brief.prompts, "A CUP of coffee"])
    assert "strasse" in made.words
    assert "old" not in made.words, "only what is on show"
    assert not_made.words == words_of(brief.offer, {}, brief.prompts)


def test_rows_of_before_say_what_they_would_say_now(old: Engine) -> None:
    upgrade(old, "head")
    with read(old) as session:
        banners = session.exec(select(Banner).order_by(Banner.id)).all()
        pictures = dict(session.exec(select(PictureRow.id, PictureRow.job_id)).all())
        asked = session.exec(select(PictureRow.wish, PictureRow.prompt)).all()
        job, version = session.get_one(Job, "j1"), session.get_one(Version, "v2")
    assert [(one.ahead, one.binned_at, one.changed_at == one.created_at) for one in banners] == [([], None, True)] * 2
    assert pictures == {"p1": "j1", "p2": ""}, "the second brief has no job in the rows"
    assert (job.plan, job.banner_id) == (None, "")
    assert all(wish == prompt for wish, prompt in asked), "what was asked for was what was drawn"
    assert (version.parent, version.thumbnail, version.placements, version.copy_record) == (None, "", [], {})
    assert version.measures == {}, "they are taken when somebody takes the file"
    assert state_of(version) == State({"headline": "Straße", "message": "Every day"}, ("p1",))


def test_nothing_that_was_there_is_changed_up_and_down_and_up_again(old: Engine) -> None:
    columns = columns_of(old)
    before = contents(old, columns.__getitem__)
    upgrade(old, "head")
    newest = columns_of(old)
    assert contents(old, columns.__getitem__) == before
    filled = contents(old, newest.__getitem__)
    downgrade(old, "0003")
    assert columns_of(old) == columns
    assert contents(old, columns.__getitem__) == before
    upgrade(old, "head")
    assert contents(old, newest.__getitem__) == filled
    command.check(alembic_config(url_of(old)))


@pytest.mark.parametrize("revision", ["head", "0003"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["version", "event"])
def test_versions_and_events_still_refuse_to_be_changed(old: Engine, table: str, statement: str, revision: str) -> None:
    upgrade(old, "head")
    if revision != "head":
        downgrade(old, revision)
    with pytest.raises(DBAPIError, match="immutable"), old.begin() as rows:
        rows.execute(text(statement.format(table)))


def test_a_banner_of_before_is_edited_like_any_other(old: Engine) -> None:
    upgrade(old, "head")
    store, file = FakeStore(), BytesIO()
    Image.new("RGBA", (40, 40), "navy").save(file, "PNG")
    store.objects["k1"] = file.getvalue()
    desk = Desk(store, load_brand(), FORMATS, old)
    with read(old) as session:
        ann = session.get_one(User, "ann")
    saved = save(desk, "made", Change(texts={"headline": "New"}), base=2, cause=Cause.TEXT_EDITED, user=ann)
    assert (saved.version.number, saved.version.parent) == (3, 2)
