"""Writes the kerning of a font file beside it, for the typesetter: `Name.ttf` -> `Name.kern.json`.

Pillow's basic layout, the one that works on every machine, does not read GPOS, and open fonts come with nothing else.
The pairs (Latin, Russian, digits, punctuation) are taken out once, when a font file is added. Needs fontTools
(`pip install fonttools`), which nothing else does:

    python -m bench.kern_fonts data/fonts/*.ttf
"""

import json
import sys
from pathlib import Path
from typing import Any

LETTERS = [*range(0x20, 0x7F), *range(0x410, 0x450), 0x401, 0x451, *map(ord, "«»„“”—–…’₽€№")]


def pairs_of(subtable: Any, names: set[str]) -> dict[tuple[str, str], int]:
    """Kerning of the glyphs `names` in one GPOS pair adjustment subtable, font units."""
    found = {}
    for row, left in enumerate(subtable.Coverage.glyphs):
        if left not in names:
            continue
        if subtable.Format == 1:
            records = [(r.SecondGlyph, r.Value1) for r in subtable.PairSet[row].PairValueRecord]
        else:
            columns = subtable.Class1Record[subtable.ClassDef1.classDefs.get(left, 0)].Class2Record
            records = [(right, columns[subtable.ClassDef2.classDefs.get(right, 0)].Value1) for right in names]
        found.update({(left, right): getattr(value, "XAdvance", 0) for right, value in records if right in names})
    return found


def kerning_of(font: Any) -> dict[str, int]:
    """Two characters -> change of the first one's advance, font units; differences under 5 units are left out."""
    cmap, gpos = font.getBestCmap(), font["GPOS"].table
    character = {cmap[code]: chr(code) for code in LETTERS if code in cmap}
    lookups = {i for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    kerning: dict[tuple[str, str], int] = {}
    for index in sorted(lookups):
        for subtable in gpos.LookupList.Lookup[index].SubTable:
            plain = getattr(subtable, "ExtSubTable", subtable)
            if plain.LookupType == 2:
                kerning = pairs_of(plain, set(character)) | kerning  # the first subtable that names a pair wins
    return {character[a] + character[b]: value for (a, b), value in sorted(kerning.items()) if abs(value) >= 5}


def main(files: list[str]) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - installed by hand

    for file in map(Path, files):
        pairs = kerning_of(TTFont(file))
        file.with_suffix(".kern.json").write_text(json.dumps(pairs, ensure_ascii=False, separators=(",", ":")) + "\n")
        print(f"{file}: {len(pairs)} pairs")


if __name__ == "__main__":
    main(sys.argv[1:])
