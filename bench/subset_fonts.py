"""Makes font files fit for the typesetter. Needs fontTools and skia-pathops (`pip install fonttools skia-pathops`),
which nothing else does.

    python -m bench.subset_fonts --unite data/fonts/New.ttf     a brand's own file, once, when it is added
    python -m bench.subset_fonts --noto FOLDER [FOLDER ...]     the fallback fonts, from the unpacked Noto fonts

Fonts that were cut out of variable ones have outlines that overlap, and FreeType draws such glyphs sixteen times over.
United, they look the same and are drawn ten times as fast. Fonts without hints it hints by itself, a little differently
at each size, unless they have a program of their own (`unhinted`): then a letter is as high as it was measured.

Of the Noto fonts (Debian's fonts-noto-core and fonts-noto-color-emoji have them) only the characters are kept that a
banner may need and no earlier font of the list has. Hints go, since type is drawn large and reduced; so does kerning:
fallback characters are few. Emoji are kept where one character is the whole picture.
"""

import argparse
from pathlib import Path
from typing import Any

import regex

from core.formats.brand import DATA

FONTS = DATA / "fonts"


def block(*ranges: str) -> set[int]:
    """The code points of ranges such as "2100-218F"."""
    ends = [one.split("-") for one in ranges]
    return {code for first, last in ends for code in range(int(first, 16), int(last, 16) + 1)}


SYMBOLS = block("2010-205E", "2070-209F", "20A0-20CF", "2100-218F", "2190-22FF", "2300-23FF", "2460-24FF", "25A0-27BF",
                "2900-297F", "2B00-2BFF")  # fmt: skip
#: Font -> what is kept of it, in the order of the brand's fallback list.
WANTED = {
    "NotoSans": SYMBOLS | block("0020-052F", "1AB0-1ABE", "1C80-1C88", "1D00-1DBF", "1E00-1FFF", "20D0-20F0",
                                "2C60-2C7F", "2DE0-2DFF", "A640-A69F", "A720-A7BF", "FB00-FB06"),
    "NotoSansHebrew": block("0020-0020", "0590-05FF", "200C-200F", "FB1D-FB4F"),
    "NotoSansArabic": block("0020-0020", "0600-06FF", "200C-200F", "FB50-FBC1", "FDF2-FDF2", "FDFC-FDFC"),
    "NotoSansArmenian": block("0531-058F"),
    "NotoSansGeorgian": block("10A0-10FF", "1C90-1CBF"),
    "NotoSansSymbols": SYMBOLS,
    "NotoSansSymbols2": SYMBOLS,
    "NotoSansMath": SYMBOLS,
}  # fmt: skip
#: These shape whole runs, so they need their own copies of what other fonts have too: spaces, marks.
SHAPED = {"NotoSansHebrew", "NotoSansArabic"}
FEATURES = ["ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "isol", "rlig", "liga", "calt"]


def cut(source: Path, codes: set[int], target: Path) -> set[int]:
    """Writes what the font has of `codes`; returns it."""
    from fontTools import subset  # noqa: PLC0415 - installed by hand
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font: Any = TTFont(source)
    options = subset.Options(
        hinting=False, layout_features=FEATURES, drop_tables=["DSIG"], name_IDs=[*range(7), 13, 14],
        notdef_outline=True, glyph_names=False,
    )  # fmt: skip
    kept = codes & set(font.getBestCmap())
    work = subset.Subsetter(options)
    work.populate(unicodes=kept)
    work.subset(font)
    if "glyf" in font:
        unhinted(font)
    font.save(target)
    print(f"{target.name:32}{len(kept):6} characters{target.stat().st_size / 1024:8.0f} KB")
    return kept


def unhinted(font: Any) -> None:
    """Gives a font without hints the usual program for such fonts (all sizes, no drop-outs), and two commands that do
    nothing: FreeType takes a shorter one for none."""
    from fontTools.ttLib import newTable  # noqa: PLC0415
    from fontTools.ttLib.tables.ttProgram import Program  # noqa: PLC0415

    font["prep"] = newTable("prep")
    font["prep"].program = Program()
    font["prep"].program.fromAssembly(
        ["PUSH[]", "511", "SCANCTRL[]", "PUSH[]", "4", "SCANTYPE[]", "PUSH[]", "0", "POP[]"]
    )
    font["maxp"].maxStackElements = max(font["maxp"].maxStackElements, 1)


def emoji() -> set[int]:
    """The code points that are pictures by themselves: no digits, no skin tones, no letters of flags."""
    picture = regex.compile(r"(?=\p{Emoji})[^\p{Emoji_Modifier}\p{Regional_Indicator}]")
    return {code for code in block("2000-3300", "1F000-1FAFF") if picture.fullmatch(chr(code))}


def unite(path: Path) -> None:
    """Rewrites a font with outlines that overlap nowhere and are not hinted."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.ttLib.removeOverlaps import removeOverlaps  # noqa: PLC0415
    from fontTools.ttLib.tables import _g_l_y_f as tables  # noqa: PLC0415

    font: Any = TTFont(path)
    removeOverlaps(font, removeHinting=True)
    unhinted(font)
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if glyph.numberOfContours > 0:
            for index in range(len(glyph.flags)):  # browsers refuse a font that has it on any point but the first
                glyph.flags[index] &= ~tables.flagOverlapSimple
        for part in getattr(glyph, "components", ()):
            part.flags &= ~tables.OVERLAP_COMPOUND
    font.save(path)


def fallbacks(folders: list[Path]) -> None:
    files = {path.name: path for folder in folders for path in folder.rglob("Noto*.ttf")}
    for weight in ("Regular", "Bold"):
        taken: set[int] = set()
        for name, codes in WANTED.items():
            source = files.get(f"{name}-{weight}.ttf")  # Symbols2 and Math come in one weight
            if source:
                taken |= cut(source, codes if name in SHAPED else codes - taken, FONTS / source.name)
    pictures = files["NotoColorEmoji.ttf"]
    cut(pictures, emoji(), FONTS / pictures.name)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--unite", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--noto", type=Path, nargs="*", default=[], metavar="FOLDER")
    options = parser.parse_args()
    for path in options.unite:
        unite(path)
    if options.noto:
        fallbacks(options.noto)


if __name__ == "__main__":
    main()
