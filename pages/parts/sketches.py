"""A format as a small drawing: where its words and its picture will stand. Pure: a layout in, SVG out."""

from core.formats.brand import Brand
from core.formats.schema import Box, Format, TextField

#: Height of a drawn line of text as a share of its line height.
INK = 0.62


def sketch(layout: Format, brand: Brand) -> str:
    """The layout as SVG in its own proportions."""
    shapes = [_ground(layout, brand)]
    for slot in layout.pictures:
        # paper below primary, so that the slot is seen on every ground
        shapes += [_block(slot.box, brand.palette["paper"], 0.3), _block(slot.box, brand.palette["primary"], 0.22)]
    shapes += [bar for field in layout.fields if field.role != "legal" for bar in _bars(field, brand)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}"'
        f' width="{layout.width}" height="{layout.height}">{"".join(shapes)}</svg>'
    )


def _ground(layout: Format, brand: Brand) -> str:
    ground = layout.background
    first, last = brand.colour(ground.colour), brand.colour(ground.colour_to or ground.colour)
    shapes = [
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{shape.radius}" fill="{brand.colour(shape.colour)}"'
        f' opacity="{shape.opacity}"/>'
        for shape in ground.shapes
        for x, y, w, h in [shape.box]
    ]
    return (
        f'<defs><linearGradient id="g" gradientTransform="rotate({ground.angle} .5 .5)">'
        f'<stop offset="0" stop-color="{first}"/><stop offset="1" stop-color="{last}"/></linearGradient></defs>'
        f'<rect width="100%" height="100%" fill="url(#g)"/>{"".join(shapes)}'
    )


def _block(box: Box, colour: str, opacity: float) -> str:
    x, y, width, height = box
    radius = min(width, height) * 0.12
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius:.0f}" fill="{colour}"'
        f' opacity="{opacity}"/>'
    )


def _bars(field: TextField, brand: Brand) -> list[str]:
    """A pill for a field with a ground of its own, else some ragged lines."""
    x, y, width, height = field.box
    if field.fill:
        pill = min(height, field.size[1] * 2.4)
        wide = min(width, pill * 3.2)
        left = x + width - wide if field.align == "right" else x + (width - wide) / 2 if field.align == "centre" else x
        top = y + height - pill if field.valign == "bottom" else y
        return [_bar((left, top, wide, pill), brand.colour(field.fill), 1.0)]
    step = field.size[1] * field.leading
    lines = max(1, min(field.lines, 2, int(height // step)))
    colour, opacity = brand.colour(field.colour), 0.85 if field.role == "headline" else 0.35
    bars = []
    for index in range(lines):
        wide = width * (0.8 if index == 0 else 0.55)
        left = x + (width - wide) / 2 if field.align == "centre" else x
        bars.append(_bar((left, y + index * step + step * (1 - INK) / 2, wide, step * INK), colour, opacity))
    return bars


def _bar(box: tuple[float, float, float, float], colour: str, opacity: float) -> str:
    x, y, width, height = box
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="{height / 2:.0f}"'
        f' fill="{colour}" opacity="{opacity}"/>'
    )
