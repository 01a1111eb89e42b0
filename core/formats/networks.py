"""What the ad networks take: sizes, file types, weights, type sizes. The facts are in `data/networks.json`."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

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


def network_faults(layout: Format, networks: Mapping[str, Network]) -> Iterator[tuple[str, str]]:
    """(path, reason) wherever the format promises a network what that does not take."""
    for index, name in enumerate(layout.networks):
        path = f"networks[{index}]"
        if name not in networks:
            yield path, f'there is no network "{name}", only {", ".join(networks)}'
            continue
        rule = networks[name].rule_for(layout.width, layout.height)
        if rule is None:
            yield path, f'"{name}" takes no {layout.width}x{layout.height}'
            continue
        yield from ((path_of, f'"{name}" {reason}') for path_of, reason in _broken(layout, rule))


def _broken(layout: Format, rule: Rule) -> Iterator[tuple[str, str]]:
    if refused := [kind for kind in layout.file_types if kind not in rule.file_types]:
        yield "file_types", f"takes no {', '.join(refused)}"
    if rule.weight_limit_kb and (layout.weight_limit_kb or 1e9) > rule.weight_limit_kb:
        yield "weight_limit_kb", f"takes {rule.weight_limit_kb} KB at most"
    if rule.smallest_type and layout.smallest_type < rule.smallest_type:
        yield "smallest_type", f"wants type of {rule.smallest_type:g} px or more"
    sides = (layout.width, layout.height, layout.width, layout.height)
    if any(own < share * side for own, share, side in zip(layout.safe_zone, rule.safe_zone, sides, strict=True)):
        yield "safe_zone", f"wants margins of {', '.join(f'{share:.0%}' for share in rule.safe_zone)}"
    for zone in set(rule.keep_clear) - set(layout.keep_clear):
        yield "keep_clear", f"lays something of its own over {list(zone)}"
    if rule.logo_width and layout.logo and layout.logo.box[2] > rule.logo_width * layout.width:
        yield "logo.box", f"takes a logo of {rule.logo_width:.0%} of the width at most"
