"""Packing under a limit, and the type that is meant where nobody names one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.compositing.encode import encode
from core.export_files import kept, packed, preferred
from core.export_gate import judge
from core.export_names import file_name, folders_of, paths_of
from core.export_rows import ExportedFile
from core.export_verdict import Rule
from core.formats.schema import Format
from tests.core.export_cases import LAYOUT, MEASURES, TEXTS
from tests.fakes import FakeStore


def banner(noise: float = 0.0, width: int = 400, height: int = 200) -> Image.Image:
    """A gradient with so much noise (0-1) on it."""
    across = np.linspace(0, 255, width)[None, :, None] * np.ones((height, 1, 3))
    grain = np.random.default_rng(7).normal(0, 255 * noise, (height, width, 3))
    return Image.fromarray((across + grain).clip(0, 255).astype(np.uint8))


def limited(kb: int | None, *types: str) -> Format:
    return Format.model_validate(LAYOUT.model_dump() | {"weight_limit_kb": kb, "file_types": types or ("png", "jpg")})


@settings(max_examples=25)
@given(noise=st.floats(0, 1), limit=st.integers(1, 300), kind=st.sampled_from(["png", "jpg"]))
def test_a_file_keeps_its_limit_or_the_gate_is_red(noise: float, limit: int, kind) -> None:
    image, layout, store = banner(noise, 120, 60), limited(limit), FakeStore()
    one = packed(image, kind, limit)
    row = ExportedFile(version_id="v", **kept(one, image, layout, store))
    found = judge(layout, MEASURES, row.file, texts=TEXTS, legal_share=None)
    assert (len(one.data) <= 1024 * limit) == (Rule.WEIGHT not in found.red)
    assert store.objects[row.asset] == one.data
    assert packed(image, kind, limit).data == one.data, "the same input makes the same bytes"


def test_the_quick_png_will_do_where_it_is_light_enough() -> None:
    image = banner()
    quick = encode(image, "png")
    assert preferred(image, quick, limited(None)) is None
    assert preferred(image, quick, limited(len(quick) // 1024 + 1)) is None


def test_a_png_that_is_too_heavy_gives_way_to_a_good_jpg() -> None:
    image = banner(0.1)
    quick = encode(image, "png")
    made = preferred(image, quick, limited(60))
    assert made
    assert (made.kind, made.how.kind) == ("jpg", "quality")
    assert made.how.number >= 75


@pytest.mark.parametrize(("types", "kind"), [(("png",), "png"), (("jpg",), "jpg"), (("jpg", "png"), "jpg")])
def test_the_formats_types_are_kept_to(types: tuple[str, ...], kind: str) -> None:
    image = banner(0.1, 200, 100)
    made = preferred(image, encode(image, "png"), limited(15, *types))
    assert made
    assert made.kind == kind
    assert len(made.data) <= 15 * 1024


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "size", "name"),
    [
        ("display-300x250", (300, 250), "card-300x250-display-abcdef.png"),
        ("pilot-1080", (1080, 1080), "card-1080x1080-pilot-abcdef.png"),
        ("front", (640, 134), "card-640x134-front-abcdef.png"),
        ("300x50", (300, 50), "card-300x50-abcdef.png"),
    ],
)
def test_a_name_tells_product_size_and_format_once(form: str, size: tuple[int, int], name: str) -> None:
    layout = LAYOUT.model_copy(update={"id": form, "width": size[0], "height": size[1]})
    assert file_name("card", layout, "abcdef0123", "png") == name
    assert file_name("card", layout, "abcdef0123", "jpg", 2) == name.replace(".png", "-2x.jpg")


def test_a_file_lies_in_the_folder_of_each_of_its_networks_where_that_is_asked_for() -> None:
    layout = LAYOUT.model_copy(update={"networks": ("google", "iab")})
    assert paths_of("a.png", folders_of(layout, by_network=True)) == ["google/a.png", "iab/a.png"]
    assert paths_of("a.png", folders_of(layout, by_network=False)) == ["a.png"]
