"""Paints docs/studio-subjects.webp: every subject with three seeds, then pairs. Run: python -m bench.sheet_subjects"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.imagery.port import PictureRequest
from core.imagery.studio.engine import StudioEngine
from core.imagery.studio.subjects import CATALOGUE

#: Edge of a picture, height of a caption, pictures a row, all in px; and the seeds of each subject.
EDGE, CAPTION, ACROSS = 256, 26, 6
SEEDS = (5, 9, 10)
PAIRS = (
    "card and coins", "gift and card", "phone and coins", "house and key", "car and shield", "laptop and cup",
    "plane and suitcase", "piggy bank and coins", "truck and parcel", "heart and shield", "phone and headphones",
    "trophy and star",
)  # fmt: skip
INK = (96, 98, 112)
TARGET = Path(__file__).resolve().parents[1] / "docs" / "studio-subjects.webp"


def quiet(fraction: float, note: str) -> None:
    """A checkpoint that neither tells nor stops anything."""


def cells() -> list[tuple[str, int, str]]:
    """Prompt, seed and caption of each picture: two subjects a row, the name below the middle one; then the pairs."""
    captions = {seed: index == 1 for index, seed in enumerate(SEEDS)}
    singles = [(name, seed, captions[seed] * name) for name in sorted(CATALOGUE) for seed in SEEDS]
    gap = [("", 0, "")] * (-len(singles) % ACROSS)
    return singles + gap + [(pair, SEEDS[1], pair) for pair in PAIRS]


def main() -> None:
    """Row by row."""
    studio, font, wanted = StudioEngine(), ImageFont.load_default(14), cells()
    sheet = Image.new("RGB", (ACROSS * EDGE, -(-len(wanted) // ACROSS) * (EDGE + CAPTION)), "white")
    draw = ImageDraw.Draw(sheet)
    for index, (prompt, seed, caption) in enumerate(wanted):
        if prompt:
            x, y = index % ACROSS * EDGE, index // ACROSS * (EDGE + CAPTION)
            picture = studio.obtain(PictureRequest(prompt, "", "", "", seed, EDGE), checkpoint=quiet)
            sheet.paste(picture.image, (x, y), picture.image)
            draw.text((x + EDGE / 2, y + EDGE), caption.replace("_", " "), INK, font, anchor="ma")
            print(f"{index + 1}/{len(wanted)} {prompt}")
    TARGET.parent.mkdir(exist_ok=True)
    sheet.save(TARGET, quality=88)


if __name__ == "__main__":
    main()
