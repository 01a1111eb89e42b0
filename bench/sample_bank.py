"""Renders data/bank/images/*.webp, the sample bank's pictures, from the scenes of its captions.jsonl.

python -m bench.sample_bank                     those that have no file yet, 13 s each on two free cores
python -m bench.sample_bank --all               all of them
python -m bench.sample_bank --sheet OUT.png     small quick previews on one sheet, to look at
python -m bench.sample_bank --sheet OUT.png --size 160 --samples 4 card-blue gift-coral     of these
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.bank_folder import CAPTIONS
from core.imagery.port import PictureRequest
from core.imagery.studio.engine import Effort, StudioEngine

FOLDER = Path(__file__).resolve().parents[1] / "data" / "bank"
#: Edge of a picture of the bank in px.
EDGE = 768
#: Height of a preview's caption in px, pictures a row, and the captions' ink.
CAPTION, ACROSS, INK = 18, 6, (96, 98, 112)


@dataclass(frozen=True)
class Scene:
    """A line of the bank as far as its picture goes: what the studio is asked for, and where the picture lies."""

    id: str
    file: Path
    prompt: str
    seed: int


def scenes(folder: Path) -> Iterator[Scene]:
    """Of the bank in `folder`, line by line."""
    for raw in (folder / CAPTIONS).read_text("utf-8").splitlines():
        line = json.loads(raw)
        yield Scene(line["id"], folder / line["file"], **line["scene"])


def picture(studio: StudioEngine, scene: Scene, edge: int) -> Image.Image:
    """RGBA, `edge` px; a smaller edge shows the same scene."""
    request = PictureRequest(scene.prompt, "", "", "", scene.seed, edge)
    return studio.obtain(request, checkpoint=lambda fraction, note: None).image


def render(wanted: Sequence[Scene]) -> None:
    """One after another; each is in the folder as soon as it is done."""
    studio = StudioEngine()
    for index, scene in enumerate(wanted, 1):
        scene.file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = scene.file.with_suffix(".part")
        picture(studio, scene, EDGE).save(unfinished, "WEBP", quality=90, method=6)
        unfinished.rename(scene.file)
        print(f"{index}/{len(wanted)} {scene.id}", flush=True)


def sheet(wanted: Sequence[Scene], edge: int, samples: int) -> Image.Image:
    """Previews with their ids below; pictures that have a file are rendered anew as well."""
    studio, font = StudioEngine(effort=Effort(samples, strips=2)), ImageFont.load_default(11)
    table = Image.new("RGB", (ACROSS * edge, -(-len(wanted) // ACROSS) * (edge + CAPTION)), "white")
    draw = ImageDraw.Draw(table)
    for index, scene in enumerate(wanted):
        x, y = index % ACROSS * edge, index // ACROSS * (edge + CAPTION)
        image = picture(studio, scene, edge)
        table.paste(image, (x, y), image)
        draw.text((x + edge / 2, y + edge), scene.id, INK, font, anchor="ma")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*", help="only these")
    parser.add_argument("--all", action="store_true", help="also pictures that are there")
    parser.add_argument("--sheet", type=Path, metavar="OUT.png")
    parser.add_argument("--size", type=int, default=160, help="of a preview, px")
    parser.add_argument("--samples", type=int, default=4, help="of a preview, a pixel")
    options = parser.parse_args()
    wanted = [scene for scene in scenes(FOLDER) if not options.ids or scene.id in options.ids]
    if options.sheet:
        sheet(wanted, options.size, options.samples).save(options.sheet)
    else:
        render([scene for scene in wanted if options.all or not scene.file.exists()])


if __name__ == "__main__":
    main()
