"""What goes along with a report of a bug, for the one who sends it and the one who reads it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import wiring
from core import products
from core.models import ImageMode, Status
from pages.parts.navigation import SCREENS
from pages.parts.session import _, language
from pages.parts.wording import MODES, STATUSES, plain, sized_name


def screen_name(screen: str) -> str:
    """A screen, named as in the address, as the navigation calls it."""
    return _(SCREENS[screen].title) if screen in SCREENS else screen


def lines(text: str) -> str:
    """A person's own text, safe inside Markdown, with its line breaks."""
    return plain(text).replace("\n", "  \n")


def bug_details(details: Mapping[str, Any]) -> None:
    """The details (see `core.bug_reports.attached`), a line each; those of pictures below them."""
    banner = _of_banner(details) if "format" in details else {}
    _show({"AdBanner": details["app"], **banner})
    for picture in details.get("pictures", ()):
        wish = picture.get("wish", "")  # not in reports of before
        asked = {_("Asked for"): wish} if wish not in ("", picture["prompt"]) else {}
        _show(asked | {
            _("Prompt"): picture["prompt"] or "—",
            _("Seed"): str(picture["seed"]),
            _("Picture"): f"{picture['engine']}, {picture['cut_out_engine']}",
        })  # fmt: skip


def _of_banner(details: Mapping[str, Any]) -> dict[str, str]:
    spoken, layout = language(), wiring.formats().get(details["format"])
    name = products.names().get(details["product"], {}).get(spoken, details["product"])
    size = sized_name(layout, spoken) if layout else details["format"]
    told = {
        _("Product"): name,
        _("Format"): size,
        _("Image mode"): _(MODES[ImageMode(details["mode"])]),
        _("Version"): str(details["version"] or "—"),
        _("Copy"): details["copy_engine"] or "—",
    }
    if not details["pictures"]:
        told[_("Seed")] = str(details["seed"])
    if details["job"]:
        told[_("Job")] = f"{details['job'][:8]}, {_(STATUSES[Status(details['job_status'])])}"
    return told


def _show(told: Mapping[str, str]) -> None:
    st.markdown("  \n".join(f":small[:gray[{name}] &nbsp;{plain(text)}]" for name, text in told.items()))
