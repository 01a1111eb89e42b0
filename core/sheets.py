"""A banner with the rows that every change of it needs, and what rendering it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.compositing.compose import Composition
from core.errors import BadInput, NotFound
from core.formats.brand import Brand
from core.formats.schema import Format
from core.i18n import N_, best_language
from core.models import Banner, Brief, Product
from core.rendering import drawn
from core.states import State
from core.storage.port import ObjectStore


@dataclass(frozen=True)
class Desk:
    """What editing needs of this installation."""

    store: ObjectStore
    brand: Brand
    formats: Mapping[str, Format]
    database: Engine | None = None


#: Why nothing can be done with a banner.
BINNED = N_("This banner is in the bin. Take it out first.")


class Sheet(NamedTuple):
    """A banner's rows, as a change of it needs them."""

    banner: Banner
    brief: Brief
    product: Product
    layout: Format

    @property
    def legal(self) -> str:
        """The product's legal text in the banner's language."""
        return self.product.legal.get(self.brief.language, "")

    def draw(self, state: State, cut_outs: Sequence[Image.Image], brand: Brand, scale: int = 1) -> Composition:
        """The banner as it would look, at `scale` times its pixels. Raises: as `compose`."""
        language = best_language(self.brief.language)
        return drawn(self.layout, state, cut_outs, legal=self.legal, legal_share=self.product.legal_share, brand=brand,
                     language=language, scale=scale)  # fmt: skip

    def check_usable(self) -> None:
        """Raises:
        BadInput: the banner is in the bin.
        """
        if self.banner.binned_at:
            raise BadInput(BINNED, field="banner")


def sheet_of(session: Session, banner_id: str, formats: Mapping[str, Format]) -> Sheet:
    """Raises:
    NotFound: there is no such banner, or no such format any more.
    """
    found = session.exec(
        select(Banner, Brief, Product)
        .where(Banner.id == banner_id, Banner.brief_id == Brief.id, Brief.product_id == Product.id)
    ).first()  # fmt: skip
    if found is None:
        raise NotFound("There is no such banner.", field="banner")
    if found[0].format_id not in formats:
        raise NotFound("There is no format “{format}”.", field="banner", format=found[0].format_id)
    return Sheet(*found, formats[found[0].format_id])
