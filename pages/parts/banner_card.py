"""One banner on a card: as it looks, what it is, and its files."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import wiring
from core import accounts, exporting
from core.errors import NotAllowed
from core.export_files import MEDIA_TYPES
from core.export_names import file_name
from core.export_sets import Wanted, take_set
from core.export_standing import Standing, standings, subject_of
from core.export_words import told
from core.formats.brand import Language, load_brand
from core.formats.schema import FileType, Format
from core.models import Status, User, Version
from core.progress import BannerView, JobView
from core.storage.port import AssetKey
from pages.parts.copy_story import story
from pages.parts.export_badge import badge
from pages.parts.export_choice import choice, label, wanted
from pages.parts.picture_words import about
from pages.parts.session import _, language, ngettext
from pages.parts.sketches import sketch
from pages.parts.wording import plain, short_name

#: What a card takes besides its picture, as a share of its width.
FRAME = 0.3
#: Pixels of height that its buttons take.
BUTTONS = 37
#: Characters of a prompt that its details show: all of them.
WORDS = 4000
#: Width by height from which on a banner gets a row of its own.
WIDE = 2.5


def in_columns(banners: list[BannerView], columns: int) -> list[list[BannerView]]:
    """Banners dealt out so that the columns end at about the same height."""
    formats = wiring.formats()
    dealt: list[list[BannerView]] = [[] for _ in range(columns)]
    heights = [0.0] * columns
    for banner in banners:
        shortest = heights.index(min(heights))
        layout = formats[banner.format_id]
        dealt[shortest].append(banner)
        heights[shortest] += layout.height / layout.width + FRAME
    return dealt


def is_wide(banner: BannerView) -> bool:
    """Whether half a panel is too narrow for it."""
    layout = wiring.formats()[banner.format_id]
    return layout.width > WIDE * layout.height


#: How each version's file stands, by the version's id.
Standings = Mapping[str, Standing]


def standings_of(view: JobView) -> Standings:
    """How the files of a job's banners stand that a person has chosen."""
    formats, share = wiring.formats(), view.product.legal_share
    made = [(banner.version, formats[banner.format_id]) for banner in view.banners if banner.version]
    return standings([subject_of(version, layout, share) for version, layout in made], *choice())


def banner_card(banner: BannerView, view: JobView, user: User, stand: Standings) -> None:
    """The banner, or the sketch of its format while it waits for its version: both stand in the same room."""
    layout, version = wiring.formats()[banner.format_id], banner.version
    with st.container(border=True, key=f"card-{banner.id}", gap="small"):
        _heading(layout, banner)
        shape = in_shape(layout, banner.id)
        if version is None:
            shape.image(sketch(layout, load_brand()), width="content", alt="")
            with st.container(key=f"pending-{banner.id}"):
                st.skeleton(height=BUTTONS)
            return
        picture = wiring.store().get(AssetKey(version.asset))
        shape.image(picture, width="content", alt=" ".join(version.texts.values()))
        with st.container(
            horizontal=True, wrap=False, gap="xsmall", vertical_alignment="center", key=f"do-{banner.id}"
        ):
            st.page_link("pages/banner.py", label=_("Edit"), icon=":material/edit:", query_params={"id": banner.id})
            _download(banner, view, user.username, stand[version.id])
            badge(stand[version.id], version.id, user, "screen.changed")


def in_shape(layout: Format, name: str) -> DeltaGenerator:
    """Room for one picture of a format, which is there before the picture is (see look.py). `name` tells several apart
    on one screen."""
    return st.container(horizontal_alignment="center", key=f"shape-{layout.id}-{name}")


def _heading(layout: Format, banner: BannerView) -> None:
    version = banner.version
    with st.container(gap=None):
        with st.container(horizontal=True, wrap=False, gap="small", horizontal_alignment="distribute"):
            st.markdown(f"**{short_name(layout, language())}**")
            if version:
                with st.container(width="content", key=f"details-{banner.id}", horizontal_alignment="right"):
                    _details(banner)
        draft = _("Draft copy") if version and version.draft else ""
        mark = f" :orange-badge[{draft}]" if draft else ""
        st.markdown(f":gray[:small[{layout.width} × {layout.height}]]{mark}")


def _download(banner: BannerView, view: JobView, username: str, standing: Standing) -> None:
    assert banner.version is not None
    kind, scale = standing.file.kind, standing.file.scale
    name = file_name(view.product.slug, wiring.formats()[banner.format_id], banner.id, kind, scale)
    reasons = [told(one, language()) for one in standing.open_red]
    st.download_button(
        label(kind, scale), partial(take_file, banner.version, kind, view.id, username, scale=scale),
        key=f"take-{banner.version.id}", file_name=name, mime=MEDIA_TYPES[kind], icon=":material/download:",
        on_click="ignore", width="stretch", disabled=standing.blocked, help=reasons[0] if reasons else None,
    )  # fmt: skip


def download_all(view: JobView, username: str, stand: Standings) -> None:
    """All files in one archive, where there are several."""
    versions = [banner.version for banner in view.banners if banner.version]
    if len(versions) < 2:
        return
    blocked = sum(stand[version.id].blocked for version in versions)
    told_of = ngettext("{n} stays out: its card says why.", "{n} stay out: their cards say why.", blocked)
    st.download_button(
        _("Download all"), partial(take_all, versions, view.id, username, wanted(), language()), key="download-all",
        type="primary" if view.status == Status.COMPLETED else "secondary",
        file_name=f"{view.product.slug}-{view.id[:6]}.zip", mime="application/zip",
        icon=":material/download:", on_click="ignore", disabled=blocked == len(versions),
        help=told_of if blocked else None,
    )  # fmt: skip


def take_all(versions: Sequence[Version], job_id: str, username: str, wants: Wanted, spoken: Language) -> bytes:
    """The versions' files in one archive with their report; each is noted as an event.

    Raises:
        NotAllowed, NotFound: as `take_file`.
        ExportBlocked: all of them are.
    """
    user = _who_may(job_id, username)
    return take_set(wiring.desk(), versions, user, wants, spoken)


def take_file(version: Version, kind: FileType | None, job_id: str, username: str, *, scale: int = 1) -> bytes:
    """The file for a person, noted as an event. Runs at the click, so what they may do is looked up again, and how the
    file stands.

    Raises:
        NotAllowed, NotFound: switched off meanwhile, or not theirs.
        ExportBlocked: the gate is red, and nobody has let the banner through.
    """
    user = _who_may(job_id, username)
    return exporting.take(wiring.desk(), version, user, kind, scale).data


def _who_may(job_id: str, username: str) -> User:
    user = accounts.find_user(username)
    if user is None:
        raise NotAllowed("Sign in first.")
    wiring.job(job_id, user)
    return user


def _details(banner: BannerView) -> None:
    with st.popover("", icon=":material/info:", type="tertiary", help=_("Prompt, seed and engines")):
        for picture in banner.pictures:
            st.markdown("  \n".join(about(picture.wish, picture.prompt, picture.source, WORDS)))
            st.caption(_("Seed {seed} · {engine}", seed=picture.seed, engine=picture.engine))
            if picture.origin:
                st.caption(_("From the bank: {name}", name=plain(picture.origin)))
        assert banner.version is not None
        st.caption("  \n".join(story(banner.version)))
