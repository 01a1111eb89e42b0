"""The picture source *bank*: a picture of the designers', found by its texts."""

from typing import Protocol

from core.errors import BadInput
from core.imagery.port import Picture, PictureRequest
from core.imagery.upload import decode_upload
from core.ports import Checkpoint
from core.retrieval.deriving import derived_query
from core.retrieval.ranking import POOL, draw
from core.retrieval.search import Found, Query

#: How much rarer a less likely picture is drawn: at 2, one that is half as likely comes a quarter as often. At 1 the
#: tail of ten would bring something odd into every tenth banner.
SHARPNESS = 2


class PictureBank(Protocol):
    """What this source needs of a bank."""

    def search(self, query: Query, limit: int) -> list[Found]:
        """At most `limit` pictures, best first.

        Raises:
            EngineFailed: trying again may help.
        """

    def named(self, origin: str) -> str | None:
        """The id of the picture of that name (bank/name); None where there is none."""

    def picture(self, picture_id: str) -> tuple[str, bytes]:
        """Where the picture comes from, and its file.

        Raises:
            EngineFailed: it cannot be had.
        """


class BankSource:
    """Searches with the prompt, or with what the offer is about, and draws one of the best by the seed.

    A prompt that is a picture's name (bank/name) takes that picture. The slots of one brief draw without putting back,
    so they show different pictures.
    """

    def __init__(self, bank: PictureBank) -> None:
        self._bank = bank

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        """As `PictureSource.obtain`; BadInput where the bank is empty, or has not the one picture that is wanted."""
        checkpoint(0.0, "Searching the bank")
        query = bank_query(request)
        chosen = self._bank.named(request.origin or query.text)
        if not chosen and request.origin:
            raise BadInput("This picture is not in the bank any more.", field="prompt")
        chosen = chosen or self._draw(query, request)
        checkpoint(0.5, "Searching the bank")
        origin, data = self._bank.picture(chosen)
        image = decode_upload(data)
        checkpoint(1.0, "Searching the bank")
        return Picture(image, source="bank", engine="bank-1", prompt=query.text, seed=request.seed, origin=origin)

    def _draw(self, query: Query, request: PictureRequest) -> str:
        found = self._bank.search(query, POOL)
        if not found:
            raise BadInput("There is no picture in the bank.", field="mode")
        order = draw([one.score**SHARPNESS for one in found], abs(request.seed - request.slot), len(found))
        return found[order[request.slot % len(order)]].id


def bank_query(request: PictureRequest) -> Query:
    """What a request looks for in a bank."""
    prompt, product = request.prompt.strip(), dict(request.descriptions)
    if prompt:
        return Query(prompt, product)
    return Query(derived_query(request.offer, request.product_name), product, derived=True)
