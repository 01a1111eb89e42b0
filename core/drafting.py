"""Drafts: what somebody has typed and not sent yet, kept in rows, so that a reload, a lost connection or a new server
does not lose it."""

import json
from typing import Any

from sqlalchemy import Engine

from core import db
from core.clock import now
from core.db import insert_if_absent
from core.desk_rows import Draft

#: Bytes of JSON that a draft may have: many times what its form takes. What is more than that is not kept.
MOST = 100_000


def remember(user_id: str, name: str, content: dict[str, Any], database: Engine | None = None) -> bool:
    """Keep what a form holds: "brief", or "banner/<id>". Nothing is written where it is kept already.

    Args:
        content: values that survive JSON.

    Returns: False where it is too much to be kept; what was kept before stays.
    """
    if len(json.dumps(content)) > MOST:
        return False
    if recall(user_id, name, database) == content:
        return True
    with db.write(database) as session:
        insert_if_absent(session, Draft, {"user_id": user_id, "name": name, "content": {}, "changed_at": now()})
        draft = session.get_one(Draft, (user_id, name))
        draft.content, draft.changed_at = content, now()
    return True


def recall(user_id: str, name: str, database: Engine | None = None) -> dict[str, Any]:
    """What was kept there; empty where nothing was. It came from a browser, maybe long ago: its reader trusts no field
    of it."""
    with db.read(database) as session:
        draft = session.get(Draft, (user_id, name))
    return draft.content if draft else {}


def forget(user_id: str, name: str, database: Engine | None = None) -> None:
    """Keep it no longer: it was sent, or given up."""
    with db.write(database) as session:
        if draft := session.get(Draft, (user_id, name)):
            session.delete(draft)
