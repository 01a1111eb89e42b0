"""What a person enters for a campaign, checked: every fault with the field it belongs to."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.briefs import check_text
from core.errors import BadInput, collect_faults
from core.i18n import N_

#: Characters of a name and of a channel.
LIMIT = 80
#: What a form offers as a channel; any other text will do.
CHANNELS = (N_("Yandex Direct"), "VK", "Telegram", N_("E-mail"), N_("App"))


@dataclass(frozen=True)
class CampaignInput:
    """A campaign as a person entered it: untrusted. `product` is a slug, members are user names."""

    name: str
    product: str
    channel: str = ""
    managers: tuple[str, ...] = ()
    performers: tuple[str, ...] = ()


def line(raw: str, field: str) -> str:
    """A name or a channel, cleaned and on one line.

    Raises:
        BadInput: as `core.briefs.check_text`.
    """
    return check_text(" ".join(raw.split()), field=field, limit=LIMIT)


def faults(given: CampaignInput, *, products: Collection[str], people: Collection[str]) -> list[BadInput]:
    """Everything that is wrong with a campaign, in the order of the form. Empty: it can be kept.

    `products` are the slugs that it may have, `people` the user names of active accounts.
    """
    checks: list[Callable[[], object]] = [
        lambda: _check_name(given.name),
        lambda: _check_product(given.product, products),
        lambda: line(given.channel, "channel"),
        lambda: _check_managers(given.managers, people),
        lambda: _check_performers(given, people),
    ]
    return collect_faults(checks)


def _check_name(raw: str) -> None:
    if not line(raw, "name"):
        raise BadInput("Give the campaign a name.", field="name")


def _check_product(slug: str, known: Collection[str]) -> None:
    if not slug:
        raise BadInput("Choose a product.", field="product")
    if slug not in known:
        raise BadInput("There is no product “{product}”.", field="product", product=slug[:60])


def _check_managers(chosen: Collection[str], people: Collection[str]) -> None:
    if not chosen:
        raise BadInput("Choose at least one manager.", field="managers")
    _check_people(chosen, people, "managers")


def _check_performers(given: CampaignInput, people: Collection[str]) -> None:
    _check_people(given.performers, people, "performers")
    if twice := set(given.managers) & set(given.performers):
        raise BadInput("{user} is a manager already.", field="performers", user=min(twice))


def _check_people(chosen: Collection[str], people: Collection[str], field: str) -> None:
    for name in chosen:
        if name not in people:
            raise BadInput("There is no user “{user}”.", field=field, user=name[:60])
