"""report.html of a set of files: one page that needs nothing else, in the brand's look, light and dark. No scripts."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from babel.dates import format_datetime

from core.export_gate import in_kb
from core.export_verdict import Level, Rule
from core.export_words import LEVELS, OVERRULED, RULES, part_name
from core.formats.brand import DATA, Brand, Language
from core.formats.colour import mix
from core.formats.networks import load_networks
from core.formats.schema import Format
from core.i18n import N_, translate

STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")


@dataclass(frozen=True)
class Setting:
    """What the page needs besides the report: small JPEGs by banner, products' names by slug."""

    thumbnails: Mapping[str, bytes]
    products: Mapping[str, str]
    brand: Brand
    formats: Mapping[str, Format]
    language: Language

    def say(self, message: str, **values: object) -> str:
        """A sentence in the page's language, safe inside HTML."""
        return escape(translate(message, self.language, **values))


def page(said: Mapping[str, Any], setting: Setting) -> str:
    """The page of a report (core.export_report.report). Whatever people have typed is escaped."""
    title = escape(" · ".join(setting.products.values()))
    left_out = said["left_out"]
    body = [
        _logos(setting), f"<h1>{title}</h1>",
        f'<p class="offer">{escape(said["offer"])}</p>' if said["offer"] else "",
        _figures(said, setting), '<main class="files">', *(_file(one, setting) for one in said["files"]), "</main>",
        *([f"<h2>{setting.say(N_('Left out'))}</h2>", '<section class="out">',
           *(_left_out(one, setting) for one in left_out), "</section>"] if left_out else []),
        f"<footer>{escape(_moment(said['created'], setting))}</footer>",
    ]  # fmt: skip
    return (
        f'<!doctype html>\n<html lang="{setting.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_fonts(setting.brand)}\n{_colours(setting.brand)}\n{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in body if part)
        + "\n</body>\n</html>\n"
    )


# --- the look ---------------------------------------------------------------------------------------------------------


def _colours(brand: Brand) -> str:
    palette = brand.palette
    paper, ink, primary = palette["paper"], palette["ink"], palette["primary"]
    both = {
        "ground": (mix(paper, palette["secondary"], 0.16), mix(ink, "#000000", 0.35)),
        "card": (paper, mix(ink, "#000000", 0.1)),
        "tint": (mix(paper, palette["secondary"], 0.34), mix(ink, paper, 0.06)),
        "line": (mix(paper, primary, 0.16), mix(ink, paper, 0.16)), "ink": (ink, mix(paper, ink, 0.05)),
        "quiet": (palette["muted"], mix(paper, ink, 0.32)), "strong": (palette["deep"], mix(primary, paper, 0.5)),
        "green": ("#1B7A3D", "#7FD89B"), "amber": ("#8A5A00", "#F2C265"), "red": ("#B3261E", "#FFB4AB"),
    }  # fmt: skip
    return ":root {" + " ".join(f"--{name}: light-dark({light}, {dark});" for name, (light, dark) in both.items()) + "}"


def _fonts(brand: Brand) -> str:
    faces = (("Display", 800, brand.fonts["display"].bold), ("Text", 400, brand.fonts["text"].regular),
             ("Text", 600, brand.fonts["text"].bold))  # fmt: skip
    return "\n".join(
        f"@font-face {{ font-family: {name}; font-weight: {weight}; "
        f"src: url({_data(DATA / 'fonts' / file, 'font/ttf')}); }}"
        for name, weight, file in faces
    )


def _logos(setting: Setting) -> str:
    """The dark logo on the light page, and the other way round."""
    name = escape(setting.brand.name[setting.language])
    shown = {"light": setting.brand.logos["dark"], "dark": setting.brand.logos["light"]}
    return "".join(
        f'<img class="logo {theme}" alt="{name}" src="{_data(DATA / "logo" / files[setting.language], "image/png")}">'
        for theme, files in shown.items()
    )


def _data(content: bytes | Path, media_type: str) -> str:
    content = content.read_bytes() if isinstance(content, Path) else content
    return f"data:{media_type};base64,{b64encode(content).decode()}"


# --- what is told -----------------------------------------------------------------------------------------------------


def _figures(said: Mapping[str, Any], setting: Setting) -> str:
    files = said["files"]
    levels = Counter(one["level"] for one in files)
    kb = in_kb(sum(one["bytes"] for one in files))
    shown = [(str(len(files)), setting.say(N_("Files"))), (str(kb), setting.say(N_("KB in all")))]
    shown += [(str(levels[level]), _chip(level, setting)) for level in Level if levels[level]]
    if said["left_out"]:
        shown.append((str(len(said["left_out"])), setting.say(N_("left out"))))
    return '<div class="figures">' + "".join(
        f'<div class="figure"><b>{value}</b><span>{words}</span></div>' for value, words in shown
    ) + "</div>"  # fmt: skip


def _file(one: Mapping[str, Any], setting: Setting) -> str:
    size = f"{one['width']} × {one['height']}"
    heading = escape(_form(setting.formats[one["format"]], setting.language))
    return "".join([
        "<article>", _picture(one, setting), '<div class="about"><div class="row">', f"<h3>{heading}</h3>",
        _chip(one["level"], setting), "</div>",
        f'<div class="quiet">{size} · {one["type"].upper()} · {in_kb(one["bytes"])} {setting.say(N_("KB"))}'
        f" · {_how(one['how'], setting)}</div>",
        f'<div class="quiet">{_networks(one["networks"], setting)}</div>',
        f'<div class="name">{escape(one["file"])}</div>', _several(one, setting),
        _findings((found for found in one["findings"] if found["level"] != Level.GREEN), setting),
        _override(one["override"], setting), _details(one, setting), "</div></article>",
    ])  # fmt: skip


def _picture(one: Mapping[str, Any], setting: Setting) -> str:
    words, small = escape(" ".join(one["texts"].values())), setting.thumbnails[one["banner"]]
    return f'<div class="picture"><img alt="{words}" src="{_data(small, "image/jpeg")}"></div>'


def _chip(level: str, setting: Setting) -> str:
    """The level in a word. A red file in a set has been let through."""
    word = OVERRULED if level == Level.RED else LEVELS[Level(level)]
    return f'<span class="level {level}">{setting.say(word)}</span>'


def _how(how: str, setting: Setting) -> str:
    kind, _, number = how.partition(" ")
    if kind == "palette":
        return setting.say(N_("{number} colours"), number=number)
    return setting.say(N_("quality {number}"), number=number) if number else setting.say(N_("lossless"))


def _networks(names: Iterable[str], setting: Setting) -> str:
    known = load_networks()
    return escape(", ".join(known[name].name[setting.language] if name in known else name for name in names))


def _several(one: Mapping[str, Any], setting: Setting) -> str:
    """Product and offer, where the page is about several."""
    if len(setting.products) < 2:
        return ""
    product = setting.products[one["product"]]
    return f'<div class="quiet">{escape(product)} · {escape(one["offer"])}</div>'


def _findings(found: Iterable[Mapping[str, str]], setting: Setting) -> str:
    items = [
        f'<li class="{one["level"]}"><b>{setting.say(RULES[Rule(one["rule"])])}.</b> {escape(one["message"])}</li>'
        for one in found
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _override(override: Mapping[str, Any] | None, setting: Setting) -> str:
    if override is None:
        return ""
    who = setting.say(N_("Let through by {name}, {when}:"), name=override["by"], when=_moment(override["at"], setting))
    return f"<blockquote>{who} {escape(override['reason'])}</blockquote>"


def _details(one: Mapping[str, Any], setting: Setting) -> str:
    texts = "".join(_text(name, text, setting) for name, text in one["texts"].items() if text.strip())
    well = _findings((found for found in one["findings"] if found["level"] == Level.GREEN), setting)
    return f"<details><summary>{setting.say(N_('Texts and checks'))}</summary>{well}<dl>{texts}</dl></details>"


def _text(name: str, text: str, setting: Setting) -> str:
    return f"<dt>{escape(part_name(name, setting.language))}</dt><dd>{escape(text)}</dd>"


def _left_out(one: Mapping[str, Any], setting: Setting) -> str:
    layout = setting.formats.get(one["format"])
    name = _form(layout, setting.language) if layout else one["format"]
    size = f"{layout.width} × {layout.height}" if layout else ""
    reasons = "".join(f'<li class="red">{escape(reason)}</li>' for reason in one["reasons"])
    return f'<article><h3>{escape(name)}</h3><div class="quiet">{size}</div><ul>{reasons}</ul></article>'


def _form(layout: Format, spoken: Language) -> str:
    """The format's name without the size, which stands below it."""
    return " ".join(re.sub(rf"\b{layout.width}\s*[×x]\s*{layout.height}\b", "", layout.name[spoken]).split())


def _moment(told: str, setting: Setting) -> str:
    return str(format_datetime(datetime.fromisoformat(told), "d MMMM y, HH:mm 'UTC'", locale=setting.language))
