"""How a campaign's work goes: figures of each performer and of all together, computed from rows and events."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.campaign_views import view_campaign
from core.db import read
from core.errors import NotAllowed
from core.events import EventName
from core.models import Banner, Brief, Event, Job, Status, User

#: What the figures are computed from, besides rows.
COUNTED: tuple[EventName, ...] = ("banner.downloaded", "copy.edited", "picture.regenerated")


class Asked(NamedTuple):
    """A brief: whose, and since when."""

    id: str
    author: str
    at: datetime


class Happened(NamedTuple):
    """An event of a brief; `banner` is null where it concerns all of them."""

    name: str
    brief: str
    banner: str | None
    at: datetime


@dataclass(frozen=True)
class Facts:
    """What is known of some briefs: `made`, the brief of each banner that has a version; `jobs`, brief and status."""

    briefs: Sequence[Asked]
    made: Mapping[str, str]
    events: Sequence[Happened]
    jobs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Figures:
    """Counts are of distinct banners. Null: there is nothing yet to compute it from.

    `edited`: share (0-1) of the banners made whose text somebody edited; `redrawn`: pictures made anew, a brief;
    `seconds`: median from a brief to the first download of one of its banners; `success`: share of the finished jobs
    that completed, those cancelled left out.
    """

    briefs: int
    made: int
    downloaded: int
    edited: float | None
    redrawn: float | None
    seconds: float | None
    success: float | None


class Performance(NamedTuple):
    """The figures of the briefs that one person wrote."""

    name: str
    figures: Figures


@dataclass(frozen=True)
class Statistics:
    """A campaign in total, and by the author of the brief, the busiest first."""

    total: Figures
    people: tuple[Performance, ...]


# --- computing -------------------------------------------------------------------------------------------------------


def figures(facts: Facts) -> Figures:
    """The figures of these briefs and of nothing else."""
    briefs = {brief.id for brief in facts.briefs}
    made = {banner for banner, brief in facts.made.items() if brief in briefs}
    events = [event for event in facts.events if event.brief in briefs]
    redrawn = sum(event.name == "picture.regenerated" for event in events)
    return Figures(
        briefs=len(briefs),
        made=len(made),
        downloaded=len(_banners(events, "banner.downloaded")),
        edited=_share(len(_banners(events, "copy.edited") & made), len(made)),
        redrawn=_share(redrawn, len(briefs)),
        seconds=_until_download(facts.briefs, events),
        success=_success([status for brief, status in facts.jobs if brief in briefs]),
    )


def _banners(events: Sequence[Happened], name: str) -> set[str]:
    return {event.banner for event in events if event.name == name and event.banner}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _until_download(briefs: Sequence[Asked], events: Sequence[Happened]) -> float | None:
    first: dict[str, datetime] = {}
    for event in events:
        if event.name == "banner.downloaded":
            first[event.brief] = min(event.at, first.get(event.brief, event.at))
    waits = [(first[brief.id] - brief.at).total_seconds() for brief in briefs if brief.id in first]
    return median(waits) if waits else None


def _success(statuses: Collection[str]) -> float | None:
    found = Counter(statuses)
    return _share(found[Status.COMPLETED], found[Status.COMPLETED] + found[Status.FAILED])


def by_person(facts: Facts, names: Mapping[str, str]) -> tuple[Performance, ...]:
    """Figures of each author, by the number of briefs. `names`: what people are called, by id."""
    people = [
        Performance(name, figures(Facts([one for one in facts.briefs if one.author == key], *_rest(facts))))
        for key, name in names.items()
    ]
    return tuple(sorted(people, key=lambda one: (-one.figures.briefs, one.name)))


def _rest(facts: Facts) -> tuple[Mapping[str, str], Sequence[Happened], Sequence[tuple[str, str]]]:
    return facts.made, facts.events, facts.jobs


# --- reading ---------------------------------------------------------------------------------------------------------


def statistics(campaign_id: str, user: User, database: Engine | None = None) -> Statistics:
    """A campaign's figures, for its managers, analysts and administrators.

    Raises:
        NotFound: as `view_campaign`.
        NotAllowed: a performer asks.
    """
    if not view_campaign(campaign_id, user, database).measurable:
        raise NotAllowed("Only its managers see the statistics of this campaign.")
    with read(database) as session:
        facts = _facts(session, campaign_id)
        authors = {brief.author for brief in facts.briefs}
        names = dict(session.exec(select(User.id, User.name).where(col(User.id).in_(authors))).all())
    return Statistics(figures(facts), by_person(facts, names))


def _facts(session: Session, campaign_id: str) -> Facts:
    own = col(Brief.campaign_id) == campaign_id
    briefs = session.exec(select(Brief.id, Brief.user_id, Brief.created_at).where(own))
    made = session.exec(
        select(Banner.id, Banner.brief_id).join(Brief, col(Brief.id) == Banner.brief_id).where(own, Banner.current > 0)
    )
    events = session.exec(
        select(Event.name, Event.brief_id, Event.banner_id, Event.at)
        .join(Brief, col(Brief.id) == Event.brief_id)
        .where(own, col(Event.name).in_(COUNTED))
    )
    jobs = session.exec(select(Job.brief_id, Job.status).join(Brief, col(Brief.id) == Job.brief_id).where(own))
    return Facts(
        briefs=[Asked(*row) for row in briefs],
        made=dict(made.all()),
        events=[Happened(name, brief, banner, at) for name, brief, banner, at in events if brief],
        jobs=list(jobs),
    )
