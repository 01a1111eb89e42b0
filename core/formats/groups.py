"""Formats in the groups that people think in: what a network takes, and what shares a look. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.formats.brand import Localized
from core.formats.networks import Network
from core.formats.schema import Format


class Group(NamedTuple):
    """Some formats under one name, in the order of the catalogue; never empty."""

    id: str
    name: Localized
    formats: tuple[Format, ...]


def by_network(layouts: Iterable[Format], networks: Mapping[str, Network]) -> list[Group]:
    """What each network takes, in the networks' order; a format may be in several groups. Networks for which there is
    nothing are left out."""
    known = tuple(layouts)
    groups = [
        Group(network.id, network.name, tuple(layout for layout in known if network.id in layout.networks))
        for network in networks.values()
    ]
    return [group for group in groups if group.formats]


def by_family(layouts: Iterable[Format]) -> list[Group]:
    """The families in the order in which their first formats come. A format that has none is one of its own."""
    families: dict[str, list[Format]] = {}
    for layout in layouts:
        families.setdefault(layout.family.id if layout.family else layout.id, []).append(layout)
    return [Group(name, (members[0].family or members[0]).name, tuple(members)) for name, members in families.items()]


def in_families(layouts: Iterable[Format]) -> list[Format]:
    """The formats, family by family."""
    return [layout for family in by_family(layouts) for layout in family.formats]
