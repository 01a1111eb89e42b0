"""One product to be added or changed: both languages side by side, every fault beside its field."""

import streamlit as st

from core import product_editing, product_input, products
from core.catalogue import load_categories
from core.errors import AdBannerError, BadInput, NotFound
from core.i18n import LANGUAGES
from core.models import User, UserRole
from core.product_editing import input_of
from core.product_input import LARGEST_SHARE
from pages.parts.fields import fault, field
from pages.parts.product_draft import ADD, EDIT, ProductDraft, draft_of, give_up
from pages.parts.product_texts import field_name, other_text, text_field
from pages.parts.session import _, acting, explain, guarded, language
from pages.parts.wording import ago, plain

Faults = dict[str, AdBannerError]


def product_form(user: User, slug: str) -> None:
    """The form with its buttons; `slug` is empty for a new product. Nothing typed is lost by a reload or a fault."""
    st.button(_("All products"), key="product-back", type="tertiary", icon=":material/arrow_back:", on_click=_leave)
    try:
        draft = draft_of(user, slug)
    except NotFound as gone:
        st.error(explain(gone), icon=":material/error:")
        return
    faults = _faults(draft) if draft.tried else {}
    with st.container(border=True, key="card-product", gap="medium"):
        name = plain(draft.seen.name.get(language(), slug)) if slug else _("New product")
        st.subheader(name, anchor=False)
        _notes(draft)
        _identity(draft, faults)
        for kind in ("name", "description", "legal"):
            for spoken, column in zip(LANGUAGES, st.columns(2, gap="medium"), strict=True):
                with column:
                    text_field(draft, kind, spoken, faults)
        _share(draft, faults)
        _buttons(draft, faults)
    draft.keep(user)


def _notes(draft: ProductDraft) -> None:
    """What a person must know before going on."""
    if draft.others:
        names = ", ".join(field_name(name) for name in draft.others)
        who = draft.other
        told = _("{name} changed this product {when}: {fields}.", name=plain(who.by), when=ago(who.at), fields=names
                 ) if who else _("Somebody else has changed this product: {fields}.", fields=names)  # fmt: skip
        rest = _("What you had not touched shows that now. Where both of you changed something, your text stands and "
                 "the other one is below it. Save again to keep what you see.")  # fmt: skip
        st.warning(f"{told} {rest}", icon=":material/group:")
    elif draft.resumed and draft.touched:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_("This is what you had typed and not saved."), width="content")
            st.button(_("Start over"), key="product-discard", type="tertiary", on_click=_discard, args=(draft.slug,))


def _identity(draft: ProductDraft, faults: Faults) -> None:
    """Short name and category."""
    categories = load_categories()
    short, kind = st.columns(2, gap="medium")
    with short, field("slug"):
        st.text_input(
            _("Short name"), draft.slug or draft.begun["slug"], key=draft.key("slug"), disabled=bool(draft.slug),
            placeholder="debit-card", persist_state="session",
            help=_("For addresses, file names and the command line. It cannot be changed later."),
        )  # fmt: skip
        fault(faults, "slug")
    with kind, field("category"):
        keys, begun = list(categories), draft.begun["category"]
        st.selectbox(
            _("Category"), keys, index=keys.index(begun) if begun in keys else None, key=draft.key("category"),
            format_func=lambda name: categories[name][language()], placeholder=_("Choose one"),
            persist_state="session",
        )  # fmt: skip
        fault(faults, "category")
        other_text(draft, "category")


def _share(draft: ProductDraft, faults: Faults) -> None:
    with field("legal_share"):
        st.number_input(
            _("The legal text takes at least, % of the banner"), min_value=1.0, max_value=LARGEST_SHARE * 100,
            value=draft.begun["legal_share"], step=1.0, format="%.10g", key=draft.key("legal_share"), width=320,
            placeholder=_("no legal text"), persist_state="session",
        )  # fmt: skip
        fault(faults, "legal_share")
        other_text(draft, "legal_share")


def _buttons(draft: ProductDraft, faults: Faults) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(_("Save") if draft.slug else _("Add the product"), key="product-save", type="primary",
                  icon=":material/check:", shortcut="Mod+Enter", on_click=_save, args=(draft.slug,))  # fmt: skip
        if faults:
            with st.container(key="fault-product", width="content"):
                st.markdown(_("Something above needs your attention."))
    if (fallen := st.session_state.pop("product.fault", None)) is not None:
        st.error(explain(fallen), icon=":material/error:")


# --- saving -----------------------------------------------------------------------------------------------------------


def _faults(draft: ProductDraft) -> Faults:
    taken = () if draft.slug else products.names()
    return product_input.by_field(product_input.faults(draft.entered, categories=load_categories(), taken=taken))


@guarded
def _save(slug: str) -> None:
    user = acting(UserRole.ADMIN)
    draft = draft_of(user, slug)
    draft.tried = True
    if _faults(draft):
        return
    entered = draft.entered
    try:
        if slug:
            product_editing.change(entered, seen=draft.seen, by=user)
        else:
            product_editing.add(entered, by=user)
    except NotFound:
        raise
    except BadInput as error:
        if error.field != "product":
            raise
        draft.take_in(input_of(products.product_of_slug(slug)))
        return
    give_up(user, draft)
    _leave()
    st.toast(_("“{name}” is saved.", name=plain(entered.name[language()])), icon=":material/check_circle:")


@guarded
def _discard(slug: str) -> None:
    user = acting(UserRole.ADMIN)
    give_up(user, draft_of(user, slug))


def _leave() -> None:
    for name in (ADD, EDIT):
        st.query_params.pop(name, None)
