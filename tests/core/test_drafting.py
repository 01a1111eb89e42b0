"""What somebody types is there again, however often it is written."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from core import db
from core.desk_rows import Draft
from core.drafting import MOST, forget, recall, remember
from core.models import User


@pytest.fixture
def rows(every_database: Engine) -> Engine:
    """A database with Ann and Bob."""
    with db.write(every_database) as session:
        for name in ("ann", "bob"):
            session.add(User(id=name, username=name, name=name, role="marketer", password_hash=""))
    return every_database


def test_what_was_typed_comes_back_whole(rows: Engine) -> None:
    typed = {"offer": "7% — кэшбэк 🍕", "seed": 7, "product": None, "pilot-1080": True, "texts": {"headline": "Hi"}}
    assert remember("ann", "brief", typed, rows)
    assert recall("ann", "brief", rows) == typed
    assert remember("ann", "brief", typed | {"seed": 8}, rows)
    assert recall("ann", "brief", rows)["seed"] == 8


def test_everybody_and_every_form_has_a_draft_of_its_own(rows: Engine) -> None:
    remember("ann", "brief", {"offer": "hers"}, rows)
    remember("bob", "brief", {"offer": "his"}, rows)
    remember("ann", "banner/1", {"headline": "her banner's"}, rows)
    assert recall("ann", "brief", rows) == {"offer": "hers"}
    assert recall("bob", "banner/1", rows) == {}
    forget("ann", "brief", rows)
    forget("ann", "brief", rows)
    assert recall("ann", "brief", rows) == {}
    assert recall("ann", "banner/1", rows) == {"headline": "her banner's"}


@pytest.mark.parametrize("text", ["\x00", "\ud800", "'; DROP TABLE draft; --", "{}", " ", "a" * 4000])
def test_no_text_is_too_strange_to_be_kept(rows: Engine, text: str) -> None:
    assert remember("ann", "brief", {"offer": text}, rows)
    assert recall("ann", "brief", rows) == {"offer": text}


def test_too_much_is_not_kept_and_does_not_push_out_what_was(rows: Engine) -> None:
    remember("ann", "brief", {"offer": "before"}, rows)
    assert not remember("ann", "brief", {"offer": "a" * MOST}, rows)
    assert recall("ann", "brief", rows) == {"offer": "before"}


def test_the_same_again_is_not_written(rows: Engine) -> None:
    remember("ann", "brief", {"offer": "7% back"}, rows)
    said: list[str] = []
    event.listen(rows, "before_cursor_execute", lambda *told: said.append(told[2].split()[0]))
    remember("ann", "brief", {"offer": "7% back"}, rows)
    assert "SELECT" in said
    assert not {"INSERT", "UPDATE", "DELETE"} & set(said)


def test_two_windows_that_write_at_once_leave_one_draft_and_no_error(rows: Engine) -> None:
    with ThreadPoolExecutor(4) as windows:
        assert all(windows.map(lambda n: remember("ann", "brief", {"seed": n}, rows), range(20)))
    with db.read(rows) as session:
        assert len(session.exec(select(Draft)).all()) == 1
    assert recall("ann", "brief", rows)["seed"] in range(20)
