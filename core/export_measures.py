"""What is known of a rendered banner without looking at its pixels again: values that survive JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.compositing.compose import Composition, TypeMeasure
from core.formats.schema import Box


@dataclass(frozen=True)
class Measures:
    """Where things are on a banner, in px of the canvas at 1x: each text by its field's id, the pictures by slot, the
    logo; `pixels` are the width and height of the picture itself."""

    type: Mapping[str, TypeMeasure] = field(default_factory=dict)
    pictures: tuple[Box, ...] = ()
    logo: Box | None = None
    pixels: tuple[int, int] = (0, 0)


def measures_of(made: Composition) -> Measures:
    """What a composition says of itself."""
    return Measures(made.type, made.picture_boxes, made.logo_box, made.image.size)


def content_of(measures: Measures) -> dict[str, Any]:
    """As a row keeps them."""
    return {
        "type": {name: _plain(one) for name, one in measures.type.items()},
        "pictures": [list(box) for box in measures.pictures],
        "logo": measures.logo and list(measures.logo),
        "pixels": list(measures.pixels),
    }


def measures_from(content: Mapping[str, Any]) -> Measures | None:
    """What a row has kept; None where it is of before there were any."""
    if not content:
        return None
    return Measures(
        {name: _measure(one) for name, one in content["type"].items()},
        tuple(_box(one) for one in content["pictures"]),
        _box(content["logo"]) if content["logo"] else None,
        (content["pixels"][0], content["pixels"][1]),
    )


def _plain(one: TypeMeasure) -> dict[str, Any]:
    return {"ink": list(one.ink), "covered": list(one.covered), "size": one.size, "lines": list(one.lines),
            "contrast": round(one.contrast, 3)}  # fmt: skip


def _measure(content: Mapping[str, Any]) -> TypeMeasure:
    return TypeMeasure(_box(content["ink"]), _box(content["covered"]), content["size"], tuple(content["lines"]),
                       content["contrast"])  # fmt: skip


def _box(content: list[int]) -> Box:
    x, y, width, height = content
    return x, y, width, height
