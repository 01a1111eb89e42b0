"""The screens' own face: logo, and the little that the theme has no option for.

Colours and fonts come from the brand through the theme (jobs/theme.py).
"""

import streamlit as st

from core.formats.brand import DATA, load_brand
from core.formats.colour import mix
from pages.parts.session import language

LOGOS = DATA / "logo"
MARK = str(LOGOS / "mark.png")

#: Names the keys of our own containers, never Streamlit's private classes. `--card` lies on `--tint`, in both themes.
STYLE = """<style>
.stApp {{ --card: light-dark({paper}, {night}); --tint: light-dark({tint}, {dusk}); }}
.st-key-result, .st-key-welcome {{ background: var(--tint); border-radius: 18px; padding: 1.6rem; }}
.st-key-story {{
  background: linear-gradient(150deg, {primary}, {deep}); border-radius: 24px; padding: 3rem 2.8rem; min-height: 74vh;
  justify-content: center;
}}
.st-key-story :is(h2, p) {{ color: {paper}; }}
.st-key-story h2 {{ font-size: 2.6rem; line-height: 1.12; letter-spacing: -0.02em; }}
.st-key-story p {{ font-size: 1.1rem; max-width: 30rem; }}
.st-key-story img {{ border-radius: 10px; box-shadow: 0 10px 28px rgb(0 0 0 / .22); }}
[class*="st-key-card-"] {{ background: var(--card); border-radius: 14px; }}
[class*="st-key-format-"] {{ position: relative; height: 100%; transition: border-color .15s, background .15s; }}
[class*="st-key-format-"]:hover {{ border-color: {primary}; }}
[class*="st-key-format-"]:has(input:checked) {{
  border-color: {primary}; background: color-mix(in srgb, {primary} 9%, transparent);
}}
[class*="st-key-format-"] label::after {{ content: ""; position: absolute; inset: 0; cursor: pointer; }}
[class*="st-key-format-"] [data-testid="stCheckbox"] {{ position: static; }}
[class*="st-key-pending-"] img {{ animation: breathe 1.8s ease-in-out infinite; }}
@keyframes breathe {{ 0%, 100% {{ opacity: .9 }} 50% {{ opacity: .45 }} }}
@media (prefers-reduced-motion: reduce) {{ [class*="st-key-pending-"] img {{ animation: none; }} }}
[class*="st-key-recent-"] button {{ justify-content: flex-start; text-align: left; }}
[class*="st-key-card-"] img, [class*="st-key-pending-"] img {{ border-radius: 8px; }}
</style>"""


def dress() -> None:
    """Logo and style; on every run of the frame."""
    brand = load_brand()
    ground = "light" if st.context.theme.type == "dark" else "dark"
    st.logo(str(LOGOS / brand.logos[ground][language()]), size="large")
    colours = {name: brand.palette[name] for name in ("paper", "primary", "deep")}
    grounds = {
        "tint": mix(brand.palette["paper"], brand.palette["secondary"], 0.2),
        "night": mix(brand.palette["ink"], "#000000", 0.25),
        "dusk": mix(brand.palette["ink"], "#000000", 0.08),
    }
    st.html(STYLE.format(**colours, **grounds))
