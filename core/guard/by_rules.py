"""The guard without a model: each text is screened by rules."""

from collections.abc import Collection
from dataclasses import replace

from core.errors import Refused
from core.guard.port import Checked, Given, Where, texts_of
from core.guard.refusing import refusal, to_blame
from core.guard.screening import Kind, Screening, screen
from core.ports import Checkpoint, unwatched


class RulesGuard:
    """Knows families of attacks and lists of words, in Russian and English; asks nobody.

    `competitors`: names that no banner may say.
    """

    name = "rules"

    def __init__(self, competitors: Collection[str] = ()) -> None:
        self._competitors = frozenset(competitors)

    def check(self, given: Given, *, checkpoint: Checkpoint = unwatched) -> Checked:
        """As `Guard.check`."""
        checked = Checked(given.offer, given.prompts, given.audience, engine=self.name)
        for (where, slot), text in texts_of(given).items():
            screening = screen(text, purpose=where, competitors=self._competitors)
            if screening.verdict == "refuse":
                raise self._refusal(text, where, screening.kinds[0])
            checked = replace(checked, doubtful=(*checked.doubtful, *screening.doubtful))
            if screening.verdict == "neutralise":
                checked = settled(checked, where, slot, screening)
        return checked

    def _refusal(self, text: str, where: Where, kind: Kind) -> Refused:
        def is_wrong(part: str) -> bool:
            return kind in screen(part, purpose=where, competitors=self._competitors).kinds

        return refusal(kind, where, to_blame(text, is_wrong))


def settled(checked: Checked, where: Where, slot: int, screening: Screening) -> Checked:
    """`checked` with what the screening has left of the text at that place.

    Raises:
        Refused: it has left nothing.
    """
    if screening.verdict == "refuse":
        raise refusal(screening.kinds[0], where, screening.removed[0] if screening.removed else "")
    kinds = tuple(dict.fromkeys((*checked.kinds, *screening.kinds)))
    checked = replace(checked, removed=(*checked.removed, *screening.removed), kinds=kinds)
    match where:
        case "offer":
            return replace(checked, offer=screening.text)
        case "audience":
            return replace(checked, audience=screening.text)
        case "prompt":
            prompts = tuple(screening.text if i == slot else text for i, text in enumerate(checked.prompts))
            return replace(checked, prompts=prompts)
