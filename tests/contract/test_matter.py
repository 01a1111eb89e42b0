"""What every matter keeps, whatever its engine."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from core.errors import EngineFailed
from core.matting.port import Matter
from core.matting.white import WhiteMatter
from tests.fakes import FakeMatter


@pytest.fixture(params=[FakeMatter, WhiteMatter], ids=lambda engine: engine.__name__)
def matter(request: pytest.FixtureRequest) -> Matter:
    engine: Matter = request.param()
    return engine


def on_white() -> Image.Image:
    image = Image.new("RGB", (200, 160), "white")
    ImageDraw.Draw(image).rounded_rectangle((60, 40, 139, 119), 12, fill="#4169E1")
    return image.filter(ImageFilter.GaussianBlur(0.6))


def test_it_has_a_name_with_its_version(matter: Matter) -> None:
    assert "-" in matter.name


def test_rgba_of_the_same_size(matter: Matter) -> None:
    cut = matter.cut_out(on_white())
    assert (cut.mode, cut.size) == ("RGBA", (200, 160))


def test_the_object_stays_and_the_ground_goes(matter: Matter) -> None:
    alpha = np.asarray(matter.cut_out(on_white()).getchannel("A"))
    assert alpha[80, 100] == 255
    assert alpha[5, 5] == alpha[155, 195] == 0


def test_the_picture_given_is_not_changed(matter: Matter) -> None:
    image = on_white()
    before = image.tobytes()
    matter.cut_out(image)
    assert image.tobytes() == before


def test_a_picture_with_transparency_comes_back_as_it_is(matter: Matter) -> None:
    image = on_white().convert("RGBA")
    image.putpixel((3, 3), (9, 8, 7, 0))
    assert matter.cut_out(image).tobytes() == image.tobytes()


@pytest.mark.parametrize("mode", ["L", "P", "RGB", "RGBA", "CMYK"])
def test_any_colour_mode(matter: Matter, mode: str) -> None:
    assert matter.cut_out(on_white().convert(mode)).mode == "RGBA"


def test_nothing_but_white(matter: Matter) -> None:
    with pytest.raises(EngineFailed):
        matter.cut_out(Image.new("RGB", (64, 64), "white"))
