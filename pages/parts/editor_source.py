"""A new picture for a slot: drawn, found in the bank, or a person's own."""

import streamlit as st

import wiring
from core.bank_search import Question
from core.briefs import MODES, SEED_LIMIT
from core.errors import AdBannerError, BadInput
from core.history import BannerView
from core.models import ImageMode, PictureRow
from core.regenerating import PictureWish, check_wish
from core.retrieval.deriving import derived_query
from pages.parts import editor_draft as draft
from pages.parts.bank_card import in_language
from pages.parts.bank_results import asked
from pages.parts.editor_preview import changed_on_show
from pages.parts.fields import fault, field
from pages.parts.picture_thumbnail import picture_thumbnail
from pages.parts.session import CREATORS, _, acting, explain, guarded
from pages.parts.wording import MODE_ICONS, excerpt, plain
from pages.parts.wording import MODES as MODE_NAMES
from wiring import Hit

#: Pictures of the bank that are offered, and how many pixels they are wide.
RESULTS, SMALL = 12, 84


def source(view: BannerView, picture: PictureRow, *, busy: bool) -> None:
    """The inputs of the new picture and the button that makes it."""
    st.markdown(f"**{_('Another picture')}**")
    mode = st.segmented_control(
        _("Picture"), list(MODES), default=view.sheet.brief.mode, key=_key("mode"), required=True, width="stretch",
        format_func=lambda one: f"{MODE_ICONS[one]} {_(MODE_NAMES[one])}", label_visibility="collapsed",
    )  # fmt: skip
    with field("prompt"):
        if mode == ImageMode.UPLOAD:
            st.file_uploader(_("Picture to upload"), type=["png", "jpg", "jpeg", "webp"], key=_key("file"),
                             label_visibility="collapsed")  # fmt: skip
        else:
            st.text_area(_("What it shows"), _described(view, picture), key=_key("prompt"), height=84,
                         placeholder=_("Leave it empty, and it is thought up from the offer"))  # fmt: skip
        if mode == ImageMode.GENERATE:
            _seed(picture)
        if (told := st.session_state.get(_key("fault"))) and told[1] == _words():
            fault({"prompt": told[0]}, "prompt")
    if len(view.siblings):
        st.checkbox(_("Also in the brief's other formats"), key=_key("everywhere"))
    if mode == ImageMode.SEARCH:
        _results(view, picture, busy=busy)
        return
    label, icon = (
        (_("Take my picture"), ":material/upload:")
        if mode == ImageMode.UPLOAD
        else (_("Make a new one"), ":material/auto_awesome:")
    )
    st.button(label, key="picture-make", type="primary", icon=icon, disabled=busy, on_click=_make, args=(picture.slot,))


def _key(name: str) -> str:
    return f"editor.{draft.current().banner}.wish.{name}"


def _described(view: BannerView, picture: PictureRow) -> str:
    """What the picture on show was asked for with, and not what a model made of it; nothing where that was thought up
    from the offer."""
    if picture.wish:
        return "" if picture.wish == picture.origin else picture.wish
    given = (*view.sheet.brief.prompts, "")[min(picture.slot, len(view.sheet.brief.prompts))]
    if picture.prompt in (picture.origin, _thought_up(view)):
        return "" if given == picture.origin else given
    return picture.prompt


def _thought_up(view: BannerView) -> str:
    """What the bank is searched with where nobody says what to show."""
    sheet = view.sheet
    return derived_query(sheet.brief.offer, sheet.product.name[sheet.brief.language])


def _seed(picture: PictureRow) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        told = _("The same seed and the same words give the same picture; with other words, one that resembles it.")
        same = st.checkbox(_("Keep the seed"), key=_key("same"), help=told)
        if same:
            st.number_input(_("Seed"), value=picture.seed, min_value=0, max_value=SEED_LIMIT - 1, step=1,
                            key=_key("seed"), width=180, label_visibility="collapsed")  # fmt: skip


# --- the bank ---------------------------------------------------------------------------------------------------------


def _results(view: BannerView, picture: PictureRow, *, busy: bool) -> None:
    """The best pictures of the bank for these words; the next one is a click away."""
    sheet = view.sheet
    words = (st.session_state.get(_key("prompt")) or "").strip()
    question = Question(
        text=words or _thought_up(view), product=dict(sheet.product.description), derived=not words, limit=RESULTS
    )
    try:
        hits = asked(question.model_dump_json())
    except AdBannerError as error:
        st.error(explain(error), icon=":material/error:")
        st.button(_("Try again"), icon=":material/refresh:")
        return
    names = [f"{hit.picture.bank}/{hit.picture.name}" for hit in hits]
    at = names.index(picture.origin) if picture.origin in names else -1
    if names:
        following = names[(at + 1) % len(names)]
        st.button(_("Next result"), key="picture-next", type="primary", icon=":material/skip_next:", disabled=busy,
                  shortcut="Alt+G", on_click=_take, args=(picture, following, words))  # fmt: skip
    with st.grid("auto", min_column_width=84, gap="xsmall", key="results"):
        for name, hit in zip(names, hits, strict=True):
            _result(name, hit, picture, words, busy=busy)


def _result(name: str, hit: Hit, picture: PictureRow, words: str, *, busy: bool) -> None:
    chosen = "-now" if name == picture.origin else ""
    caption = in_language(hit.picture.caption)
    with st.container(key=f"pick-{hit.picture.id}{chosen}", horizontal_alignment="center"):
        st.image(picture_thumbnail(hit.picture.thumbnail, SMALL), width="content", alt=caption)
        st.button(_("Take this picture"), key=f"result-{hit.picture.id}", disabled=busy or bool(chosen),
                  help=plain(excerpt(caption, 120)), on_click=_take, args=(picture, name, words))  # fmt: skip


# --- actions ----------------------------------------------------------------------------------------------------------


@guarded
def _make(slot: int) -> None:
    """What the inputs hold; untrusted, like everything that comes from a browser."""
    held = st.session_state.get
    file = held(_key("file"))
    _ask(PictureWish(
        slot=slot, mode=held(_key("mode")) or "", prompt=held(_key("prompt")) or "",
        seed=held(_key("seed")) if held(_key("same")) else None, upload=bytes(file.getvalue()) if file else None,
        everywhere=bool(held(_key("everywhere"))),
    ))  # fmt: skip


@guarded
def _take(now: PictureRow, name: str, words: str) -> None:
    """The seed stays: this picture was chosen, not drawn by lot."""
    everywhere = bool(st.session_state.get(_key("everywhere")))
    _ask(PictureWish(slot=now.slot, mode=ImageMode.SEARCH, prompt=words, origin=name, seed=now.seed,
                     everywhere=everywhere))  # fmt: skip


def _ask(wish: PictureWish) -> None:
    """What is wrong with the wish is said beside it, until other words stand there."""
    user = acting(*CREATORS)
    st.session_state.pop(_key("fault"), None)
    try:
        check_wish(wish, slots=wish.slot + 1)
        draft.settle(user)
        wiring.regenerate_picture(draft.current().banner, wish, user)
    except BadInput as error:
        if error.field not in ("offer", "prompt", "mode", "seed", "picture"):
            raise
        st.session_state[_key("fault")] = error, _words()
    changed_on_show()


def _words() -> tuple[str, str]:
    """Where the picture is to come from, and what it is to show, as the inputs hold it."""
    return st.session_state.get(_key("mode")) or "", st.session_state.get(_key("prompt")) or ""
