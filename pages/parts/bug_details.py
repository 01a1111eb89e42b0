"""What goes along with a report of a bug, for the one who sends it and the one who reads it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import wiring
from core import products
from core.i18n import N_
from core.models import ImageMode, Status
from pages.parts.session import _, language
from pages.parts.wording import MODES, STATUSES, plain, short_name

#: The screens by their names in the address.
SCREENS = {
    "create": N_("Create"),
    "banners": N_("Banners"),
    "banner": N_("Banner"),
    "bank": N_("Bank"),
    "campaigns": N_("Campaigns"),
    "products": N_("Products"),
    "users": N_("Users"),
    "reports": N_("Reports"),
    "account": N_("Account"),
}


def screen_name(screen: str) -> str:
    """A screen as the navigation calls it."""
    return _(SCREENS[screen]) if screen in SCREENS else screen


def lines(text: str) -> str:
    """A person's own text, safe inside Markdown, with its line breaks."""
    return plain(text).replace("\n", "  \n")


def bug_details(screen: str, details: Mapping[str, Any]) -> None:
    """The details (see `core.bug_reports.attached`), a line each; those of pictures below them."""
    lines = {_("Screen"): screen_name(screen), "AdBanner": details["app"]}
    if "format" in details:
        lines |= _of_banner(details)
    _show(lines)
    for picture in details.get("pictures", ()):
        _show({
            _("Prompt"): picture["prompt"] or "—",
            _("Seed"): str(picture["seed"]),
            _("Picture"): f"{picture['engine']}, {picture['cut_out_engine']}",
        })  # fmt: skip


def _of_banner(details: Mapping[str, Any]) -> dict[str, str]:
    spoken, layout = language(), wiring.formats().get(details["format"])
    name = products.names().get(details["product"], {}).get(spoken, details["product"])
    size = f"{short_name(layout, spoken)}, {layout.width} × {layout.height}" if layout else details["format"]
    lines = {
        _("Product"): name,
        _("Format"): size,
        _("Image mode"): _(MODES[ImageMode(details["mode"])]),
        _("Version"): str(details["version"] or "—"),
        _("Copy"): details["copy_engine"] or "—",
    }
    if not details["pictures"]:
        lines[_("Seed")] = str(details["seed"])
    if details["job"]:
        lines[_("Job")] = f"{details['job'][:8]}, {_(STATUSES[Status(details['job_status'])])}"
    return lines


def _show(lines: Mapping[str, str]) -> None:
    st.markdown("  \n".join(f":small[:gray[{name}] &nbsp;{plain(text)}]" for name, text in lines.items()))
