"""Paints docs/studio-subjects.webp: every subject with three seeds. Run: python -m bench.sheet_subjects"""

from pathlib import Path

from PIL import Image

from core.imagery.port import PictureRequest
from core.imagery.studio.engine import StudioEngine
from core.imagery.studio.subjects import CATALOGUE

SEEDS, EDGE, ACROSS = (5, 9, 10), 384, 6
TARGET = Path(__file__).resolve().parents[1] / "docs" / "studio-subjects.webp"


def quiet(fraction: float, note: str) -> None:
    """A checkpoint that neither tells nor stops anything."""


def main() -> None:
    """Two subjects a row."""
    studio = StudioEngine()
    wishes = [PictureRequest(name, "", "", "", seed, EDGE) for name in CATALOGUE for seed in SEEDS]
    sheet = Image.new("RGB", (ACROSS * EDGE, -(-len(wishes) // ACROSS) * EDGE), "white")
    for index, wish in enumerate(wishes):
        picture = studio.obtain(wish, checkpoint=quiet)
        sheet.paste(picture.image, (index % ACROSS * EDGE, index // ACROSS * EDGE), picture.image)
        print(f"{index + 1}/{len(wishes)} {wish.prompt}")
    TARGET.parent.mkdir(exist_ok=True)
    sheet.save(TARGET, quality=88)


if __name__ == "__main__":
    main()
