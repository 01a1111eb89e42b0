"""A copywriter for the tests of those who call one: says the offer's first words, and says it was asked."""

from core.copywriting.port import AdCopy, CopyRequest
from core.copywriting.text import clean_text, cut_at_word


class FakeCopywriter:
    """Whole words of product or offer within each limit; `requests` remembers what it was asked for."""

    def __init__(self) -> None:
        self.requests: list[CopyRequest] = []

    def write(self, request: CopyRequest) -> AdCopy:
        self.requests.append(request)
        texts = {field.id: self._text(request, field.limit or 40) for field in request.fields}
        return AdCopy(texts=texts, engine="fake", draft=True)

    def rewrite(self, request: CopyRequest, draft: AdCopy, field: str | None) -> AdCopy:
        self.requests.append(request)
        limits = {f.id: f.limit or 40 for f in request.fields}
        again = list(limits) if field is None else [field]
        changed = {i: "Again" if limits[i] >= 5 and draft.texts.get(i) != "Again" else "Anew" for i in again}
        if field is not None and field not in limits:
            raise KeyError(field)
        return AdCopy(texts={**draft.texts, **changed}, engine="fake", draft=True)

    def _text(self, request: CopyRequest, limit: int) -> str:
        return cut_at_word(clean_text(request.offer), limit) or cut_at_word(request.product_name, limit) or "Yours"
