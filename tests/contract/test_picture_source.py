"""What every picture source promises."""

from collections.abc import Callable

import numpy as np
import pytest

from core.errors import Cancelled
from core.imagery.bank import BankSource
from core.imagery.port import PictureSource
from core.imagery.studio.engine import Effort, StudioEngine
from tests.fakes import FakePictureBank, FakePictureSource, Progress, wish

#: One line an engine; those that render real pictures carry the marker.
FACTORIES = [
    pytest.param(FakePictureSource, id="fake"),
    pytest.param(lambda: BankSource(FakePictureBank()), id="bank"),
    pytest.param(lambda: StudioEngine(effort=Effort(samples=1, strips=2)), id="studio", marks=pytest.mark.studio),
]


@pytest.fixture(params=FACTORIES)
def source(request: pytest.FixtureRequest) -> PictureSource:
    factory: Callable[[], PictureSource] = request.param
    return factory()


def test_a_picture_is_square_and_says_where_it_comes_from(source: PictureSource) -> None:
    picture = source.obtain(wish("a gift", seed=7, size=64), checkpoint=Progress())
    assert picture.image.width == picture.image.height
    assert picture.image.width == 64 or picture.source in {"bank", "upload"}, "only what is made has the asked size"
    assert picture.image.mode in {"RGB", "RGBA"}
    assert (picture.prompt, picture.seed) == ("a gift", 7)
    assert picture.source in {"studio", "diffusion", "bank", "upload"}
    assert picture.engine


def test_without_a_prompt_one_is_thought_of_and_told(source: PictureSource) -> None:
    assert source.obtain(wish(offer="Кэшбэк 10 %", size=64), checkpoint=Progress()).prompt.strip()


def test_progress_only_grows_from_0_to_1_and_says_what_is_done(source: PictureSource) -> None:
    progress = Progress()
    source.obtain(wish("a gift", size=64), checkpoint=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[0] >= 0
    assert progress.fractions[-1] <= 1
    assert all(progress.notes)


@pytest.mark.parametrize("patience", [0, 1])
def test_the_checkpoint_stops_the_work(source: PictureSource, patience: int) -> None:
    with pytest.raises(Cancelled):
        source.obtain(wish("a gift", size=64), checkpoint=Progress(patience))


def test_the_same_seed_gives_the_same_picture_and_another_seed_another(source: PictureSource) -> None:
    first, again, other = (
        np.asarray(source.obtain(wish("a gift", seed=seed, size=64), checkpoint=Progress()).image, dtype=int)
        for seed in (3, 3, 4)
    )
    assert np.abs(first - again).max() <= 1
    assert np.abs(first - other).max() > 30
