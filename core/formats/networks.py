"""What the ad networks take: sizes, file types, weights, type sizes. The facts are in `data/networks.json`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

from core.errors import FormatFault
from core.formats.brand import DATA, Localized, Strict
from core.formats.schema import Box, FileType, Format, FormatId

Side = Annotated[int, Field(gt=0)]


class Rule(Strict):
    """What holds for some sizes of a network: either listed `sizes`, or every size of a `ratio` (width, height) between
    `smallest` and `largest` (px), whose sides may be `tolerance` (a share) off it."""

    sizes: tuple[tuple[Side, Side], ...] = ()
    ratio: tuple[Side, Side] | None = None
    smallest: tuple[Side, Side] = (1, 1)
    largest: tuple[Side, Side] = (8000, 8000)
    tolerance: Annotated[float, Field(ge=0, lt=0.1)] = 0.01
    file_types: Annotated[tuple[FileType, ...], Field(min_length=1)] = ("png", "jpg")
    #: Of a file; 1 KB is 1,024 bytes.
    weight_limit_kb: Annotated[int, Field(gt=0)] | None = None
    #: px.
    smallest_type: Annotated[float, Field(gt=0)] | None = None
    #: Left, top, right, bottom: margins to keep free of text and logo, as shares of width and height.
    safe_zone: tuple[float, float, float, float] = (0, 0, 0, 0)
    #: Where the network lays something of its own over the banner (px).
    keep_clear: tuple[Box, ...] = ()
    #: The logo's box may take this share of the width.
    logo_width: Annotated[float, Field(gt=0, le=1)] | None = None
    #: Known from others than the network itself: check again before relying on it.
    secondary_source: bool = False

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if bool(self.sizes) == bool(self.ratio):
            raise ValueError("a rule is about listed sizes or about a ratio")
        return self

    def takes(self, width: int, height: int) -> bool:
        """Whether the rule is about this size."""
        if self.ratio is None:
            return (width, height) in self.sizes
        off = abs(width * self.ratio[1] / (height * self.ratio[0]) - 1)
        bounds = zip(self.smallest, (width, height), self.largest, strict=True)
        between = all(low <= side <= high for low, side, high in bounds)
        return between and off <= self.tolerance


class Network(Strict):
    """An ad network, or one of its kinds of ads."""

    id: FormatId
    name: Localized
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    def rule_for(self, width: int, height: int) -> Rule | None:
        """The first rule about that size."""
        return next((rule for rule in self.rules if rule.takes(width, height)), None)


@lru_cache(maxsize=1)
def load_networks() -> Mapping[str, Network]:
    """Every network by its id, in the file's order; read once a process."""
    found = [Network.model_validate(one) for one in json.loads((DATA / "networks.json").read_text("utf-8"))]
    return MappingProxyType({network.id: network for network in found})


def network_faults(layout: Format, networks: Mapping[str, Network]) -> Iterator[FormatFault]:
    """Wherever the format promises a network what that does not take."""
    for index, name in enumerate(layout.networks):
        path = f"networks[{index}]"
        if name not in networks:
            values = {"network": name, "known": ", ".join(networks)}
            yield FormatFault(path, 'there is no network "{network}", only {known}', values)
            continue
        rule = networks[name].rule_for(layout.width, layout.height)
        if rule is None:
            size = f"{layout.width}x{layout.height}"
            yield FormatFault(path, '"{network}" takes no {size}', {"network": name, "size": size})
            continue
        for broken in _broken(layout, rule):
            yield replace(broken, values={"network": name, **broken.values})


def _broken(layout: Format, rule: Rule) -> Iterator[FormatFault]:
    """The faults; which network's rule it is, is still to be said."""
    if refused := [kind for kind in layout.file_types if kind not in rule.file_types]:
        yield FormatFault("file_types", '"{network}" takes no {types}', {"types": ", ".join(refused)})
    if rule.weight_limit_kb and (layout.weight_limit_kb or 1e9) > rule.weight_limit_kb:
        yield FormatFault("weight_limit_kb", '"{network}" takes {most} KB at most', {"most": rule.weight_limit_kb})
    if rule.smallest_type and layout.smallest_type < rule.smallest_type:
        values = {"least": f"{rule.smallest_type:g}"}
        yield FormatFault("smallest_type", '"{network}" wants type of {least} px or more', values)
    sides = (layout.width, layout.height, layout.width, layout.height)
    if any(own < share * side for own, share, side in zip(layout.safe_zone, rule.safe_zone, sides, strict=True)):
        margins = ", ".join(f"{100 * share:.3g}" for share in rule.safe_zone)
        yield FormatFault("safe_zone", '"{network}" wants margins of {margins} percent', {"margins": margins})
    for zone in set(rule.keep_clear) - set(layout.keep_clear):
        yield FormatFault("keep_clear", '"{network}" lays something of its own over {zone}', {"zone": list(zone)})
    if rule.logo_width and layout.logo and layout.logo.box[2] > rule.logo_width * layout.width:
        values = {"share": f"{100 * rule.logo_width:.3g}"}
        yield FormatFault("logo.box", '"{network}" takes a logo of {share} percent of the width at most', values)
