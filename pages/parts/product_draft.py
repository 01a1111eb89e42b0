"""A product in the making: what the form began with, what is in it, and what somebody else did meanwhile.

What is typed outlives a reload and another screen (core.drafting). As in the brief's form, widgets get their values as
defaults, and another beginning starts a new *turn* of widgets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core import drafting, product_editing
from core.models import User
from core.product_editing import Change, input_of
from core.product_input import Parts, ProductInput, changed, clashes, merged, of_parts
from core.products import product_of_slug

#: What the address says of the product that is changed (its slug), and of a new one.
EDIT, ADD = "edit", "add"
_HELD = "product.draft"


@dataclass
class ProductDraft:
    """The form's memory in a session. `slug` is empty for a new product.

    `seen`: the product as it was when the person began; `begun`: what the widgets of this `turn` begin with.
    """

    slug: str
    seen: ProductInput
    begun: Parts
    turn: int
    #: It holds what was typed some other time.
    resumed: bool = False
    #: Somebody has tried to save it.
    tried: bool = False
    #: What somebody else did meanwhile, with the fields they changed, and their texts where both changed something.
    other: Change | None = None
    others: list[str] = field(default_factory=list)
    theirs: Parts = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a field's widget."""
        return f"product.{self.turn}.{name}"

    def value(self, name: str) -> Any:
        """What a field holds now; as untrusted as everything that a browser sends."""
        return st.session_state.get(self.key(name), self.begun.get(name))

    @property
    def entered(self) -> ProductInput:
        """The form as it stands."""
        slug = self.slug or (self.value("slug") or "").strip()
        return of_parts(slug, {name: self._part(name) for name in self.seen.parts})

    def _part(self, name: str) -> Any:
        if name != "legal_share":
            return self.value(name) or ""
        percent = self.value(name)
        return None if percent is None else percent / 100

    @property
    def touched(self) -> bool:
        """Whether there is something to save."""
        return bool(changed(self.seen, self.entered)) or self.entered.slug != self.slug

    def begin(self, parts: Mapping[str, Any], slug: str = "") -> None:
        """Fill the widgets anew."""
        share = parts["legal_share"]
        self.begun = {**parts, "slug": slug, "legal_share": None if share is None else round(share * 100, 1)}
        self.turn = st.session_state["product.turn"] = st.session_state.get("product.turn", 0) + 1

    def take_in(self, theirs: ProductInput) -> None:
        """Somebody else has changed the product: go on from there, with every change of one's own."""
        mine = self.entered
        self.other, self.others = product_editing.last_change(self.slug), changed(self.seen, theirs)
        self.theirs = {name: theirs.parts[name] for name in clashes(self.seen, mine, theirs)}
        self.begin(merged(self.seen, mine, theirs).parts)
        self.seen = theirs

    # --- across sessions ----------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What the draft is called among a person's drafts."""
        return f"product/{self.slug}"

    def keep(self, user: User) -> None:
        """Remember what the form holds; nothing where that is what it began with."""
        if self.touched:
            held = {"seen": self.seen.parts, "parts": self.entered.parts, "slug": self.entered.slug}
            drafting.remember(user.id, self.name, held)
        elif drafting.recall(user.id, self.name):
            drafting.forget(user.id, self.name)


def draft_of(user: User, slug: str) -> ProductDraft:
    """The form's memory for that product: of this session, of an earlier one, or a fresh one. A form in which nothing
    was changed yet shows the product as it is now.

    Raises:
        NotFound: no such product.
    """
    held: ProductDraft | None = st.session_state.get(_HELD)
    now = input_of(product_of_slug(slug)) if slug else ProductInput("")
    if held is None or held.slug != slug or (changed(held.seen, now) and not held.touched):
        st.session_state[_HELD] = held = _restored(user, now)
    return held


def _restored(user: User, seen: ProductInput) -> ProductDraft:
    slug = seen.slug
    draft = ProductDraft(slug, seen, {}, 0)
    kept = drafting.recall(user.id, draft.name)
    if kept and _usable(kept.get("parts"), seen) and _usable(kept.get("seen"), seen):
        draft.seen, draft.resumed = of_parts(slug, kept["seen"]), True
        draft.begin(kept["parts"], str(kept.get("slug", "")))
    else:
        draft.begin(seen.parts)
    return draft


def _usable(parts: object, like: ProductInput) -> bool:
    """Whether a draft's fields are those of a product: it came from a browser, maybe long ago."""
    if not isinstance(parts, dict) or parts.keys() != like.parts.keys():
        return False
    share, texts = parts["legal_share"], [text for name, text in parts.items() if name != "legal_share"]
    return all(isinstance(text, str) for text in texts) and (share is None or isinstance(share, int | float))


def give_up(user: User, draft: ProductDraft) -> None:
    """Forget what was typed."""
    drafting.forget(user.id, draft.name)
    st.session_state.pop(_HELD, None)
