"""Contact sheets: many banners on one picture. Pure: pictures in, a picture out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

#: Space around banners (px), and the colour under them.
SPACE, TABLE = 36, "#EEF1F7"
#: Banners whose longer side is up to this are shown as they are; larger ones shrink, the more the larger they are.
WHOLE = 340


@dataclass
class _Column:
    """Banners one above the other in a row of the sheet."""

    x: int
    width: int
    bottom: int


def packed(banners: Sequence[Image.Image], width: int = 2400) -> Image.Image:
    """The banners on a sheet of that width, the tallest first, in rows; what is low fills up under what is narrow."""
    shown = sorted((_reduced(one) for one in banners), key=lambda one: (-one.height, -one.width))
    places: list[tuple[Image.Image, int, int]] = []
    top = SPACE
    while shown:
        height, columns = shown[0].height, list[_Column]()
        left: list[Image.Image] = []
        for one in shown:
            at = _place(one, columns, top, height, width)
            if at is None:
                left.append(one)
            else:
                places.append((one, *at))
        top, shown = top + height + SPACE, left
    sheet = Image.new("RGB", (width, top), TABLE)
    for one, x, y in places:
        lay(sheet, one, (x, y))
    return sheet


def rows(banners: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """One row for each sequence, its banners side by side."""
    shown = [[_reduced(one) for one in row] for row in banners]
    width = max(sum(one.width + SPACE for one in row) for row in shown) + SPACE
    sheet = Image.new("RGB", (width, sum(max(one.height for one in row) + SPACE for row in shown) + SPACE), TABLE)
    y = SPACE
    for row in shown:
        x = SPACE
        for one in row:
            lay(sheet, one, (x, y))
            x += one.width + SPACE
        y += max(one.height for one in row) + SPACE
    return sheet


def _place(one: Image.Image, columns: list[_Column], top: int, height: int, width: int) -> tuple[int, int] | None:
    """Under a column that is wide enough and has room down to the row's end, else in a new column."""
    for column in columns:
        if one.width <= column.width and column.bottom + SPACE + one.height <= top + height:
            at = column.x, column.bottom + SPACE
            column.bottom += SPACE + one.height
            return at
    x = columns[-1].x + columns[-1].width + SPACE if columns else SPACE
    if x + one.width + SPACE > width:
        return None
    columns.append(_Column(x, one.width, top + one.height))
    return x, top


def _reduced(image: Image.Image) -> Image.Image:
    longer = max(image.size)
    if longer <= WHOLE:
        return image
    scale = (WHOLE / longer) ** 0.45
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def lay(table: Image.Image, image: Image.Image, at: tuple[int, int]) -> None:
    """With a hairline, so that white banners end somewhere."""
    table.paste(image, at)
    edge = (at[0] - 1, at[1] - 1, at[0] + image.width, at[1] + image.height)
    ImageDraw.Draw(table).rectangle(edge, outline="#D5DBE8")
