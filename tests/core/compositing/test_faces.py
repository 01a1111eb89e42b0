"""Font files, measured."""

from pathlib import Path

import pytest
from PIL import Image

from core.compositing.faces import Face, load_emoji, load_face
from core.errors import NotReady
from core.formats.brand import DATA, load_brand

BRAND = load_brand()
FAMILIES = (*BRAND.fonts.values(), *BRAND.fallback_fonts)
FILES = sorted({file for one in FAMILIES for file in (one.regular, one.bold)})


@pytest.mark.parametrize("file", FILES)
def test_letters_are_as_high_at_each_size_as_they_were_measured(file: str) -> None:
    """FreeType hints nothing here: half a pixel at the drawn size is all that rounding may do."""
    face = load_face(file)
    letter = next(one for one in "HאاՀႠ♩✂∑" if face.has(one))
    reach = face.extent(letter)
    for size in (40, 99, 100, 101, 250):
        canvas = Image.new("L", (4 * size, 4 * size))
        face.draw(canvas, (size, 2 * size), letter, size)
        left, top, right, bottom = canvas.getbbox() or (0, 0, 0, 0)
        sides = (left - size) / size, (2 * size - top) / size, (right - size) / size, (bottom - 2 * size) / size
        for found, wanted in zip(sides, (reach.left, reach.rise, reach.right, reach.drop), strict=True):
            assert found == pytest.approx(wanted, abs=1.01 / size + 0.004)


def test_which_characters_there_are() -> None:
    face = load_face("Onest-Medium.ttf")
    assert face.has("Яё«»—₽é")
    assert not face.has("я漢")
    assert not face.has("\ue123")


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_open(file: str) -> None:
    """Fonts are kept beside their licences."""
    licences = "".join(path.read_text("utf-8") for path in (DATA / "fonts").glob("*-OFL.txt"))
    family = file.split("-", maxsplit=1)[0].removesuffix("Text")
    assert (family if not family.startswith("Noto") else "Noto") in licences


def test_emoji() -> None:
    emoji = load_emoji("NotoColorEmoji.ttf")
    assert emoji.has("🎉")
    assert not any(emoji.has(one) for one in ("漢", "1", "👍🏽", ""))
    picture = emoji.picture("❤")
    assert picture.getpixel((picture.width // 2, picture.height // 2))[0] > 180  # type: ignore[index]


def test_a_file_that_is_missing_or_no_font(tmp_path: Path) -> None:
    (tmp_path / "text.ttf").write_text("no font")
    for name in ("nowhere.ttf", "text.ttf"):
        with pytest.raises(NotReady, match=name):
            Face(tmp_path / name)
