"""Families: a style said once, and members that say only sizes and boxes. Pure: a file's content in, whole formats out.

A family's file has `family`, `name`, `style` and `members`. `style` is a format without sizes; its fields stand by
their ids, and its `pictures` says what holds for every slot. A member names the fields that it has and where they are;
what it leaves out of the family's fields it does not show.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from core.errors import FormatInvalid

#: What a member may say of a field, beside what the style says: where it is and how much goes in, not how it looks.
GEOMETRY = {"box", "size", "lines", "limit", "radius", "padding", "gap", "align", "valign", "below", "grows_over"}
#: What a member may say at all.
MEMBER = {
    "id", "name", "width", "height", "safe_zone", "keep_clear", "smallest_type", "file_types", "weight_limit_kb",
    "networks", "background", "logo", "fields", "pictures",
}  # fmt: skip
_BACKGROUND, _SHAPE, _LOGO = {"shapes", "angle"}, {"box", "radius", "blur"}, {"box"}
_SLOT = {"box", "anchor", "grows_over"}

Content = dict[str, Any]


def is_family(content: object) -> bool:
    """Whether the file defines a family, not one format."""
    return isinstance(content, dict) and "members" in content


def members_of(content: Mapping[str, Any]) -> list[Content]:
    """Each member as a whole format, in the file's order; not yet checked against the schema.

    Raises:
        FormatInvalid: the file is not built like a family, or a member says what belongs into the style.
    """
    family = str(content.get("family", "?"))
    style, members = content.get("style"), content.get("members")
    if not isinstance(style, dict) or not isinstance(members, list) or not members:
        raise FormatInvalid(family, [("format", "a family needs a style and a list of members")])
    unknown = [(key, "a family has family, name, style and members") for key in content.keys() - _KEYS]
    faults = unknown + [
        fault for index, member in enumerate(members) for fault in _faults(f"members[{index}]", style, member)
    ]
    if faults:
        raise FormatInvalid(family, faults)
    return [_whole({"id": family, "name": content.get("name", {})}, style, member) for member in members]


_KEYS = {"family", "name", "style", "members"}


def _faults(path: str, style: Content, member: object) -> Iterator[tuple[str, str]]:
    if not isinstance(member, dict):
        yield path, "must be an object"
        return
    parts = [("", member, MEMBER), (".background", member.get("background", {}), _BACKGROUND)]
    parts += [(".logo", member.get("logo") or {}, _LOGO)]
    parts += [(f".background.shapes[{i}]", one, _SHAPE) for i, one in enumerate(_shapes(member))]
    parts += [(f".pictures[{i}]", slot, _SLOT) for i, slot in enumerate(member.get("pictures", []))]
    fields = member.get("fields", {})
    parts += [(f".fields.{name}", one, GEOMETRY) for name, one in (fields.items() if isinstance(fields, dict) else ())]
    for part, value, allowed in parts:
        if not isinstance(value, dict):
            yield path + part, "must be an object"
            continue
        for key in sorted(value.keys() - allowed):
            yield f"{path}{part}.{key}", "belongs into the family's style"
    if not isinstance(fields, dict):
        yield f"{path}.fields", "must be an object: where each field is, by its id"
        return
    for name in fields.keys() - style.get("fields", {}).keys():
        yield f"{path}.fields.{name}", "the family has no such field"


def _shapes(member: Content) -> list[Any]:
    background = member.get("background", {})
    return list(background.get("shapes", [])) if isinstance(background, dict) else []


def _whole(family: Content, style: Content, member: Content) -> Content:
    """The member with its family's style around it."""
    fields = member.get("fields", {})
    whole = {**style, **member, "family": family}
    whole["fields"] = [
        {"id": name, **_linked(name, look, style["fields"], fields), **fields[name]}
        for name, look in style.get("fields", {}).items()
        if name in fields
    ]
    whole["pictures"] = [{**style.get("pictures", {}), **slot} for slot in member.get("pictures", [])]
    for slot in whole["pictures"]:
        slot["grows_over"] = [name for name in slot.get("grows_over", []) if name in fields]
    ground = {**style.get("background", {}), **member.get("background", {})}
    looks = style.get("background", {}).get("shapes", [])
    ground["shapes"] = [{**look, **shape} for look, shape in zip(looks, _shapes(member), strict=False)]
    whole["background"] = ground
    if member.get("logo"):
        whole["logo"] = {**style.get("logo", {}), **member["logo"]}
    else:
        whole.pop("logo", None)
    return whole


def _linked(name: str, look: Content, looks: Content, shown: Content) -> Content:
    """The field's look, with what it stands below and grows over among the fields that this member shows: where the
    field above is left out, the one above that takes its place."""
    linked = dict(look)
    seen = {name}
    while (above := linked.get("below")) and above not in shown:
        if above in seen or above not in looks:
            break
        seen.add(above)
        linked["below"] = looks[above].get("below")
    if linked.get("below") not in shown:
        linked.pop("below", None)
    if linked.get("grows_over") not in shown:
        linked.pop("grows_over", None)
    return linked
