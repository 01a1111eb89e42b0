"""How files are called that people take away, and the folders they lie in. Pure."""

from core.formats.schema import FileType, Format

#: Digits of a banner's id that tell two files apart.
DIGITS = 6


def file_name(product: str, layout: Format, banner_id: str, kind: FileType, scale: int = 1) -> str:
    """`<product's slug>-<width>x<height>-<format>-<first of the banner's id>.<type>`, with `-2x` before the type where
    there are twice as many pixels.

    Who uploads it looks for the product and the size: the format's id does not tell the size again.
    """
    size = f"{layout.width}x{layout.height}"
    form = [part for part in layout.id.split("-") if part not in (size, str(layout.width))]
    double = ["2x"] if scale == 2 else []
    return "-".join([product, size, *form, banner_id[:DIGITS], *double]) + f".{kind}"


def folders_of(layout: Format, *, by_network: bool) -> tuple[str, ...]:
    """Where the file lies in an archive: at the top, or in a folder for each network that takes the format, so that all
    of a folder can be uploaded at once."""
    return layout.networks if by_network else ()


def paths_of(name: str, folders: tuple[str, ...]) -> list[str]:
    """The file's path in each of its folders; its name alone where it has none."""
    return [f"{folder}/{name}" for folder in folders] or [name]
