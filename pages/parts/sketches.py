"""A format as a small drawing: where its words and its picture will stand. Pure: a layout in, SVG out."""

from collections.abc import Sequence

from core.formats.brand import Brand
from core.formats.schema import Box, Format, Logo, TextField

#: Height of a drawn line of text as a share of its line height.
INK = 0.62
#: A shelf of drawings: its width, the space between them, the side of a square one, and what none exceeds.
SHELF, GAP, SIDE, TALLEST, WIDEST = 480, 9, 46, 66, 150


def sketch(layout: Format, brand: Brand) -> str:
    """The layout as SVG in its own proportions."""
    width, height = layout.width, layout.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{_drawing(layout, brand)}</svg>"
    )


def shelf(layouts: Sequence[Format], brand: Brand) -> str:
    """Layouts beside each other in rows, one SVG; each about as large to the eye as the others."""
    rows: list[list[tuple[Format, float, float]]] = [[]]
    left = 0.0
    for layout in layouts:
        scale = min(SIDE / (layout.width * layout.height) ** 0.5, TALLEST / layout.height, WIDEST / layout.width)
        width, height = layout.width * scale, layout.height * scale
        if left + width > SHELF:
            rows.append([])
            left = 0.0
        rows[-1].append((layout, width, height))
        left += width + GAP
    drawn, top = "", 1.0
    for row in rows:
        left, tallest = 1.0, max(height for _, _, height in row)
        for layout, width, height in row:
            drawn += _standing(layout, brand, (left, top + tallest - height, width, height))
            left += width + GAP
        top += tallest + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SHELF + 2} {top - GAP + 1:.1f}"'
        f' width="{SHELF + 2}" height="{top - GAP + 1:.1f}">{drawn}</svg>'
    )


def _standing(layout: Format, brand: Brand, box: tuple[float, float, float, float]) -> str:
    """A layout on the shelf, with an outline, so that pale ones are seen on every ground."""
    x, y, width, height = (f"{side:.1f}" for side in box)
    return (
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {layout.width} {layout.height}">'
        f"{_drawing(layout, brand)}</svg>"
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="1.5" fill="none" stroke="#808a9c"'
        f' stroke-opacity=".55"/>'
    )


def _drawing(layout: Format, brand: Brand) -> str:
    shapes = [_ground(layout, brand)]
    if layout.logo:
        shapes.append(_logo(layout.logo, brand))
    shapes += [_picture(slot.box, brand) for slot in layout.pictures]
    return "".join(shapes + [bar for field in layout.fields if field.role != "legal" for bar in _bars(field, brand)])


def _ground(layout: Format, brand: Brand) -> str:
    """Its gradient is called as the format is: several drawings may stand in one picture."""
    ground, name = layout.background, f"ground-{layout.id}"
    first, last = brand.colour(ground.colour), brand.colour(ground.colour_to or ground.colour)
    shapes = [
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{shape.radius}" fill="{brand.colour(shape.colour)}"'
        f' opacity="{shape.opacity}"/>'
        for shape in ground.shapes
        for x, y, w, h in [shape.box]
    ]
    return (
        f'<defs><linearGradient id="{name}" gradientTransform="rotate({ground.angle} .5 .5)">'
        f'<stop offset="0" stop-color="{first}"/><stop offset="1" stop-color="{last}"/></linearGradient></defs>'
        f'<rect width="100%" height="100%" fill="url(#{name})"/>{"".join(shapes)}'
    )


def _logo(logo: Logo, brand: Brand) -> str:
    x, y, width, height = logo.box
    colour = brand.palette["paper" if logo.variant == "light" else "ink"]
    mark = f'<circle cx="{x + height / 2}" cy="{y + height / 2}" r="{height / 2}" fill="{brand.palette["accent"]}"/>'
    return mark + _bar((x + height * 1.3, y + height * 0.28, width * 0.45, height * 0.44), colour, 0.9)


def _picture(box: Box, brand: Brand) -> str:
    """A card and a coin that stand on the slot's floor; outlined, so that they are seen on every ground."""
    x, y, width, height = box
    colour, turned = brand.palette, 'transform="rotate(-9 46 52)"'
    outlined = f'stroke="{colour["paper"]}" stroke-width="2"'
    return (
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 100 100" preserveAspectRatio="xMidYMax">'
        f'<ellipse cx="54" cy="91" rx="42" ry="6" fill="{colour["ink"]}" opacity=".16"/>'
        f'<rect x="8" y="24" width="76" height="56" rx="9" fill="{colour["primary"]}" {outlined} {turned}/>'
        f'<rect x="9" y="36" width="74" height="10" fill="{colour["deep"]}" {turned}/>'
        f'<rect x="17" y="60" width="24" height="7" rx="3.5" fill="{colour["secondary"]}" {turned}/>'
        f'<circle cx="74" cy="70" r="21" fill="{colour["accent"]}" {outlined}/>'
        f'<circle cx="74" cy="70" r="12" fill="{colour["paper"]}" opacity=".55"/></svg>'
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
