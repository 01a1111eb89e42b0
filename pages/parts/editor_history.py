"""All versions of a banner: who made each when and why, what was different, and the way back to it."""

import streamlit as st

import wiring
from core import turning
from core.history import BannerView, Entry
from pages.parts import editor_draft as draft
from pages.parts.banner_thumbnail import thumbnail
from pages.parts.copy_story import WRITTEN, repairs_of, story
from pages.parts.editor_compare import open_comparison
from pages.parts.editor_preview import changed_on_show
from pages.parts.editor_words import cause, summary
from pages.parts.picture_words import about
from pages.parts.session import CREATORS, _, acting, guarded
from pages.parts.wording import ago, plain

#: Versions that are listed at first.
FIRST = 12
#: Characters of a prompt that tell pictures apart.
WORDS = 80


def history_panel(view: BannerView) -> None:
    """The versions, newest first."""
    whole = st.session_state.get("editor.whole") == view.sheet.banner.id
    shown = view.history if whole else view.history[:FIRST]
    with st.container(gap="xsmall", key="history"):
        for entry in shown:
            _entry(view, entry)
    if len(shown) < len(view.history):
        st.button(_("Show all {n}", n=len(view.history)), key="history-all", type="tertiary", on_click=_show_all,
                  args=(view.sheet.banner.id,))  # fmt: skip


def _show_all(banner_id: str) -> None:
    st.session_state["editor.whole"] = banner_id


def _entry(view: BannerView, entry: Entry) -> None:
    version, now = entry.version, view.sheet.banner.current
    on_show = version.number == now
    with st.container(horizontal=True, wrap=False, gap="small", border=True, vertical_alignment="center",
                      key=f"card-version-{version.number}{'-now' if on_show else ''}"):  # fmt: skip
        with st.container(
            width=72, height=72, border=False, horizontal_alignment="center", vertical_alignment="center"
        ):
            st.image(thumbnail(version.thumbnail, version.asset), alt="")
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{version.number}** · {cause(entry)}{_badges(entry, on_show=on_show)}")
            told = [f"{plain(entry.author)} · {ago(version.created_at)}", *_details(entry)]
            st.caption("  \n".join(told))
        with st.container(width="content", gap=None, key=f"do-{version.number}"):
            if not on_show:
                _actions(version.number, now)


def _badges(entry: Entry, *, on_show: bool) -> str:
    shown = f" :blue-badge[{_('on show')}]" if on_show else ""
    repaired = entry.version.cause in WRITTEN and repairs_of(entry.version)
    return shown + (f" :violet-badge[{_('repaired')}]" if repaired else "")


def _actions(number: int, now: int) -> None:
    st.button("", icon=":material/settings_backup_restore:", key=f"restore-{number}", type="tertiary",
              help=_("Bring it back"), on_click=_restore, args=(number,))  # fmt: skip
    st.button("", icon=":material/compare:", key=f"compare-{number}", type="tertiary",
              help=_("Compare with what is on show"), on_click=open_comparison, args=(number, now))  # fmt: skip


def _details(entry: Entry) -> list[str]:
    """What was different; how the copy came about where it was written; wish, prompt and seed where the picture is
    another."""
    lines = [plain(summary(entry.change))] if entry.change.texts and entry.version.parent else []
    if entry.version.cause in WRITTEN:
        lines += story(entry.version)
    for slot in entry.change.pictures:
        for picture in [one for one in entry.pictures if one.slot == slot]:
            *before, last = about(picture.wish, picture.prompt, picture.source, WORDS)
            lines += [*before, f"{last} · {_('Seed {seed}', seed=picture.seed)}"]
    return lines


@guarded
def _restore(number: int) -> None:
    user = acting(*CREATORS)
    draft.settle(user)
    turning.restore(wiring.desk(), draft.current().banner, number, user)
    changed_on_show()
