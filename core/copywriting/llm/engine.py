"""The copywriter that asks a language model, and keeps what the model does not: limits, facts, manners, safety.

A good answer is used word for word. A faulty one goes back in the same dialogue with what is wrong, three times at
most; then the best answer so far is put right (`finishing`). A copy with a field that was rebuilt by rules is marked
as a draft.
"""

from collections.abc import Sequence

from core.catalogue import FewShot, ProductEntry
from core.copywriting.llm.cleaning import cleaned
from core.copywriting.llm.faults import Rules, sources_of
from core.copywriting.llm.few_shot import Examples
from core.copywriting.llm.prompting import CopyPrompts
from core.copywriting.llm.working import Work
from core.copywriting.port import AdCopy, CopyRequest, Copywriter
from core.formats.brand import Brand
from core.llm.asking import Asker
from core.llm.prompts import PromptBook
from core.ports import Checkpoint, unwatched


class LlmCopywriter:
    """Asks a model (`Copywriter`). Raises `NotWritten` where no answer came at all; `FallingBack` writes then."""

    def __init__(
        self, asker: Asker, book: PromptBook, brand: Brand, examples: Sequence[FewShot], offline: Copywriter,
        *, products: Sequence[ProductEntry] = (),
    ) -> None:  # fmt: skip
        """`examples` are approved banners, and `products` name what they are about; `offline` writes the fields whose
        answers cannot be used."""
        self.engine = asker.name
        self._asker, self._brand, self._offline = asker, brand, offline
        self._prompts, self._examples = CopyPrompts(book, brand), Examples(examples, products)

    def write(self, request: CopyRequest, *, checkpoint: Checkpoint = unwatched) -> AdCopy:
        """All fields of one format in one question."""
        request, examples = cleaned(request), self._examples.choose(request)
        work = self._work(request, checkpoint)
        return work.one(self._prompts.write(request, examples), {}, None)

    def rewrite(
        self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint = unwatched
    ) -> AdCopy:
        """Another take of one field, with the others in view, or of all of them."""
        if field is not None and field not in {one.id for one in request.fields}:
            raise KeyError(field)
        request, examples = cleaned(request), self._examples.choose(request)
        work = self._work(request, checkpoint)
        return work.one(self._prompts.rewrite(request, examples, draft.texts, field), draft.texts, field)

    def variants(
        self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint = unwatched
    ) -> list[AdCopy]:
        """`count` takes by one question; those that say the same as another are asked for once more, then dropped.
        What the questions took stands in the first copy's record."""
        request, examples = cleaned(request), self._examples.choose(request)
        work = self._work(request, checkpoint)
        return work.several(self._prompts.variants(request, examples, draft.texts, count), draft.texts, count)

    def _work(self, request: CopyRequest, checkpoint: Checkpoint) -> Work:
        rules = rules_for(request, self._brand, self._prompts.system(request))
        return Work(self._asker, self._prompts, self._offline, rules, checkpoint)


def rules_for(request: CopyRequest, brand: Brand, secret: str) -> Rules:
    """What the copies of a request are held to; `secret` is the system prompt without the examples, which are none."""
    language = request.language
    house = (brand.name[language], brand.tagline[language], *brand.words_to_use.get(language, ()))
    return Rules(
        request=request, limits={field.id: field.limit or 0 for field in request.fields},
        avoid=brand.words_to_avoid.get(language, ()), secret=secret,
        known="\n".join((request.offer, sources_of(request), *house)), competitors=brand.competitors,
    )  # fmt: skip
