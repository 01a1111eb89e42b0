"""Families: a style said once, and members that say only sizes and boxes. Pure: a file's content in, whole formats out.

A family's file has `family`, `name`, `style` and `members`. `style` is a format without sizes; its fields stand by
their ids, and its `pictures` says what holds for every slot. A member names the fields that it has and where they are;
what it leaves out of the family's fields it does not show.

The classes below look only at how a file is built. What the values mean is the format's schema to judge, once a member
has its style around it.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import FormatFault, FormatInvalid
from core.formats.brand import Localized, Strict
from core.formats.malformed import fault_of
from core.formats.schema import FormatId

Content = dict[str, Any]


class _Look(BaseModel):
    """A part of the style: it may say anything that the format's schema knows."""

    model_config = ConfigDict(frozen=True, extra="allow")


class _GroundLook(_Look):
    shapes: tuple[Content, ...] = ()


class _SlotLook(_Look):
    grows_over: tuple[str, ...] = ()


class _FieldLook(_Look):
    below: str | None = None
    grows_over: str | None = None


class _Style(_Look):
    background: _GroundLook = _GroundLook()
    logo: Content = Field(default_factory=dict)
    pictures: _SlotLook = _SlotLook()
    fields: dict[str, _FieldLook]


class _ShapePlace(Strict):
    box: Any = None
    radius: Any = None
    blur: Any = None


class _GroundPlace(Strict):
    angle: Any = None
    shapes: tuple[_ShapePlace, ...] = ()


class _LogoPlace(Strict):
    box: Any = None


class _SlotPlace(Strict):
    box: Any = None
    anchor: Any = None
    grows_over: tuple[str, ...] = ()


class _FieldPlace(Strict):
    """What a member may say of a field: where it is and how much goes in, not how it looks."""

    box: Any = None
    size: Any = None
    lines: Any = None
    limit: Any = None
    radius: Any = None
    padding: Any = None
    gap: Any = None
    align: Any = None
    valign: Any = None
    below: str | None = None
    grows_over: str | None = None


class _Member(Strict):
    id: Any = None
    name: Any = None
    width: Any = None
    height: Any = None
    safe_zone: Any = None
    keep_clear: Any = None
    smallest_type: Any = None
    file_types: Any = None
    weight_limit_kb: Any = None
    networks: Any = None
    background: _GroundPlace = _GroundPlace()
    logo: _LogoPlace | None = None
    fields: dict[str, _FieldPlace]
    pictures: tuple[_SlotPlace, ...] = ()


class _FamilyFile(Strict):
    family: FormatId
    name: Localized
    style: _Style
    members: Annotated[tuple[_Member, ...], Field(min_length=1, max_length=100)]


def is_family(content: object) -> bool:
    """Whether the file defines a family, not one format."""
    return isinstance(content, dict) and "members" in content


def members_of(content: Content) -> list[Content]:
    """Each member as a whole format, in the file's order; not yet checked against the schema.

    Raises:
        FormatInvalid: the file is not built like a family, a member says what belongs into the style, or something is
            named that the style has not.
    """
    name = str(content.get("family", "?"))
    try:
        read = _FamilyFile.model_validate(content)
    except ValidationError as error:
        raise FormatInvalid(name, [_fault(detail) for detail in error.errors()]) from error
    if faults := [*_unknown_names(read.style), *_beyond_the_style(read)]:
        raise FormatInvalid(name, faults)
    said = read.model_dump(exclude_unset=True)
    family = {"id": read.family, "name": read.name}
    return [_whole(family, said["style"], member) for member in said["members"]]


def _fault(detail: Any) -> FormatFault:
    fault = fault_of(detail)
    foreign = detail["type"] == "extra_forbidden" and detail["loc"][0] == "members"
    return FormatFault(fault.path, "belongs into the family's style") if foreign else fault


def _unknown_names(style: _Style) -> Iterator[FormatFault]:
    """References of the style: where its fields are left out they are dropped, so a typo would never come to light."""
    named = [("pictures.grows_over", name) for name in style.pictures.grows_over]
    for own, look in style.fields.items():
        named += [(f"fields.{own}.{key}", name) for key in ("below", "grows_over") if (name := getattr(look, key))]
    for path, name in named:
        if name not in style.fields:
            yield FormatFault(f"style.{path}", 'the family has no field "{name}"', {"name": name})


def _beyond_the_style(read: _FamilyFile) -> Iterator[FormatFault]:
    for index, member in enumerate(read.members):
        for name in member.fields.keys() - read.style.fields.keys():
            yield FormatFault(f"members[{index}].fields.{name}", "the family has no such field")
        if len(member.background.shapes) > (most := len(read.style.background.shapes)):
            path = f"members[{index}].background.shapes"
            yield FormatFault(path, "the family's style has only {most}", {"most": most})


def _whole(family: Content, style: Content, member: Content) -> Content:
    """The member with its family's style around it."""
    looks, shown = style["fields"], member["fields"]
    whole = {**style, **member, "family": family}
    whole["fields"] = [{"id": name, **_linked(name, looks, shown), **shown[name]} for name in looks if name in shown]
    whole["pictures"] = [_slot({**style.get("pictures", {}), **slot}, shown) for slot in member.get("pictures", [])]
    whole["background"] = _ground(style.get("background", {}), member.get("background", {}))
    if member.get("logo"):
        whole["logo"] = {**style.get("logo", {}), **member["logo"]}
    else:
        whole.pop("logo", None)
    return whole


def _slot(slot: Content, shown: Content) -> Content:
    return {**slot, "grows_over": [name for name in slot.get("grows_over", []) if name in shown]}


def _ground(look: Content, place: Content) -> Content:
    """The background; its shapes look like the style's by their order, and a member may have fewer."""
    pairs = zip(look.get("shapes", []), place.get("shapes", []), strict=False)
    return {**look, **place, "shapes": [{**shape, **where} for shape, where in pairs]}


def _linked(name: str, looks: Content, shown: Content) -> Content:
    """The field's look, with what it stands below and grows over among the fields that this member shows: where the
    field above is left out, the one above that takes its place."""
    linked = dict(looks[name])
    seen = {name}
    while (above := linked.get("below")) and above not in shown and above not in seen:
        seen.add(above)
        linked["below"] = looks[above].get("below")
    if linked.get("below") not in shown:
        linked.pop("below", None)
    if linked.get("grows_over") not in shown:
        linked.pop("grows_over", None)
    return linked
