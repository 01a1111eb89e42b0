"""The model writes; where it gives nothing, the rules do, and the copy says so."""

from dataclasses import replace

from core.copywriting.llm.working import NotWritten
from core.copywriting.port import AdCopy, CopyRequest, Copywriter
from core.llm.port import Usage
from core.ports import Checkpoint, unwatched


class FallingBack:
    """A `Copywriter` of two. The second one's copy is a draft; its record keeps the trouble and what trying took."""

    def __init__(self, first: Copywriter, offline: Copywriter) -> None:
        self._first, self._offline = first, offline

    def write(self, request: CopyRequest, *, checkpoint: Checkpoint = unwatched) -> AdCopy:
        """By the first, or by the second."""
        try:
            return self._first.write(request, checkpoint=checkpoint)
        except NotWritten as failure:
            return _marked(self._offline.write(request, checkpoint=checkpoint), failure)

    def rewrite(
        self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint = unwatched
    ) -> AdCopy:
        """By the first, or by the second."""
        try:
            return self._first.rewrite(request, draft, field, checkpoint=checkpoint)
        except NotWritten as failure:
            return _marked(self._offline.rewrite(request, draft, field, checkpoint=checkpoint), failure)

    def variants(
        self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint = unwatched
    ) -> list[AdCopy]:
        """By the first, or by the second; what trying took stands in the first copy's record."""
        try:
            return self._first.variants(request, draft, count, checkpoint=checkpoint)
        except NotWritten as failure:
            copies = self._offline.variants(request, draft, count, checkpoint=checkpoint)
            return [_marked(copy, failure, first=not number) for number, copy in enumerate(copies)]


def _marked(copy: AdCopy, failure: NotWritten, *, first: bool = True) -> AdCopy:
    record = failure.record if first else replace(failure.record, usage=Usage())
    return replace(copy, draft=True, record=record)
