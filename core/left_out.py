"""Which of a brief's words were not used: what the guard took out of it, for screens."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.briefs import clean
from core.db import read
from core.errors import Refused
from core.formats.brand import load_brand
from core.guard.by_rules import RulesGuard
from core.guard.port import Given
from core.i18n import best_language
from core.models import Brief, Job, Stage, Status, Task


def left_out(brief_id: str, database: Engine | None = None) -> tuple[str, ...]:
    """The pieces that were taken out of a brief, word for word, each once; those that nobody can read are left away.

    Raises:
        sqlalchemy.exc.NoResultFound: there is no such brief.
    """
    with read(database) as session:
        return left_out_of(session, session.get_one(Brief, brief_id))


def left_out_of(session: Session, brief: Brief) -> tuple[str, ...]:
    """The same, of a row. A language model has the last word where one was asked; else the rules have it. While it is
    being asked nothing is known yet."""
    checks = session.exec(
        select(Task.status, Task.output)
        .join(Job, col(Job.id) == Task.job_id)
        .where(Job.brief_id == brief.id, Task.stage == Stage.CHECK_BRIEF)
    ).all()
    if not checks:
        prompts = tuple(dict.fromkeys(brief.prompts))
        return _by_rules(Given(brief.offer, prompts, brief.audience, best_language(brief.language)))
    done = next((output for status, output in checks if status == Status.COMPLETED), None)
    return _readable(done.get("removed", ())) if done else ()


@lru_cache(maxsize=256)
def _by_rules(given: Given) -> tuple[str, ...]:
    """Kept, since screens look again at the same brief while its banners are made."""
    try:
        return _readable(RulesGuard(load_brand().competitors).check(given).removed)
    except Refused:  # a brief of before there were these rules
        return ()


def _readable(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for piece in pieces if (words := clean(piece))))
