"""Formats by network and by family."""

from core.formats.catalogue import load_formats
from core.formats.groups import by_family, by_network
from core.formats.networks import load_networks


def test_every_format_is_with_each_network_that_takes_it() -> None:
    groups = by_network(load_formats().values(), load_networks())
    assert [group.id for group in groups] == [name for name in load_networks() if name in {one.id for one in groups}]
    for group in groups:
        assert group.formats
        assert group.formats == tuple(one for one in load_formats().values() if group.id in one.networks)


def test_every_format_is_in_one_family_and_one_without_is_its_own() -> None:
    alone = load_formats()["pilot-1080"].model_copy(update={"id": "alone", "family": None})
    groups = by_family([*load_formats().values(), alone])
    assert sorted(one.id for group in groups for one in group.formats) == sorted([*load_formats(), "alone"])
    assert (groups[-1].id, groups[-1].name) == ("alone", alone.name)
    assert all({one.family and one.family.id for one in group.formats} == {group.id} for group in groups[:-1])
