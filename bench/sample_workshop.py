"""A team's week of work in an installation that runs: campaigns, briefs, versions, reports. For pictures of screens."""

import os
import time
from pathlib import Path

import wiring
from core import accounts, bug_reports, campaigns, config, db, editing
from core.briefs import BriefInput
from core.campaign_input import CampaignInput
from core.models import Cause, User
from core.progress import JobView
from core.states import Change

FORMATS = ("pilot-1080", "landscape-1200x628", "story-1080x1920", "display-300x250")
#: Product, offer, prompt, and the campaign's number.
BRIEFS = (
    ("taxi", "−30 % на поездки в аэропорт по промокоду FLY30 до 15 декабря", "чемодан и самолёт", None),
    ("pizza-delivery", "Every Friday two large pizzas for £15, delivered free within 40 minutes", "a pizza", 1),
    ("mortgage", "Mortgage from 4.1% for first homes, reply within 1 hour", "a house with keys", None),
    ("savings-account", "Накопительный счёт: до 16 % годовых первые 3 месяца", "копилка с монетами", None),
    ("debit-card", "Кэшбэк 10 % на всё до конца месяца", "пакет с покупками и карта", 0),
    ("debit-card", "7% cashback in cafés until 30 November. The card is free, a courier brings it in 1–2 days.", "", 0),
)


def fill(home: Path) -> str:
    """Write it all into the installation whose state is in `home` and whose workers run.

    Returns: the id of a banner with several versions.
    """
    os.environ["ADBANNER_HOME"] = str(home)
    for cached in (config.settings, db.engine, wiring.store):
        cached.cache_clear()
    mara, dan = _person("marketer"), _person("designer")
    autumn = CampaignInput("Осенний кэшбэк", "debit-card", "Yandex Direct", ("marketer",), ("designer", "admin"))
    fridays = CampaignInput("Pizza Fridays", "pizza-delivery", "Telegram", ("marketer",), ("designer",))
    made = [campaigns.create(one, by=mara).id for one in (autumn, fridays)]
    views = [_made(product, offer, prompt, made[number] if number is not None else "", mara)
             for product, offer, prompt, number in BRIEFS]  # fmt: skip
    square = views[-1].banners[0]
    _edit(square.id, {"headline": "7% back in every café"}, mara)
    _edit(square.id, {"message": "Until 30 November. A courier brings the free card tomorrow."}, dan)
    bug_reports.report(
        mara, "banner", "The coins hide a corner of the card.\nI had expected them beside it.", square.id
    )
    bug_reports.report(dan, "create", "После выбора всех форматов кнопка не отвечала пару секунд.")
    return square.id


def _person(name: str) -> User:
    found = accounts.find_user(name)
    assert found
    return found


def _made(product: str, offer: str, prompt: str, campaign: str, user: User) -> JobView:
    brief = BriefInput(product=product, offer=offer, formats=FORMATS, mode="search", prompt=prompt, campaign=campaign,
                       seed=5)  # fmt: skip
    job = wiring.submit(brief, user)
    while (view := wiring.job(job.id, user)).active:
        time.sleep(0.3)
    return view


def _edit(banner: str, texts: dict[str, str], user: User) -> None:
    shown = editing.save(wiring.desk(), banner, Change(), base=1, cause=Cause.TEXT_EDITED, user=user).version
    editing.save(wiring.desk(), banner, Change(texts=texts), base=shown.number, cause=Cause.TEXT_EDITED, user=user)
