"""The lines that a format is built on, to lay over its banner. Pure: a layout in, SVG out."""

from core.formats.schema import Box, Format

#: By what a line stands for; the same colours as in the legend.
COLOURS = {"text": "#1c83e1", "picture": "#21a366", "logo": "#e8890c", "safe": "#803df5", "clear": "#d92d20"}
#: Type of the labels as a share of the longer side.
TYPE = 1 / 60


def guides(layout: Format) -> str:
    """Boxes of texts with their limits, slots, logo, safe zone and what the network keeps for itself, on nothing; lines
    are as thin however large the drawing is shown."""
    width, height = layout.width, layout.height
    left, top, right, bottom = layout.safe_zone
    drawn = [_hatched(box) for box in layout.keep_clear]
    if any(layout.safe_zone):
        drawn.append(_outline((left, top, width - left - right, height - top - bottom), "safe", "7 5"))
    drawn += [_outline(slot.box, "picture", "2 4") for slot in layout.pictures]
    drawn += [_outline(layout.logo.box, "logo", "2 4")] if layout.logo else []
    for field in layout.fields:
        limit = f" ≤ {field.limit}" if field.limit and field.source == "ai" else ""
        drawn += [_outline(field.box, "text"), _label(f"{field.id}{limit}", field.box, max(width, height) * TYPE)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="3" height="8" fill="{COLOURS["clear"]}"/></pattern></defs>{"".join(drawn)}</svg>'
    )


def _outline(box: Box, stands_for: str, dashes: str = "") -> str:
    x, y, width, height = box
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="{COLOURS[stands_for]}"'
        f' stroke-width="1.5" vector-effect="non-scaling-stroke"{dashed}/>'
    )


def _hatched(box: Box) -> str:
    x, y, width, height = box
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#hatch)" opacity=".55"/>'


def _label(words: str, box: Box, size: float) -> str:
    """A tag on the right end of the box's upper edge; none where it would hide a good part of the box."""
    wide, high = size * (0.58 * len(words) + 0.8), size * 1.5
    if high * 1.6 > box[3] or wide * 1.5 > box[2]:
        return ""
    x, y = box[0] + box[2] - wide, box[1] - high / 2
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{high / 4:.1f}"'
        f' fill="{COLOURS["text"]}"/><text x="{x + wide / 2:.1f}" y="{y + size * 1.1:.1f}" font-size="{size:.1f}"'
        f' text-anchor="middle" font-family="sans-serif" fill="#fff">{words}</text>'
    )
