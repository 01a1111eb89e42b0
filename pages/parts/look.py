"""The screens' own face: logo, and the little that the theme has no option for (look.css).

Colours and fonts come from the brand through the theme (jobs/theme.py).
"""

import json
from pathlib import Path

import streamlit as st

import wiring
from core.formats.brand import DATA, Brand, load_brand
from core.formats.colour import mix
from pages.parts.session import _, language

LOGOS = DATA / "logo"
MARK = str(LOGOS / "mark.png")
STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")


def dress() -> None:
    """Logo and style; on every run of the frame."""
    brand = load_brand()
    dark = st.context.theme.type == "dark"
    st.logo(str(LOGOS / brand.logos["light" if dark else "dark"][language()]), size="large")
    variables = "".join(f"--{name}: {value}; " for name, value in (_colours(brand) | _words()).items())
    # Dialogs and popovers lie outside .stApp, and know neither its variables nor its theme.
    outside = f"body > :not(#root) {{ color-scheme: {'dark' if dark else 'light'}; }}"
    style(f":root {{ {variables}}}\n{outside}\n{_shapes()}\n{STYLE}")


def style(rules: str, key: str = "dress") -> None:
    """Rules for the screen, in a place of their own: Streamlit puts a mere style to where toasts come and go, and the
    next toast from a fragment would take it away. So something stands beside it."""
    with st.container(key=f"style-{key}"):
        st.html(f"<style>{rules}</style><i></i>")


def _shapes() -> str:
    """A picture has its format's shape before it has come: what stands below it then stays where it is."""
    return "\n".join(
        f'.stApp [class*="st-key-shape-{layout.id}-"] {{ aspect-ratio: {layout.width} / {layout.height}; '
        f"width: min(100%, {layout.width}px); }}"
        for layout in wiring.formats().values()
    )


def _colours(brand: Brand) -> dict[str, str]:
    """`card` lies on `tint`; `strong` is the primary colour where it must be read."""
    palette = brand.palette
    paper, ink, primary = palette["paper"], palette["ink"], palette["primary"]
    both = {
        "tint": (mix(paper, palette["secondary"], 0.2), mix(ink, "#000000", 0.08)),
        "card": (paper, mix(ink, "#000000", 0.25)),
        "track": (mix(paper, primary, 0.16), mix(ink, paper, 0.16)),
        "strong": (palette["deep"], mix(primary, paper, 0.45)),
        "fault": ("#b3261e", "#ffb4ab"),
    }
    mixed = {name: f"light-dark({light}, {dark})" for name, (light, dark) in both.items()}
    return {name: palette[name] for name in ("paper", "primary", "deep")} | mixed


def _words() -> dict[str, str]:
    """What Streamlit's own widgets say in English only."""
    said = {
        "say-choose": _("Choose a picture"), "say-file": _("Choose a file"), "say-drag": _("or drop it here"),
        "say-add": _("Add these sizes"), "say-no-file": _("This file cannot be had now. Reload the page to see why."),
    }  # fmt: skip
    return {name: json.dumps(word, ensure_ascii=False) for name, word in said.items()}
